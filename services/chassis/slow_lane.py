"""The slow lane of a stage: an article that takes long, or whose process ended, beside the batches.

Its neighbours are sent and committed meanwhile. Order holds per article: what comes under the key of an
article in the lane waits there behind it. What failed is tried once more, some seconds later, when what made
it fail may have passed: memory that others took, a process that was killed from outside.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import TimeoutError as TaskTimeout
from dataclasses import dataclass

from pebble import ProcessExpired

from services.chassis import metrics
from services.chassis.pool import Pool, Slow
from services.chassis.records import ConsumedRecord
from services.chassis.step import Result
from services.chassis.worker_process import Item
from services.line import Stage

ATTEMPTS = 2
"""How often an article is worked on before it is dead."""
MOST = 20
"""Articles in the lane; batches wait while there are more."""
MOST_AHEAD = 500
"""Messages of a partition that may be done beyond an article in the lane: what a kill makes be done again."""


@dataclass(frozen=True)
class Entry:
    """An article in the lane; `assignment` is the one it came with."""

    record: ConsumedRecord
    slow: Slow
    assignment: int


async def work_slowly(pool: Pool, stage: Stage, item: Item, slow: Slow) -> Result:
    """What becomes of an article that has a process of its own; dead where that ends every time."""
    error, attempts = slow.error, 0 if slow.error is None else 1
    while error is None or attempts < ATTEMPTS:
        if error is not None:
            await asyncio.sleep(pool.retry_after)
        try:
            return await pool.run_slowly(stage, item)
        except (ProcessExpired, TaskTimeout) as failed:
            error, attempts = failed, attempts + 1
    return pool.blame(item, error, attempts)


class SlowLane:
    """The lane of one stage. `finish` takes an entry with its result to its commit."""

    def __init__(
        self,
        stage: Stage,
        work: Callable[[ConsumedRecord, Slow], Awaitable[Result]],
        finish: Callable[[Entry, Result], Awaitable[None]],
    ) -> None:
        self._work = work
        self._finish = finish
        self._last: dict[bytes | None, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._left = asyncio.Event()
        self._gauge = metrics.SLOW.labels(service=stage.service, stage=stage.name)
        self._gauge.set(0)

    def __len__(self) -> int:
        return len(self._tasks)

    def holds(self, key: bytes | None) -> bool:
        """Whether an article of this key is in the lane: another must not pass it."""
        return key in self._last

    def add(self, entry: Entry) -> "asyncio.Task[None]":
        """Begin work on an article, once those of its key that are in the lane are done."""
        key = entry.record.key
        task = asyncio.create_task(self._do(entry, self._last.get(key)))
        self._last[key] = task
        self._tasks.add(task)
        self._gauge.set(len(self._tasks))
        task.add_done_callback(lambda done: self._leave(key, done))
        return task

    async def _do(self, entry: Entry, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait({before})
        await self._finish(entry, await self._work(entry.record, entry.slow))

    def _leave(self, key: bytes | None, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if self._last.get(key) is task:
            del self._last[key]
        self._gauge.set(len(self._tasks))
        self._left.set()

    async def room(self, ahead: Callable[[], int]) -> None:
        """Wait while the lane is full, or while too much was done beyond what is in it."""
        while len(self._tasks) >= MOST or (self._tasks and ahead() > MOST_AHEAD):
            self._left.clear()
            await self._left.wait()

    def clear(self) -> None:
        """Let go of what is in the lane: it comes again."""
        for task in self._tasks:
            task.cancel()
