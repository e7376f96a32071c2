"""A few connections to the store, so that readers don't wait for each other."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from services.chassis.errors import PresslineError, Unavailable
from services.chassis.settings import Settings
from services.store import BadCursor, Store, open_store

T = TypeVar("T")

CONNECTIONS = 4
WAITING = 200
"""Questions in work and waiting; more are turned away at once, not let wait for minutes."""


class Stores:
    """A pool of threads, each with a connection of its own, opened when it is first needed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._threads = ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="store")
        self._own = threading.local()
        self._open: set[Store] = set()
        self._asked = 0

    async def ask(self, question: Callable[[Store], T]) -> T:
        """What the store answers; the connection of a caller who goes away finishes first.

        Raises:
            Unavailable: the store doesn't answer, or too many are asking.
            BadCursor: a cursor is not of this kind of list.
        """
        if self._asked >= WAITING:
            raise Unavailable(f"the store is busy: {WAITING} questions are waiting")
        self._asked += 1
        answer = asyncio.get_running_loop().run_in_executor(self._threads, self._answer, question)
        answer.add_done_callback(self._answered)
        return await answer

    def _answered(self, _: "asyncio.Future[T]") -> None:
        self._asked -= 1

    def _answer(self, question: Callable[[Store], T]) -> T:
        store: Store | None = getattr(self._own, "store", None)
        if store is None:
            store = self._own.store = open_store(self._settings)
            self._open.add(store)
        try:
            return question(store)
        except (Unavailable, BadCursor):
            raise  # the same connection may answer later
        except PresslineError:
            # the file was replaced by another: the next one to ask opens that
            self._own.store = None
            self._open.discard(store)
            store.close()
            raise

    async def close(self) -> None:
        """Let the questions in work end, and let go of the store."""
        await asyncio.to_thread(self._threads.shutdown, cancel_futures=True)
        while self._open:
            self._open.pop().close()
