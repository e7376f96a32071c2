"""The guarantee, on both brokers: whatever goes wrong, each article ends once and none is lost."""

import asyncio
import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.structs import ConsumerRecord

from services.chassis.kafka import Producer, find_broker
from services.chassis.records import ProducerRecord
from services.console.messages import read_all
from tests.integration.brokers import free_port, make_topics
from tests.integration.processes import Service, awkward, ended, until
from tests.kafka_server import KafkaServer, kafka_libs

_numbers = count()


@dataclass
class Bench:
    """A stage of its own on a broker, with what is needed to feed it and to look at what comes out."""

    name: str
    broker: str
    folder: Path

    def service(self, **settings: str) -> Service:
        return awkward(self.name, self.folder, self.broker, free_port(), **settings)

    def push(self, *values: bytes | str | None, headers: list[tuple[str, bytes]] | None = None) -> list[str]:
        """Send values (text: as an article's content) and give their delivery ids."""

        async def send() -> list[str]:
            records = [
                ProducerRecord(
                    f"{self.name}.in",
                    str(number).encode(),
                    json.dumps({"content": value}).encode() if isinstance(value, str) else value,
                    headers or [],
                )
                for number, value in enumerate(values)
            ]
            async with Producer(self.broker) as producer:
                answers = await producer.deliver(records)
            return [answer.id for answer in answers if not isinstance(answer, str)]

        return asyncio.run(send())

    def records(self, topic: str) -> list[ConsumerRecord]:
        async def read() -> list[ConsumerRecord]:
            return [record async for record in read_all(self.broker, topic)]

        return asyncio.run(read())

    def receipts(self) -> list[dict[str, Any]]:
        documents = [json.loads(record.value or b"") for record in self.records("articles.receipts")]
        return [document for document in documents if document.get("stage") == self.name]

    def until_ended(self, deliveries: list[str], seconds: float = 90) -> dict[str, tuple[str, str | None]]:
        """Wait until every delivery has a receipt; what became of each."""
        ends: dict[str, tuple[str, str | None]] = {}

        def all_there() -> bool:
            for receipt in self.receipts():
                ends[receipt["delivery_id"]] = (receipt["outcome"], receipt["reason"])
            return set(deliveries) <= ends.keys()

        until(all_there, lambda: f"{len(ends)} of {len(deliveries)} ended", seconds)
        return ends

    def passed_on(self) -> Counter[str]:
        return Counter(
            json.loads(record.value or b"")["delivery_id"] for record in self.records(f"{self.name}.out")
        )


def make_bench(broker: str, folder: Path, partitions: int = 3) -> Bench:
    name = f"awkward{next(_numbers)}"
    topics = [f"{name}.in", f"{name}.out", f"{name}.in.dead", "articles.receipts"]
    asyncio.run(make_topics(broker, topics, partitions))
    return Bench(name, broker, folder)


@pytest.fixture
def bench(broker: str, tmp_path: Path) -> Iterator[Bench]:
    yield make_bench(broker, tmp_path)


@pytest.mark.parametrize("broker", ["kafka"], indirect=True)
def test_a_service_whose_consumer_hangs_ends_to_be_started_anew(bench: Bench) -> None:
    hanging = bench.service(module="hanging_service")
    with ended(hanging):
        hanging.start()
        hanging.until_ready()
        deliveries = bench.push("an article")
        assert hanging.running.wait(timeout=40) == 1
        assert "gets nothing of 1 messages that wait on its partitions" in hanging.log.read_text()
    healthy = bench.service()
    with ended(healthy):
        healthy.start()
        assert bench.until_ended(deliveries)[deliveries[0]] == ("accepted", None)
        assert healthy.stop()[0] == 0


