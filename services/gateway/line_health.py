"""How the line is doing: pace, latency and what died from the receipts, what waits and whether it moves from
the broker's offsets.

From the broker and not from the services' metrics: so it holds for any number of copies, wherever they run,
and while a stage is down.
"""

import contextlib
import logging
from datetime import UTC, datetime

from pydantic import Field, ValidationError

from schemas import Message, Outcome, Receipt
from services.chassis.observer import Observer
from services.chassis.processes import Silent, nobody_asked
from services.chassis.progress import State
from services.chassis.tail import Start, follow
from services.gateway.background import BackgroundTasks
from services.gateway.throughput import WINDOW, Throughputs
from services.line import FIRST, RECEIPTS, STAGES

log = logging.getLogger("pressline")

LOOK_EVERY = 5.0
"""Seconds between two looks at what waits."""
ARTICLES = tuple(stage for stage in STAGES if stage.outcome is not None)
"""The stages that work on articles: ingest, clean, enrich, index."""
NAMES = frozenset(stage.name for stage in ARTICLES)


class StageNow(Message):
    """One stage over the last five minutes; latencies are null where nothing passed."""

    stage: str
    articles_per_minute: float = Field(description="articles it was done with, whatever became of them")
    latency_p50: float | None = Field(description="seconds from accepted to done here, half were faster")
    latency_p95: float | None = Field(description="seconds from accepted to done here, 95 of 100 were faster")
    waiting: int | None = Field(description="messages it has not done yet; null while that is not known")
    oldest_waiting_seconds: float | None = Field(
        description="for how long the first of them has waited; null where nothing waits or nobody knows"
    )
    state: State | None = Field(
        description="idle: nothing waits; moving; stuck: messages wait and its offsets have stood still for "
        "two minutes although a process is there; dead: none is; null while that is not known"
    )
    unchanged: int
    dropped: int
    dead: int


class LineNow(Message):
    """The line over the last five minutes; `problem` says why these numbers may be old."""

    at: datetime
    minutes: int = int(WINDOW.total_seconds()) // 60
    waiting: int | None = Field(
        None,
        description="acknowledged and not yet taken by ingest; null while that is not known",
    )
    stages: tuple[StageNow, ...]
    troubles: tuple[str, ...] = Field((), description="which stages are dead or stuck, in words")
    problem: str | None = None


class LineHealth:
    """Reads along on the receipts' topic and keeps sums of the last minutes; and looks at what waits."""

    def __init__(self, bootstrap: str, silent: Silent = nobody_asked) -> None:
        self._bootstrap = bootstrap
        self._paces = Throughputs()
        self._observer = Observer(bootstrap, silent=silent)
        self.work = BackgroundTasks()

    def start(self) -> None:
        """Begin to read along."""
        self.work.start("the reader of receipts", self._read)
        self.work.start("the look at what waits", self._look)

    async def stop(self) -> None:
        """Read no more."""
        await self.work.stop()

    @property
    def troubles(self) -> list[str]:
        """Which stages are dead or stuck: sentences for people."""
        return self._observer.troubles

    def snapshot(self) -> LineNow:
        """How the line is doing now; asks nobody, so it costs nothing and never fails."""
        now = datetime.now(UTC)
        healths = {health.stage.name: health for health in self._observer.healths}
        stages = []
        for stage in ARTICLES:
            pace, health = self._paces.of(stage.name, now), healths.get(stage.name)
            oldest = health.oldest_waiting if health else None
            stages.append(
                StageNow(
                    stage=stage.name,
                    articles_per_minute=round(pace.done / (WINDOW.total_seconds() / 60), 1),
                    latency_p50=pace.p50,
                    latency_p95=pace.p95,
                    waiting=health.lag if health else None,
                    oldest_waiting_seconds=None if oldest is None else round(oldest, 1),
                    state=health.state if health else None,
                    unchanged=pace.outcomes.get(Outcome.UNCHANGED, 0),
                    dropped=pace.outcomes.get(Outcome.DROPPED, 0),
                    dead=pace.outcomes.get(Outcome.DEAD, 0),
                )
            )
        first = healths.get(FIRST.name)
        return LineNow(
            at=now,
            waiting=first.lag if first else None,
            stages=tuple(stages),
            troubles=tuple(self.troubles),
            problem=self._observer.problem,
        )

    async def _read(self) -> None:
        self._paces = Throughputs()  # what another try had counted comes again
        following = follow(self._bootstrap, RECEIPTS, since=datetime.now(UTC) - WINDOW)
        async with contextlib.aclosing(following):
            async for news in following:
                if self.work.stopping:
                    return
                if not isinstance(news, Start):
                    for record in news:
                        self._count(record.value)
                self._paces.forget(datetime.now(UTC))

    def _count(self, value: bytes | None) -> None:
        try:
            receipt = Receipt.model_validate_json(value or b"")
        except ValidationError:
            return  # the ledger lays it among the dead letters
        if receipt.stage not in NAMES:
            return
        now = datetime.now(UTC)
        accepted = _accepted_at(receipt.delivery_id)
        latency = (receipt.at - accepted).total_seconds() if accepted else None
        self._paces.count(receipt.stage, receipt.outcome, min(receipt.at, now), latency)

    async def _look(self) -> None:
        try:
            while not self.work.stopping:
                await self._observer.look()
                await self.work.pause(LOOK_EVERY)
        finally:
            await self._observer.close()


def _accepted_at(delivery_id: str) -> datetime | None:
    """When the broker took the message: the last part of a delivery's id is its stamp."""
    _, _, stamp = delivery_id.rpartition(":")
    with contextlib.suppress(ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(int(stamp) / 1000, UTC)
    return None
