"""How much of each topic the line has not done yet, as the broker knows it."""

import asyncio
import json
import os
from pathlib import Path
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import GroupCoordinatorNotAvailableError, KafkaError
from aiokafka.structs import OffsetAndMetadata, TopicPartition

from services.chassis.errors import Away, Misconfigured
from services.chassis.kafka import admin, partitions_of, reader, true_ends
from services.chassis.settings import EMBEDDED, Settings
from services.line import STAGES, Stage

COORDINATOR_TRIES, COORDINATOR_PAUSE = 40, 0.25
"""Tries, and seconds between them."""


async def backlog(bootstrap: str, *, at_a_glance: bool = False) -> dict[str, int]:
    """Messages not yet committed by their stage, per topic, in the order of the line.

    Upstream is looked at first: what moves on meanwhile is then seen further down, never missed.
    `at_a_glance` reads no messages: cheap, and too low by a batch at most on the embedded broker.

    Raises:
        Away: the broker does not answer.
    """
    counts: dict[str, int] = {}
    try:
        async with admin(bootstrap) as client:
            for stage in STAGES:
                counts[stage.reads] = await _backlog(client, bootstrap, stage, at_a_glance)
    except (KafkaError, OSError) as error:
        raise Away(f"the broker at {bootstrap} does not answer: {error}") from None
    return counts


async def _backlog(client: AIOKafkaAdminClient, bootstrap: str, stage: Stage, at_a_glance: bool) -> int:
    # a reader of its own: once aiokafka has been assigned one topic, it no longer sees the others
    async with reader(bootstrap) as consumer:
        partitions = await partitions_of(consumer, [stage.reads])
        if not partitions:
            raise Away(f"the broker at {bootstrap} has no topic {stage.reads}")
        done = await _committed(client, f"pressline-{stage.service}", partitions)
        begins = await consumer.beginning_offsets(partitions)
        ends = await (consumer.end_offsets(partitions) if at_a_glance else true_ends(consumer, partitions))
    return sum(
        max(0, end - max(done[partition].offset if partition in done else -1, begins[partition]))
        for partition, end in ends.items()
    )


async def _committed(
    client: AIOKafkaAdminClient, group: str, partitions: list[TopicPartition]
) -> dict[TopicPartition, OffsetAndMetadata]:
    """A group's offsets; a Kafka that has had no group yet needs a moment to have a coordinator."""
    for _ in range(COORDINATOR_TRIES):
        try:
            # by name: of all a group's offsets at once, Tansu 0.6.0 gives what can't be decoded
            return dict(await client.list_consumer_group_offsets(group, partitions=partitions))
        except GroupCoordinatorNotAvailableError:
            await asyncio.sleep(COORDINATOR_PAUSE)
    raise Away(f"the broker has no coordinator for the group {group}")


def find_bootstrap(settings: Settings) -> str:
    """The broker's address: the setting, or where a running `pressline up` says its broker is.

    Raises:
        Misconfigured: the setting is `embedded`, and no `up` runs on this data folder.
    """
    if settings.broker != EMBEDDED:
        return settings.broker
    path = settings.data / "up.json"
    state = _read(path)
    if state is None:
        raise Misconfigured(
            f"no `pressline up` runs on {settings.data}: start one, or set PRESSLINE_DATA or PRESSLINE_BROKER"
        )
    return str(state["broker"])


def running_services(settings: Settings) -> list[tuple[str, int]]:
    """The copies of a running `up`, with their metrics ports; empty where none runs."""
    state = _read(settings.data / "up.json")
    return [(name, port) for name, port in state["services"]] if state else []


def _read(path: Path) -> dict[str, Any] | None:
    """What `up` wrote, if that `up` is still alive: killed outright, it leaves its file behind."""
    try:
        state = json.loads(path.read_text())
        os.kill(state["pid"], 0)
    except (OSError, ValueError, KeyError):
        return None
    return dict(state)
