"""A service: Faust brings the messages, batches go through their stages, and only then are committed.

What Faust 0.15 does, and why it is used this way (read from its source, see docs/guarantee.md):
an agent acknowledges what it was given even when it raised, so events are gathered without
(`batching.py`) and committed here, after the batch is safe; typed topics acknowledge what they
can't decode, so topics are raw bytes; commits go by the clock, so the clock is set far away and
each batch is committed when it is done.
"""

import asyncio
import contextlib
import logging
import os
import signal
import threading
from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import Any

from aiokafka.errors import KafkaError

from services.chassis import metrics
from services.chassis.app import make_app
from services.chassis.attempts import Attempts
from services.chassis.batch import Batcher
from services.chassis.batch_runner import BatchRunner
from services.chassis.batching import batches
from services.chassis.breaker import Breaker, BreakerOpen
from services.chassis.errors import PresslineError
from services.chassis.handover import Handover
from services.chassis.health import Health, serve_health
from services.chassis.kafka import Producer, admin, find_broker
from services.chassis.pool import Pool
from services.chassis.settings import Settings
from services.chassis.stage_store import OpenStore, StoreConnection
from services.chassis.topics import require_topics
from services.chassis.waiting import until_there
from services.line import Stage

log = logging.getLogger("pressline")

FINISH_WITHIN = 5.0
"""Seconds for the batch in work after SIGTERM."""
SENT_WITHIN = 1.0
"""Seconds more for one that is being sent by then; nothing else of it is sent."""
LEAVE_WITHIN = 3.0
"""Seconds to leave the consumer group."""
PATIENCE = 0.6
"""Of the session timeout: how long a rebalance waits for the batches in work."""
GONE_WITHIN = 9.5
"""Seconds from SIGTERM to the end, whatever hangs: 10 are promised, and a batch cut off comes again."""
ABANDON_WITHIN = 2.0
"""Seconds from SIGTERM to the end where it was still starting."""


def _end_process_within(seconds: float, code: int) -> None:
    late = threading.Timer(seconds, os._exit, [code])
    late.daemon = True
    late.start()


