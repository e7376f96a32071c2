"""What waits on the line, as the broker knows it: every topic is seen, under load, while nobody is there."""

import asyncio
import json
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from schemas import Outcome, Receipt
from services.chassis import progress
from services.chassis.kafka import Producer, admin
from services.chassis.lag import PartitionLag, StageLag, backlog, group_of, lag_reader
from services.chassis.observer import Observer
from services.chassis.offsets import ends
from services.chassis.progress import State
from services.chassis.records import ProducerRecord
from services.chassis.settings import Settings
from services.console.audit import audit
from services.line import FIRST, STAGES, Stage, topics
from services.store import open_store
from tests.integration.brokers import free_port, make_topics
from tests.integration.processes import Service, ended, until

CLEAN = STAGES[1]


def test_every_topic_is_seen_and_what_waits_is_not_lost(broker: str, tmp_path: Path) -> None:
    waiting = {stage.input_topic: number for number, stage in enumerate(STAGES, start=2)}
    asyncio.run(make_topics(broker, list(topics())))
    before = asyncio.run(backlog(broker))
    asyncio.run(fill(broker, waiting))
    after = asyncio.run(backlog(broker))
    assert {topic: after[topic] - before[topic] for topic in after} == waiting

    settings = Settings(broker=broker, data=tmp_path)
    accepted = Receipt(delivery_id="d", stage="ingest", outcome=Outcome.ACCEPTED, at=datetime.now(UTC))
    with closing(open_store(settings)) as store:
        store.record([accepted])
        result = asyncio.run(audit(store, settings))
    assert (result.in_flight, result.waiting) == (1, after[FIRST.input_topic])
    assert not result.lost
    assert not result.balanced, "nobody is there to take it"
    assert f"{after[CLEAN.input_topic]} wait on {CLEAN.input_topic}" in (result.note or "")


async def fill(broker: str, waiting: dict[str, int]) -> None:
    records = [
        ProducerRecord(topic, str(number).encode(), b"{}", [])
        for topic, count in waiting.items()
        for number in range(count)
    ]
    async with Producer(broker) as producer:
        assert await producer.send(records) == [None] * len(records)


async def test_the_end_is_told_while_more_and_more_comes(broker: str) -> None:
    """At once, and with the whole last batch, where the embedded broker's own answer has its first alone."""
    await make_topics(broker, ["busy"])
    producer = AIOKafkaProducer(bootstrap_servers=broker)
    await producer.start()
    sent, enough = 0, asyncio.Event()

    async def send_on() -> None:
        nonlocal sent
        while not enough.is_set():
            batch = [await producer.send("busy", b"x", partition=0) for _ in range(7)]
            await asyncio.gather(*batch)
            sent += 7
            await asyncio.sleep(0.02)

    sending = asyncio.create_task(send_on())
    try:
        place = TopicPartition("busy", 0)
        async with admin(broker) as client:
            await client._client.force_metadata_update()
            for _ in range(5):
                before = sent
                async with asyncio.timeout(5):
                    found = await ends(client._client, [place])
                assert before <= found[place] <= sent + 7
            enough.set()
            await sending
            assert (await ends(client._client, [place]))[place] == sent
    finally:
        enough.set()
        await sending
        await producer.stop()


@pytest.mark.parametrize("broker", ["kafka"], indirect=True)
async def test_markers_and_aborted_transactions_count_nothing(broker: str) -> None:
    """The embedded broker has no transactions."""
    await make_topics(broker, list(topics()))
    place = TopicPartition(CLEAN.input_topic, 1)
    before = await _seen(broker, place)
    await _commit(broker, CLEAN, place, before.end)
    assert (await _seen(broker, place)).lag == 0
    for number in range(3):
        await _transact(broker, place, [b"not to be read"] * 5, commit=False)
        aborted = await _seen_to(broker, place, before.end + 6 * (number + 1))
        assert (aborted.lag, aborted.head) == (0, None)
    await _transact(broker, place, [b"one", b"two"], commit=True)
    done = await _seen_to(broker, place, before.end + 21)
    assert done.lag == 2
    assert done.head is not None
    assert done.head.next == done.end - 1, "the marker comes last"
    await _commit(broker, CLEAN, place, done.end - 1)
    assert (await _seen(broker, place)).lag == 0, "the marker is nothing to do"


@pytest.mark.parametrize("broker", ["kafka"], indirect=True)
async def test_an_aborted_transaction_larger_than_a_look_counts_nothing_in_the_end(broker: str) -> None:
    await make_topics(broker, list(topics()))
    place = TopicPartition(CLEAN.input_topic, 2)
    await _commit(broker, CLEAN, place, (await _seen(broker, place)).end)
    begin = (await _seen(broker, place)).end
    await _transact(broker, place, [bytes(500_000)] * 20, commit=False)
    await _seen_to(broker, place, begin + 21)
    async with lag_reader(broker) as looker:
        lags = [_partition(await looker.look([CLEAN]), place).lag for _ in range(4)]
    assert lags[-1] == 0, lags


