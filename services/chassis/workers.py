"""Worker processes by pebble, made anew where they are gone or stuck."""

import asyncio
import logging
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from itertools import count
from multiprocessing.context import ForkServerContext

from pebble import ProcessExpired, ProcessPool

from services.chassis import metrics, worker_process
from services.chassis.errors import PresslineError
from services.chassis.settings import Settings
from services.chassis.step import Result
from services.chassis.worker_process import TOGETHER, Item, Ran
from services.line import Stage

log = logging.getLogger("pressline")

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
            TimeoutError: it took `WALL` times its budget by the clock.
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

    def is_idle(self, since: float) -> bool:
        """Whether nothing is under way, nor was since then (seconds of the monotonic clock)."""
        return not self.under_way and self._progress <= since

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
