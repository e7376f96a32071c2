"""`pressline up`: the whole line on this machine: broker, topics, every service as its own process."""

import asyncio
import contextlib
import fcntl
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import aiohttp

from services.chassis.embedded import HOST, leashed, require_port, start_broker
from services.chassis.errors import Away, Misconfigured, PresslineError
from services.chassis.kafka import find_broker
from services.chassis.lag import backlog
from services.chassis.settings import EMBEDDED, Settings
from services.chassis.topics import apply_topics
from services.line import SERVICES
from services.store import Store, open_store

READY_WITHIN = 60.0
FINISH_WITHIN = 30.0
"""Seconds that accepted articles have to finish after Ctrl-C (the contract's number)."""
STOP_WITHIN = 22.0
"""Seconds for a service to stop by itself; it promises 20."""
LONGEST_PAUSE = 30.0
LOOK_EVERY = 0.2
EMBEDDED_SESSION = os.environ.get("PRESSLINE_SESSION_TIMEOUT", "4")
"""Seconds. Tansu 0.6.0 lets a group wait half of this at its first join and twice at a later one."""

Say = Callable[[str], None]


class Copy:
    """One running copy of a service, restarted when it dies."""

    def __init__(self, service: str, port: int, environment: Mapping[str, str], say: Say) -> None:
        self.service = service
        self.port = port
        self.ready = asyncio.Event()
        self.process: asyncio.subprocess.Process | None = None
        self._environment = {**os.environ, **environment, "PRESSLINE_METRICS_PORT": str(port)}
        self._say = say

    async def keep_running(self) -> None:
        """Run the service; when it ends, say so and start it again, later each time it ends soon.

        Raises:
            Misconfigured: it says that it can't start as things are (it has printed why).
        """
        pause = 0.5
        while True:
            started = time.monotonic()
            command = leashed(sys.executable, "-m", "services.cli", "service", self.service)
            self.process = await asyncio.create_subprocess_exec(
                *command, env=self._environment, stdin=asyncio.subprocess.DEVNULL, start_new_session=True
            )
            code = await self.process.wait()
            if code == 2 and not self.ready.is_set():
                raise Misconfigured(f"{self.service} can't start")
            lived = time.monotonic() - started
            pause = 0.5 if lived > LONGEST_PAUSE else min(pause * 2, LONGEST_PAUSE)
            how = f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit {code}"
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
                        self.ready.set()
                        return
            await asyncio.sleep(0.1)

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


async def up(settings: Settings, scale: Mapping[str, int], announce: Say, say: Say) -> None:
    """Bring the line up, serve until SIGINT or SIGTERM, let what was accepted finish.

    `announce` prints the line for machines, `say` what a person wants to know.

    Raises:
        Misconfigured: it can't start as things are.
        PresslineError: the embedded broker died.
    """
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    settings.data.mkdir(parents=True, exist_ok=True)
    copies = number_ports(settings, scale)
    with only_one(settings.data) as state:
        for _, port in copies:
            require_port(port, "PRESSLINE_METRICS_PORT")
        broker, address = None, settings.broker
        if settings.broker == EMBEDDED:
            broker, address = await start_broker(settings, settings.data / "broker.log")
        environment = {"PRESSLINE_BROKER": address}
        if broker is not None:
            environment["PRESSLINE_SESSION_TIMEOUT"] = EMBEDDED_SESSION
        running = [Copy(service, port, environment, say) for service, port in copies]
        try:
            await find_broker(address)
            for topic, made in await apply_topics(address, settings):
                if made not in ("made", "fine"):
                    say(f"{topic}: {made}")
            state.write({"pid": os.getpid(), "broker": address, "services": copies})
            await serve(running, broker, stopping, lambda: announce(f"ready broker {address}"))
            say("stopping: what was accepted may finish first")
            left = await finish(settings, address)
            say(f"left unfinished: {left}" if left else "nothing left unfinished")
        finally:
            await asyncio.gather(*(copy.stop() for copy in running))
            if broker is not None and broker.returncode is None:
                broker.terminate()
                await broker.wait()


def number_ports(settings: Settings, scale: Mapping[str, int]) -> list[tuple[str, int]]:
    """Each copy of each service with its metrics port, counted up in the order of the line."""
    names = [service for service in SERVICES for _ in range(scale.get(service, 1))]
    return [(name, settings.metrics_port + place) for place, name in enumerate(names)]


async def serve(
    copies: list[Copy],
    broker: asyncio.subprocess.Process | None,
    stopping: asyncio.Event,
    ready: Callable[[], None],
) -> None:
    """Keep everything running until told to stop."""
    tasks = [asyncio.create_task(copy.keep_running()) for copy in copies]
    told = asyncio.create_task(stopping.wait())
    watched: list[asyncio.Task[Any]] = [*tasks, told]
    if broker is not None:
        watched.append(asyncio.create_task(_mourn(broker)))
    starting = asyncio.create_task(_all_ready(copies))
    try:
        await asyncio.wait([*watched, starting], return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            starting.result()
            ready()
            await asyncio.wait(watched, return_when=asyncio.FIRST_COMPLETED)
        for task in watched:
            if task.done():
                task.result()
    finally:
        for task in (*watched, starting):
            task.cancel()
        await asyncio.gather(*watched, starting, return_exceptions=True)


async def _all_ready(copies: list[Copy]) -> None:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as http:
        try:
            async with asyncio.timeout(READY_WITHIN):
                await asyncio.gather(*(copy.wait_ready(http) for copy in copies))
        except TimeoutError:
            late = ", ".join(sorted({copy.service for copy in copies if not copy.ready.is_set()}))
            raise PresslineError(f"not ready within {READY_WITHIN:g} s: {late}") from None


async def _mourn(broker: asyncio.subprocess.Process) -> None:
    code = await broker.wait()
    raise PresslineError(
        f"the embedded broker died (exit {code}), and what it held with it: see `pressline audit`"
    )


async def finish(settings: Settings, address: str) -> str:
    """Wait until nothing is on the line any more; what is left after the time allowed, as text."""
    store = await asyncio.to_thread(open_store, settings.store_url)
    left = ""
    try:
        async with asyncio.timeout(FINISH_WITHIN):
            while True:
                left = await _left(address, store)
                if not left:
                    break
                await asyncio.sleep(LOOK_EVERY)
    except TimeoutError:
        pass
    finally:
        store.close()
    return left


async def _left(address: str, store: Store) -> str:
    """What is still on the line, as text; empty for nothing."""
    try:
        waiting = {topic: count for topic, count in (await backlog(address)).items() if count}
        in_flight = (await asyncio.to_thread(store.tally))["in_flight"]
    except Away as away:
        return f"unknown ({away})"
    if waiting:
        return ", ".join(f"{count} on {topic}" for topic, count in waiting.items())
    return f"{in_flight} in flight" if in_flight else ""


class State:
    """The file by which other commands find a running `up`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def write(self, state: Mapping[str, Any]) -> None:
        """Publish."""
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps(state))
        fresh.replace(self._path)


@contextmanager
def only_one(data: Path) -> Iterator[State]:
    """Hold the data folder.

    Raises:
        Misconfigured: another `pressline up` holds it.
    """
    with (data / "up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Misconfigured(f"another `pressline up` runs on {data}: set PRESSLINE_DATA") from None
        path = data / "up.json"
        try:
            yield State(path)
        finally:
            path.unlink(missing_ok=True)
