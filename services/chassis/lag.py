"""How much of each topic the line has not done yet, as the broker knows it."""

import json
import os
from pathlib import Path
from typing import Any

from aiokafka.errors import KafkaError

from services.chassis.errors import Away, Misconfigured
from services.chassis.kafka import admin, partitions_of, reader, true_ends
from services.chassis.settings import EMBEDDED, Settings
from services.line import STAGES


async def backlog(bootstrap: str) -> dict[str, int]:
    """Messages not yet committed by their stage, per topic, in the order of the line.

    Upstream is looked at first: what moves on meanwhile is then seen further down, never missed.

    Raises:
        Away: the broker does not answer.
    """
    counts: dict[str, int] = {}
    try:
        async with admin(bootstrap) as client, reader(bootstrap) as consumer:
            for stage in STAGES:
                partitions = await partitions_of(consumer, [stage.reads])
                # by name: of all a group's offsets at once, Tansu 0.6.0 gives what can't be decoded
                group = f"pressline-{stage.service}"
                done = await client.list_consumer_group_offsets(group, partitions=partitions)
                begins = await consumer.beginning_offsets(partitions)
                ends = await true_ends(consumer, partitions)
                counts[stage.reads] = 0
                for partition, end in ends.items():
                    committed = done[partition].offset if partition in done else -1
                    counts[stage.reads] += max(0, end - max(committed, begins[partition]))
    except (KafkaError, OSError) as error:
        raise Away(f"the broker at {bootstrap} does not answer: {error}") from None
    return counts


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
