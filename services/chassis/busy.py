"""Who is at something, and waiting until nobody is."""

import asyncio


class Busy:
    """Counts who is inside, and lets wait until nobody is."""

    def __init__(self) -> None:
        self._inside = 0
        self._idle = asyncio.Event()
        self._idle.set()

    def enter(self) -> None:
        """One more is inside."""
        self._inside += 1
        self._idle.clear()

    def leave(self) -> None:
        """One is inside no more."""
        self._inside -= 1
        if not self._inside:
            self._idle.set()

    def __enter__(self) -> None:
        self.enter()

    def __exit__(self, *_: object) -> None:
        self.leave()

    async def over(self, within: float) -> bool:
        """Wait until nobody is inside, or for `within` seconds; whether nobody is."""
        try:
            await asyncio.wait_for(self._idle.wait(), within)
        except TimeoutError:
            return False
        return True
