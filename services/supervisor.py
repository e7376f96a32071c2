"""A running copy of a service under `pressline up`: its own process, started again when it dies."""

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple

import aiohttp

from services.chassis.departed import leave_for
from services.chassis.embedded import HOST, ending_with_parent, require_port
from services.chassis.errors import Misconfigured
from services.line import GATEWAY

STOP_WITHIN = 11.0
"""Seconds for a service to stop by itself; it promises 10."""
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds before a service that dies soon is started again: doubled from the first to the longest."""
PORT_WITHIN = 5.0
LOOK_EVERY = 0.2

Say = Callable[[str], None]


class ReplicaSpec(NamedTuple):
    """A copy of a service and where it is to listen; only the gateway serves HTTP besides its health."""

    service: str
    metrics_port: int
    http_port: int | None


class ServiceProcess:
    """One running copy of a service, restarted when it dies."""

    def __init__(self, place: ReplicaSpec, environment: Mapping[str, str], say: Say) -> None:
        self.service = place.service
        self.port = place.metrics_port
        self.ready = asyncio.Event()
        self.waits_for = "starting"
        """What it said of itself when it was asked last and was not ready."""
        self.process: asyncio.subprocess.Process | None = None
        self._environment = {**os.environ, **environment, "PRESSLINE_METRICS_PORT": str(self.port)}
        if place.http_port is not None:
            self._environment["PRESSLINE_HTTP_PORT"] = str(place.http_port)
        self._say = say

    async def keep_running(self) -> None:
        """Run the service; when it ends, say so and start it again, later each time it ends soon.

        Raises:
            Misconfigured: it says that it can't start as things are (it has printed why).
        """
        pause = 0.0
        while True:
            started = time.monotonic()
            command = ending_with_parent(sys.executable, "-m", "services.cli", "service", self.service)
            self.process = await asyncio.create_subprocess_exec(
                *command, env=self._environment, stdin=asyncio.subprocess.DEVNULL, start_new_session=True
            )
            code = await self.process.wait()
            if code == 2 and not self.ready.is_set():
                raise Misconfigured(f"{self.service} can't start")
            lived = time.monotonic() - started
            if code == 0:  # somebody told it to stop, and it did: no fault that a pause could heal
                self._say(f"{self.service} (port {self.port}) ended by itself after {lived:.0f} s: again now")
                continue
            # at once after a long life
            pause = 0.0 if lived > LONGEST_PAUSE else min(max(pause * 2, FIRST_PAUSE), LONGEST_PAUSE)
            how = f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit {code}"
            if self.service != GATEWAY:
                await leave_for(self._environment["PRESSLINE_BROKER"], self.service, self.process.pid)
            self._say(
                f"{self.service} (port {self.port}) died after {lived:.0f} s, {how}: again in {pause:g} s"
            )
            await asyncio.sleep(pause)

    async def wait_ready(self, http: aiohttp.ClientSession) -> None:
        """Wait until the service says it is ready."""
        while True:
            with contextlib.suppress(aiohttp.ClientError, TimeoutError):
                async with http.get(f"http://{HOST}:{self.port}/readyz") as answer:
                    if answer.status == 200:
                        self.waits_for = ""
                        self.ready.set()
                        return
                    self.waits_for = (await answer.text()).partition("\n")[0]
            await asyncio.sleep(0.1)

    def say_what_it_waits_for(self) -> None:
        """Where it is not ready yet."""
        if not self.ready.is_set():
            self._say(f"{self.service} (port {self.port}): {self.waits_for}")

    async def stop(self) -> None:
        """Ask it to stop, and end it when it doesn't."""
        process = self.process
        if process is None or process.returncode is not None:
            return
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), STOP_WITHIN)
        except TimeoutError:
            process.kill()
            await process.wait()


async def until_free(port: int, variable: str) -> None:
    """Wait a little for a port: the services of an `up` that was killed need a moment to end.

    Raises:
        Misconfigured: it is still taken.
    """
    for _ in range(int(PORT_WITHIN / LOOK_EVERY)):
        with contextlib.suppress(Misconfigured):
            return require_port(port, variable)
        await asyncio.sleep(LOOK_EVERY)
    return require_port(port, variable)