def test_one_article_at_fault_does_not_harm_its_neighbours(bench: Bench) -> None:
    service = bench.service(PRESSLINE_TIME_BUDGET="2")
    with ended(service):
        service.start()
        service.until_ready()
        good = bench.push(*[f"article {number}" for number in range(30)])
        values: list[bytes | str | None] = [
            "raise",
            "sleep 30",
            "spin",
            "die",
            "unsettling",
            "refuse",
            b"\xff",
            b"[]",
            b'{"content": 5}',
        ]
        bad = bench.push(*values, None)
        ends = bench.until_ended([*good, *bad])

        assert {ends[delivery] for delivery in good} == {("accepted", None)}
        wanted = ["error", "timeout", "timeout", "crashed", "error", None, *["invalid"] * 4]
        assert [ends[delivery] for delivery in bad] == [
            ("dead", reason) if reason else ("dropped", "not_an_article") for reason in wanted
        ]
        assert set(bench.passed_on()) == set(good)

        dead = bench.records(f"{bench.name}.in.dead")
        assert len(dead) == len(bad) - 1
        by_error = {dict(record.headers)["pressline-error"]: record for record in dead}
        (undecodable,) = [record for record in dead if record.value == b"\xff"]
        headers = dict(undecodable.headers)
        assert headers["pressline-stage"] == bench.name.encode()
        assert headers["pressline-cause"] == b"invalid"
        assert headers["pressline-topic"] == f"{bench.name}.in".encode()
        assert undecodable.key == b"6", "the key is untouched"
        assert b"content" in next(e for e in by_error if b"valid string" in e), "the field is named"
        bug = next(r for e, r in by_error.items() if b"a bug that this article sets off" in e)
        assert b"RuntimeError" in dict(bug.headers)["pressline-traceback"]
        assert service.metric("pressline_articles_consumed_total") == len(good) + len(bad)
        assert service.stop()[0] == 0


def test_a_store_that_is_away_is_waited_for(bench: Bench) -> None:
    service = bench.service()
    with ended(service):
        service.start()
        service.until_ready()
        (bench.folder / "away").touch()
        deliveries = bench.push(*[f"article {number}" for number in range(20)])
        until(lambda: "the folder is away" in service.page("/readyz")[1], service.explain)
        assert service.page("/livez")[0] == 200
        assert not bench.receipts()
        (bench.folder / "away").unlink()
        ends = bench.until_ended(deliveries)
        assert set(ends.values()) == {("accepted", None)}
        assert not bench.records(f"{bench.name}.in.dead")
        service.until_ready()


def test_sigterm_finishes_the_batch_and_commits_it(bench: Bench) -> None:
    service = bench.service(PRESSLINE_BATCH="20")
    with ended(service):
        service.start()
        service.until_ready()
        deliveries = bench.push(*["sleep 0.02"] * 300)
        until(lambda: service.metric("pressline_articles_consumed_total") >= 20, service.explain)
        code, seconds = service.stop()
        assert code == 0, service.explain()
        assert seconds < 20
        first = bench.passed_on()
        assert 0 < len(first) < 300, "it stopped in the middle"
        service.start()
        bench.until_ended(deliveries)
        assert bench.passed_on() == Counter(deliveries), "none lost, and none done twice"
        assert service.stop()[0] == 0


def test_kills_lose_nothing_and_repeat_a_batch_at_most(bench: Bench) -> None:
    batch, kills = 25, 3
    services = [bench.service(PRESSLINE_BATCH=str(batch)) for _ in range(2)]
    chance = random.Random(4)
    with ended(*services):
        for service in services:
            service.start()
        for service in services:
            service.until_ready()
        deliveries = bench.push(*["sleep 0.005"] * 1200)
        for _ in range(kills):
            victim = chance.choice(services)
            goal = victim.metric("pressline_articles_consumed_total") + chance.randrange(1, 60)
            until(partial(came_to, victim, goal, bench, len(deliveries)), victim.explain)
            victim.kill()
            victim.start()
        ends = bench.until_ended(deliveries)
        assert set(ends.values()) == {("accepted", None)}
        passed = bench.passed_on()
        assert set(passed) == set(deliveries), "none lost"
        again = sum(passed.values()) - len(deliveries)
        # a kill leaves a batch undone; the rebalance it sets off can take one more from the other copy
        assert again <= 2 * kills * batch, f"{again} delivered again"


def came_to(service: Service, goal: float, bench: Bench, whole: int) -> bool:
    """Whether the service has done so many articles, or nothing is left to do."""
    done = service.metric("pressline_articles_consumed_total")
    return done >= goal or len(bench.passed_on()) >= whole


