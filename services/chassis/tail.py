"""Reading a topic without a group: from a position on as it grows, or a piece of what lies there.

For readers that keep their own place: the gateway's live feed, and the line's health.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError
from aiokafka.structs import ConsumerRecord, TopicPartition

from services.chassis.errors import Misconfigured, PresslineError, Unavailable
from services.chassis.kafka import partitions_of, reader

log = logging.getLogger("pressline")

POLL = 200
"""Milliseconds to wait for a message before looking at what else there is to do."""
AT_ONCE = 500
"""Messages of one look."""
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 2.0
"""Seconds between two tries of a broker that is away."""
LOOK_EVERY = 30.0
"""Seconds between two looks for partitions that were added."""
BEYOND = 3000
"""Milliseconds in which a message that the broker does not count yet has to show."""
SLICE_WITHIN = 10.0
"""Seconds for a piece."""


@dataclass(frozen=True)
class Start:
    """Where a reader that has just connected stands: the offset of the next message, per partition."""

    positions: Mapping[int, int]


@dataclass(frozen=True)
class TopicSlice:
    """Messages of a topic, in the order of each partition.

    `begins` is where it was read from; `gone` says that this is later than what was asked for, since the
    topic keeps no more what lay before.
    """

    records: Sequence[ConsumerRecord]
    begins: Mapping[int, int]
    gone: bool


async def follow(
    bootstrap: str, topic: str, since: datetime | None = None
) -> AsyncGenerator[Start | Sequence[ConsumerRecord], None]:
    """Where it starts, then messages as they come, without end; an empty list where none came for a while.

    From the last message of each partition, or from the first one stamped `since` then; a partition that is
    added later, from its beginning. Connects again when it has to, where it was; after that, and with a new
    partition, the first thing is a `Start` again.
    """
    positions: dict[int, int] = {}
    pause = FIRST_PAUSE
    clock = asyncio.get_running_loop().time
    while True:
        try:
            async with reader(bootstrap) as consumer:
                partitions = await _assign(consumer, topic)
                if not positions:
                    positions = await _beginning(consumer, partitions, since)
                for partition in partitions:
                    consumer.seek(partition, positions.setdefault(partition.partition, 0))
                yield Start(dict(positions))
                pause = FIRST_PAUSE
                looked = clock()
                while True:
                    if clock() - looked > LOOK_EVERY:
                        looked = clock()
                        if len(await partitions_of(consumer, [topic])) > len(partitions):
                            break
                    found = await consumer.getmany(timeout_ms=POLL, max_records=AT_ONCE)
                    records = [record for of_one in found.values() for record in of_one]
                    for record in records:
                        positions[record.partition] = record.offset + 1
                    yield records
        except (KafkaError, OSError, PresslineError) as error:
            log.warning("%s can't be read: %s; trying again in %g s", topic, error, pause)
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


async def _assign(consumer: AIOKafkaConsumer, topic: str) -> list[TopicPartition]:
    partitions = await partitions_of(consumer, [topic])
    if not partitions:
        raise Unavailable(f"the broker has no topic {topic}: run `pressline topics apply`")
    consumer.assign(partitions)
    return partitions


async def _beginning(
    consumer: AIOKafkaConsumer, partitions: Sequence[TopicPartition], since: datetime | None
) -> dict[int, int]:
    begins, ends = await consumer.beginning_offsets(partitions), await consumer.end_offsets(partitions)
    # Tansu 0.6.0 gives the first offset of the last batch for the end
    starts = {partition: max(begins[partition], end - 1) for partition, end in ends.items()}
    if since is not None:
        stamp = int(since.timestamp() * 1000)
        for partition, found in (await consumer.offsets_for_times(dict.fromkeys(partitions, stamp))).items():
            if found is not None and found.timestamp >= 0:  # Tansu's answer for none is of 1969
                starts[partition] = found.offset
    return {partition.partition: offset for partition, offset in starts.items()}


async def read_slice(
    bootstrap: str, topic: str, positions: Mapping[int, int], until: Mapping[int, int]
) -> TopicSlice:
    """Some of the messages from `positions` on; none only where nothing lies before `until`.

    A partition without a position is read from its beginning, and so is one whose position lies before what
    the topic still keeps.

    Raises:
        Unavailable: the broker does not answer, or has no such topic.
    """
    try:
        async with asyncio.timeout(SLICE_WITHIN), reader(bootstrap) as consumer:
            partitions = await _assign(consumer, topic)
            begins = await consumer.beginning_offsets(partitions)
            starts = {p.partition: max(positions.get(p.partition, 0), begins[p]) for p in partitions}
            gone = any(positions.get(number, 0) < start for number, start in starts.items())
            left = any(start < until.get(number, 0) for number, start in starts.items())
            for partition in partitions:
                consumer.seek(partition, starts[partition.partition])
            found: list[ConsumerRecord] = []
            while left and not found:
                some = await consumer.getmany(timeout_ms=POLL, max_records=AT_ONCE)
                found = [record for of_one in some.values() for record in of_one]
            return TopicSlice(found, starts, gone)
    except (KafkaError, OSError, TimeoutError, Misconfigured) as error:
        raise _away(bootstrap, error) from None


async def is_there(bootstrap: str, topic: str, partition: int, offset: int, stamp: int | None) -> bool:
    """Whether a message lies at that offset, with that stamp; of one that the topic keeps no more, it may be.

    Raises:
        Unavailable: the broker does not answer.
    """
    place = TopicPartition(topic, partition)
    try:
        async with asyncio.timeout(SLICE_WITHIN), reader(bootstrap) as consumer:
            if place not in await _assign(consumer, topic):
                return False
            consumer.assign([place])
            if offset < (await consumer.beginning_offsets([place]))[place]:
                return True
            surely = offset < (await consumer.end_offsets([place]))[place]
            consumer.seek(place, offset)
            found: Sequence[ConsumerRecord] = ()
            looked = 0
            # beyond the end Kafka begins anew; Tansu says nothing, and its end is too low by a batch
            while not found and (surely or looked * POLL < BEYOND):
                found = (await consumer.getmany(place, timeout_ms=POLL, max_records=1)).get(place, ())
                looked += 1
            return bool(found) and found[0].offset == offset and stamp in (None, found[0].timestamp)
    except (KafkaError, OSError, TimeoutError, Misconfigured) as error:
        raise _away(bootstrap, error) from None


def _away(bootstrap: str, error: Exception) -> Unavailable:
    return Unavailable(f"the broker at {bootstrap} does not answer: {error}".rstrip(": "))
