"""How much of each topic the line has not done yet, as the broker knows it.

Lag is the end of what is committed on a partition less what the stage's consumer group has committed, without
what no reader ever gets (`batch_headers.py`). Nobody but the broker is asked, so it holds while a stage is
down. Where transactions are, every marker is counted out within the first `ROUNDS` × `MUCH` bytes, and
further with each look; what lies beyond counts by its offsets.
"""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import GroupCoordinatorNotAvailableError, KafkaError, OffsetOutOfRangeError
from aiokafka.structs import OffsetAndMetadata, TopicPartition

from services.chassis.batch_headers import Batch, Scan, read_headers
from services.chassis.errors import Misconfigured, Unavailable
from services.chassis.kafka import admin
from services.chassis.offsets import begins, fetch, last_stamp, retried
from services.chassis.settings import EMBEDDED, Settings
from services.line import STAGES, Stage

COORDINATOR_TRIES, COORDINATOR_PAUSE = 8, 0.25
"""Tries, and seconds between them."""
LITTLE, MUCH = 16 * 1024, 512 * 1024
"""Bytes of headers and their batches that are fetched of a partition at once: to find its head, and where
transactions are, among which every marker must be seen."""
ROUNDS = 8
"""Fetches of one look at a topic; the next look goes on where it ended."""


@dataclass(frozen=True)
class PartitionLag:
    """One partition, as far as the stage's group has not done it: offsets, and the first batch that waits."""

    partition: int
    committed: int
    end: int
    lag: int
    head: Batch | None


@dataclass(frozen=True)
class StageLag:
    """What waits for a stage; `members` of its consumer group, None where the broker does not tell."""

    stage: Stage
    members: int | None
    partitions: tuple[PartitionLag, ...]

    @property
    def lag(self) -> int:
        """Messages that it has not done yet."""
        return sum(partition.lag for partition in self.partitions)

    @property
    def committed(self) -> tuple[int, ...]:
        """The offset at which the group stands, per partition."""
        return tuple(partition.committed for partition in self.partitions)


def group_of(stage: Stage) -> str:
    """The stage's consumer group."""
    return f"pressline-{stage.service}"


