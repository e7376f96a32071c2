"""Steps in worker processes: CPU work outside the event loop, each article under a hard budget.

Articles travel in chunks to save round trips. When a process ends in the middle of a chunk, the article that
it was at goes to the slow lane (`slow_lane.py`), and the others are done again without it.
"""

import asyncio
import logging
import multiprocessing
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TaskTimeout
from concurrent.futures.process import BrokenProcessPool
from itertools import count
from multiprocessing.context import ForkServerContext
from typing import NamedTuple

from pebble import ProcessExpired, ProcessPool

from schemas import Reason
from services.chassis import metrics, worker_process
from services.chassis.errors import PresslineError
from services.chassis.settings import Settings
from services.chassis.step import Refused, Result, failure, salvage
from services.chassis.worker_process import OUT_OF_MEMORY, OVER_BUDGET, TOGETHER, Item, Ran
from services.line import Stage

log = logging.getLogger("pressline")

CHUNK_ARTICLES = 8
CHUNK_BYTES = 256 * 1024
QUICK = 3.0
"""Seconds of CPU time for an article beside the others, at most: in enrich it normally takes 0.02–0.15, and
what is larger than `Stage.heavy` goes to the slow lane at once."""
WALL = 5.0
"""So many times its budget of CPU time may a worker take by the clock: one that sleeps uses none."""
GRACE = 15.0
"""Seconds on top of that without any chunk done before the processes are taken for stuck and made anew.

A worker killed from outside in the moment it takes a task leaves pebble's lock held for good.
"""

REPLACEMENTS = 5
"""Pools that one chunk may outlive before it is suspected itself."""
SLOTS = 8192
"""More than there can be chunks under way."""
IDLE = 60.0
"""Seconds after which the slow lane's process is ended: it holds a model's memory."""


class Slow(NamedTuple):
    """An article for the slow lane; `error` is how its process ended beside the others, None: it is heavy."""

    error: Exception | None


class Replaced(Exception):
    """The pool was stuck or gone, and there is a new one: no article's fault."""


class Workers:
    """`number` worker processes, made anew where they are gone or stuck."""

    def __init__(
        self, stages: Sequence[Stage], settings: Settings, context: ForkServerContext, number: int
    ) -> None:
        self._arguments = stages, settings, context.RawArray("i", SLOTS)
        self._context = context
        self._number = number
        self._slots = count()
        self._processes = self._make()
        self._progress = time.monotonic()
        self.under_way = 0

    def _make(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._number,
            initializer=worker_process.start,
            initargs=self._arguments,
            context=self._context,
        )

    async def warm_up(self) -> None:
        """Wait until a worker has loaded what it needs; raises as `Pool.warm_up`."""
        try:
            problems = await asyncio.wrap_future(self._processes.schedule(worker_process.failed_to_start))
        except BrokenProcessPool:
            raise PresslineError("the worker processes die as they start") from None
        for problem in problems:
            raise problem

    async def run(self, stage: Stage, chunk: Sequence[Item], budget: float, slot: int) -> list[Result]:
        """Do a chunk in one worker process; when all of them have to be replaced, again in the new ones.

        Raises:
            ProcessExpired: its process ended, at the article that `at(slot)` tells.
            TaskTimeout: it took `WALL` times its budget by the clock.
            Exception: what came of it could not travel back.
        """
        self.under_way += 1
        try:
            for _ in range(REPLACEMENTS):
                try:
                    return await self._once(stage, chunk, budget, slot)
                except Replaced:
                    continue
        finally:
            self.under_way -= 1
        raise ProcessExpired("the worker processes die again and again", code=1)

    def new_slot(self) -> int:
        """Where a chunk says which article it is at."""
        slot = next(self._slots) % SLOTS
        self._arguments[2][slot] = TOGETHER
        return slot

    def at(self, slot: int) -> int:
        """The number of the article that a chunk is or was at, or `TOGETHER`."""
        number: int = self._arguments[2][slot]
        return number

    async def _once(self, stage: Stage, chunk: Sequence[Item], budget: float, slot: int) -> list[Result]:
        processes, started, by_clock = self._processes, time.monotonic(), budget * WALL
        try:
            task: Future[Ran] = processes.schedule(
                worker_process.run, args=(stage, chunk, budget, slot), timeout=by_clock
            )
        except RuntimeError:  # a worker that was killed while idle broke the pool
            self._replace(processes)
            raise Replaced from None
        future = asyncio.wrap_future(task)
        while not future.done():
            await asyncio.wait({future}, timeout=1.0)
            waited = time.monotonic() - max(started, self._progress)
            if not future.done() and waited > by_clock + GRACE:
                self._replace(processes)
            if not future.done() and processes is not self._processes:
                raise Replaced
        self._progress = time.monotonic()
        try:
            ran = future.result()
        except BrokenProcessPool:
            self._replace(processes)
            raise Replaced from None
        if ran.lookups is not None:
            metrics.count_lookups(stage.service, *ran.lookups)
        return ran.results

    def _replace(self, broken: ProcessPool) -> None:
        """Make new worker processes, unless another chunk has done so already."""
        if broken is self._processes:
            log.error("the worker processes are gone or stuck: making new ones")
            self._processes = self._make()
            self._progress = time.monotonic()
            # stopping a stuck pool may hang as well, and nobody needs to wait for it
            threading.Thread(target=broken.stop, daemon=True).start()

    def stop(self) -> None:
        """End the worker processes at once; what they were doing is not acknowledged and comes again."""
        self._processes.stop()
        self._processes.join()


