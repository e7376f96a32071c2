"""How the line is doing, from the receipts that every stage writes: pace, latency, what waits, what died.

From the topic and not from the services' metrics: so it holds for any number of copies, wherever they run,
and needs no addresses.
"""

import asyncio
import contextlib
import logging
from datetime import UTC, datetime

from pydantic import Field, ValidationError

from schemas import Message, Outcome, Receipt
from services.chassis.errors import Away
from services.chassis.lag import backlog
from services.chassis.tail import Start, follow
from services.gateway.pace import WINDOW, Paces
from services.gateway.work import Work
from services.line import RECEIPTS, STAGES

log = logging.getLogger("pressline")

LOOK_EVERY = 5.0
"""Seconds between two looks at what waits, while somebody wants to know."""
UNASKED = 30.0
"""Seconds between them while nobody does: who then asks first is not told of long ago."""
LOOK_WITHIN = 10.0
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
    unchanged: int
    dropped: int
    dead: int


class LineNow(Message):
    """The line over the last five minutes; `problem` says why these numbers may be old."""

    at: datetime
    minutes: int = int(WINDOW.total_seconds()) // 60
    stages: tuple[StageNow, ...]
    problem: str | None = None


class LineHealth:
    """Reads along on the receipts' topic and keeps sums of the last minutes."""

    def __init__(self, bootstrap: str) -> None:
        self._bootstrap = bootstrap
        self._paces = Paces()
        self._waiting: dict[str, int] = {}
        self._problem: str | None = "starting"
        self._wanted = asyncio.Event()
        self.work = Work()

    def start(self) -> None:
        """Begin to read along."""
        self.work.start("the reader of receipts", self._read)
        self.work.start("the look at what waits", self._look)

    async def stop(self) -> None:
        """Read no more."""
        self._wanted.set()
        await self.work.stop()

    def snapshot(self) -> LineNow:
        """How the line is doing now; asks nobody, so it costs nothing and never fails."""
        self._wanted.set()
        now = datetime.now(UTC)
        stages = []
        for stage in ARTICLES:
            pace = self._paces.of(stage.name, now)
            stages.append(
                StageNow(
                    stage=stage.name,
                    articles_per_minute=round(pace.done / (WINDOW.total_seconds() / 60), 1),
                    latency_p50=pace.p50,
                    latency_p95=pace.p95,
                    waiting=self._waiting.get(stage.reads),
                    unchanged=pace.outcomes.get(Outcome.UNCHANGED, 0),
                    dropped=pace.outcomes.get(Outcome.DROPPED, 0),
                    dead=pace.outcomes.get(Outcome.DEAD, 0),
                )
            )
        return LineNow(at=now, stages=tuple(stages), problem=self._problem)

    async def _read(self) -> None:
        self._paces = Paces()  # what another try had counted comes again
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
        while not self.work.stopping:
            try:
                async with asyncio.timeout(LOOK_WITHIN):
                    self._waiting = await backlog(self._bootstrap, at_a_glance=True)
                self._problem = None
            except (Away, TimeoutError) as error:
                self._waiting = {}
                self._problem = str(error) or f"the broker does not answer within {LOOK_WITHIN:g} s"
            self._wanted.clear()
            await self.work.pause(LOOK_EVERY)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wanted.wait(), UNASKED)


def _accepted_at(delivery_id: str) -> datetime | None:
    """When the broker took the message: the last part of a delivery's id is its stamp."""
    _, _, stamp = delivery_id.rpartition(":")
    with contextlib.suppress(ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(int(stamp) / 1000, UTC)
    return None
