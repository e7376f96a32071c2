"""The gateway as a process, as `pressline service gateway` and containers run it."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Iterator

import uvicorn

from services.chassis.errors import Misconfigured
from services.chassis.health import serve_health
from services.chassis.kafka import find_broker
from services.chassis.logs import log_to_stderr
from services.chassis.settings import Settings
from services.chassis.waiting import until_there
from services.gateway.app import make_app
from services.gateway.slow_headers import PatientProtocol
from services.line import GATEWAY

LAST_WORDS = 3
"""Seconds that answers have to end after SIGTERM; streams end at once."""
IDLE = 65
"""Seconds that a silent connection is kept: longer than proxies keep theirs, so that they close first."""


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to us: uvicorn would end the process by the one that it was told with."""
        yield


def serve_gateway(settings: Settings) -> None:
    """Serve until SIGTERM; `settings.broker` is an address.

    Raises:
        PresslineError: as `run_gateway`.
    """
    log_to_stderr(settings.log_level, GATEWAY)
    asyncio.run(run_gateway(settings))


async def run_gateway(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT, then end the streams and answer what was asked.

    It serves at once, also while the broker or the store is away: what needs them is answered 503 until they
    are there, and `/readyz` says for what it waits.

    Raises:
        Misconfigured: a port is in use, or the broker won't have us as we are set up.
    """
    app = make_app(settings)
    config = uvicorn.Config(
        app,
        http=PatientProtocol,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=IDLE,
        timeout_graceful_shutdown=LAST_WORDS,
    )
    server = _Server(config)

    def stop() -> None:
        app.state.feed.close()
        app.state.line_pushes.close()
        server.should_exit = True

    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop)
    with _listening(settings) as listening:
        async with serve_health(app.state.readiness, settings):
            welcome = asyncio.create_task(until_there(lambda: find_broker(settings.broker), lambda _: None))

            def heard(_: object) -> None:
                if not welcome.cancelled() and welcome.exception():
                    stop()

            welcome.add_done_callback(heard)
            await server.serve([listening])
            welcome.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await welcome


@contextlib.contextmanager
def _listening(settings: Settings) -> Iterator[socket.socket]:
    host, port = settings.http_host, settings.http_port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
        except OSError as error:
            raise Misconfigured(
                f"port {port} on {host} can't be had ({error.strerror}): set PRESSLINE_HTTP_PORT"
            ) from None
        yield listening
