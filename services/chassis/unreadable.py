"""Reading on past what can't be read: a batch that nobody can decode must not stop its partition.

aiokafka 0.14 raises when a batch has an unknown codec, a broken checksum or a broken form, stays where it
is, and raises again at the next try; of the other partitions it then hands out nothing either. Here every
offset of such a batch becomes a record without a value whose `checksum` is an `Unreadable`: it keeps its
place in the order of its partition, and its stage dead-letters it like any other message. (No header says
so: a producer could write one.)

`read_past_what_is_broken()` puts this in aiokafka's place for the whole process: `Fetcher` looks these names
up in its module.
"""

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import aiokafka.consumer.consumer
import aiokafka.consumer.fetcher
from aiokafka.consumer.fetcher import READ_COMMITTED, Fetcher, PartitionRecords
from aiokafka.protocol.fetch import FetchRequest
from aiokafka.structs import ConsumerRecord, TopicPartition

from services.chassis.record_batches import Batches, Broken, base_offset, opened, require_bounded

PATIENCE = 10.0
"""Seconds for which a broker may call an offset corrupt before that is passed by: a leader may change."""
PAUSE = 0.5
"""Seconds between two such questions."""
CORRUPT = frozenset({2, 87})
"""Kafka's numbers for CORRUPT_MESSAGE and INVALID_RECORD: what a broker says of a batch, not of itself."""
FURTHEST = 1_000_000
"""Offsets from a broken batch to the next whole one that are believed to be its own."""


class Unreadable(NamedTuple):
    """Stands as `checksum` of a record that could not be read; `reason` is for a person."""

    reason: str


class ReadableRecords(PartitionRecords):  # type: ignore[misc]
    """aiokafka's `PartitionRecords`, and what it raises on comes out as `Unreadable` records."""

    next_fetch_offset: int

    def _unpack_records(self) -> Iterator[ConsumerRecord]:
        batches = list(self._records)
        for number, raw in enumerate(batches):
            try:
                batch = opened(raw)
            except Broken as error:
                # its header may be what is broken: only the next batch shows how far this one goes
                begins = [base_offset(later) for later in batches[number + 1 : number + 2]]
                known = begins and 0 < begins[0] - self.next_fetch_offset <= FURTHEST
                yield from self._passed_by(begins[0] if known else self.next_fetch_offset + 1, str(error))
                if not known:
                    return
                continue
            if not self._is_of_use(batch):
                self.next_fetch_offset = batch.next_offset
                continue
            try:
                require_bounded(raw, batch)
                for record in batch:
                    # compressed batches come whole, also what lies before the offset asked for
                    if record.offset >= self.next_fetch_offset:
                        self.next_fetch_offset = record.offset + 1
                        yield self._consumer_record(self._tp, record)
            except GeneratorExit:
                raise
            except Broken as error:
                yield from self._passed_by(batch.next_offset, str(error))
            except Exception as error:
                reason = f"a batch of broken form ({type(error).__name__}: {error})"
                yield from self._passed_by(batch.next_offset, reason)
            # the last offset may be of a record that compaction took
            self.next_fetch_offset = max(self.next_fetch_offset, batch.next_offset)

    def _is_of_use(self, batch: Any) -> bool:
        """Whether a batch holds messages: neither a transaction's marker nor of one that was aborted."""
        if self._isolation_level == READ_COMMITTED and batch.producer_id is not None:
            self._consume_aborted_up_to(batch.base_offset)
            if batch.is_control_batch and self._contains_abort_marker(batch):
                self._aborted_producers.discard(batch.producer_id)
            if batch.is_transactional and batch.producer_id in self._aborted_producers:
                return False
        return not batch.is_control_batch

    def _passed_by(self, end: int, reason: str) -> Iterator[ConsumerRecord]:
        for offset in range(self.next_fetch_offset, end):
            self.next_fetch_offset = offset + 1
            yield ConsumerRecord(*self._tp, offset, 0, 0, None, None, Unreadable(reason), -1, -1, ())


class PatientClient:
    """aiokafka's client, as a fetcher uses it: what the broker itself calls corrupt is given up in time."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._corrupt: dict[TopicPartition, tuple[int, float]] = {}
        """Where the broker finds its log corrupt, and the loop's time from when on that is passed by."""
        self.fetcher: Fetcher | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    async def send(self, node_id: int, request: Any, **more: Any) -> Any:
        """Ask the broker; of a fetch, what it can't read of its own log."""
        response = await self._client.send(node_id, request, **more)
        if isinstance(request, FetchRequest) and self._speaks_of_corruption(response):
            offsets = {
                TopicPartition(topic, partition): offset
                for topic, partitions in request.topics
                for partition, offset, _ in partitions
            }
            response.topics = [
                (topic, [await self._answer(topic, answer, offsets) for answer in answers])
                for topic, answers in response.topics
            ]
            await asyncio.sleep(PAUSE)
        return response

    def _speaks_of_corruption(self, response: Any) -> bool:
        return any(answer[1] in CORRUPT for _, answers in response.topics for answer in answers)

    async def _answer(self, topic: str, answer: Any, offsets: Mapping[TopicPartition, int]) -> Any:
        partition, error, _, *rest = answer
        place = TopicPartition(topic, partition)
        if error not in CORRUPT:
            return answer
        offset, now = offsets[place], asyncio.get_running_loop().time()
        at, until = self._corrupt.get(place, (None, now + PATIENCE))
        if at is not None and offset not in (at, at + 1):
            # another place of the log: the offset after one that was passed by is the same
            until = now + PATIENCE
        self._corrupt[place] = (offset, until)
        if now < until or self.fetcher is None:
            return answer
        end = (await self.fetcher.end_offsets([place], 5000))[place]
        if offset >= end:
            return answer  # beyond the end there is nothing to pass by
        # a torn batch, to `Batches`: that offset alone is passed by
        return (partition, 0, end, *rest[:-1], b"\x00")


class PatientFetcher(Fetcher):  # type: ignore[misc]
    """aiokafka's fetcher over a `PatientClient`."""

    def __init__(self, client: Any, *arguments: Any, **options: Any) -> None:
        patient = PatientClient(client)
        super().__init__(patient, *arguments, **options)
        patient.fetcher = self


def read_past_what_is_broken() -> None:
    """Let every consumer of this process read on past what can't be read; again, it changes nothing."""
    aiokafka.consumer.fetcher.MemoryRecords = Batches
    aiokafka.consumer.fetcher.PartitionRecords = ReadableRecords
    aiokafka.consumer.consumer.Fetcher = PatientFetcher
