"""What a service says of itself over HTTP: /metrics, /livez, /readyz."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol

from aiohttp import web
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from services.chassis import metrics
from services.chassis.batch import Batcher
from services.chassis.batch_runner import BatchRunner
from services.chassis.errors import Misconfigured, PresslineError
from services.chassis.kafka import client_options
from services.chassis.observer import Observer
from services.chassis.settings import Settings
from services.chassis.stage_store import StoreConnection
from services.line import Stage

log = logging.getLogger("pressline")

LOOK_EVERY = 2.0
"""Seconds between two looks at the dependencies."""
SAY_AFTER = 3.0
"""Seconds of not being ready after which that is worth a line in the log: a rebalance takes less."""
OBSERVE_EVERY = 4.0
"""Seconds between two looks at the lag."""
HANGS_AFTER = 60.0
"""Seconds in which a stage takes nothing of what waits on its own partitions: its consumer hangs."""


class Watched(Protocol):
    """A worker, as far as its health goes."""

    service: str
    settings: Settings
    app: Any
    stages: Sequence[Stage]
    batchers: dict[str, Batcher]
    work: BatchRunner

    def end(self, why: str) -> None:
        """End, to be started anew."""


class Ready(Protocol):
    """Whoever knows why a service is not ready; an empty list: it is.

    `remarks` are said beside it: what is wrong elsewhere on the line, and no reason not to ask this service.
    """

    not_ready: list[str]

    @property
    def remarks(self) -> list[str]:
        """Sentences for people."""


def readiness_text(ready: Ready) -> tuple[int, str]:
    """The status and the text of `/readyz`."""
    said = "".join(f"{remark}\n" for remark in ready.remarks)
    if ready.not_ready:
        return 503, "not ready: " + "; ".join(ready.not_ready) + "\n" + said
    return 200, "ok\n" + said


class Turns:
    """Says in the log when a service is not ready any more, and when it is again: once each."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._since: float | None = None
        self._said = False

    def see(self, not_ready: Sequence[str]) -> None:
        """What the last look found."""
        now = self._clock()
        if not not_ready:
            if self._said and self._since is not None:
                log.warning("is ready again after %.0f s", now - self._since)
            self._since, self._said = None, False
            return
        self._since = now if self._since is None else self._since
        if not self._said and now - self._since >= SAY_AFTER:
            self._said = True
            log.warning("is not ready: %s", "; ".join(not_ready))


class Health:
    """Looks at a worker and its dependencies, and knows why it is not ready."""

    def __init__(self, worker: Watched) -> None:
        self._worker = worker
        self._store: StoreConnection | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._observer = Observer(worker.settings.broker, worker.stages, ourselves=True)
        self._turns = Turns()
        self._waits_since: dict[str, float] = {}
        self.not_ready: list[str] = ["starting"]
        self.remarks: list[str] = []

    def wait_for(self, away: str) -> None:
        """The start waits, for what this says."""
        self.not_ready = [f"starting: {away}"]
        metrics.see_health(self._worker.service, {}, ready=False)

    def started(self, store: StoreConnection | None) -> None:
        """Begin to look; the service runs."""
        self._store = store
        self._tasks = [asyncio.create_task(self._look_on()), asyncio.create_task(self._observe_on())]

    async def stop(self) -> None:
        """Look no more."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _look_on(self) -> None:
        client = AIOKafkaClient(**client_options(self._worker.settings.broker))
        try:
            while True:
                self.not_ready = await self._look(client)
                self._turns.see(self.not_ready)
                await asyncio.sleep(LOOK_EVERY if not self.not_ready else LOOK_EVERY / 4)
        finally:
            await client.close()

    async def _observe_on(self) -> None:
        try:
            while True:
                await self._observer.look()
                self._end_what_hangs()
                await asyncio.sleep(OBSERVE_EVERY)
        finally:
            await self._observer.close()

    def _end_what_hangs(self) -> None:
        """End a service whose consumer brings nothing of what waits: only a start anew helps.

        aiokafka has been seen to hang so when the broker was restarted while it joined its group.
        """
        worker, now = self._worker, time.monotonic()
        for stage in worker.stages:
            ours = [place for place in worker.app.consumer.assignment() if place.topic == stage.input_topic]
            waiting = sum(self._observer.lags.get((place.topic, place.partition), 0) for place in ours)
            still = [each.still_for for each in self._observer.healths if each.stage is stage]
            still_for = max(still, default=0.0)
            if not ours and still_for > 2 * HANGS_AFTER:
                worker.end(
                    f"{stage.name} has no partitions of {stage.input_topic}, of which nobody has taken "
                    f"what waits for {still_for:.0f} s"
                )
            if not waiting or worker.batchers[stage.name].held_up_by:
                self._waits_since.pop(stage.name, None)
                continue
            since = self._waits_since.setdefault(stage.name, now)
            if min(now - since, worker.work.resting_for(stage, now)) > HANGS_AFTER:
                worker.end(
                    f"{stage.name} gets nothing of {waiting} messages that wait on its partitions of "
                    f"{stage.input_topic}, for {HANGS_AFTER:.0f} s"
                )

    async def _look(self, client: AIOKafkaClient) -> list[str]:
        worker = self._worker
        problems = [batcher.held_up_by for batcher in worker.batchers.values() if batcher.held_up_by]
        answers = {"broker": await broker_answers(client)}
        if not answers["broker"]:
            problems.append(f"the broker at {worker.settings.broker} does not answer")
        if self._store is not None:
            answers["store"] = True
            try:
                await asyncio.to_thread(self._store.ping)
            except PresslineError as error:
                answers["store"] = False
                problems.append(str(error))
        if worker.app.rebalancing or not worker.app.consumer.assignment():
            problems.append("no partitions assigned")
        problems += self._observer.troubles
        metrics.see_health(worker.service, answers, ready=not problems)
        return problems


async def broker_answers(client: AIOKafkaClient) -> bool:
    """Whether the broker tells its metadata now; connects where that is still to do."""
    try:
        if not client.cluster.brokers():
            await asyncio.wait_for(client.bootstrap(), LOOK_EVERY)
        return bool(await asyncio.wait_for(client.force_metadata_update(), LOOK_EVERY))
    except (KafkaError, TimeoutError, OSError):
        return False


@asynccontextmanager
async def serve_health(health: Ready, settings: Settings) -> AsyncIterator[None]:
    """Serve the three pages while inside.

    Raises:
        Misconfigured: the port is in use.
    """

    async def show_metrics(_: web.Request) -> web.Response:
        return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def livez(_: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def readyz(_: web.Request) -> web.Response:
        status, text = readiness_text(health)
        return web.Response(status=status, text=text)

    app = web.Application()
    app.add_routes([web.get("/metrics", show_metrics), web.get("/livez", livez), web.get("/readyz", readyz)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, settings.metrics_host, settings.metrics_port)
        try:
            await site.start()
        except OSError as error:
            raise Misconfigured(
                f"port {settings.metrics_port} on {settings.metrics_host} can't be had ({error.strerror}): "
                "set PRESSLINE_METRICS_PORT"
            ) from None
        yield
    finally:
        await runner.cleanup()