def test_a_service_that_cannot_go_on_ends_and_leaves_its_batch(bench: Bench) -> None:
    service = bench.service()
    with ended(service):
        service.start()
        service.until_ready()
        deliveries = bench.push("one", "replaced", "two")
        assert service.running.wait(timeout=30) == 1, service.explain()
        assert "only a new start helps" in service.log.read_text()
        assert not bench.records(f"{bench.name}.in.dead")
        service.start()
        assert set(bench.until_ended(deliveries).values()) == {("accepted", None)}


def test_a_message_too_large_for_any_topic_is_buried_without_its_value(bench: Bench) -> None:
    service = bench.service()
    with ended(service):
        service.start()
        service.until_ready()
        content = "a" * (42 * 1024 * 1024)
        asyncio.run(send_compressed(bench, json.dumps({"content": content}).encode()))
        (good,) = bench.push("an article behind it")
        assert bench.until_ended([good])[good] == ("accepted", None)
        until(lambda: any(r["outcome"] == "dead" for r in bench.receipts()), service.explain)  # it is heavy
        (dead,) = bench.records(f"{bench.name}.in.dead")
        headers = dict(dead.headers)
        assert headers["pressline-cause"] == b"too_large"
        assert int(headers["pressline-truncated"]) > len(content)
        assert dead.value == b""
        assert [r["reason"] for r in bench.receipts() if r["outcome"] == "dead"] == ["too_large"]


async def send_compressed(bench: Bench, value: bytes) -> None:
    """As a producer that compresses does: on the wire it is small."""
    producer = AIOKafkaProducer(
        bootstrap_servers=bench.broker, compression_type="gzip", max_request_size=64 * 1024 * 1024
    )
    await producer.start()
    try:
        await producer.send_and_wait(f"{bench.name}.in", value, key=b"large")
    finally:
        await producer.stop()


def test_why_a_group_refuses_a_service_is_said(tmp_path: Path) -> None:
    with KafkaServer(kafka_libs(), tmp_path / "kafka") as kafka:
        bench = make_bench(kafka.bootstrap, tmp_path)
        service = bench.service(PRESSLINE_SESSION_TIMEOUT="2")
        with ended(service):
            service.start()
            until(lambda: "InvalidSessionTimeout" in service.log.read_text(), service.explain)
            assert service.page("/readyz")[0] == 503


def test_a_broker_killed_and_brought_back_loses_nothing(tmp_path: Path) -> None:
    with KafkaServer(kafka_libs(), tmp_path / "kafka") as kafka:
        bench = make_bench(kafka.bootstrap, tmp_path)
        service = bench.service(PRESSLINE_BATCH="20")
        with ended(service):
            service.start()
            service.until_ready()
            deliveries = bench.push(*["sleep 0.005"] * 600)
            until(lambda: service.metric("pressline_articles_consumed_total") >= 40, service.explain)
            kafka.kill()
            until(lambda: "does not answer" in service.page("/readyz")[1], service.explain)
            kafka.restart()
            asyncio.run(find_broker(kafka.bootstrap))
            restart_if_ended(service)
            ends = bench.until_ended(deliveries)
            assert set(ends.values()) == {("accepted", None)}
            assert set(bench.passed_on()) == set(deliveries)


def restart_if_ended(service: Service) -> None:
    """As compose and Kubernetes do: a service that gave up its lost consumer is started again."""
    if service.running.poll() is not None:
        service.start()


def test_a_message_carries_cloud_events_and_the_producers_trace(bench: Bench) -> None:
    service = bench.service()
    with ended(service):
        service.start()
        trace = b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        (delivery,) = bench.push("an article", headers=[("traceparent", trace)])
        bench.until_ended([delivery])
        (record,) = bench.records(f"{bench.name}.out")
        headers = dict(record.headers)
        assert headers["traceparent"] == trace
        assert headers["ce_specversion"] == b"1.0"
        assert headers["ce_type"] == b"pressline.article.ingested.v1"
        assert headers["ce_id"] == f"{delivery}/{bench.name}".encode()
        assert record.key == json.loads(record.value or b"")["article_id"].encode()
