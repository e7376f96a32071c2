"""Looks at stages again and again, remembers when each last moved, and tells it to Prometheus.

The gateway has one for the whole line, so that lag is told while a stage is down; each service has one for
its own stages. They say the same, so queries take the `max by` service, topic and partition.
"""

import asyncio
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass

from services.chassis import metrics
from services.chassis.errors import PresslineError
from services.chassis.lag import LagReader, PartitionLag, StageLag, group_of, lag_reader
from services.chassis.processes import Silent, nobody_asked
from services.chassis.progress import FirstSeen, Progress, State, progress
from services.line import FIRST, STAGES, Stage

LOOK_WITHIN = 10.0
"""Seconds for one look."""


@dataclass(frozen=True)
class StageHealth:
    """One stage as the last look saw it."""

    stage: Stage
    lag: int
    state: State
    still_for: float
    """Seconds for which its offsets have stood still while messages waited."""
    oldest_waiting: float | None
    """Seconds for which the first message that waits has waited; None where nothing does."""

    @property
    def trouble(self) -> str | None:
        """What is wrong, as a sentence for people; None where nothing is."""
        waiting = (
            f"{self.lag} {'message waits' if self.lag == 1 else 'messages wait'} on {self.stage.input_topic}"
        )
        if self.state is State.DEAD:
            return f"{self.stage.name} is dead: no process of {group_of(self.stage)} answers, {waiting}"
        if self.state is State.STUCK:
            return (
                f"{self.stage.name} is stuck: {waiting}, and its offsets have stood still for "
                f"{self.still_for:.0f} s although its process lives"
            )
        return None


class Observer:
    """Looks at some stages; `healths` is what the last look saw, empty while the broker does not answer."""

    def __init__(
        self,
        bootstrap: str,
        stages: Sequence[Stage] = STAGES,
        *,
        silent: Silent = nobody_asked,
        ourselves: bool = False,
    ) -> None:
        """Connects with the first look.

        `silent` tells which services don't answer, for brokers that keep the dead in their groups;
        `ourselves`: the stages are this process's own, so it is there, whatever the group says.
        """
        self._bootstrap = bootstrap
        self._stages = tuple(stages)
        self._silent = silent
        self._ourselves = ourselves
        self._open = AsyncExitStack()
        self._reader: LagReader | None = None
        self._progress: dict[str, Progress] = {}
        self._first_seen: dict[tuple[str, int], FirstSeen] = {}
        self.healths: tuple[StageHealth, ...] = ()
        self.lags: dict[tuple[str, int], int] = {}
        """By topic and partition, how many messages wait."""
        self.problem: str | None = "starting"
        """Why nothing is known; None when the last look went well."""

    @property
    def troubles(self) -> list[str]:
        """What is wrong with the stages: sentences for people."""
        return [trouble for health in self.healths if (trouble := health.trouble)]

    async def look(self) -> None:
        """Look once; raises nothing where the broker is away."""
        try:
            async with asyncio.timeout(LOOK_WITHIN):
                if self._reader is None:
                    self._reader = await self._open.enter_async_context(lag_reader(self._bootstrap))
                seen, silent = await asyncio.gather(self._reader.look(self._stages), self._silent())
        except (PresslineError, TimeoutError) as error:  # a password may change while we run
            await self.close()
            self.problem = str(error) or f"the broker does not answer within {LOOK_WITHIN:g} s"
            self.healths, self.lags = (), {}
        else:
            self.problem = None
            self.healths = tuple(self._judge(stage_lag, silent) for stage_lag in seen)
            self.lags = {
                (each.stage.input_topic, one.partition): one.lag for each in seen for one in each.partitions
            }
            self._tell(seen)
            return
        self._tell(())

    async def close(self) -> None:
        """Leave the broker; a look after this connects again."""
        self._reader = None
        await self._open.aclose()

    def _judge(self, seen: StageLag, silent: frozenset[str]) -> StageHealth:
        stage, now = seen.stage, time.monotonic()
        there = self._ourselves or (seen.members != 0 and stage.service not in silent)
        after = progress(self._progress.get(stage.name), now, seen.lag, seen.committed, there=there)
        self._progress[stage.name] = after
        ages = [self._age(stage, partition, now) for partition in seen.partitions]
        oldest = max((age for age in ages if age is not None), default=None)
        return StageHealth(stage, seen.lag, after.state, after.still_for, oldest)

    def _age(self, stage: Stage, seen: PartitionLag, now: float) -> float | None:
        """Seconds for which the first message that waits on a partition has waited."""
        first_seen = self._first_seen.setdefault((stage.input_topic, seen.partition), FirstSeen())
        since = first_seen.see(seen.committed, seen.end, now)
        if not seen.lag:
            return None
        head = seen.head
        # what producers send carries whatever stamp they like: of 1985, of 2099, in nanoseconds
        if head is not None and head.stamp >= 0 and (head.by_broker or stage is not FIRST):
            return max(0.0, time.time() - head.stamp / 1000)
        return now - since if since is not None else None

    def _tell(self, seen: Sequence[StageLag]) -> None:
        """Set the gauges; where nothing is known, they are not there. No scrape falls in between."""
        for gauge in (metrics.LAG, metrics.OLDEST_WAITING, metrics.STAGE_STATE):
            gauge.clear()  # partitions come and go
        for stage_lag in seen:
            service, topic = stage_lag.stage.service, stage_lag.stage.input_topic
            for partition in stage_lag.partitions:
                metrics.LAG.labels(service, topic, str(partition.partition)).set(partition.lag)
        for health in self.healths:
            service, topic = health.stage.service, health.stage.input_topic
            metrics.OLDEST_WAITING.labels(service, topic).set(health.oldest_waiting or 0)
            for state in State:
                metrics.STAGE_STATE.labels(service, topic, state).set(health.state is state)
