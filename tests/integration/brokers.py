"""The two brokers that the suites run on: the embedded one and Apache Kafka."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aiokafka.admin import NewTopic

from services.chassis.embedded import start_broker
from services.chassis.kafka import admin
from services.chassis.settings import Settings
from tests.kafka_server import KafkaServer, kafka_libs
from tests.ports import free_ports

KINDS = ("embedded", "kafka")


def free_port() -> int:
    return free_ports(1)[0]


@contextmanager
def running_broker(kind: str, folder: Path, port: int = 0) -> Iterator[str]:
    """A broker of that kind; gives its address. The embedded one on `port`, where that is given."""
    if kind == "kafka":
        with KafkaServer(kafka_libs(), folder) as kafka:
            yield kafka.bootstrap
        return
    settings = Settings(broker_port=port or free_port())
    loop = asyncio.new_event_loop()
    try:
        process, address = loop.run_until_complete(start_broker(settings, folder / "broker.log"))
        yield address
        process.kill()
        loop.run_until_complete(process.wait())
    finally:
        loop.close()


async def make_topics(bootstrap: str, names: list[str], partitions: int = 3) -> None:
    config = {"max.message.bytes": str(34 * 1024 * 1024)}
    async with admin(bootstrap) as client:
        there = set(await client.list_topics())
        await client.create_topics(
            [NewTopic(name, partitions, 1, topic_configs=config) for name in names if name not in there]
        )
