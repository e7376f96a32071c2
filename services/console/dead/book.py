"""The dead letters of a topic with what was done about them, and following them as more comes in."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.structs import ConsumerRecord

from services.chassis.kafka import POLL_MS, find_broker, reader, records_until, true_ends
from services.console.dead.letters import DeadLetter, letter_of
from services.console.dead.markers import Marker, Replays, marker_of
from services.console.messages import partitions_there, seek_beginning


@dataclass
class Book:
    """Letters by id, without their messages, and the replays of each original."""

    letters: dict[str, DeadLetter] = field(default_factory=dict)
    replays: dict[str, Replays] = field(default_factory=dict)
    claims: dict[str, Marker] = field(default_factory=dict)
    _originals: dict[tuple[str, int, int, str], str] = field(default_factory=dict)

    def add(self, record: ConsumerRecord) -> None:
        """Fold a record of the topic in, those of one partition in their order."""
        marker = marker_of(record.key, record.value, record.headers)
        if marker is None:
            dead = letter_of(record).slim()
            self.letters[dead.id] = dead
            self._originals.setdefault(dead.origin, dead.id)
            return
        self.replays.setdefault(marker.letter, Replays()).add(marker)
        if marker.kind == "started":
            self.claims[marker.claim] = marker

    def original(self, dead: DeadLetter) -> str:
        """The id of the letter that this one is another of: born of its replay, or written twice."""
        claim = self.claims.get(dead.claim or "")
        return claim.letter if claim else self._originals.get(dead.origin, dead.id)

    def of(self, original: str) -> Replays:
        """What was done to send this letter again."""
        return self.replays.get(original) or Replays()

    def died_of(self) -> set[str]:
        """The attempts of which the message died once more, at the same stage."""
        return {dead.claim for dead in self.letters.values() if dead.claim in self.claims and dead.claim}


class Follower:
    """Reads a dead-letter topic into its book, up to where somebody has seen it end."""

    def __init__(self, consumer: AIOKafkaConsumer, topic: str) -> None:
        self._consumer = consumer
        self.topic = topic
        self.book = Book()

    async def catch_up(self) -> None:
        """Read all that lies there from the beginning."""
        ends = await true_ends(self._consumer, await partitions_there(self._consumer, self.topic))
        await seek_beginning(self._consumer, ends)
        await self.up_to(ends)

    async def read_on(self) -> None:
        """Read what has come since."""
        for records in (await self._consumer.getmany(timeout_ms=POLL_MS)).values():
            for record in records:
                self.book.add(record)

    async def up_to(self, ends: Mapping[TopicPartition, int]) -> None:
        """Read on until these offsets are passed."""
        async for record in records_until(self._consumer, ends):
            self.book.add(record)


@asynccontextmanager
async def followed(bootstrap: str, topic: str) -> AsyncIterator[Follower]:
    """The topic, read to its end.

    Raises:
        PresslineError: there is no such topic, or no broker.
    """
    await find_broker(bootstrap)
    async with reader(bootstrap) as consumer:
        follower = Follower(consumer, topic)
        await follower.catch_up()
        yield follower
