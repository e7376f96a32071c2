"""Steps in worker processes: CPU work outside the event loop, each article under a hard budget.

Articles travel in chunks to save round trips. When a process ends in the middle of a chunk, the article that
it was at goes to the slow lane (`slow_lane.py`), and the others are done again without it.
"""

import asyncio
import multiprocessing
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import TimeoutError as TaskTimeout
from typing import NamedTuple

from pebble import ProcessExpired

from schemas import Reason
from services.chassis.settings import Settings
from services.chassis.step import Refused, Result, failure, salvage
from services.chassis.worker_process import OUT_OF_MEMORY, OVER_BUDGET, TOGETHER, Item
from services.chassis.workers import Workers
from services.line import Stage

CHUNK_ARTICLES = 8
CHUNK_BYTES = 256 * 1024
QUICK = 3.0
"""Seconds of CPU time for an article beside the others, at most: in enrich it normally takes 0.02–0.15, and
what is larger than `Stage.heavy` goes to the slow lane at once."""
IDLE = 60.0
"""Seconds after which the slow lane's process is ended: it holds a model's memory."""


class Slow(NamedTuple):
    """An article for the slow lane; `error` is how its process ended beside the others, None: it is heavy."""

    error: Exception | None


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
        self._context.set_forkserver_preload(["services.chassis.worker_process", *modules])
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
        if self._slow is not None and self._slow.is_idle(since):
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
