"""`replay --dry-run`: what today's code of the stage makes of each letter, in worker processes.

It is the stage's pure work; the store and the broker are not asked, and nothing is sent.
"""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from schemas import Delivery, Reason
from services.chassis.errors import PresslineError
from services.chassis.pool import Pool, Slow
from services.chassis.settings import Settings
from services.chassis.slow_lane import work_slowly
from services.chassis.step import Passed
from services.chassis.worker_process import Item
from services.console.dead.book import followed
from services.console.dead.plan import plan_of, with_messages
from services.console.dead.signature import signature
from services.console.dead.where import Filter
from services.console.push import progress
from services.line import STAGES, Stage, dead_letters

BATCH = 64
"""Letters that are held in memory at once."""


@dataclass
class Trial:
    """What a replay would do; `would_die` by stage, cause and error signature."""

    would_replay: int = 0
    would_pass: int = 0
    would_drop: int = 0
    would_die: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    sent_before: int = 0
    nothing_to_send: int = 0


async def trial(bootstrap: str, wanted: Filter, settings: Settings, *, again: bool) -> Trial:
    """Run today's code on every letter that would be sent.

    Raises:
        Misconfigured: a stage can't be loaded here (its extra is not installed).
        PresslineError: the one letter that is meant is not there.
    """
    tried = Trial()
    for stage in STAGES:
        if not wanted.may_be_of(stage.name):
            continue
        topic = dead_letters(stage.input_topic)
        async with followed(bootstrap, topic) as follower:
            plan = plan_of(follower.book, wanted, again=again)
        tried.would_replay += len(plan.letters)
        tried.sent_before += plan.sent_before
        tried.nothing_to_send += plan.nothing_to_send
        if not plan.letters:
            continue
        ids = [dead.id for dead in plan.letters.values()]
        with progress(f"trying {stage.name}", len(ids)) as bar:
            async with _pool(stage, settings) as pool:
                batch: list[Item] = []
                async for dead, record in with_messages(bootstrap, topic, ids):
                    place = dead.topic, dead.partition, dead.offset, record.timestamp, record.key
                    batch.append((record.value, Delivery(*place, datetime.now(UTC))))
                    if len(batch) >= BATCH:
                        await _try(pool, stage, batch, tried)
                        bar.advance(bar.task_ids[0], len(batch))
                        batch = []
                await _try(pool, stage, batch, tried)
                bar.advance(bar.task_ids[0], len(batch))
    if wanted.letter is not None and tried == Trial():
        raise PresslineError(f"no dead letter {wanted.letter}")
    return tried


@asynccontextmanager
async def _pool(stage: Stage, settings: Settings) -> AsyncIterator[Pool]:
    pool = Pool([stage], settings.model_copy(update={"retry_after": 0.0}))
    try:
        await pool.warm_up()
        yield pool
    finally:
        pool.stop()


async def _try(pool: Pool, stage: Stage, batch: Sequence[Item], tried: Trial) -> None:
    if not batch:
        return
    for item, quick in zip(batch, await pool.run(stage, batch), strict=True):
        result = await work_slowly(pool, stage, item, quick) if isinstance(quick, Slow) else quick
        if isinstance(result, Passed):
            tried.would_pass += 1
        elif result.reason is Reason.NOT_AN_ARTICLE:
            tried.would_drop += 1
        else:
            tried.would_die[stage.name, result.reason.value, signature(result.error)] += 1
