"""The AsyncAPI document names what runs, and its headers are those that the chassis writes."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from schemas import Delivery, Message, Reason
from services.chassis.headers import TYPES, cause_of_death, cloud_event, rfc3339, truncated
from services.chassis.records import Headers, ProducerRecord
from services.chassis.step import Identity, Refused
from services.console.dead.markers import Marker
from services.contracts.asyncapi import document
from services.contracts.compatibility import incompatibilities
from services.contracts.messages import json_schema, messages
from services.line import STAGES, topics

Json = dict[str, Any]


def references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from ([value["$ref"]] if "$ref" in value else [])
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from references(item)


def resolve(reference: str, whole: Json) -> Any:
    found: Any = whole
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    return found


def test_the_document_names_the_topics_of_the_line() -> None:
    channels = document()["channels"]
    assert list(channels) == list(topics())
    assert [channel["address"] for channel in channels.values()] == list(topics())
    for stage in STAGES:
        assert stage.input_model.__name__ in channels[stage.input_topic]["messages"]
        if stage.output_topic and stage.output_model:
            buried = ["Tombstone"] if stage.emits_tombstones else []
            assert list(channels[stage.output_topic]["messages"]) == [stage.output_model.__name__, *buried]


def test_every_reference_of_the_document_leads_somewhere() -> None:
    whole = document()
    found = set(references(whole))
    assert len(found) > 40
    for reference in found:
        assert isinstance(resolve(reference, whole), dict)


def test_every_stage_receives_and_sends_what_the_line_says() -> None:
    operations = document()["operations"]
    for stage in STAGES:
        assert operations[f"{stage.name}.receive.{stage.input_topic}"]["tags"] == [{"name": stage.service}]
        for topic in (stage.output_topic, f"{stage.input_topic}.dead"):
            assert topic is None or operations[f"{stage.name}.send.{topic}"]["action"] == "send"
        assert (f"{stage.name}.send.articles.receipts" in operations) is (stage.outcome is not None)


@pytest.mark.parametrize("message", messages())
def test_the_document_and_the_files_give_the_same_payload(message: type[Message]) -> None:
    whole = document()
    payload = resolve(whole["components"]["messages"][message.__name__]["payload"]["$ref"], whole)
    alone = {**payload, "$defs": whole["components"]["schemas"]}
    text = json.dumps(alone).replace("#/components/schemas/", "#/$defs/")
    assert incompatibilities(json_schema(message), json.loads(text), we_read=True, we_write=True) == []


def headers_of(name: str) -> Draft202012Validator:
    return Draft202012Validator(document()["components"]["messages"][name]["headers"])


def as_text(headers: Headers) -> dict[str, str]:
    return {name: value.decode() for name, value in headers}


NOW = datetime(2018, 9, 24, 12, tzinfo=UTC)
MARKED = Marker(
    "articles.raw.dead:0:7", "sent", "c", 1, "host|pid|1", rfc3339(NOW), "0:5", "articles.raw:0:9:1"
)


@pytest.mark.parametrize("message", messages())
def test_the_headers_that_the_chassis_writes_keep_the_contract(message: type[Message]) -> None:
    headers = as_text(cloud_event(message, "clean", "articles.raw:0:1:2/clean", NOW, "00-ab-cd-01"))
    headers_of(message.__name__).validate(headers)
    described = document()["components"]["messages"][message.__name__]
    assert set(headers) == set(described["headers"]["properties"])
    assert described["name"] == TYPES[message]


@pytest.mark.parametrize("traceback", [None, "Traceback (most recent call last): …"])
def test_the_headers_of_a_dead_letter_keep_the_contract(traceback: str | None) -> None:
    delivery = Delivery("articles.raw", 0, 1, 2, b"key", NOW)
    refused = Refused(Identity(delivery.id), Reason.ERROR, "content: Field required", traceback)
    cause = cause_of_death("ingest", delivery, refused, NOW)
    if traceback:  # and all else that there can be
        cause = truncated(
            ProducerRecord("articles.raw.dead", b"key", b"value", [*MARKED.sign(), *cause])
        ).headers
    headers = as_text(cause)
    headers_of("DeadLetter").validate(headers)
    schema = document()["components"]["messages"]["DeadLetter"]["headers"]
    assert set(headers) == set(schema["properties"] if traceback else schema["required"])


def test_a_marker_of_a_replay_keeps_the_contract() -> None:
    headers = as_text(MARKED.record("articles.raw.dead").headers)
    headers_of("ReplayMarker").validate(headers)
    assert set(headers) == set(document()["components"]["messages"]["ReplayMarker"]["headers"]["required"])
