"""What is away (broker, topics, store) is waited for, for as long as it takes: one loop for all who wait."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import NamedTuple, TypeVar

from services.chassis.errors import Unavailable

log = logging.getLogger("pressline")
T = TypeVar("T")


class Pauses(NamedTuple):
    """Seconds between two tries: doubled from the first to the longest."""

    first: float
    longest: float


START = Pauses(0.25, 2.0)
"""So that a service starts soon after what it waits for is there."""
SAY_EVERY = 60.0
"""Seconds between two lines in the log, while a service waits to start."""


async def hold(
    attempt: Callable[[], Awaitable[T]], tell: Callable[[Unavailable, float], Awaitable[None]], pauses: Pauses
) -> T:
    """What `attempt` gives, once it raises `Unavailable` no more.

    `tell` is told each time what is away, and in how many seconds it is tried again.
    """
    pause = pauses.first
    while True:
        try:
            return await attempt()
        except Unavailable as away:
            await tell(away, pause)
        await asyncio.sleep(pause)
        pause = min(pause * 2, pauses.longest)


async def until_there(attempt: Callable[[], Awaitable[T]], tell: Callable[[str], None]) -> T:
    """What a service needs to start, once it is there; `tell` is told each time what is away."""
    clock = asyncio.get_running_loop().time
    say_at = clock()

    async def say(away: Unavailable, _: float) -> None:
        nonlocal say_at
        tell(str(away))
        if clock() >= say_at:
            log.warning("waits to start: %s", away)
            say_at = clock() + SAY_EVERY

    return await hold(attempt, say, START)
