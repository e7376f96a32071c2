"""Steps in worker processes: CPU work outside the event loop, each article under a hard time budget.

An article that outruns its budget cannot be asked to stop (it may sit in a C loop), so its process
is killed and replaced. Articles travel in chunks to save round trips; when a chunk outruns the
budget of one article, or its process dies, its articles are done again one by one, so that only
the one at fault pays.
"""

import asyncio
import logging
import multiprocessing
import os
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TaskTimeout
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import NamedTuple

from pebble import ProcessExpired, ProcessPool

from schemas import Delivery, Reason
from services.chassis import metrics
from services.chassis.errors import Misconfigured, PresslineError
from services.chassis.settings import Settings
from services.chassis.step import Lookups, Refused, Result, Work, failure, prepare, salvage, step
from services.line import Stage

log = logging.getLogger("pressline")

Item = tuple[bytes | None, Delivery]

CHUNK_ARTICLES = 8
CHUNK_BYTES = 256 * 1024
"""A chunk normally takes far less than one article's budget: seeds take 20–150 ms each in enrich."""
GRACE = 15.0
"""Seconds on top of the budget without any chunk done before the pool is taken for stuck and made anew.

A worker killed from outside in the moment it takes a task leaves pebble's lock held for good.
"""

REPLACEMENTS = 5
"""Pools that one chunk may outlive before it is suspected itself."""


class Ran(NamedTuple):
    """What a worker process made of a chunk."""

    results: list[Result]
    lookups: Lookups | None


class Replaced(Exception):
    """The pool was stuck or gone, and there is a new one: no article's fault."""


_works: dict[str, Work] = {}
_failures: list[Misconfigured] = []


def _start(stages: Sequence[Stage], settings: Settings) -> None:
    """Make this worker process ready: load what its stages need."""
    threading.Thread(target=_die_with_parent, daemon=True).start()
    try:
        for stage in stages:
            _works[stage.name] = stage.resolve(stage.load)(settings)
    except Misconfigured as error:
        _failures.append(error)
    except ImportError as error:
        hint = f"pip install 'pressline[{stages[0].service}]'"
        _failures.append(Misconfigured(f"{stages[0].service} can't load: {error}: {hint}"))


def _die_with_parent() -> None:
    """End this process when its service is killed: nobody else would, and it holds a model's memory."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _failed_to_start() -> list[Misconfigured]:
    return _failures


def _run(stage: Stage, items: list[Item]) -> Ran:
    work = _works[stage.name]
    prepare(stage, work, items)
    results = [step(stage, work, value, delivery) for value, delivery in items]
    return Ran(results, work.lookups() if hasattr(work, "lookups") else None)


class Pool:
    """The worker processes of one service."""

    def __init__(self, stages: Sequence[Stage], settings: Settings) -> None:
        self._stages = stages
        self._settings = settings
        self._context = multiprocessing.get_context("forkserver")
        modules = [stage.load.partition(":")[0] for stage in stages]
        # imported once in the fork server: a worker that replaces a killed one starts at once
        self._context.set_forkserver_preload(["services.chassis.pool", *modules])
        self._processes = self._make()
        self._progress = time.monotonic()

    def _make(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._settings.workers,
            initializer=_start,
            initargs=(self._stages, self._settings),
            context=self._context,
        )

    async def warm_up(self) -> None:
        """Wait until a worker has loaded what it needs.

        Raises:
            Misconfigured: it can't, and says why: a missing model or library.
            PresslineError: it dies before it can say.
        """
        try:
            problems = await asyncio.wrap_future(self._processes.schedule(_failed_to_start))
        except BrokenProcessPool:
            raise PresslineError("the worker processes die as they start") from None
        for problem in problems:
            raise problem

    async def run(self, stage: Stage, items: Sequence[Item]) -> list[Result]:
        """What became of each item, in order. Never raises on an article's account."""
        chunks = list(_chunks(items))
        results = await asyncio.gather(*(self._run_chunk(stage, chunk) for chunk in chunks))
        return [result for chunk in results for result in chunk]

    async def _run_chunk(self, stage: Stage, chunk: list[Item]) -> list[Result]:
        try:
            return await self._attempt(stage, chunk)
        except Exception as error:
            if len(chunk) > 1:
                return [result for item in chunk for result in await self._run_chunk(stage, [item])]
            if not isinstance(error, ProcessExpired):
                return [self._blame(chunk[0], error)]
        # a process can also be killed from outside, out of memory: one more try is fair
        try:
            return await self._attempt(stage, chunk)
        except Exception as error:
            return [self._blame(chunk[0], error)]

    async def _attempt(self, stage: Stage, chunk: list[Item]) -> list[Result]:
        """Do a chunk in one worker process; when the whole pool has to be replaced, again in the new one."""
        for _ in range(REPLACEMENTS):
            try:
                return await self._once(stage, chunk)
            except Replaced:
                continue
        raise ProcessExpired("the worker processes die again and again")

    async def _once(self, stage: Stage, chunk: list[Item]) -> list[Result]:
        budget, processes, started = self._settings.time_budget, self._processes, time.monotonic()
        try:
            task: Future[Ran] = processes.schedule(_run, args=(stage, chunk), timeout=budget)
        except RuntimeError:  # a worker that was killed while idle broke the pool
            self._replace(processes)
            raise Replaced from None
        future = asyncio.wrap_future(task)
        while not future.done():
            await asyncio.wait({future}, timeout=1.0)
            waited = time.monotonic() - max(started, self._progress)
            if not future.done() and waited > budget + GRACE:
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

    def _blame(self, item: Item, error: Exception) -> Refused:
        """What an article that fails alone is refused for."""
        identity = salvage(*item)
        if isinstance(error, TaskTimeout):
            text = f"took more than its time budget of {self._settings.time_budget:g} s"
            return Refused(identity, Reason.TIMEOUT, text)
        if isinstance(error, ProcessExpired):
            text = f"the worker process died twice on this article (exit code {error.exitcode})"
            return Refused(identity, Reason.CRASHED, text)
        return failure(identity, error)  # what came of it could not travel back, say

    def stop(self) -> None:
        """End the worker processes at once; what they were doing is not acknowledged and comes again."""
        self._processes.stop()
        self._processes.join()


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
