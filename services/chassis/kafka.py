"""Producing and looking, on plain aiokafka: services send with it, the command line lives on it."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError, MessageSizeTooLargeError
from aiokafka.structs import ConsumerRecord, RecordMetadata

from schemas import Delivery
from services.chassis.errors import NoBroker, Unavailable
from services.chassis.offsets import ends
from services.chassis.records import ProducerRecord
from services.chassis.refusal import require_let_in
from services.chassis.settings import read_settings
from services.chassis.unreadable import read_past_what_is_broken

read_past_what_is_broken()

MAX_MESSAGE = 32 * 1024 * 1024
"""Bytes of a message: the 8 MiB that ingest admits take three times that in JSON (`\\uXXXX`)."""
MAX_DEAD = MAX_MESSAGE + 1024 * 1024
"""A dead letter is the message untouched and its cause in headers."""
MAX_BATCH = 512 * 1024
"""Bytes of messages that go to a partition together; aiokafka's own 16 KiB make a request of each article."""
LOG_APPEND_TIME = 1
"""Kafka's number for a stamp that the broker gave."""
POLL_MS = 200
"""Milliseconds that a look for more waits, where nothing more has come."""
ANSWER_WITHIN = 10.0
"""Seconds in which a broker that is there answers."""


def client_options(bootstrap: str) -> dict[str, Any]:
    """Keyword arguments with which every aiokafka client of ours is made: the address and the security.

    The security is read from the settings each time, and its files with it: a process speaks with brokers of
    one kind only, and a client that is made after a certificate was renewed has the new one.

    Raises:
        Misconfigured: a certificate or a key can't be read.
    """
    return {"bootstrap_servers": bootstrap, **read_settings().security.options()}


async def find_broker(bootstrap: str) -> None:
    """Ask the broker for its metadata.

    Raises:
        NoBroker: nobody answers at that address.
        Misconfigured: the broker there won't have us as we are set up.
    """
    client = AIOKafkaClient(**client_options(bootstrap))
    try:
        await asyncio.wait_for(client.bootstrap(), ANSWER_WITHIN)
    except (KafkaError, TimeoutError, OSError):
        await require_let_in(bootstrap, read_settings().security)
        raise NoBroker(f"no Kafka broker answers at {bootstrap}: start it, or set PRESSLINE_BROKER") from None
    finally:
        await client.close()


async def _started(start: Awaitable[None], bootstrap: str) -> None:
    """Start a client.

    Raises:
        Misconfigured: the broker there won't have us as we are set up.
        KafkaError: nobody answers there, or not as a broker.
    """
    try:
        await start
    except (KafkaError, OSError):
        security = read_settings().security
        if security.secured:
            await require_let_in(bootstrap, security)
        raise


class Producer:
    """Sends records and waits for the broker's word. `acks=all`: a leader's death loses nothing."""

    def __init__(self, bootstrap: str) -> None:
        self._bootstrap = bootstrap
        self._producer = AIOKafkaProducer(
            **client_options(bootstrap),
            acks="all",
            max_request_size=MAX_DEAD + 1024 * 1024,
            max_batch_size=MAX_BATCH,
        )

    async def __aenter__(self) -> "Producer":
        await _started(self._producer.start(), self._bootstrap)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._producer.stop()

    async def send(self, records: Sequence[ProducerRecord]) -> list[str | None]:
        """See `records.Send`."""
        answers = await self.deliver(records)
        return [answer if isinstance(answer, str) else None for answer in answers]

    async def deliver(self, records: Sequence[ProducerRecord]) -> list[Delivery | str]:
        """Like `send`, and says where each record stands on its topic."""
        answers: list[Delivery | str] = []
        for answer in await self.attempt(records):
            if isinstance(answer, Unavailable):
                raise answer
            answers.append(answer)
        return answers

    async def attempt(
        self, records: Sequence[ProducerRecord], within: float | None = None
    ) -> list[Delivery | str | Unavailable]:
        """Like `deliver`, and raises nothing: `Unavailable` stands for each record without the broker's word.

        Such a record may still arrive. Waits for `within` seconds, or for as long as aiokafka tries.
        """
        now = datetime.now(UTC)
        stamp = int(now.timestamp() * 1000)
        loop = asyncio.get_running_loop()
        until = None if within is None else loop.time() + within
        sent = [await self._enqueue(record, stamp, until) for record in records]
        if sent:
            await asyncio.wait(sent, timeout=None if until is None else max(0.0, until - loop.time()))
        return [_word(record, future, stamp, now) for record, future in zip(records, sent, strict=True)]

    async def _enqueue(
        self, record: ProducerRecord, stamp: int, until: float | None
    ) -> "asyncio.Future[RecordMetadata]":
        try:
            # aiokafka does not send a record with neither key nor value, though Kafka carries one
            value = b"" if record.key is None and record.value is None else record.value
            async with asyncio.timeout_at(until):
                future: asyncio.Future[RecordMetadata] = await self._producer.send(
                    record.topic, value, key=record.key, headers=record.headers, timestamp_ms=stamp
                )
        except (KafkaError, TimeoutError) as error:
            future = asyncio.get_running_loop().create_future()
            future.set_exception(error)
        return future


