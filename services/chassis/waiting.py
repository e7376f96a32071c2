"""What a service needs to start (broker, topics, store) is waited for, for as long as it takes."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from services.chassis.errors import Unavailable

log = logging.getLogger("pressline")
T = TypeVar("T")

FIRST_PAUSE, LONGEST_PAUSE = 0.25, 2.0
"""Seconds between two tries: doubled from the first to the longest, so that it starts soon after."""
SAY_EVERY = 60.0
"""Seconds between two lines in the log."""


async def until_there(attempt: Callable[[], Awaitable[T]], tell: Callable[[str], None]) -> T:
    """What `attempt` gives, once it raises `Unavailable` no more; `tell` is told each time what is away."""
    clock = asyncio.get_running_loop().time
    pause, say_at = FIRST_PAUSE, clock()
    while True:
        try:
            return await attempt()
        except Unavailable as away:
            tell(str(away))
            if clock() >= say_at:
                log.warning("waits to start: %s", away)
                say_at = clock() + SAY_EVERY
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)
