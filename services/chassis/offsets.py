"""Where partitions end, and what lies before the end: raw fetches that read headers, and wait for nothing.

The end is that of committed messages, Kafka's last stable offset. It is taken from the answer to a fetch:
asked for its end offset, the embedded broker (Tansu 0.6.0) names the first offset of the last batch.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError, LeaderNotAvailableError, UnknownTopicOrPartitionError, for_code
from aiokafka.protocol.fetch import FetchRequest
from aiokafka.protocol.offset import OffsetRequest
from aiokafka.structs import TopicPartition

from services.chassis.batch_headers import HEADER, read_headers

READ_COMMITTED = 1
EARLIEST, LATEST = -2, -1
"""Kafka's stamps that stand for a partition's begin and end."""
WAIT = 20
"""Milliseconds that a broker may wait for data: to a fetch that may not wait, Tansu answers with nothing."""
WAIT_LONGER = 1000
"""And when it has left some out all the same."""
TRIES, PAUSE = 5, 0.1
"""Of a leader that has just changed, and seconds between them."""
T = TypeVar("T")


@dataclass(frozen=True)
class Fetched:
    """One partition as a fetch saw it: its end, and the bytes of its batches from where it was asked."""

    end: int
    message_set: bytes
    aborted: Sequence[tuple[int, int]]


async def retried(client: AIOKafkaClient, ask: Callable[[], Awaitable[T]]) -> T:
    """What comes of asking; asked again, with fresh metadata, where a partition's leader has just changed.

    Raises:
        KafkaError: it fails each of `TRIES` times, or in a way that does not pass.
    """
    for _ in range(TRIES - 1):
        try:
            return await ask()
        except KafkaError as error:
            if not error.invalid_metadata:
                raise
        await asyncio.sleep(PAUSE)
        await client.force_metadata_update()
    return await ask()


async def begins(client: AIOKafkaClient, partitions: Sequence[TopicPartition]) -> dict[TopicPartition, int]:
    """The first offset that each partition keeps.

    Raises:
        KafkaError: the broker does not tell.
    """
    return await _list_offsets(client, partitions, EARLIEST)


async def ends(client: AIOKafkaClient, partitions: Sequence[TopicPartition]) -> dict[TopicPartition, int]:
    """The offset after the last committed message or marker of each partition, right on both brokers.

    Raises:
        KafkaError: the broker does not tell.
    """

    async def ask() -> dict[TopicPartition, int]:
        near = await _list_offsets(client, partitions, LATEST)
        return {partition: found.end for partition, found in (await fetch(client, near, 1)).items()}

    return await retried(client, ask)


async def last_stamp(client: AIOKafkaClient, topic: str) -> int | None:
    """The stamp of the last batch on a topic, in milliseconds since 1970; None of an empty one.

    Raises:
        KafkaError: the broker does not tell.
    """
    numbers = client.cluster.partitions_for_topic(topic) or ()
    found = await ends(client, [TopicPartition(topic, number) for number in numbers])
    lasts = {partition: end - 1 for partition, end in found.items() if end}
    fetched = (await fetch(client, lasts, HEADER.size)).values() if lasts else ()
    return max((batch.stamp for seen in fetched for batch in read_headers(seen.message_set)), default=None)


async def _list_offsets(
    client: AIOKafkaClient, partitions: Sequence[TopicPartition], stamp: int
) -> dict[TopicPartition, int]:
    found: dict[TopicPartition, int] = {}
    for node, of_node in _by_leader(client, partitions).items():
        topics = [(topic, [(number, stamp) for number in numbers]) for topic, numbers in of_node.items()]
        answer = await client.send(node, OffsetRequest(-1, READ_COMMITTED, topics))
        for topic, of_topic in answer.topics:
            for number, code, _, offset in of_topic:
                _check(code, topic, number)
                found[TopicPartition(topic, number)] = offset
    return found


async def fetch(
    client: AIOKafkaClient, positions: Mapping[TopicPartition, int], max_bytes: int
) -> dict[TopicPartition, Fetched]:
    """What lies on each partition from its position on, `max_bytes` of each; a first batch may come whole.

    Raises:
        OffsetOutOfRangeError: a partition keeps no more what lay at its position, or never had it.
        KafkaError: the broker does not answer, or not for every partition.
    """
    found: dict[TopicPartition, Fetched] = {}
    for wait in (WAIT, WAIT_LONGER):
        left = [partition for partition in positions if partition not in found]
        requests = [
            (node, _fetch_request(topics, positions, max_bytes, wait))
            for node, topics in _by_leader(client, left).items()
        ]
        for answer in await asyncio.gather(*(client.send(node, request) for node, request in requests)):
            found.update(_read_answer(answer))
        if len(found) == len(positions):
            return found
    raise LeaderNotAvailableError(f"no answer for {next(p for p in positions if p not in found)}")


def _fetch_request(
    topics: Mapping[str, Sequence[int]], positions: Mapping[TopicPartition, int], max_bytes: int, wait: int
) -> FetchRequest:
    asked = [
        (topic, [(number, positions[TopicPartition(topic, number)], max_bytes) for number in numbers])
        for topic, numbers in topics.items()
    ]
    everything = max_bytes * sum(len(numbers) for numbers in topics.values())
    return FetchRequest(wait, 0, everything, READ_COMMITTED, asked)


def _read_answer(answer: Any) -> dict[TopicPartition, Fetched]:
    found = {}
    for topic, of_topic in answer.topics or []:
        for number, code, high, *rest in of_topic:
            _check(code, topic, number)
            stable = rest[0] if answer.API_VERSION >= 4 and rest[0] >= 0 else high
            aborted = rest[1 if answer.API_VERSION == 4 else 2] if answer.API_VERSION >= 4 else None
            found[TopicPartition(topic, number)] = Fetched(stable, rest[-1] or b"", aborted or ())
    return found


def _by_leader(
    client: AIOKafkaClient, partitions: Sequence[TopicPartition]
) -> dict[int, dict[str, list[int]]]:
    nodes: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for partition in partitions:
        node = client.cluster.leader_for_partition(partition)
        if node is None:
            raise UnknownTopicOrPartitionError(f"no leader known for {partition.topic}/{partition.partition}")
        if node == -1:
            raise LeaderNotAvailableError(f"{partition.topic}/{partition.partition} has no leader")
        nodes[node][partition.topic].append(partition.partition)
    return nodes


def _check(code: int, topic: str, number: int) -> None:
    if code:
        raise for_code(code)(f"{topic}/{number}")