def _word(
    record: ProducerRecord, future: "asyncio.Future[RecordMetadata]", stamp: int, now: datetime
) -> Delivery | str | Unavailable:
    """What the broker has said of a record by now."""
    if not future.done():
        future.add_done_callback(lambda late: late.cancelled() or late.exception())
        return Unavailable("the broker has not acknowledged in time")
    error = future.exception()
    if isinstance(error, MessageSizeTooLargeError):
        return "the message is over the topic's max.message.bytes"
    if isinstance(error, (KafkaError, TimeoutError)):
        return Unavailable(f"the broker does not acknowledge: {type(error).__name__} {error}".rstrip())
    if error is not None:
        raise error
    answer = future.result()
    # where the broker gives none, aiokafka 0.14 answers with the stamp of the batch's first
    at = answer.timestamp if answer.timestamp_type == LOG_APPEND_TIME else stamp
    return Delivery(answer.topic, answer.partition, answer.offset, at, record.key, now)


@asynccontextmanager
async def admin(bootstrap: str) -> AsyncIterator[AIOKafkaAdminClient]:
    """A connected admin client."""
    client = AIOKafkaAdminClient(**client_options(bootstrap))
    try:
        await _started(client.start(), bootstrap)
        yield client
    finally:
        await client.close()


@asynccontextmanager
async def reader(bootstrap: str) -> AsyncIterator[AIOKafkaConsumer]:
    """A consumer without a group: it looks and leaves no trace."""
    consumer = AIOKafkaConsumer(
        **client_options(bootstrap),
        auto_offset_reset="earliest",
        fetch_max_wait_ms=200,
        isolation_level="read_committed",
    )
    try:
        await _started(consumer.start(), bootstrap)
        yield consumer
    finally:
        await consumer.stop()


async def partitions_of(consumer: AIOKafkaConsumer, topics: Sequence[str]) -> list[TopicPartition]:
    """Every partition of the topics that exist."""
    await consumer._client.force_metadata_update()
    found = []
    for topic in topics:
        numbers = consumer.partitions_for_topic(topic) or set()
        found += [TopicPartition(topic, number) for number in sorted(numbers)]
    return found


async def true_ends(
    consumer: AIOKafkaConsumer, partitions: Sequence[TopicPartition]
) -> dict[TopicPartition, int]:
    """The offset after the last committed message of each partition; the consumer is assigned them.

    One bounded pass, however much comes in meanwhile (`offsets.py`).
    """
    found = await ends(consumer._client, partitions)
    consumer.assign(list(partitions))
    for partition, end in found.items():
        consumer.seek(partition, end)
    return found


async def records_until(
    consumer: AIOKafkaConsumer, ends: Mapping[TopicPartition, int]
) -> AsyncGenerator[ConsumerRecord, None]:
    """What lies between where the consumer stands and these offsets, and what comes along from behind them.

    Told by its position, not by the last record: what lies before an end may be a transaction's marker.
    """
    while [partition for partition, end in ends.items() if await consumer.position(partition) < end]:
        for records in (await consumer.getmany(timeout_ms=POLL_MS)).values():
            for record in records:
                yield record
