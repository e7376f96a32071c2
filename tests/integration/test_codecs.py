"""Whatever a producer compresses with, its articles come: producer × codec × broker, and transactions."""

import asyncio
import json
from collections.abc import Iterator

import pytest
from aiokafka import AIOKafkaProducer

from tests.integration.brokers import KINDS, running_broker
from tests.integration.processes import ended, until
from tests.integration.producers import CODECS, PRODUCERS
from tests.integration.test_chassis import Bench, make_bench

EACH = 3
"""Articles of one producer with one codec."""


@pytest.fixture(scope="module", params=KINDS)
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """A stage that runs while all producers send."""
    folder = tmp_path_factory.mktemp(request.param)
    with running_broker(request.param, folder) as broker:
        bench = make_bench(broker, folder)
        service = bench.service()
        with ended(service):
            service.start()
            service.until_ready()
            yield bench
            assert service.page("/readyz")[0] == 200, "it never ended, and was never held up"
            assert service.stop()[0] == 0


def contents(bench: Bench) -> set[str]:
    return {json.loads(record.value or b"")["content"] for record in bench.records(f"{bench.name}.out")}


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("producer", PRODUCERS)
def test_what_a_real_producer_compresses_is_read(running: Bench, producer: str, codec: str) -> None:
    sent = {f"{producer} {codec} {number} " + "ferries " * 200 for number in range(EACH)}
    values = [json.dumps({"content": content}).encode() for content in sent]
    PRODUCERS[producer](running.broker, f"{running.name}.in", codec, values)
    until(lambda: sent <= contents(running), lambda: f"{len(sent & contents(running))} of {EACH}", 30)


@pytest.mark.parametrize("running", ["kafka"], indirect=True)
def test_what_was_aborted_is_never_seen_and_what_follows_is(running: Bench) -> None:
    async def send() -> None:
        async with AIOKafkaProducer(bootstrap_servers=running.broker, transactional_id="field") as producer:
            for number, ends in enumerate(("abort", "commit", "abort", "commit")):
                await producer.begin_transaction()
                for partition in range(3):
                    value = json.dumps({"content": f"{ends} {number} {partition}"}).encode()
                    await producer.send_and_wait(f"{running.name}.in", value, partition=partition)
                await (producer.abort_transaction() if ends == "abort" else producer.commit_transaction())

    asyncio.run(send())
    wanted = {f"commit {number} {partition}" for number in (1, 3) for partition in range(3)}
    until(lambda: wanted <= contents(running), lambda: str(contents(running)))
    assert not [content for content in contents(running) if content.startswith("abort")]
    assert not [
        record for record in running.records(f"{running.name}.in") if b"abort" in (record.value or b"")
    ]