class Worker:
    """One running service."""

    def __init__(
        self, service: str, stages: Sequence[Stage], settings: Settings, open_store: OpenStore
    ) -> None:
        self.service = service
        self.settings = settings
        self.stages = stages
        self._connect = open_store
        self.app = make_app(service, settings.broker, settings)
        self.batchers: dict[str, Batcher] = {}
        self._handovers: list[Handover] = []  # a signal holds its receivers weakly
        self._stopping = asyncio.Event()
        self._joining = False
        """Whether it has begun to join its group."""
        self._broken: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def run(self) -> None:
        """Serve until SIGTERM or SIGINT, then finish the batch, commit and leave the group.

        Broker, topics and store are waited for, for as long as it takes; `/readyz` says for which.

        Raises:
            Misconfigured: it can't start as things are: a port, a model, a library, a store that is not ours.
            PresslineError: it can't go on; what it had in work comes again.
        """
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._tell_to_stop)
        async with AsyncExitStack() as stack:
            health = Health(self)
            await stack.enter_async_context(serve_health(health, self.settings))
            if not await self._started(health, stack):
                return
            log.info("serves %s", ", ".join(stage.input_topic for stage in self.stages))
            try:
                await self._until_told()
            except PresslineError as error:
                log.error("%s ends: %s", self.service, error)
                await self._give_up()
                raise
            await self._leave()

    async def _started(self, health: Health, stack: AsyncExitStack) -> bool:
        """Start; False when it was told to stop before that was done."""
        starting = asyncio.create_task(self._start(health, stack))
        told = asyncio.create_task(self._stopping.wait())
        await asyncio.wait({starting, told}, return_when=asyncio.FIRST_COMPLETED)
        told.cancel()
        if starting.done():
            starting.result()
            return True
        _end_process_within(ABANDON_WITHIN, 0)  # a thread may still wait for the store
        starting.cancel()
        await asyncio.wait({starting})
        if not starting.cancelled() and (error := starting.exception()):
            log.info("%s was told to stop while it started: %s", self.service, error)
        if self._joining:
            await self.app.stop()
        return False

    async def _start(self, health: Health, stack: AsyncExitStack) -> None:
        """Load what the stages need, then wait for the broker, the topics and the store, and begin."""
        pool = Pool(self.stages, self.settings)
        stack.callback(pool.stop)
        await pool.warm_up()
        broker = self.settings.broker
        await until_there(lambda: find_broker(broker), health.wait_for)
        wanted = [
            topic for stage in self.stages for topic in (stage.input_topic, stage.output_topic) if topic
        ]
        await until_there(lambda: require_topics(broker, wanted), health.wait_for)
        stores = {stage.name: await self._open_store(stage, stack, health) for stage in self.stages}
        looking = await self._open_store(self.stages[0], stack, health)
        try:
            producer = await stack.enter_async_context(Producer(self.settings.broker))
            client = await stack.enter_async_context(admin(self.settings.broker))
        except (KafkaError, OSError, TimeoutError) as error:
            raise PresslineError(f"the broker went away during the start: {error}") from None
        for stage in self.stages:
            breaker = Breaker(stage.name, self.settings.breaker_share)
            metrics.BREAKER.labels(service=self.service, stage=stage.name).set(0)
            self.batchers[stage.name] = Batcher(stage, pool, producer.send, stores[stage.name], breaker)
            self._consume(stage)
        patience = self.settings.session_timeout * PATIENCE
        self.work = BatchRunner(self._consumer, Attempts(self.service, client), patience, self._fail)
        for batcher in self.batchers.values():
            batcher.on_hold = self.work.take_back
        self.app.on_partitions_revoked.connect(self.work.on_partitions_revoked)
        for stage in self.stages:
            if stage.handed_over:
                handover = Handover(broker, stage.resolve(stage.handed_over))
                self.app.on_partitions_assigned.connect(handover.on_partitions_assigned)
                self._handovers.append(handover)
                stack.push_async_callback(handover.stop)
        self._joining = True
        try:
            await self.app.start()
        except (KafkaError, OSError) as error:
            raise PresslineError(f"the broker went away during the start: {error}") from None
        health.started(looking)
        stack.push_async_callback(health.stop)

    @property
    def _consumer(self) -> Any:
        return self.app.consumer  # its interface in faust.types lacks what its one implementation has

    def _tell_to_stop(self) -> None:
        self._stopping.set()
        _end_process_within(GONE_WITHIN, 0)

    async def _give_up(self) -> None:
        """End soon, whatever hangs: a service that is half dead would keep its partitions and do nothing."""
        _end_process_within(LEAVE_WITHIN + 2, 1)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.app.stop(), LEAVE_WITHIN)

    async def _open_store(
        self, stage: Stage, stack: AsyncExitStack, health: Health
    ) -> StoreConnection | None:
        """A connection of its own for each stage: they settle at the same time. Waits for the store."""
        if stage.write_batch is None:
            return None
        store: StoreConnection = await until_there(
            lambda: asyncio.to_thread(self._connect, self.settings), health.wait_for
        )
        stack.callback(store.close)
        return store

    def _consume(self, stage: Stage) -> None:
        topic = self.app.topic(stage.input_topic, key_type=bytes, value_type=bytes, allow_empty=True)
        most = self.settings.batch or stage.batch_size

        async def agent(stream: Any) -> None:
            async for events in batches(stream, most, lambda: self.work.assignment):
                await self._work(stage, events, most)

        self.app.agent(topic, name=stage.name)(agent)

    async def _work(self, stage: Stage, events: Sequence[Any], most: int) -> None:
        """One batch, to its commit. An error here must not reach Faust, which would acknowledge."""
        if not self._stopping.is_set():
            try:
                await self.work.run(self.batchers[stage.name], events, most)
            except asyncio.CancelledError:
                raise
            except Exception as error:
                await self._fail(stage.name, error)
            else:
                return
        # nothing more is taken until a start anew; what was taken after SIGTERM comes again
        await asyncio.Event().wait()

    async def _fail(self, stage: str, error: Exception) -> None:
        """A batch failed as a whole: hold everything, or end."""
        if isinstance(error, BreakerOpen):
            log.error("%s", error)
            metrics.BREAKER.labels(service=self.service, stage=stage).set(1)
            await self.work.take_back()
            return
        log.error("%s: a batch failed as a whole", stage, exc_info=error)
        self.end(f"{stage} can't go on: {error}")

    def end(self, why: str) -> None:
        """End with an error, to be started anew."""
        if not self._broken.done():
            self._broken.set_exception(PresslineError(why))

    async def _until_told(self) -> None:
        """Wait for a signal; raise when the service broke."""
        told = asyncio.create_task(self._stopping.wait())
        crashed = asyncio.create_task(self._watch_faust())
        watched: set[asyncio.Future[Any]] = {told, crashed, self._broken}
        done, pending = await asyncio.wait(watched, return_when=asyncio.FIRST_COMPLETED)
        for task in pending:
            task.cancel()
        for task in done:
            await task

    async def _watch_faust(self) -> None:
        await self.app.wait_until_stopped()  # a crash sets this, too
        raise PresslineError(f"{self.service} lost its consumer: {self.app.crash_reason!r}")

    async def _leave(self) -> None:
        """Finish the batch in work, commit it, leave the group. Late is not lost: it comes again."""
        log.info("%s was told to stop: finishing its batch", self.service)
        if not await self.work.over(FINISH_WITHIN):
            log.warning("%s leaves a batch unfinished; it will be delivered again", self.service)
            await self.work.let_go(SENT_WITHIN)
        try:
            await asyncio.wait_for(self.app.stop(), LEAVE_WITHIN)
        except TimeoutError:
            log.warning("%s left its group without saying so; the broker will notice", self.service)
