"""Copies that come and go in order: nothing is done twice, and the last message of a key is the latest."""

import asyncio
import json
import random
import signal
import time
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition

from services.chassis.app import ConsumerThread
from services.chassis.kafka import Producer
from services.chassis.records import ProducerRecord
from tests.integration.brokers import make_topics
from tests.integration.processes import ended, until
from tests.integration.test_chassis import make_bench

KEYS, REVISIONS = 40, 15


async def test_where_nothing_is_committed_yet_the_beginning_is_sought(broker: str) -> None:
    """Faust drops what it fetched while the group rebalances, and seeks; aiokafka seeks to commits only."""
    topic = f"sought{random.randrange(10**9)}"
    await make_topics(broker, [topic], partitions=1)
    async with Producer(broker) as producer:
        await producer.deliver([ProducerRecord(topic, b"key", b"value", []) for _ in range(5)])
    place = TopicPartition(topic, 0)
    async with AIOKafkaConsumer(
        topic,
        bootstrap_servers=broker,
        group_id=topic,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
    ) as consumer:
        for committed in (None, 3):
            if committed is not None:
                await consumer.commit({place: committed})
            read = 0
            while read < 5 - (committed or 0):
                read += len((await consumer.getmany(timeout_ms=1000)).get(place, ()))
            assert await consumer.position(place) == 5
            assert (await ConsumerThread._seek_to_committed(consumer))[place] == (committed or 0)
            assert await consumer.position(place) == (committed or 0)


def test_graceful_stops_and_starts_repeat_nothing_and_leave_nothing_stale(
    broker: str, tmp_path: Path
) -> None:
    bench = make_bench(broker, tmp_path)

    async def push() -> list[str]:
        async with Producer(broker) as producer:
            records = [
                ProducerRecord(
                    f"{bench.name}.in",
                    str(key).encode(),
                    json.dumps(
                        {"content": f"sleep 0.03 {revision}", "url": f"https://keys.example/{key}"}
                    ).encode(),
                    [],
                )
                for revision in range(REVISIONS)
                for key in range(KEYS)
            ]
            return [answer.id for answer in await producer.deliver(records) if not isinstance(answer, str)]

    steady, coming = bench.service(PRESSLINE_BATCH="20"), bench.service(PRESSLINE_BATCH="20")
    with ended(steady, coming):
        steady.start()
        steady.until_ready()
        deliveries = asyncio.run(push())
        for _ in range(3):
            coming.start()
            coming.until_ready()
            until(lambda: coming.metric("pressline_articles_consumed_total") > 0, coming.explain)
            assert coming.stop()[0] == 0
        bench.until_ended(deliveries)
        assert steady.stop()[0] == 0
    passed_on = bench.passed_on()
    assert set(passed_on) == set(deliveries)
    assert [delivery for delivery, times in passed_on.items() if times > 1] == []
    last: dict[bytes | None, str] = {}
    for record in bench.records(f"{bench.name}.out"):
        last[record.key] = json.loads(record.value or b"")["content"]
    assert set(last.values()) == {f"sleep 0.03 {REVISIONS - 1}"} and len(last) == KEYS


@pytest.mark.parametrize("broker", ["kafka"], indirect=True)
def test_a_copy_that_slept_past_its_session_sends_nothing_of_what_others_did(
    broker: str, tmp_path: Path
) -> None:
    """It is stopped in the middle of a batch; another takes over, and goes on to newer revisions."""
    bench = make_bench(broker, tmp_path)

    async def push(*contents: str) -> list[str]:
        value = [json.dumps({"content": text, "url": "https://keys.example/1"}).encode() for text in contents]
        async with Producer(broker) as producer:
            records = [ProducerRecord(f"{bench.name}.in", b"1", each, []) for each in value]
            return [answer.id for answer in await producer.deliver(records) if not isinstance(answer, str)]

    asleep, awake = bench.service(PRESSLINE_BATCH="2"), bench.service(PRESSLINE_BATCH="2")
    with ended(asleep, awake):
        asleep.start()
        asleep.until_ready()
        first = asyncio.run(push("old"))
        bench.until_ended(first)
        old = asyncio.run(push("sleep 1.5 older", "sleep 1.5 old"))
        time.sleep(1.0)  # it is at work on the first of them: nothing tells of that
        asleep.running.send_signal(signal.SIGSTOP)
        try:
            awake.start()
            awake.until_ready()
            new = asyncio.run(push("new"))
            bench.until_ended([*old, *new])
        finally:
            asleep.running.send_signal(signal.SIGCONT)
        asleep.until_ready()
        until(lambda: "leaves 2 messages" in asleep.log.read_text(), asleep.explain)
        assert awake.stop()[0] == 0
        assert asleep.stop()[0] == 0
    sent = [json.loads(record.value or b"") for record in bench.records(f"{bench.name}.out")]
    assert [document["content"] for document in sent] == ["old", "sleep 1.5 older", "sleep 1.5 old", "new"]
