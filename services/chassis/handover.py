"""Whether the ledger knows by now what other copies passed on before their partitions came to this one.

A copy that takes a partition over can't know what the one before it sent on its way. That one committed only
what it had written receipts of, though: once all are folded that lay on the broker then, the ledger tells.
"""

import asyncio
from collections.abc import Callable

from services.chassis.lag import lag_reader
from services.chassis.waiting import Pauses, hold
from services.line import LEDGER

LOOK_EVERY = 0.5
"""Seconds."""


class Handover:
    """Tells a stage, with each assignment, that it does not know, and after a while that the ledger does."""

    def __init__(self, bootstrap: str, tell: Callable[[bool], None]) -> None:
        self._bootstrap = bootstrap
        self._tell = tell
        self._task: asyncio.Task[None] | None = None

    async def on_partitions_assigned(self, *_: object, **__: object) -> None:
        """Begin anew: partitions came from elsewhere."""
        self._tell(False)
        if self._task is not None:
            self._task.cancel()
        self._task = asyncio.create_task(self._wait())

    async def stop(self) -> None:
        """Wait no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _wait(self) -> None:
        await hold(self._until_folded, _say_nothing, Pauses(LOOK_EVERY, LOOK_EVERY))
        self._tell(True)

    async def _until_folded(self) -> None:
        """Wait until the ledger has taken all receipts that lie on the broker now."""
        ends: dict[int, int] | None = None
        async with lag_reader(self._bootstrap) as reader:
            while True:
                (seen,) = await reader.look([LEDGER])
                if ends is None:
                    ends = {each.partition: each.end for each in seen.partitions}
                if all(not p.lag or p.committed >= ends.get(p.partition, 0) for p in seen.partitions):
                    return
                await asyncio.sleep(LOOK_EVERY)


async def _say_nothing(*_: object) -> None:
    """The service's own `/readyz` says that the broker is away."""
