"""`pressline dead replay`: letters sent again, each once, whoever is killed and however many send at once.

Before a batch is sent, a marker `started` of each letter is written to its dead-letter topic and read back:
whose came first sends. After the broker's word on a message its marker `sent` follows. An attempt without it
is one whose console was killed, or is at work: it is waited for, then looked up in the target topic by the
headers that each message sent again carries.
"""

import asyncio
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from aiokafka import TopicPartition
from aiokafka.structs import ConsumerRecord

from schemas import Delivery
from services.chassis.errors import PresslineError, Unavailable
from services.chassis.headers import rfc3339, without_cause
from services.chassis.kafka import Producer
from services.chassis.records import ProducerRecord
from services.console.dead.book import Follower, followed
from services.console.dead.holder import is_gone, this_console
from services.console.dead.letters import DeadLetter
from services.console.dead.lookup import ends_of, look_up
from services.console.dead.markers import Marker
from services.console.dead.plan import plan_of, with_messages
from services.console.dead.where import Filter
from services.console.push import progress
from services.line import STAGES, dead_letters

BATCH = 100
"""Letters that are marked and sent together."""
SEND_WITHIN = 10.0
"""Seconds from its marker until a message is handed to the producer, then for the broker's word."""
GIVE_UP_AFTER = 30.0
"""Seconds without a word of an attempt until its console is taken for dead: it can't send for so long."""


@dataclass
class Replayed:
    """What a replay did. `recovered` were sent by one that was killed, and are known as sent now."""

    sent: int = 0
    sent_before: int = 0
    nothing_to_send: int = 0
    recovered: int = 0
    taken: int = 0


async def replay(bootstrap: str, wanted: Filter, *, rate: float | None, again: bool) -> Replayed:
    """Send dead letters to the topic they were read from: bytes and key as they were, and who sent them.

    `rate` is messages a second at most. With `again` also what was sent before, once more.

    Raises:
        PresslineError: the one letter that is meant is not there, or a topic does not take one.
        Unavailable: the broker does not answer; what was not sent, the next replay sends.
    """
    total = Replayed()
    async with Producer(bootstrap) as producer:
        for stage in STAGES:
            if wanted.may_be_of(stage.name):
                async with followed(bootstrap, dead_letters(stage.input_topic)) as follower:
                    await _Replay(bootstrap, producer, follower, total, rate).run(wanted, again=again)
    if wanted.letter is not None and total == Replayed():
        raise PresslineError(f"no dead letter {wanted.letter}")
    return total


