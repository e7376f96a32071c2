"""Reading topics for people and scripts: messages as they pass, to follow or up to now."""

import base64
import json
from collections.abc import AsyncGenerator, Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.structs import ConsumerRecord

from services.chassis.errors import PresslineError
from services.chassis.kafka import find_broker, partitions_of, reader, records_until, true_ends
from services.chassis.unreadable import Unreadable
from services.console.dead.markers import marker_of


async def follow(bootstrap: str, topic: str, *, from_beginning: bool) -> AsyncGenerator[ConsumerRecord, None]:
    """Every message from now on, or from the beginning, without end.

    Raises:
        PresslineError: there is no such topic.
    """
    async for record in _read(bootstrap, topic, from_beginning=from_beginning, follow=True):
        yield record


async def read_all(bootstrap: str, topic: str) -> AsyncGenerator[ConsumerRecord, None]:
    """Every message that lies on the topic now.

    Raises:
        PresslineError: there is no such topic.
    """
    async for record in _read(bootstrap, topic, from_beginning=True, follow=False):
        yield record


async def _read(
    bootstrap: str, topic: str, *, from_beginning: bool, follow: bool
) -> AsyncGenerator[ConsumerRecord, None]:
    await find_broker(bootstrap)
    async with reader(bootstrap) as consumer:
        ends = await true_ends(consumer, await partitions_there(consumer, topic))
        if from_beginning:
            await seek_beginning(consumer, ends)
        async for record in records_until(consumer, ends):
            if follow or record.offset < ends[TopicPartition(record.topic, record.partition)]:
                yield record
        while follow:
            for records in (await consumer.getmany(timeout_ms=500)).values():
                for record in records:
                    yield record


async def partitions_there(consumer: AIOKafkaConsumer, topic: str) -> list[TopicPartition]:
    """The partitions of a topic.

    Raises:
        PresslineError: there is no such topic.
    """
    partitions = await partitions_of(consumer, [topic])
    if not partitions:
        raise PresslineError(f"no topic {topic!r} on the broker: pressline topics apply makes it")
    return partitions


async def seek_beginning(consumer: AIOKafkaConsumer, partitions: Iterable[TopicPartition]) -> None:
    """Stand where each partition begins."""
    for partition, begin in (await consumer.beginning_offsets(list(partitions))).items():
        consumer.seek(partition, begin)


def decoded(value: bytes | None) -> str | None:
    """Bytes as text, as far as they are; Kafka's keys and header values may be absent."""
    return None if value is None else value.decode(errors="replace")


def document(record: ConsumerRecord) -> dict[str, Any]:
    """A message as JSON: its own fields, and where it stood under `_kafka`.

    A value that is no JSON object stands under `_value`, as text or, if it isn't UTF-8, as base64; why a
    message can't be read, under `_unreadable`. A marker of a replay among dead letters is `_replay_marker`.
    """
    marker = marker_of(record.key, record.value, record.headers) if record.topic.endswith(".dead") else None
    if marker is not None:
        fields: dict[str, Any] = {"_replay_marker": asdict(marker)}
    elif isinstance(record.checksum, Unreadable):
        fields = {"_unreadable": record.checksum.reason}
    else:
        fields = _fields(record.value)
    place = {
        "topic": record.topic,
        "partition": record.partition,
        "offset": record.offset,
        "timestamp": _moment(record.timestamp),
        "key": decoded(record.key),
        "headers": {name: decoded(value) for name, value in record.headers},
    }
    return {**fields, "_kafka": place}


def _moment(milliseconds: int) -> str:
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return str(milliseconds)  # a producer can stamp anything


def _fields(value: bytes | None) -> dict[str, Any]:
    try:
        fields = json.loads(value, parse_constant=str) if value is not None else None
    except (ValueError, RecursionError):
        try:
            return {"_value": (value or b"").decode()}
        except UnicodeDecodeError:
            return {"_value_base64": base64.b64encode(value or b"").decode()}
    return fields if isinstance(fields, dict) else {"_value": fields}
