"""Run one service as a process, as `pressline service NAME` and containers do."""

import asyncio
from collections.abc import Sequence

from services.chassis.logs import log_to_stderr
from services.chassis.settings import Settings
from services.chassis.stage_store import OpenStore
from services.chassis.worker import Worker
from services.line import STAGES, Stage


def serve(service: str, settings: Settings, open_store: OpenStore, line: Sequence[Stage] = STAGES) -> None:
    """Run the service's stages of the line until SIGTERM.

    Raises:
        PresslineError: as `Worker.run`.
    """
    log_to_stderr(settings.log_level, service)
    stages = [stage for stage in line if stage.service == service]
    asyncio.run(_run(service, stages, settings, open_store))


async def _run(service: str, stages: Sequence[Stage], settings: Settings, open_store: OpenStore) -> None:
    await Worker(service, stages, settings, open_store).run()
