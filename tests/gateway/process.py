"""The gateway as a process of its own, as `pressline service gateway` runs it."""

import sys
from pathlib import Path

from tests.integration.brokers import free_port
from tests.integration.processes import Service

KEY = "a-key-for-the-tests"


def gateway(broker: str, folder: Path, http_port: int, **settings: str) -> Service:
    """A gateway, not started."""
    environment = {
        "PRESSLINE_BROKER": broker,
        "PRESSLINE_DATA": str(folder),
        "PRESSLINE_HTTP_PORT": str(http_port),
        **settings,
    }
    command = [sys.executable, "-m", "services.cli", "service", "gateway"]
    return Service(command, environment, free_port(), folder / "gateway.log")
