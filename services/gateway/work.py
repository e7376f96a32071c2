"""What runs in the background of the gateway, and how it ends.

Told to stop, not cancelled: aiokafka 0.14 leaves a connection open that is cancelled while it is being made.
"""

import asyncio
import contextlib
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
log = logging.getLogger("pressline")

END_WITHIN = 2.0
"""Seconds to end by itself; what is still waiting for a broker then is cancelled."""


class Work:
    """Some tasks that run until they are told to stop."""

    def __init__(self) -> None:
        self._told = asyncio.Event()
        self._tasks: set[asyncio.Task[Any]] = set()

    @property
    def stopping(self) -> bool:
        """Whether it is time to end; tasks look at this again and again."""
        return self._told.is_set()

    def start(self, *work: Coroutine[None, None, None]) -> None:
        """Begin."""
        for each in work:
            self._begin(each).add_done_callback(_tell)

    async def through(self, work: Coroutine[None, None, T]) -> T:
        """What comes of it; it goes on to its end, too, where the caller leaves."""
        return await asyncio.shield(self._begin(work))

    def _begin(self, work: Coroutine[None, None, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def pause(self, seconds: float) -> None:
        """Wait, but no longer than until it is time to end."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._told.wait(), seconds)

    async def stop(self) -> None:
        """End."""
        self._told.set()
        tasks = set(self._tasks)
        if tasks:
            await asyncio.wait(tasks, timeout=END_WITHIN)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _tell(task: asyncio.Task[Any]) -> None:
    if not task.cancelled() and task.exception() is not None:
        log.error("a task of the gateway ended", exc_info=task.exception())
