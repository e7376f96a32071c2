"""The newest events of the stream, in memory: what all readers who keep up are fed from."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass

from aiokafka.structs import ConsumerRecord
from pydantic import ValidationError

from schemas import IndexedArticle

EVENTS = 10_000
BYTES = 32 * 1024 * 1024
"""What is kept at most."""


@dataclass(frozen=True)
class Event:
    """One message as the stream sends it; `frame` is all of it but the id, empty for what it does not send.

    `everyone`: no filter holds it back, since it takes back what a filter may have let through.
    """

    partition: int
    offset: int
    stamp: int
    frame: bytes
    source: str | None = None
    watches: frozenset[str] = frozenset()
    everyone: bool = False


def event_of(record: ConsumerRecord) -> Event:
    """A message of `articles.indexed` as an event.

    What another article changed is no news of this one, but a `change`. A tombstone is not sent: the
    retraction before it says the same.
    """
    partition, offset, stamp, value = record.partition, record.offset, record.timestamp, record.value or b""
    try:
        article = IndexedArticle.model_validate_json(value)
    except ValidationError:
        return Event(partition, offset, stamp, b"")
    by = article.changed_by
    is_news = by is None or by.article_id == article.article_id
    kind = "retraction" if article.retracted else "article" if is_news else "change"
    watches = frozenset(article.watches)
    # line ends in JSON are but white space, and here they would end the event
    frame = _frame(kind, b" ".join(value.splitlines()))
    return Event(partition, offset, stamp, frame, article.source, watches, everyone=article.retracted)


def gap(detail: str) -> Event:
    """The event that says that some events are missing before the next."""
    return Event(-1, -1, 0, _frame("gap", json.dumps({"detail": detail}).encode()), everyone=True)


def _frame(kind: str, data: bytes) -> bytes:
    return b"event: " + kind.encode() + b"\ndata: " + data + b"\n"


class Ring:
    """The newest events, numbered in the order in which they came; the oldest give way."""

    def __init__(self, events: int = EVENTS, size: int = BYTES) -> None:
        self._most, self._largest = events, size
        self._events: dict[int, Event] = {}
        self._size = 0
        self.first = 0
        """The number of the oldest event here."""
        self.end = 0
        """The number that the next event will get."""
        self.low: dict[int, int] = {}
        """Per partition the offset from which on all is here."""
        self.next: dict[int, int] = {}
        """Per partition the offset that comes next."""
        self._news = asyncio.Event()

    def begin(self, positions: Mapping[int, int]) -> None:
        """Take events from these offsets on; what is here stays where they go on from it."""
        for partition, offset in positions.items():
            if self.next.setdefault(partition, offset) != offset:
                self._events.clear()
                self._size = 0
                self.end = self.first = self.end + 1  # who stood at the end has to look where it stands now
                self.low, self.next = dict(positions), dict(positions)
                return
            self.low.setdefault(partition, offset)

    def append(self, event: Event) -> None:
        """Take in the next event of its partition."""
        self._events[self.end] = event
        self.end += 1
        self.next[event.partition] = event.offset + 1
        self.low.setdefault(event.partition, event.offset)
        self._size += len(event.frame)
        while len(self._events) > self._most or self._size > self._largest:
            oldest = self._events.pop(self.first)
            self.first += 1
            self._size -= len(oldest.frame)
            self.low[oldest.partition] = oldest.offset + 1
        self.tell()

    def __getitem__(self, number: int) -> Event:
        return self._events[number]

    def covers(self, offsets: Mapping[int, int]) -> bool:
        """Whether all that comes after these offsets is here, or still to come."""
        return all(offsets.get(partition, 0) >= low for partition, low in self.low.items())

    def tell(self) -> None:
        """Wake whoever waits."""
        news, self._news = self._news, asyncio.Event()
        news.set()

    async def wait(self, number: int, seconds: float) -> None:
        """Wait until there is an event of that number, something else to see, or the time is up."""
        if number >= self.end:
            try:
                async with asyncio.timeout(seconds):
                    await self._news.wait()
            except TimeoutError:
                pass
