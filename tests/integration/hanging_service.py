"""`python -m tests.integration.hanging_service NAME FOLDER`: a service whose consumer brings nothing.

As aiokafka's does at times when the broker was restarted while it joined its group.
"""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

from services.chassis import health, worker
from tests.integration import awkward_service


async def nothing(*_: Any) -> AsyncGenerator[list[Any], None]:
    await asyncio.Event().wait()
    yield []


if __name__ == "__main__":
    setattr(worker, "batches", nothing)  # noqa: B010 (it is imported there, not defined)
    health.HANGS_AFTER, health.OBSERVE_EVERY = 2.0, 0.5
    awkward_service.main()