class _Replay:
    """The replay of one dead-letter topic."""

    def __init__(
        self, bootstrap: str, producer: Producer, follower: Follower, total: Replayed, rate: float | None
    ) -> None:
        self._bootstrap = bootstrap
        self._producer = producer
        self._follower = follower
        self._total = total
        self._rate = rate
        self._holder = this_console()
        self._attempts: dict[str, int] = {}

    async def run(self, wanted: Filter, *, again: bool) -> None:
        plan = plan_of(self._follower.book, wanted, again=again)
        await self._end_open_attempts([key for key in plan.letters if self._open(key)])
        plan = plan_of(self._follower.book, wanted, again=again)
        self._total.sent_before += plan.sent_before
        self._total.nothing_to_send += plan.nothing_to_send
        if not plan.letters:
            return
        self._attempts = plan.attempts
        originals = {dead.id: original for original, dead in plan.letters.items()}
        ends = {
            topic: await ends_of(self._bootstrap, topic)
            for topic in {dead.topic for dead in plan.letters.values()}
        }
        size = BATCH if self._rate is None else max(1, min(BATCH, int(self._rate * SEND_WITHIN / 4)))
        with progress(self._follower.topic, len(originals)) as bar:
            batch: list[tuple[str, DeadLetter, ConsumerRecord]] = []
            async for dead, record in with_messages(self._bootstrap, self._follower.topic, originals):
                batch.append((originals[dead.id], dead, record))
                if len(batch) >= size:
                    await self._send(batch, ends)
                    bar.advance(bar.task_ids[0], len(batch))
                    batch = []
            await self._send(batch, ends)
            bar.advance(bar.task_ids[0], len(batch))

    def _open(self, original: str) -> Marker | None:
        return self._follower.book.of(original).open

    async def _end_open_attempts(self, originals: Sequence[str]) -> None:
        """Find out of each attempt that was begun whether its message was sent, once nobody can be at it."""
        since = time.monotonic()
        while True:
            held = [marker for each in originals if (marker := self._open(each)) and not is_gone(marker)]
            if not held or time.monotonic() - since > GIVE_UP_AFTER:
                break
            await asyncio.sleep(0.5)
            await self._follower.read_on()
        left = [marker for each in originals if (marker := self._open(each))]
        targets: dict[str, list[Marker]] = {}
        for marker in left:
            dead = self._follower.book.letters.get(marker.letter)
            topic = dead.topic if dead else self._follower.topic.removesuffix(".dead")
            targets.setdefault(topic, []).append(marker)
        for topic, markers in targets.items():
            arrived = await look_up(self._bootstrap, topic, markers)
            ends = [
                replace(each, kind="sent", delivery=arrived[each.claim])
                if each.claim in arrived
                else replace(each, kind="void")
                for each in markers
            ]
            await self._mark(ends)
            self._total.recovered += len(arrived)

    async def _mark(self, markers: Sequence[Marker], *, read: bool = True) -> None:
        """Write markers, and read the topic until behind them."""
        topic = self._follower.topic
        answers = await self._producer.deliver([marker.record(topic) for marker in markers])
        ends: dict[TopicPartition, int] = {}
        for answer in answers:
            if isinstance(answer, str):
                raise PresslineError(f"{topic} does not take a marker: {answer}")
            place = TopicPartition(answer.topic, answer.partition)
            ends[place] = max(ends.get(place, 0), answer.offset + 1)
        if read:
            await self._follower.up_to(ends)

    async def _send(
        self, batch: Sequence[tuple[str, DeadLetter, ConsumerRecord]], ends: dict[str, str]
    ) -> None:
        if not batch:
            return
        begun = time.monotonic()
        now = rfc3339(datetime.now(UTC))
        mine = [
            Marker(
                letter=original,
                kind="started",
                claim=secrets.token_hex(8),
                attempt=self._attempts[original],
                holder=self._holder,
                time=now,
                ends=ends[dead.topic],
            )
            for original, dead, _ in batch
        ]
        await self._mark(mine)
        won = [
            (marker, dead, record)
            for marker, (original, dead, record) in zip(mine, batch, strict=True)
            if (held := self._open(original)) and held.claim == marker.claim
        ]
        self._total.taken += len(batch) - len(won)
        started = time.monotonic()
        step = 1 if self._rate is not None else len(won) or 1
        for start in range(0, len(won), step):
            if time.monotonic() - begun > SEND_WITHIN:
                # another console may take us for dead: whoever comes next sends these
                await self._mark([replace(marker, kind="void") for marker, _, _ in won[start:]])
                raise Unavailable(
                    "the broker is too slow to send in time: start the replay again for the rest"
                )
            await self._send_now(won[start : start + step])
            if self._rate is not None:
                due = started + (start + step) / self._rate
                await asyncio.sleep(max(0.0, due - time.monotonic()))

    async def _send_now(self, won: Sequence[tuple[Marker, DeadLetter, ConsumerRecord]]) -> None:
        answers = await self._producer.attempt(
            [
                ProducerRecord(
                    dead.topic, record.key, record.value, without_cause(record.headers) + marker.sign()
                )
                for marker, dead, record in won
            ],
            within=SEND_WITHIN,
        )
        words = list(zip(won, answers, strict=True))
        ended = [
            replace(marker, kind="sent", delivery=answer.id)
            if isinstance(answer, Delivery)
            else replace(marker, kind="void")
            for (marker, _, _), answer in words
            if not isinstance(answer, Unavailable)  # it may still arrive: the next replay looks
        ]
        await self._mark(ended, read=False)
        self._total.sent += sum(marker.kind == "sent" for marker in ended)
        for (_, dead, _), answer in words:
            if isinstance(answer, Unavailable):
                raise answer
            if isinstance(answer, str):
                raise PresslineError(f"{dead.id} can't be sent again: {answer}")
