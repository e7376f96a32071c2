"""What runs in the background of the gateway, begins again where it fails, and how it ends.

Told to stop, not cancelled: aiokafka 0.14 leaves a connection open that is cancelled while it is being made.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
log = logging.getLogger("pressline")

BEGIN_AGAIN = 5.0
"""Seconds after which what failed begins again."""
END_WITHIN = 2.0
"""Seconds to end by itself; what is still waiting for a broker then is cancelled."""


class BackgroundTasks:
    """Some tasks that run until they are told to stop."""

    def __init__(self) -> None:
        self._told = asyncio.Event()
        self._tasks: set[asyncio.Task[Any]] = set()
        self.down: list[str] = []
        """What has failed and not begun again yet: sentences for people."""

    @property
    def stopping(self) -> bool:
        """Whether it is time to end; tasks look at this again and again."""
        return self._told.is_set()

    def start(self, name: str, work: Callable[[], Coroutine[None, None, None]]) -> None:
        """Begin; work that fails, by a fault of ours, begins again after a pause. `name` is for people."""
        self._begin(self._keep_up(name, work))

    async def _keep_up(self, name: str, work: Callable[[], Coroutine[None, None, None]]) -> None:
        while not self.stopping:
            try:
                await work()
            except Exception as error:
                log.exception("%s failed; it begins again in %g s", name, BEGIN_AGAIN)
                told = f"{name} failed ({type(error).__name__}, see the log) and begins again"
                self.down.append(told)
                await self.pause(BEGIN_AGAIN)
                self.down.remove(told)

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
