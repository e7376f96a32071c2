"""A batch at work, from the events that Faust gives to the commit.

Carefully where a copy died before (`attempts.py`), and never for partitions that went elsewhere: when the
group rebalances, what is in work is waited for and committed; what takes longer, or was slept over
(`membership.py`), is not sent, since whoever has the partition then may have sent something newer under the
same key.
"""

import logging
import math
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from aiokafka.structs import TopicPartition

from services.chassis.app import consumed_record
from services.chassis.attempts import MOST_DEATHS, Attempts
from services.chassis.batch import Batcher, Worked
from services.chassis.busy import Busy
from services.chassis.commits import Commits
from services.chassis.pool import Slow
from services.chassis.records import ConsumedRecord
from services.chassis.slow_lane import Entry, SlowLane
from services.chassis.step import Result
from services.line import FIRST, Stage

log = logging.getLogger("pressline")

SENT_WITHIN = 5.0
"""Seconds more for a batch that is being sent when the patience for its work is over."""

SEEKS_WITHIN = 120.0
"""Seconds after an assignment in which Faust may go back to where the group stood when it began."""


class Revoked(Exception):
    """The messages in work are of partitions that went elsewhere: they come again there."""


class BatchRunner:
    """The work of one service on what its consumer brings.

    `patience` is how many seconds a rebalance waits for the batches in work: the whole group waits meanwhile.
    `failed` is told of the stage in whose slow lane something failed as a whole, and of the error.
    """

    def __init__(
        self,
        consumer: Any,
        attempts: Attempts,
        patience: float,
        failed: Callable[[str, Exception], Awaitable[None]],
    ) -> None:
        self._consumer = consumer
        self._failed = failed
        self._lanes: dict[str, SlowLane] = {}
        self._commits = Commits()
        self._attempts = attempts
        self._patience = patience
        self.assignment = 0
        """Counts the assignments of partitions."""
        self._finishing: int | None = None
        """The assignment that is over, while what is in work of it may still be sent and committed."""
        self._at_work = Busy()
        self._rested: dict[str, float] = {}
        self._assigned = time.monotonic()
        self._sending = Busy()

    async def run(self, batcher: Batcher, events: Sequence[Any], most: int) -> None:
        """Do a batch and commit it; first, each alone, the messages that a copy had begun when it died.

        `most` is how many messages a batch has at most.
        """
        assignment = self.assignment
        events = [event for event in events if not self._came_again(event)]
        with self._at_work:
            self._rested[batcher.stage.name] = math.inf
            try:
                new = await self._attempts.look({event.message.tp for event in events})
                together: list[ConsumedRecord] = []
                begins: dict[Any, int] = {}
                for event in events:
                    tp, offset = event.message.tp, event.message.offset
                    begun = self._attempts.begun_at(tp, offset, most)
                    if begun is not None:
                        await self._run_alone(batcher, consumed_record(event), begun, assignment)
                        continue
                    together.append(consumed_record(event))
                    if tp in new:
                        begins.setdefault(tp, offset)
                if together:
                    await self._attempts.begin(begins)
                    if (lane := self._lane_of(batcher)) is not None:
                        await self._run_together(batcher, lane, together, assignment)
                    else:
                        await self._run_in_order(batcher, together, assignment)
            except Revoked:
                self._leave(batcher, len(events))
            finally:
                self._rested[batcher.stage.name] = time.monotonic()

    def _came_again(self, event: Any) -> bool:
        """Whether Faust went back to what is done: after a start it seeks once more, with messages at work.

        Later nothing is passed over: a topic that was made anew begins at 0.
        """
        now, place = time.monotonic(), event.message.tp
        return now - self._assigned < SEEKS_WITHIN and self._commits.is_done(place, event.message.offset)

    def resting_for(self, stage: Stage, now: float) -> float:
        """Seconds since anything of the stage was at work, or it was first asked; 0 while something is."""
        if self._lanes.get(stage.name):
            self._rested[stage.name] = now
        return max(0.0, now - self._rested.setdefault(stage.name, now))

    @staticmethod
    def _leave(batcher: Batcher, messages: int) -> None:
        log.info("%s leaves %d messages to whom they are assigned now", batcher.stage.name, messages)

    async def _run_alone(self, batcher: Batcher, record: ConsumedRecord, begun: int, assignment: int) -> None:
        place = partition_of(record)
        if begun < MOST_DEATHS:
            await self._attempts.begin({place: record.delivery.offset}, begun + 1)
        else:
            where = f"{place.topic}:{place.partition}:{record.delivery.offset}"
            why = f"{batcher.stage.name} died {begun} times in a row at {where}: it is passed by"
            log.error("%s", why)
            record = replace(record, unreadable=why)
        await self._run_in_order(batcher, [record], assignment)

    async def _run_in_order(
        self, batcher: Batcher, records: Sequence[ConsumedRecord], assignment: int
    ) -> None:
        """Do a batch of which what takes long is waited for."""
        self._require_ours(assignment)
        parts = [await batcher.work(records)]
        for record, slow in parts[0].slow:
            started = time.perf_counter()
            parts.append(await batcher.settle([record], [await batcher.work_slowly(record, slow)], started))
        await self._conclude(batcher, parts, assignment, records)

    async def _run_together(
        self, batcher: Batcher, lane: SlowLane, records: Sequence[ConsumedRecord], assignment: int
    ) -> None:
        """Do a batch; what takes long goes to the slow lane, and what is of the same articles behind it."""
        self._require_ours(assignment)
        await lane.room(self._commits.ahead)
        behind: list[ConsumedRecord] = []
        ahead: list[ConsumedRecord] = []
        for record in records:
            waits = lane.holds(record.key) and batcher.has_work_with(record)
            (behind if waits else ahead).append(record)
        worked = await batcher.work(ahead)

        def hold() -> None:
            for record, slow in [*((record, Slow(None)) for record in behind), *worked.slow]:
                self._commits.hold(partition_of(record), record.delivery.offset)
                self._at_work.enter()
                lane.add(Entry(record, slow, assignment)).add_done_callback(lambda _: self._at_work.leave())

        await self._conclude(batcher, [worked], assignment, records, hold)

    async def _finish_slow(self, batcher: Batcher, entry: Entry, result: Result) -> None:
        """An article of the slow lane, from its result to the commit. An error here is told to `failed`."""
        try:
            self._require_ours(entry.assignment)
            worked = await batcher.settle([entry.record], [result], time.perf_counter())
            place, offset = partition_of(entry.record), entry.record.delivery.offset
            release = partial(self._commits.release, place, offset)
            await self._conclude(batcher, [worked], entry.assignment, [entry.record], release)
        except Revoked:
            self._leave(batcher, 1)
        except Exception as error:
            await self._failed(batcher.stage.name, error)

    def _lane_of(self, batcher: Batcher) -> SlowLane | None:
        """The stage's lane; none where a key is no article's, or a message no article."""
        stage = batcher.stage
        if stage.input_topic == FIRST.input_topic or stage.outcome is None:
            return None
        if stage.name not in self._lanes:
            finish = partial(self._finish_slow, batcher)
            self._lanes[stage.name] = SlowLane(stage, batcher.work_slowly, finish)
        return self._lanes[stage.name]

    async def _conclude(
        self,
        batcher: Batcher,
        parts: Sequence[Worked],
        assignment: int,
        records: Sequence[ConsumedRecord],
        before_commit: Callable[[], None] = lambda: None,
    ) -> None:
        """Send what came of the work, part after part, and commit; `records` end now, or are held."""
        self._require_ours(assignment)
        if not await self._consumer._thread.is_member():
            raise Revoked
        self._require_ours(assignment)
        places = {partition_of(record) for record in records}
        with self._sending:
            for part in parts:
                await batcher.send(part)
            before_commit()
            for record in records:
                self._commits.done(partition_of(record), record.delivery.offset)
            # not through Faust, which would commit what lies behind an article that is still at work
            await self._consumer._thread.commit(self._commits.of(places))
        for place in places:
            self._attempts.ended(place)

    def _require_ours(self, assignment: int) -> None:
        if assignment not in (self.assignment, self._finishing):
            raise Revoked

    async def take_back(self) -> None:
        """What was begun does not end for a reason that lies in no message: it shall not count as a death."""
        await self._attempts.take_back()

    async def over(self, within: float) -> bool:
        """Wait until nothing is at work, or for `within` seconds; whether nothing is."""
        return await self._at_work.over(within)

    async def let_go(self, within: float) -> None:
        """Send nothing more of what is in work; what is being sent already has so many seconds."""
        self.assignment += 1
        await self.take_back()
        await self._sending.over(within)

    async def on_partitions_revoked(self, *_: Any, **__: Any) -> None:
        """Wait for what is in work before the partitions go; the group waits for this to return."""
        self._finishing, self.assignment = self.assignment, self.assignment + 1
        self._assigned = time.monotonic()
        await self._at_work.over(self._patience)
        self._finishing = None
        for lane in self._lanes.values():
            lane.clear()
        await self._sending.over(SENT_WITHIN)
        self._commits.forget()
        self._attempts.forget()


def partition_of(record: ConsumedRecord) -> TopicPartition:
    """Where a record lies."""
    return TopicPartition(record.delivery.topic, record.delivery.partition)
