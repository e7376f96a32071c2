"""`pressline up`: the whole line on this machine: broker, topics, every service as its own process."""

import asyncio
import fcntl
import json
import os
import signal
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp

from services.chassis.embedded import start_broker
from services.chassis.errors import Misconfigured, PresslineError, Unavailable
from services.chassis.kafka import find_broker
from services.chassis.lag import backlog
from services.chassis.settings import EMBEDDED, Settings
from services.chassis.topics import apply_topics
from services.line import GATEWAY, SERVICES
from services.store import Store, open_store
from services.supervisor import ReplicaSpec, Say, ServiceProcess, until_free

SAY_AFTER, SAY_EVERY = 10.0, 60.0
"""Seconds after which, and between which, it is said what is not ready yet, and why."""
FINISH_WITHIN = 30.0
"""Seconds that accepted articles have to finish after Ctrl-C (the contract's number)."""
LOOK_EVERY = 0.2
SESSION = 6.0
"""Seconds where the settings name none: the least that Kafka takes (`group.min.session.timeout.ms`)."""
EMBEDDED_SESSION = 4.0
"""Seconds where the settings name none: Tansu 0.6.0 lets a group wait half of it to join, 2 × to rejoin."""


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
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        (settings.data / "up.lock").touch()
    except OSError as error:
        raise Misconfigured(f"PRESSLINE_DATA={settings.data}: {error.strerror}") from None
    copies = number_ports(settings, scale)
    with only_one(settings.data) as state:
        for copy in copies:
            await until_free(copy.metrics_port, "PRESSLINE_METRICS_PORT")
            if copy.http_port is not None:
                await until_free(copy.http_port, "PRESSLINE_HTTP_PORT")
        broker, address = None, settings.broker
        if settings.broker == EMBEDDED:
            broker, address = await start_broker(settings, settings.data / "broker.log")
        environment = {"PRESSLINE_BROKER": address}
        if "session_timeout" not in settings.model_fields_set:
            environment["PRESSLINE_SESSION_TIMEOUT"] = str(SESSION if broker is None else EMBEDDED_SESSION)
        running = [ServiceProcess(place, environment, say) for place in copies]
        page = f"http://{settings.http_host}:{settings.http_port}"
        try:
            await find_broker(address)
            for topic, made in await apply_topics(address, settings):
                if made not in ("made", "fine"):
                    say(f"{topic}: {made}")
            services = [(place.service, place.metrics_port) for place in copies]
            state.write({"pid": os.getpid(), "broker": address, "http": page, "services": services})

            async def drain() -> None:
                say(f"stopping: what was accepted may finish first, {FINISH_WITHIN:g} s at most")
                left = await finish(settings, address)
                say(f"left unfinished: {left}" if left else "nothing left unfinished")

            ready = partial(announce, f"ready broker {address} http {page}")
            await serve(running, broker, stopping, ready, drain)
        finally:
            await asyncio.gather(*(copy.stop() for copy in running))
            if broker is not None and broker.returncode is None:
                broker.terminate()
                await broker.wait()


def number_ports(settings: Settings, scale: Mapping[str, int]) -> list[ReplicaSpec]:
    """Each copy of each service with its ports, counted up: the metrics ports in the order of the line."""
    names = [service for service in SERVICES for _ in range(scale.get(service, 1))]
    gateways = count(settings.http_port)
    return [
        ReplicaSpec(name, settings.metrics_port + number, next(gateways) if name == GATEWAY else None)
        for number, name in enumerate(names)
    ]


async def serve(
    copies: list[ServiceProcess],
    broker: asyncio.subprocess.Process | None,
    stopping: asyncio.Event,
    ready: Callable[[], None],
    drain: Callable[[], Coroutine[Any, Any, None]],
) -> None:
    """Keep everything running until told to stop, and while what was accepted finishes."""
    tasks = [asyncio.create_task(copy.keep_running()) for copy in copies]
    told = asyncio.create_task(stopping.wait())
    watched: list[asyncio.Task[Any]] = [*tasks, told]
    if broker is not None:
        watched.append(asyncio.create_task(_watch_broker(broker)))
    starting = asyncio.create_task(_all_ready(copies))
    try:
        await asyncio.wait([*watched, starting], return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            starting.result()
            ready()
            await asyncio.wait(watched, return_when=asyncio.FIRST_COMPLETED)
        if told.done() and starting.done():
            draining = asyncio.create_task(drain())
            watched = [draining, *(task for task in watched if task is not told)]
            await asyncio.wait(watched, return_when=asyncio.FIRST_COMPLETED)
        for task in watched:
            if task.done():
                task.result()
    finally:
        for task in (*watched, starting):
            task.cancel()
        await asyncio.gather(*watched, starting, return_exceptions=True)


async def _all_ready(copies: list[ServiceProcess]) -> None:
    """Wait until every copy is; a service waits for what it needs, and so do we."""
    limit = aiohttp.ClientTimeout(total=2)
    async with aiohttp.ClientSession(timeout=limit) as http, asyncio.TaskGroup() as group:
        waiting = {group.create_task(copy.wait_ready(http)) for copy in copies}
        pause = SAY_AFTER
        while waiting:
            _, waiting = await asyncio.wait(waiting, timeout=pause)
            pause = SAY_EVERY
            for copy in copies:
                copy.say_what_it_waits_for()


async def _watch_broker(broker: asyncio.subprocess.Process) -> None:
    code = await broker.wait()
    raise PresslineError(
        f"the embedded broker died (exit {code}), and what it held with it: see `pressline audit`"
    )


async def finish(settings: Settings, address: str) -> str:
    """Wait until nothing is on the line any more; what is left after the time allowed, as text."""
    store: Store | None = None
    left = "unknown (nobody answered)"
    try:
        async with asyncio.timeout(FINISH_WITHIN):
            while left:
                try:
                    if store is None:
                        store = await asyncio.to_thread(open_store, settings)
                    left = await _left(address, store)
                except Unavailable as away:
                    left = f"unknown ({away})"
                if left:
                    await asyncio.sleep(LOOK_EVERY)
    except TimeoutError:
        pass
    finally:
        if store is not None:
            store.close()
    return left


async def _left(address: str, store: Store) -> str:
    """What is still on the line, as text; empty for nothing."""
    waiting = {topic: count for topic, count in (await backlog(address)).items() if count}
    in_flight = (await asyncio.to_thread(store.tally))["in_flight"]
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
