"""The live feed: one reader of `articles.indexed` for the whole process, and each reader's own place in it.

Who keeps up reads from the ring. Who resumes from before it, or falls behind it, is fed from the topic, piece
by piece and only when there is room to send, until the ring has what comes next: so a slow reader slows
nobody, and holds no more memory than a piece.
"""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Mapping

from aiokafka.structs import ConsumerRecord

from services.chassis.errors import Unavailable
from services.chassis.tail import Start, TopicSlice, follow, is_there, read_slice
from services.gateway.background import BackgroundTasks
from services.gateway.position import Position
from services.gateway.ring import Event, Ring, event_of, gap
from services.line import INDEXED

log = logging.getLogger("pressline")

PIECES = 8
"""Pieces read from the topic at once, of whatever readers."""
AT_ONCE = 64 * 1024
"""Bytes that a reader is handed at once."""
READY_WITHIN = 10.0
AWAY_PAUSE = 2.0
"""Seconds between two tries to read a piece from a broker that is away."""


class Feed:
    """Tails the topic into the ring."""

    def __init__(self, bootstrap: str, ring: Ring) -> None:
        self._bootstrap = bootstrap
        self.ring = ring
        self._pieces = asyncio.Semaphore(PIECES)
        self.generation = 0
        """Which topic the ring is of: another number after the topic was made anew."""
        self.closed = False
        self._ready = asyncio.Event()
        self.work = BackgroundTasks()

    @property
    def ready(self) -> bool:
        """Whether it stands at the end of the topic."""
        return self._ready.is_set()

    def start(self) -> None:
        """Begin to tail."""
        self.work.start("the live feed", self._tail)

    def close(self) -> None:
        """Let every reader end."""
        self.closed = True
        self.ring.tell()

    async def stop(self) -> None:
        """Tail no more."""
        self.close()
        await self.work.stop()

    async def _tail(self) -> None:
        try:
            async with contextlib.aclosing(follow(self._bootstrap, INDEXED)) as following:
                async for news in following:
                    if self.work.stopping:
                        return
                    if isinstance(news, Start):
                        self.ring.begin(news.positions)
                        continue
                    for record in news:
                        self._take(record)
                    if not news:
                        self._ready.set()
        finally:
            self._ready.clear()  # whatever ended it: readers would wait in vain

    def _take(self, record: ConsumerRecord) -> None:
        if record.offset < self.ring.next.get(record.partition, 0):
            log.warning("%s was made anew: its readers have to connect again", INDEXED)
            self.generation += 1
            self.ring.begin(dict.fromkeys(self.ring.next, 0))
        self.ring.append(event_of(record))

    async def subscriber(self, position: Position | None) -> "Subscriber":
        """A reader from `position` on, or from now on.

        Who comes with a position that is not of this topic gets a gap, and then all there is.

        Raises:
            Unavailable: the broker does not answer.
        """
        try:
            async with asyncio.timeout(READY_WITHIN):
                await self._ready.wait()
        except TimeoutError:
            raise Unavailable(f"the live feed is not there yet: {INDEXED} can't be read") from None
        if position is None:
            return Subscriber(self, dict(self.ring.next), self.ring.end, self._newest())
        if await self._is_of_this_topic(position):
            return Subscriber(self, dict(enumerate(position.offsets)), None, position.last)
        reader = Subscriber(self, dict.fromkeys(self.ring.next, 0), None, None)
        reader.announce(gap("the topic has no event of that id, as after it was made anew: these are all"))
        return reader

    def _newest(self) -> tuple[int, int] | None:
        if self.ring.first == self.ring.end:
            return None
        newest = self.ring[self.ring.end - 1]
        return newest.partition, newest.stamp

    async def _is_of_this_topic(self, position: Position) -> bool:
        """Whether its last message is there, and what this feed has not come to: another copy's may have."""
        stamps: dict[int, int | None] = {
            partition: None
            for partition, offset in enumerate(position.offsets)
            if offset > self.ring.next.get(partition, 0)
        }
        if position.last:
            partition, stamps[partition] = position.last
        async with self._pieces:
            for partition, stamp in stamps.items():
                offset = position.offsets[partition] - 1
                there = is_there(self._bootstrap, INDEXED, partition, offset, stamp)
                if not await self.work.through(there):
                    return False
        return True

    async def piece(self, offsets: Mapping[int, int]) -> TopicSlice:
        """Messages from these offsets on; some, where any lie before what the ring has.

        Raises:
            Unavailable: the broker does not answer.
        """
        async with self._pieces:
            return await self.work.through(
                read_slice(self._bootstrap, INDEXED, dict(offsets), dict(self.ring.low))
            )


class Subscriber:
    """One reader's place: the offsets of what comes next, and in the ring the number, while it keeps up."""

    def __init__(
        self, feed: Feed, offsets: dict[int, int], number: int | None, last: tuple[int, int] | None
    ) -> None:
        self._feed = feed
        self._generation = feed.generation
        self._offsets = offsets
        self._number = number
        self._last = last
        self._waiting: deque[Event] = deque()

    @property
    def position(self) -> str:
        """Where it stands: the id that resumes after what it was given last."""
        count = max(self._offsets, default=-1) + 1
        return str(Position(tuple(self._offsets.get(number, 0) for number in range(count)), self._last))

    @property
    def ended(self) -> bool:
        """Whether nothing more comes: the gateway stops, or the topic was made anew."""
        return self._feed.closed or self._feed.generation != self._generation

    def announce(self, event: Event) -> None:
        """Give this event next."""
        self._waiting.append(event)

    async def read(self, seconds: float) -> list[tuple[Event, str]]:
        """The next events, each with its id; none where none came in that time."""
        if not self._waiting:
            await self._fill(seconds)
        given, size = [], 0
        while self._waiting and size < AT_ONCE:
            event = self._waiting.popleft()
            if event.offset >= 0:
                self._offsets[event.partition] = event.offset + 1
                self._last = event.partition, event.stamp
            given.append((event, self.position))
            size += len(event.frame)
        return given

    async def _fill(self, seconds: float) -> None:
        ring = self._feed.ring
        if self._number is None or self._number < ring.first:
            self._number = ring.first if ring.covers(self._offsets) else None
        if self._number is None:
            await self._fill_from_topic()
            return
        await ring.wait(self._number, seconds)
        size = 0
        while ring.first <= self._number < ring.end and size < AT_ONCE and not self.ended:
            event = ring[self._number]
            self._number += 1
            # another copy of the gateway has seen the partitions in another order
            if event.offset >= self._offsets.get(event.partition, 0):
                self._waiting.append(event)
                size += len(event.frame)

    async def _fill_from_topic(self) -> None:
        try:
            piece = await self._feed.piece(self._offsets)
        except Unavailable as away:
            log.warning("a reader of the stream waits: %s", away)
            await asyncio.sleep(AWAY_PAUSE)
            return
        if piece.gone:
            self.announce(gap("the topic keeps no more what came before the next event"))
        self._offsets.update(piece.begins)
        self._waiting.extend(event_of(record) for record in piece.records)
