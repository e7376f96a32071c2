"""Whether the gateway can do its work: store and broker answer, the live feed stands, no work has failed.

That a stage of the line is dead or stuck is a remark and no reason: taken out of service for it, the gateway
would fail the readers, whom it can serve, and the producers, whose articles the broker keeps.
"""

from aiokafka.client import AIOKafkaClient

from services.chassis import metrics
from services.chassis.errors import PresslineError
from services.chassis.health import LOOK_EVERY, Turns, broker_answers
from services.chassis.kafka import client_options
from services.gateway.auth import ApiKeys
from services.gateway.background import BackgroundTasks
from services.gateway.feed import Feed
from services.gateway.line_health import LineHealth
from services.gateway.stores import Stores
from services.line import FIRST, INDEXED, RECEIPTS

TOPICS = (FIRST.input_topic, INDEXED, RECEIPTS)
"""What the gateway writes and reads."""


class Readiness:
    """Looks every few seconds; `not_ready` says why not, for people."""

    def __init__(
        self, bootstrap: str, stores: Stores, feed: Feed, line_health: LineHealth, keys: ApiKeys
    ) -> None:
        self._bootstrap = bootstrap
        self._stores = stores
        self._feed = feed
        self._line_health = line_health
        self._keys = keys
        self._work = BackgroundTasks()
        self._turns = Turns()
        self.not_ready: list[str] = ["starting"]

    @property
    def remarks(self) -> list[str]:
        """That the file of keys is not right, and which stages of the line are dead or stuck."""
        return [*([self._keys.trouble] if self._keys.trouble else []), *self._line_health.troubles]

    def start(self) -> None:
        """Begin to look."""
        self._work.start("the look at the health", self._look_on)

    async def stop(self) -> None:
        """Look no more."""
        await self._work.stop()
        self.not_ready = ["stopping"]

    async def _look_on(self) -> None:
        client = AIOKafkaClient(**client_options(self._bootstrap))
        try:
            while not self._work.stopping:
                self.not_ready = await self._look(client)
                self._turns.see(self.not_ready)
                await self._work.pause(LOOK_EVERY if not self.not_ready else LOOK_EVERY / 10)
        finally:
            self.not_ready = ["nobody looks just now whether it is"]
            await client.close()

    async def _look(self, client: AIOKafkaClient) -> list[str]:
        answers = {"broker": await broker_answers(client), "store": True}
        problems = [] if answers["broker"] else [f"the broker at {self._bootstrap} does not answer"]
        try:
            await self._stores.ask(lambda store: store.ping())
        except PresslineError as error:
            answers["store"] = False
            problems.append(str(error))
        missing = [topic for topic in TOPICS if answers["broker"] and topic not in client.cluster.topics()]
        if missing:
            problems.append(f"no topic {', '.join(missing)} on the broker: run `pressline topics apply`")
        elif answers["broker"] and not self._feed.ready:
            problems.append("the live feed is not there yet")
        problems += [*self._feed.work.down, *self._line_health.work.down]
        metrics.see_health("gateway", answers, ready=not problems)
        return problems
