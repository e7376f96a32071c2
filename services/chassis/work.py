"""A batch at work, from the events that Faust gives to the commit.

Carefully where a copy died before (`attempts.py`), and never for partitions that went elsewhere: when the
group rebalances, what is in work is waited for and committed; what takes longer, or was slept over
(`membership.py`), is not sent, since whoever has the partition then may have sent something newer under the
same key.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from services.chassis.app import taken
from services.chassis.attempts import MOST_DEATHS, Attempts
from services.chassis.batch import Batcher

log = logging.getLogger("pressline")

SENT_WITHIN = 5.0
"""Seconds more for a batch that is being sent when the patience for its work is over."""


class Revoked(Exception):
    """The messages in work are of partitions that went elsewhere: they come again there."""


class Work:
    """The work of one service on what its consumer brings.

    `patience` is how many seconds a rebalance waits for the batches in work: the whole group waits meanwhile.
    """

    def __init__(self, consumer: Any, attempts: Attempts, patience: float) -> None:
        self._consumer = consumer
        self._attempts = attempts
        self._patience = patience
        self.assignment = 0
        """Counts the assignments of partitions."""
        self._finishing: int | None = None
        """The assignment that is over, while what is in work of it may still be sent and committed."""
        self._at_work = Busy()
        self._sending = Busy()

    async def run(self, batcher: Batcher, stream: Any, events: Sequence[Any], most: int) -> None:
        """Do a batch and commit it; first, each alone, the messages that a copy had begun when it died.

        `most` is how many messages a batch has at most.
        """
        assignment = self.assignment
        with self._at_work:
            try:
                new = await self._attempts.look({event.message.tp for event in events})
                together: list[Any] = []
                begins: dict[Any, int] = {}
                for event in events:
                    tp, offset = event.message.tp, event.message.offset
                    begun = self._attempts.begun_at(tp, offset, most)
                    if begun is not None:
                        await self._run_alone(batcher, stream, event, begun, assignment)
                        continue
                    together.append(event)
                    if tp in new:
                        begins.setdefault(tp, offset)
                if together:
                    await self._attempts.begin(begins)
                    await self._finish(batcher, stream, together, assignment)
            except Revoked:
                log.info(
                    "%s leaves %d messages to whom they are assigned now", batcher.stage.name, len(events)
                )

    async def _run_alone(
        self, batcher: Batcher, stream: Any, event: Any, begun: int, assignment: int
    ) -> None:
        tp, offset = event.message.tp, event.message.offset
        why = None
        if begun < MOST_DEATHS:
            await self._attempts.begin({tp: offset}, begun + 1)
        else:
            place = f"{tp.topic}:{tp.partition}:{offset}"
            why = f"{batcher.stage.name} died {begun} times in a row at {place}: it is passed by"
            log.error("%s", why)
        await self._finish(batcher, stream, [event], assignment, why)

    async def _finish(
        self,
        batcher: Batcher,
        stream: Any,
        events: Sequence[Any],
        assignment: int,
        unreadable: str | None = None,
    ) -> None:
        """Do the work, send, acknowledge and commit."""
        records = [taken(event) for event in events]
        if unreadable:
            records = [replace(record, unreadable=unreadable) for record in records]

        self._require_ours(assignment)
        worked = await batcher.work(records)
        self._require_ours(assignment)
        if not await self._consumer._thread.is_member():
            raise Revoked
        self._require_ours(assignment)
        with self._sending:
            await batcher.send(worked)
            await self._commit(stream, events, assignment)
        for event in events:
            self._attempts.ended(event.message.tp)

    def _require_ours(self, assignment: int) -> None:
        if assignment not in (self.assignment, self._finishing):
            raise Revoked

    async def _commit(self, stream: Any, events: Sequence[Any], assignment: int) -> None:
        if assignment == self.assignment:
            for event in events:
                await stream.ack(event)
            await self._consumer.force_commit({event.message.tp for event in events})
        else:
            # the group waits for us: Faust has let go of what it knew of these partitions, the broker has not
            offsets = {event.message.tp: event.message.offset + 1 for event in events}
            await self._consumer._thread.commit(offsets)

    async def take_back(self) -> None:
        """What was begun does not end for a reason that lies in no message: it shall not count as a death."""
        await self._attempts.take_back()

    async def on_partitions_revoked(self, *_: Any, **__: Any) -> None:
        """Wait for what is in work before the partitions go; the group waits for this to return."""
        self._finishing, self.assignment = self.assignment, self.assignment + 1
        await self._at_work.over(self._patience)
        self._finishing = None
        await self._sending.over(SENT_WITHIN)
        self._attempts.forget()


class Busy:
    """Counts who is inside, and lets wait until nobody is."""

    def __init__(self) -> None:
        self._inside = 0
        self._idle = asyncio.Event()
        self._idle.set()

    def __enter__(self) -> None:
        self._inside += 1
        self._idle.clear()

    def __exit__(self, *_: object) -> None:
        self._inside -= 1
        if not self._inside:
            self._idle.set()

    async def over(self, within: float) -> bool:
        """Wait until nobody is inside, or for `within` seconds; whether nobody is."""
        try:
            await asyncio.wait_for(self._idle.wait(), within)
        except TimeoutError:
            return False
        return True
