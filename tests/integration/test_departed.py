"""A member whose process was killed leaves its group when somebody says so, and no other does."""

import random

from aiokafka import AIOKafkaConsumer

from services.chassis.departed import client_id, leave_for
from services.chassis.kafka import admin
from tests.integration.brokers import make_topics


async def test_the_member_of_a_dead_process_leaves_and_no_other(broker: str) -> None:
    service = f"left{random.randrange(10**9)}"
    await make_topics(broker, [service], partitions=1)
    async with AIOKafkaConsumer(
        service,
        bootstrap_servers=broker,
        group_id=f"pressline-{service}",
        client_id=client_id(service, 1),
        session_timeout_ms=6_000,
        heartbeat_interval_ms=5_000,
    ) as consumer:
        while not consumer.assignment():
            await consumer.getmany(timeout_ms=100)

        async def members() -> int:
            async with admin(broker) as client:
                [answer] = await client.describe_consumer_groups([f"pressline-{service}"])
                return len(answer.groups[0][5])

        assert not await leave_for(broker, service, 2)
        assert await members() == 1
        assert await leave_for(broker, service, 1)
        assert await members() == 0
        assert not await leave_for("127.0.0.1:1", service, 1), "a broker that is away is no error"
