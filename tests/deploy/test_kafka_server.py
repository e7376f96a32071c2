"""The Kafka that the other tests stand on: it serves, and it keeps what it acknowledged through a kill."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from tests.kafka_server import KafkaServer, kafka_libs
from tests.server_process import ServerFailed

TOPIC = "harness"
LARGEST = 34 * 1024 * 1024


@pytest.fixture(scope="module")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KafkaServer]:
    with KafkaServer(kafka_libs(), tmp_path_factory.mktemp("kafka")) as server:
        yield server


async def make_topic(bootstrap: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(TOPIC, 1, 1)])
    finally:
        await admin.close()


async def produce(bootstrap: str, value: bytes) -> None:
    async with AIOKafkaProducer(bootstrap_servers=bootstrap, max_request_size=LARGEST * 2) as producer:
        await producer.send_and_wait(TOPIC, value, key=b"id")


async def consume(bootstrap: str, count: int) -> list[bytes | None]:
    consumer = AIOKafkaConsumer(
        TOPIC,
        bootstrap_servers=bootstrap,
        group_id="harness",
        auto_offset_reset="earliest",
        enable_auto_commit=False,
    )
    async with consumer, asyncio.timeout(30):
        return [(await consumer.getone()).value for _ in range(count)]


async def test_messages_survive_a_kill_and_a_restart(kafka: KafkaServer) -> None:
    largest = b"x" * LARGEST
    await make_topic(kafka.bootstrap)
    await produce(kafka.bootstrap, b"first")
    await produce(kafka.bootstrap, largest)
    bootstrap, pid = kafka.bootstrap, kafka.pid
    kafka.kill()
    assert kafka.pid is None
    await asyncio.to_thread(kafka.restart)
    assert kafka.bootstrap == bootstrap
    assert kafka.pid != pid
    await produce(kafka.bootstrap, b"after")
    assert await consume(kafka.bootstrap, 3) == [b"first", largest, b"after"]


def test_a_failed_start_shows_the_log(kafka: KafkaServer, tmp_path: Path) -> None:
    twin = KafkaServer(kafka_libs(), tmp_path)
    taken = kafka.bootstrap.rpartition(":")[2]
    properties = tmp_path / "server.properties"
    own = twin.bootstrap.rpartition(":")[2]
    properties.write_text(properties.read_text().replace(own, taken))
    with pytest.raises(ServerFailed, match="Address already in use"):
        twin.__enter__()
    assert twin.pid is None