class Pool:
    """The worker processes of one service: some for what is quick, while it is needed one for the rest."""

    def __init__(self, stages: Sequence[Stage], settings: Settings) -> None:
        self._stages = stages
        self._settings = settings
        self.retry_after = settings.retry_after
        """Seconds until an article whose process ended is tried once more."""
        self._context = multiprocessing.get_context("forkserver")
        modules = [stage.load.partition(":")[0] for stage in stages]
        # imported once in the fork server: a worker that replaces a killed one starts at once
        self._context.set_forkserver_preload(["services.chassis.pool", *modules])
        self._quick = Workers(stages, settings, self._context, settings.workers)
        self._slow: Workers | None = None

    async def warm_up(self) -> None:
        """Wait until a worker has loaded what it needs.

        Raises:
            Misconfigured: it can't, and says why: a missing model or library.
            PresslineError: it dies before it can say.
        """
        await self._quick.warm_up()

    async def run(self, stage: Stage, items: Sequence[Item]) -> list[Result | Slow]:
        """What became of each item, in order; `Slow` where that takes longer.

        Never raises on an article's account.
        """
        heavy = [len(value or b"") > stage.heavy for value, _ in items]
        chunks = list(_chunks([item for item, is_heavy in zip(items, heavy, strict=True) if not is_heavy]))
        done = await asyncio.gather(*(self._run_chunk(stage, chunk) for chunk in chunks))
        results = iter([result for chunk in done for result in chunk])
        return [Slow(None) if is_heavy else next(results) for is_heavy in heavy]

    async def _run_chunk(self, stage: Stage, chunk: list[Item]) -> list[Result | Slow]:
        slot = self._quick.new_slot()
        budget = min(QUICK, self._settings.time_budget)
        try:
            return list(await self._quick.run(stage, chunk, budget, slot))
        except (ProcessExpired, TaskTimeout) as error:
            at, died = self._quick.at(slot), error
            if len(chunk) == 1:
                return [Slow(error)]
        except Exception as error:  # what came of it could not travel back, say
            if len(chunk) == 1:
                return [failure(salvage(*chunk[0]), error)]
            at = TOGETHER
        if at == TOGETHER:
            alone = [await self._run_chunk(stage, [item]) for item in chunk]
            return [result for results in alone for result in results]
        others = await self._run_chunk(stage, chunk[:at] + chunk[at + 1 :])
        return [*others[:at], Slow(died), *others[at:]]

    async def run_slowly(self, stage: Stage, item: Item) -> Result:
        """What became of an article that has a process of its own, and the whole time budget.

        Raises:
            ProcessExpired: its process ended.
            TaskTimeout: as `Workers.run`.
        """
        if self._slow is None:
            self._slow = Workers(self._stages, self._settings, self._context, 1)
        slow = self._slow
        try:
            (result,) = await slow.run(stage, [item], self._settings.time_budget, slow.new_slot())
        except (ProcessExpired, TaskTimeout):
            raise
        except Exception as error:
            return failure(salvage(*item), error)
        finally:
            asyncio.get_running_loop().call_later(IDLE, self._end_idle, time.monotonic())
        return result

    def _end_idle(self, since: float) -> None:
        if self._slow is not None and not self._slow.under_way and self._slow._progress <= since:
            slow, self._slow = self._slow, None
            threading.Thread(target=slow.stop, daemon=True).start()

    def blame(self, item: Item, error: Exception, attempts: int) -> Refused:
        """What an article is refused for whose process ended `attempts` times."""
        identity = salvage(*item)
        code = error.exitcode if isinstance(error, ProcessExpired) else None
        if code == OVER_BUDGET or isinstance(error, TaskTimeout):
            text = f"took more than its time budget of {self._settings.time_budget:g} s"
            return Refused(identity, Reason.TIMEOUT, text, attempts=attempts)
        if code == OUT_OF_MEMORY:
            text = f"needs more memory than the {self._settings.worker_memory} MiB of a worker process"
            return Refused(identity, Reason.CRASHED, text, attempts=attempts)
        text = f"the worker process died on this article (exit code {code}), in {attempts} attempts"
        return Refused(identity, Reason.CRASHED, text, attempts=attempts)

    def stop(self) -> None:
        """End the worker processes at once; what they were doing is not acknowledged and comes again."""
        self._quick.stop()
        if self._slow is not None:
            self._slow.stop()


def _chunks(items: Sequence[Item]) -> Iterator[list[Item]]:
    chunk: list[Item] = []
    size = 0
    for value, delivery in items:
        length = len(value or b"")
        if chunk and (len(chunk) >= CHUNK_ARTICLES or size + length > CHUNK_BYTES):
            yield chunk
            chunk, size = [], 0
        chunk.append((value, delivery))
        size += length
    if chunk:
        yield chunk
