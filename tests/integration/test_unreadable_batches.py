"""One message must never stop a stage: batches that nobody can read, articles that kill it, a bug in all."""

import asyncio
import json
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.structs import ConsumerRecord

from tests.integration.processes import ended, until
from tests.integration.test_chassis import Bench, make_bench
from tests.kafka_server import KafkaServer, kafka_libs


@pytest.fixture
def bench(broker: str, tmp_path: Path) -> Iterator[Bench]:
    yield make_bench(broker, tmp_path)


@pytest.fixture(scope="module")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KafkaServer]:
    with KafkaServer(kafka_libs(), tmp_path_factory.mktemp("kafka")) as server:
        yield server


def cause(record: ConsumerRecord) -> str:
    return str(dict(record.headers)["pressline-cause"].decode())


@pytest.mark.parametrize("broker", ["embedded"], indirect=True)
def test_an_article_that_kills_its_service_is_passed_by_and_its_neighbours_are_not(bench: Bench) -> None:
    before = bench.push(*[f"before {number}" for number in range(3)])
    (killer,) = bench.push("kill the service")
    after = bench.push(*[f"after {number}" for number in range(3)])
    deaths = 0
    service = bench.service(PRESSLINE_SESSION_TIMEOUT="2")  # how long the group waits for each dead copy
    with ended(service):
        while deaths < 8:
            service.start()
            until(lambda: service.running.poll() is not None or killer in ends_of(bench), service.explain)
            if service.running.poll() is None:
                break
            deaths += 1
        ends = bench.until_ended([*before, killer, *after])
        assert service.stop()[0] == 0
    assert ends[killer] == ("dead", "unreadable")
    assert {ends[delivery] for delivery in [*before, *after]} == {("accepted", None)}
    assert 3 <= deaths <= 5, "one death among others, then three of its own"
    (letter,) = bench.records(f"{bench.name}.in.dead")
    assert json.loads(letter.value or b"") == {"content": "kill the service"}, "it can be sent again"
    assert b"died 3 times in a row" in dict(letter.headers)["pressline-error"]
    assert "died 3 times in a row" in service.log.read_text()


def ends_of(bench: Bench) -> set[str]:
    return {receipt["delivery_id"] for receipt in bench.receipts()}


@pytest.mark.parametrize("broker", ["embedded"], indirect=True)
def test_the_breaker_stops_a_stage_that_would_bury_the_stream(bench: Bench) -> None:
    service = bench.service()
    with ended(service):
        service.start()
        service.until_ready()
        good = bench.push(*[f"article {number}" for number in range(10)])
        bench.until_ended(good)
        deliveries = bench.push(*["raise"] * 300)
        until(lambda: "takes nothing more" in service.page("/readyz")[1], service.explain)
        ready, text = service.page("/readyz")
        assert ready == 503 and "a bug that this article sets off" in text
        assert service.page("/livez")[0] == 200
        assert service.metric("pressline_breaker_open") == 1
        assert len(bench.records(f"{bench.name}.in.dead")) < 20
        assert service.stop()[1] < 15, "what it holds is not waited for"

        # a copy that is told to bury all: nothing was lost meanwhile
        patient = bench.service(PRESSLINE_BREAKER_SHARE="1")
        with ended(patient):
            patient.start()
            ends = bench.until_ended(deliveries)
            assert {ends[delivery] for delivery in deliveries} == {("dead", "error")}
            assert patient.metric("pressline_breaker_open") == 0
            assert patient.stop()[0] == 0


def test_a_batch_broken_on_the_brokers_disk_is_passed_by(kafka: KafkaServer, tmp_path: Path) -> None:
    """Flipped bytes in Kafka's own log: in a value, the codec's bits, a checksum, a record's length."""
    bench = make_bench(kafka.bootstrap, tmp_path)
    good = bench.push(*[f"article {number}" for number in range(12)])

    async def send_batch(number: int) -> None:
        async with AIOKafkaProducer(bootstrap_servers=kafka.bootstrap) as producer:
            batch = producer.create_batch()
            for part in range(3):
                value = json.dumps({"content": f"broken {number} {part}"}).encode()
                batch.append(key=None, value=value, timestamp=None)
            await (await producer.send_batch(batch, f"{bench.name}.in", partition=number % 3))

    for number in range(4):
        asyncio.run(send_batch(number))
    more = bench.push(*[f"more {number}" for number in range(12)])
    damaged = damage(kafka, bench.name)

    service = bench.service()
    with ended(service):
        service.start()
        bench.until_ended([*good, *more])
        until(lambda: len(bench.records(f"{bench.name}.in.dead")) >= 12, service.explain)
        assert service.page("/readyz")[0] == 200
        assert service.stop()[0] == 0
    letters = bench.records(f"{bench.name}.in.dead")
    assert {cause(letter) for letter in letters} == {"unreadable"}
    assert all(letter.value is None for letter in letters)
    places = {
        (int(dict(letter.headers)["pressline-partition"]), int(dict(letter.headers)["pressline-offset"]))
        for letter in letters
    }
    assert places == damaged
    assert set(bench.passed_on()) == {*good, *more}


def damage(kafka: KafkaServer, name: str) -> set[tuple[int, int]]:
    """Break every batch that says so, each in another way; gives partitions and offsets."""
    broken = set()
    for partition in range(3):
        (path,) = (kafka.data / f"{name}.in-{partition}").glob("*.log")
        data = bytearray(path.read_bytes())
        at = 0
        while at < len(data):
            base, length = struct.unpack_from(">qi", data, at)
            end = at + 12 + length
            for number in range(4):
                if f"broken {number}".encode() in data[at:end]:
                    # the last byte; the codec's bits; the checksum itself; a record's length
                    where = {0: end - 1, 1: at + 22, 2: at + 18, 3: at + 62}[number]
                    data[where] ^= 0x07
                    broken |= {(partition, base + part) for part in range(3)}
            at = end
        # in place: a file put in its stead would not be the one that the broker reads
        with path.open("r+b") as file:
            file.write(data)
    assert len(broken) == 12
    return broken