class LagReader:
    """Looks at the lag of stages again and again, over one connection, and remembers what it has counted."""

    def __init__(self, client: AIOKafkaAdminClient) -> None:
        self._admin = client
        self._client = client._client
        self._scans: dict[TopicPartition, Scan] = {}

    async def look(self, stages: Sequence[Stage] = STAGES) -> list[StageLag]:
        """The lag of each stage now, in the order given.

        Upstream is looked at first: what moves on meanwhile is then seen further down, never missed.

        Raises:
            Unavailable: the broker does not answer, or lacks a topic.
        """
        try:
            if not await self._client.force_metadata_update():
                raise Unavailable("the broker does not answer: it does not tell its metadata")
            # a leader may have just moved, or a topic been made
            return await retried(self._client, lambda: self._look_once(stages))
        except (KafkaError, OSError) as error:
            raise Unavailable(
                f"the broker does not answer: {type(error).__name__} {error}".rstrip()
            ) from None

    async def _look_once(self, stages: Sequence[Stage]) -> list[StageLag]:
        return [await self._look_at(stage) for stage in stages]

    async def last_stamp(self, topic: str) -> int | None:
        """The stamp of the last batch on a topic, in milliseconds since 1970; None of an empty one.

        Raises:
            Unavailable: the broker does not answer.
        """
        try:
            return await last_stamp(self._client, topic)
        except (KafkaError, OSError) as error:
            raise Unavailable(
                f"the broker does not answer: {type(error).__name__} {error}".rstrip()
            ) from None

    async def _look_at(self, stage: Stage) -> StageLag:
        numbers = self._client.cluster.partitions_for_topic(stage.input_topic)
        if not numbers:
            raise Unavailable(f"the broker has no topic {stage.input_topic}")
        partitions = [TopicPartition(stage.input_topic, number) for number in sorted(numbers)]
        members, done = await self._group(group_of(stage), partitions)
        found = await self._scan(partitions, done)
        return StageLag(
            stage,
            members,
            tuple(
                PartitionLag(
                    partition.partition,
                    scan.position,
                    found[partition],
                    scan.lag(found[partition]),
                    scan.head,
                )
                for partition, scan in ((partition, self._scans[partition]) for partition in partitions)
            ),
        )

    async def _scan(
        self, partitions: Sequence[TopicPartition], done: dict[TopicPartition, OffsetAndMetadata]
    ) -> dict[TopicPartition, int]:
        """Read headers from where the group stands on; the end of each partition."""
        first = await begins(self._client, partitions)
        for partition in partitions:
            # without an offset, and where the topic keeps no more what lay there, it begins at the beginning
            self._scans.setdefault(partition, Scan()).seek(max(done[partition].offset, first[partition]))
        up_to: dict[TopicPartition, int] = {}
        left, much = list(partitions), LITTLE
        for _ in range(ROUNDS):
            positions = {partition: self._scans[partition].fetch_from for partition in left}
            try:
                found = await fetch(self._client, positions, much)
            except OffsetOutOfRangeError:  # the topic was made anew, or has just lost what lay there
                first = await begins(self._client, left)
                for partition in left:
                    self._scans[partition] = Scan()
                    self._scans[partition].seek(first[partition])
                continue
            for partition, seen in found.items():
                up_to[partition] = seen.end
                self._scans[partition].absorb(read_headers(seen.message_set, seen.aborted))
            left = [p for p, seen in found.items() if seen.message_set and self._is_open(p, seen.end)]
            if not left:
                break
            much = MUCH
        if len(up_to) < len(partitions):
            raise OffsetOutOfRangeError(f"{partitions[0].topic} changes faster than it is read")
        return up_to

    def _is_open(self, partition: TopicPartition, end: int) -> bool:
        """Whether it is worth while to read on before `end`."""
        scan = self._scans[partition]
        return scan.fetch_from < end and (scan.head is None or scan.transactional)

    async def _group(
        self, group: str, partitions: Sequence[TopicPartition]
    ) -> tuple[int | None, dict[TopicPartition, OffsetAndMetadata]]:
        """A group's members and offsets; a Kafka needs a moment until it has a coordinator for it."""
        for _ in range(COORDINATOR_TRIES):
            with suppress(GroupCoordinatorNotAvailableError):
                node = await self._admin.find_coordinator(group)
                # by name: of all a group's offsets at once, Tansu 0.6.0 gives what can't be decoded
                done = dict(await self._admin.list_consumer_group_offsets(group, node, list(partitions)))
                if len(done) == len(partitions):
                    return await self._members(group, node), done
            await asyncio.sleep(COORDINATOR_PAUSE)
        raise Unavailable(
            f"the broker does not tell the offsets of {group}: it has no coordinator, or we may not ask"
        )

    async def _members(self, group: str, node: int) -> int | None:
        [answer] = await self._admin.describe_consumer_groups([group], node)
        code, *described = answer.groups[0][:6]
        return None if code else len(described[4])


@asynccontextmanager
async def lag_reader(bootstrap: str) -> AsyncIterator[LagReader]:
    """A connected reader.

    Raises:
        Unavailable: the broker does not answer.
    """
    async with AsyncExitStack() as stack:
        try:
            client = await stack.enter_async_context(admin(bootstrap))
        except (KafkaError, OSError) as error:
            raise Unavailable(f"the broker at {bootstrap} does not answer: {error}") from None
        yield LagReader(client)


async def backlog(bootstrap: str) -> dict[str, int]:
    """Messages not yet committed by their stage, per topic, in the order of the line.

    Raises:
        Unavailable: the broker does not answer.
    """
    async with lag_reader(bootstrap) as reader:
        return {seen.stage.input_topic: seen.lag for seen in await reader.look()}


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


def running_services(settings: Settings, bootstrap: str | None = None) -> list[tuple[str, int]]:
    """The copies of a running `up` (on that broker), with their metrics ports; empty where none runs."""
    state = _read(settings.data / "up.json")
    if state is None or bootstrap not in (None, state.get("broker")):
        return []
    return [(name, port) for name, port in state["services"]]


def _read(path: Path) -> dict[str, Any] | None:
    """What `up` wrote, if that `up` is still alive: killed outright, it leaves its file behind."""
    try:
        state = json.loads(path.read_text())
        os.kill(state["pid"], 0)
    except (OSError, ValueError, KeyError):
        return None
    return dict(state)
