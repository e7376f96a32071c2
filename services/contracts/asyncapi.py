"""The AsyncAPI 3.0 document: every topic, which service sends and receives what there, and the headers.

Made from the line's table, so that it names what runs. https://www.asyncapi.com/docs/reference/specification/v3.0.0
"""

from collections.abc import Iterator
from typing import Any

from schemas import Message, Reason
from services.chassis.headers import DEAD, TRACEPARENT, TYPES
from services.chassis.step import ERROR_LENGTH
from services.contracts import compatibility
from services.contracts.messages import VERSION, JsonSchema, definitions, messages, written_by_producers
from services.line import RECEIPTS, STAGES, Stage, dead_letters, holds_tombstones, topics

DEAD_LETTER, RETRACTION, TOMBSTONE = "DeadLetter", "Retraction", "Tombstone"
MARKER = "ReplayMarker"
KAFKA_BINDING = "0.5.0"
"""The version of https://github.com/asyncapi/bindings/tree/master/kafka that the bindings are written in."""

TEXT = {"type": "string"}
TIME = {"type": "string", "format": "date-time"}
COUNT = {"type": "string", "pattern": "^[0-9]+$"}
TRACE = {"type": "string", "description": "W3C trace context, passed on from the producer's message."}


def document() -> JsonSchema:
    """The whole document, ready to be written as JSON."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Pressline",
            "version": VERSION,
            "description": "News articles on their way from scrape to search. The key of every message is "
            "the article's id, so order holds per article. Readers ignore fields they don't know; a writer "
            "never removes or retypes a field within a major version.",
        },
        "defaultContentType": "application/json",
        "servers": {
            "kafka": {
                "host": "{broker}",
                "protocol": "kafka",
                "variables": {"broker": {"description": "PRESSLINE_BROKER: host:port of the Kafka cluster"}},
            }
        },
        "channels": {topic: _channel(topic, names) for topic, names in _on_topics().items()},
        "operations": dict(_operations()),
        "components": {
            "messages": {
                **{message.__name__: _message(message) for message in messages()},
                RETRACTION: _retraction(),
                TOMBSTONE: _tombstone(),
                DEAD_LETTER: _dead_letter(),
                MARKER: _marker(),
            },
            "schemas": definitions("#/components/schemas/{model}"),
        },
    }


def incompatibilities(committed: JsonSchema, live: JsonSchema) -> list[str]:
    """Say what of the topics and headers would break; the payloads have files of their own."""
    found = []
    for topic, channel in committed["channels"].items():
        names = live["channels"].get(topic, {}).get("messages", {})
        found += [f"{topic}: {name} removed" for name in channel["messages"] if name not in names]
    producers = {RETRACTION, *(message.__name__ for message in messages() if written_by_producers(message))}
    now = live["components"]["messages"]
    for name, message in committed["components"]["messages"].items():
        if name in now:
            problems = compatibility.incompatibilities(
                _envelope(message),
                _envelope(now[name]),
                we_read=name in producers,
                we_write=name not in producers,
            )
            found += [f"{name}: {problem}" for problem in problems]
    return found


def _envelope(message: JsonSchema) -> JsonSchema:
    around = {"headers": message["headers"], "key": message["bindings"]["kafka"]["key"]}
    return {"type": "object", "properties": around, "required": list(around)}


def _on_topics() -> dict[str, list[str]]:
    """The names of the messages on each topic."""
    names: dict[str, list[str]] = {topic: [] for topic in topics()}
    for stage in STAGES:
        names[stage.input_topic] += [
            stage.input_model.__name__,
            *([RETRACTION] if stage.accepts_tombstones else []),
        ]
        names[dead_letters(stage.input_topic)] = [DEAD_LETTER, MARKER]
    for stage in STAGES:
        if stage.output_topic and stage.output_model and not names[stage.output_topic]:
            names[stage.output_topic] = [stage.output_model.__name__]
    return {
        topic: [*found, TOMBSTONE] if holds_tombstones(topic) else found for topic, found in names.items()
    }


def _channel(topic: str, names: list[str]) -> JsonSchema:
    return {
        "address": topic,
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in names},
        "bindings": {"kafka": {"topic": topic, "bindingVersion": KAFKA_BINDING}},
    }


def _operations() -> Iterator[tuple[str, JsonSchema]]:
    on = _on_topics()
    for stage in STAGES:
        yield _operation("receive", stage, stage.input_topic, on)
        for topic in _sends(stage):
            yield _operation("send", stage, topic, on)


def _sends(stage: Stage) -> Iterator[str]:
    if stage.output_topic:
        yield stage.output_topic
    if stage.outcome:
        yield RECEIPTS
    yield dead_letters(stage.input_topic)


def _operation(action: str, stage: Stage, topic: str, on: dict[str, list[str]]) -> tuple[str, JsonSchema]:
    return f"{stage.name}.{action}.{topic}", {
        "action": action,
        "channel": {"$ref": f"#/channels/{topic}"},
        "messages": [{"$ref": f"#/channels/{topic}/messages/{name}"} for name in on[topic]],
        "tags": [{"name": stage.service}],
    }


def _message(message: type[Message]) -> JsonSchema:
    optional = written_by_producers(message)
    key = "The article's id; the delivery's id where the article could not be read."
    if optional:
        key = "The article's id, where the producer knows it; else any key or none."
    return {
        "name": TYPES[message],
        "title": message.__name__,
        "summary": (message.__doc__ or "").partition("\n")[0],
        "contentType": "application/json",
        "headers": _cloud_event(TYPES[message], required=not optional),
        "payload": {"$ref": f"#/components/schemas/{message.__name__}"},
        "bindings": _key(key),
    }


def _retraction() -> JsonSchema:
    return {
        "name": "pressline.article.retraction",
        "title": RETRACTION,
        "summary": "A null value under an article's id takes the article back.",
        "headers": {"type": "object", "properties": {TRACEPARENT: TRACE}},
        "payload": {"type": "null"},
        "bindings": _key("The id of the article to take back."),
    }


def _tombstone() -> JsonSchema:
    return {
        "name": "pressline.article.tombstone",
        "title": TOMBSTONE,
        "summary": "A null value after a retraction, under its key: a table kept by key forgets the article.",
        "headers": _cloud_event(None, required=True),
        "payload": {"type": "null"},
        "bindings": _key("The id of the article that was taken back."),
    }


def _dead_letter() -> JsonSchema:
    alive = [reason.value for reason in Reason if reason is not Reason.NOT_AN_ARTICLE]
    headers: dict[str, JsonSchema] = {
        "stage": {**TEXT, "description": "The stage that could not pass the message on."},
        "cause": {"enum": alive, "type": "string", "description": "Why, out of a closed set."},
        "error": {**TEXT, "maxLength": ERROR_LENGTH, "description": "Why, in words, with the field's name."},
        "topic": {**TEXT, "description": "The topic the message was read from."},
        "partition": {**COUNT, "description": "Its partition there."},
        "offset": {**COUNT, "description": "Its offset there."},
        "time": {**TIME, "description": "When it was laid here."},
        "version": {**TEXT, "description": "The version of Pressline."},
        "delivery": {**TEXT, "description": "The delivery_id whose journey ended here."},
        "attempts": {**COUNT, "description": "How often the stage has worked on it."},
        "traceback": {**TEXT, "description": "Only where the cause is a bug of ours."},
        "truncated": {
            **TEXT,
            "description": "Only where the message was over every limit and has no value here: its bytes.",
        },
        "replay-of": {**TEXT, "description": "Only of a message that was sent again: the letter it was."},
        "replay-claim": {**TEXT, "description": "Likewise: the one attempt that sent it."},
        "replay-attempt": {**COUNT, "description": "Likewise: the how many-eth attempt that was."},
    }
    optional = ("traceback", "truncated", "replay-of", "replay-claim", "replay-attempt")
    return {
        "name": "pressline.article.dead",
        "title": DEAD_LETTER,
        "summary": "What a stage could not pass on: the original value, key and headers, and why.",
        "contentType": "application/octet-stream",
        "headers": {
            "type": "object",
            "properties": {DEAD + name: header for name, header in headers.items()},
            "required": [DEAD + name for name in headers if name not in optional],
        },
        "payload": {"description": "The original bytes, whatever they are; null for a retraction."},
        "bindings": _key("The original key, or none."),
    }


def _marker() -> JsonSchema:
    headers = {
        "marker": {"enum": ["started", "sent", "void"]},
        "claim": {**TEXT, "description": "The one attempt that it is of."},
        "attempt": {**COUNT, "description": "The how many-eth attempt of this letter that is."},
        "holder": {**TEXT, "description": "The console that makes it."},
        "time": {**TIME, "description": "When it was begun."},
        "ends": {**TEXT, "description": "Where the target topic ended then: partition:offset, by commas."},
        "delivery": {**TEXT, "description": "What was sent, by its delivery_id; else empty."},
    }
    return {
        "name": "pressline.replay.marker",
        "title": MARKER,
        "summary": "A step of sending a dead letter again: no article, and no dead letter itself.",
        "contentType": "application/octet-stream",
        "headers": {
            "type": "object",
            "properties": {f"{DEAD}replay-{name}": header for name, header in headers.items()},
            "required": [f"{DEAD}replay-{name}" for name in headers],
        },
        "payload": {"type": "null"},
        "bindings": _key("The letter: topic:partition:offset."),
    }


def _cloud_event(kind: str | None, *, required: bool) -> JsonSchema:
    """CloudEvents 1.0 in Kafka binary mode; producers may leave it out."""
    headers: dict[str, Any] = {
        "content-type": {"const": "application/json"},
        "ce_specversion": {"const": "1.0"},
        "ce_type": {"const": kind} if kind else {**TEXT, "description": "As of the message before it."},
        "ce_source": {**TEXT, "description": "Who sent it: /pressline/ and the service."},
        "ce_id": {**TEXT, "description": "Unique within the source; the same when a message is sent again."},
        "ce_time": {**TIME, "description": "When it was sent."},
        TRACEPARENT: TRACE,
    }
    return {"type": "object", "properties": headers, **({"required": list(headers)} if required else {})}


def _key(description: str) -> JsonSchema:
    return {"kafka": {"key": {**TEXT, "description": description}, "bindingVersion": KAFKA_BINDING}}
