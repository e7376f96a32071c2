"""A process that was killed leaves its consumer group with our help, not when its session is over.

The group waits for a silent member as long as the session timeout says. Whoever sees the process end knows
better: the broker takes a member's leave from anybody who may read the group.
"""

import asyncio
import socket

from aiokafka.errors import KafkaError
from aiokafka.protocol.group import LeaveGroupRequest

from services.chassis.errors import PresslineError
from services.chassis.kafka import admin

WITHIN = 3.0
"""Seconds for it; later the session would soon be over anyway."""


def client_id(service: str, pid: int) -> str:
    """What the process `pid` of this machine calls itself to the broker, and its member's id begins with."""
    return f"pressline-{service}-{socket.gethostname()}-{pid}"


async def leave_for(bootstrap: str, service: str, pid: int) -> bool:
    """Let the member that the process `pid` of this machine was leave its group; whether there was one."""
    group, left = f"pressline-{service}", False
    try:
        async with asyncio.timeout(WITHIN), admin(bootstrap) as client:
            node = await client.find_coordinator(group)
            [answer] = await client.describe_consumer_groups([group], node)
            for member_id, *_ in answer.groups[0][5]:
                if member_id.startswith(client_id(service, pid) + "-"):  # Tansu tells no client ids
                    await client._send_request(LeaveGroupRequest(group, member_id), node)
                    left = True
    except (KafkaError, OSError, TimeoutError, PresslineError):
        return False  # the session ends all the same
    return left
