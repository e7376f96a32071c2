"""How often a service has died at an offset, told by committed offsets.

A service keeps nothing on disk, and the copy that follows a dead one may run elsewhere: what outlives both
are offsets on the broker. Before a copy begins its first batch on a partition it commits that offset to a
group of its own, `pressline-NAME-begun-1`. Where the stage's group still stands at this offset when the next
copy looks, the work was begun and not ended. That copy takes the messages of such a batch one at a time, so
that the note names one offset, and counts in `…-begun-2` and `-3`; an offset at which the service died three
times in a row is passed by.

(Kafka would keep a line of text beside the group's own offset; the embedded broker, Tansu 0.6.0, drops it.)
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError, for_code
from aiokafka.protocol.commit import OffsetCommitRequest
from aiokafka.structs import TopicPartition

log = logging.getLogger("pressline")

MOST_DEATHS = 3
"""In a row, at one offset; then it is passed by."""
NOWHERE = 2**62
"""The offset of a note that was taken back."""
NOTE_WITHIN = 5.0
"""Seconds for a note: it is no part of the guarantee, and work does not wait for it any longer."""

Places = Mapping[TopicPartition, int]
"""Offsets by partition."""


@contextmanager
def suppressed() -> Iterator[None]:
    """A note that can't be had now is none."""
    try:
        yield
    except (KafkaError, TimeoutError, OSError) as error:
        log.debug("no notes of what was begun: %r", error)


class Attempts:
    """The notes of one service. Where the broker doesn't take or give them just now, there are none."""

    def __init__(self, service: str, client: AIOKafkaAdminClient) -> None:
        self._group = f"pressline-{service}"
        self._client = client
        self._looked: set[TopicPartition] = set()
        self._unended: dict[TopicPartition, tuple[int, int]] = {}
        """Where work was begun and not ended, and how often."""
        self._begun: dict[TopicPartition, int] = {}

    def forget(self) -> None:
        """Look anew at every partition: the group rebalances, and others work meanwhile."""
        self._looked.clear()
        self._unended.clear()
        self._begun.clear()

    async def look(self, partitions: Iterable[TopicPartition]) -> set[TopicPartition]:
        """Read the notes of partitions that were not looked at yet; gives those."""
        new = {TopicPartition(*partition) for partition in partitions} - self._looked
        self._looked |= new
        if new:
            with suppressed():
                async with asyncio.timeout(NOTE_WITHIN):
                    committed = await self._offsets(self._group, new)
                    for number in range(1, MOST_DEATHS + 1):
                        begun = await self._offsets(f"{self._group}-begun-{number}", new)
                        for partition in new:
                            offset = begun[partition]
                            if offset >= 0 and offset == max(committed[partition], 0):
                                self._unended[partition] = offset, number
        return new

    def begun_at(self, partition: TopicPartition, offset: int, batch: int) -> int | None:
        """How often work at this offset was begun and did not end; None where it can be done with others.

        `batch` is how many messages the stage takes at once: how far the work reached.
        """
        at, times = self._unended.get(partition, (NOWHERE, 0))
        if offset < at + batch and times:
            return times if offset == at else 0
        self._unended.pop(partition, None)
        return None

    async def begin(self, places: Places, number: int = 1) -> None:
        """Note that work begins at these offsets, for the `number`th time."""
        if await self._commit(number, places):
            self._begun.update(dict.fromkeys(places, number))

    def ended(self, partition: TopicPartition) -> None:
        """The work is committed: what is noted says nothing any more."""
        self._begun.pop(TopicPartition(*partition), None)

    async def take_back(self) -> None:
        """What was begun does not end for a reason that lies in no message of it."""
        begun, self._begun = self._begun, {}
        for number in set(begun.values()):
            await self._commit(number, {p: NOWHERE for p, times in begun.items() if times == number})

    async def _offsets(self, group: str, partitions: Iterable[TopicPartition]) -> dict[TopicPartition, int]:
        found = await self._client.list_consumer_group_offsets(group, partitions=list(partitions))
        return {p: found[p].offset if p in found else -1 for p in partitions}

    async def _commit(self, number: int, places: Places) -> bool:
        if not places:
            return False
        topics: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for (topic, partition), offset in places.items():
            topics[topic].append((partition, offset, ""))
        group = f"{self._group}-begun-{number}"
        # as a client that is no member of the group: aiokafka has no call for it
        request = OffsetCommitRequest(group, -1, "", -1, list(topics.items()))
        with suppressed():
            async with asyncio.timeout(NOTE_WITHIN):
                coordinator = await self._client.find_coordinator(group)
                answer = await self._client._send_request(request, coordinator)
            for _, answers in answer.topics:
                for _, code in answers:
                    if code:
                        raise for_code(code)(group)
            return True
        return False
