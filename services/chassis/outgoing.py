"""What a stage sends of an article: under which key, as which event, and what follows it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from schemas import Identified, IndexedArticle, Message
from services.chassis.headers import cloud_event, trace_of
from services.chassis.records import Headers, ProducerRecord
from services.line import Stage


class Outgoing(NamedTuple):
    """One message of the stage's output; `retracted`: it takes the article back, a tombstone follows.

    `message` is what `value` was made from, where the stage works with a store.
    """

    key: bytes
    event: str
    value: bytes
    retracted: bool
    message: Identified | None = None


def outgoing(message: Message, stage: str, delivery_id: str) -> Outgoing:
    """A message that comes of a delivery; whoever sends it again makes the same event of it."""
    value = message.model_dump_json().encode()
    if not isinstance(message, Identified):
        return Outgoing(delivery_id.encode(), f"{delivery_id}/{stage}", value, False)
    event = _event(message, stage, delivery_id)
    return Outgoing(message.article_id.encode(), event, value, message.retracted, message)


def _event(message: Identified, stage: str, delivery_id: str) -> str:
    if not isinstance(message, IndexedArticle) or (by := message.changed_by) is None:
        return f"{delivery_id}/{stage}"
    of_another = "" if by.article_id == message.article_id else f"/{message.article_id}"
    # one delivery can change an article more than once: when it comes again, and others went meanwhile
    return f"{by.delivery_id}/{stage}{of_another}/{message.version}"


def records_of(
    stage: Stage, sends: Sequence[Outgoing], headers: Headers, delivery_id: str, now: datetime
) -> list[ProducerRecord]:
    """The records of what comes of a delivery with these headers, a tombstone after each retraction."""
    made: list[ProducerRecord] = []
    if stage.output_topic is None or stage.output_model is None:
        return made
    trace = trace_of(headers, delivery_id)
    for each in sends:
        values: dict[str, bytes | None] = {each.event: each.value}
        if stage.emits_tombstones and each.retracted:
            values[f"{each.event}/tombstone"] = None
        for event, value in values.items():
            told = cloud_event(stage.output_model, stage.service, event, now, trace)
            made.append(ProducerRecord(stage.output_topic, each.key, value, told))
    return made