async def _seen(broker: str, place: TopicPartition) -> PartitionLag:
    async with lag_reader(broker) as looker:
        return _partition(await looker.look([CLEAN]), place)


async def _seen_to(broker: str, place: TopicPartition, end: int) -> PartitionLag:
    """What is seen once the broker has written the marker, which it does a moment after its answer."""
    async with asyncio.timeout(10), lag_reader(broker) as looker:
        while True:
            found = _partition(await looker.look([CLEAN]), place)
            assert found.end <= end
            if found.end == end:
                return found
            await asyncio.sleep(0.05)


def _partition(seen: Sequence[StageLag], place: TopicPartition) -> PartitionLag:
    number: int = place.partition
    return seen[0].partitions[number]


async def _commit(broker: str, stage: Stage, place: TopicPartition, offset: int) -> None:
    consumer = AIOKafkaConsumer(bootstrap_servers=broker, group_id=group_of(stage), enable_auto_commit=False)
    await consumer.start()
    try:
        consumer.assign([place])
        await consumer.commit({place: offset})
    finally:
        await consumer.stop()


async def _transact(broker: str, place: TopicPartition, values: list[bytes], *, commit: bool) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=broker, transactional_id="field", max_request_size=1 << 20)
    await producer.start()
    try:
        await producer.begin_transaction()
        for value in values:
            await producer.send(place.topic, value, partition=place.partition)
        await producer.flush()
        await (producer.commit_transaction() if commit else producer.abort_transaction())
    finally:
        await producer.stop()


@pytest.fixture
def ingest(broker: str, tmp_path: Path) -> Iterator[Service]:
    """The first stage as a process of its own, without any of the others."""
    environment = {
        "PRESSLINE_BROKER": broker,
        "PRESSLINE_DATA": str(tmp_path),
        "PRESSLINE_SESSION_TIMEOUT": "6",
    }
    command = [sys.executable, "-m", "services.cli", "service", "ingest"]
    service = Service(command, environment, free_port(), tmp_path / "ingest.log")
    asyncio.run(make_topics(broker, list(topics())))
    with ended(service):
        service.start()
        service.until_ready()
        yield service


def test_what_waits_for_a_stage_that_is_gone_is_told_and_does_not_balance(
    ingest: Service,
    broker: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    kind = request.node.callspec.params["broker"]
    monkeypatch.setattr(progress, "DEAD_AFTER", 0.5)
    monkeypatch.setattr(progress, "STUCK_AFTER", 2.0)
    settings = Settings(broker=broker, data=tmp_path)
    with closing(open_store(settings)) as store, asyncio.Runner() as runner, ExitStack() as closing_last:
        observer = Observer(broker, [FIRST])
        closing_last.callback(lambda: runner.run(observer.close()))

        def look() -> Observer:
            runner.run(observer.look())
            assert observer.problem is None
            return observer

        until(lambda: look().healths[0].state is State.IDLE, ingest.explain)
        idle = 'pressline_stage_state{service="ingest",state="idle",topic="articles.raw"} 1.0'
        until(lambda: idle in ingest.page("/metrics")[1], ingest.explain)
        assert observer.troubles == []

        ingest.running.send_signal(signal.SIGSTOP)
        article = json.dumps({"content": "The port will cut its ferry services by a third."}).encode()
        records = [
            ProducerRecord(FIRST.input_topic, str(number).encode(), article, []) for number in range(100)
        ]
        runner.run(_send(broker, records))
        found = runner.run(audit(store, settings))
        assert (found.waiting, found.balanced, found.lost) == (100, False, [])
        assert f"100 wait on {FIRST.input_topic}" in (found.note or "")

        # Kafka's group forgets the silent member; the embedded broker's does not: there it counts as stuck
        gone = State.STUCK if kind == "embedded" else State.DEAD
        until(lambda: look().healths[0].state is gone and observer.healths[0].lag == 100)
        assert FIRST.name in observer.troubles[0]
        assert "100 messages wait on articles.raw" in observer.troubles[0]
        oldest = observer.healths[0].oldest_waiting
        assert oldest is not None
        assert 0 < oldest < 60

        ingest.running.send_signal(signal.SIGCONT)
        until(lambda: look().healths[0].state is State.IDLE, ingest.explain)
        assert observer.healths[0].oldest_waiting is None
        assert runner.run(audit(store, settings)).waiting == 0


async def _send(broker: str, records: list[ProducerRecord]) -> None:
    async with Producer(broker) as producer:
        assert await producer.send(records) == [None] * len(records)
