"""`pressline dead`: what lies in the dead-letter topics, by cause; and sending it again."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass

from aiokafka.structs import ConsumerRecord

from schemas import Reason
from services.chassis.errors import Misconfigured, PresslineError
from services.chassis.headers import DEAD, without_cause
from services.chassis.kafka import Producer
from services.chassis.records import Record
from services.console.messages import decoded, read_all
from services.line import STAGES, dead_letters


@dataclass(frozen=True)
class Filter:
    """Which dead letters: all where nothing is given. `letter` is one, by `topic:partition:offset`."""

    stage: str | None = None
    cause: str | None = None
    letter: str | None = None

    def takes(self, dead: "DeadLetter") -> bool:
        """Whether this dead letter is meant."""
        wanted = ((self.stage, dead.stage), (self.cause, dead.cause), (self.letter, dead.id))
        return all(want is None or want == found for want, found in wanted)


@dataclass(frozen=True)
class DeadLetter:
    """A dead letter; `topic`, `partition` and `offset` say where the message stood that died."""

    id: str
    stage: str
    cause: str
    error: str
    topic: str
    partition: int
    offset: int
    time: str
    version: str
    delivery_id: str
    key: str | None
    traceback: str | None
    size: int
    record: ConsumerRecord


async def dead_letters_of(bootstrap: str, wanted: Filter) -> AsyncIterator[DeadLetter]:
    """Every dead letter that is meant, topic by topic in the order of the line.

    Raises:
        Misconfigured: there is no such stage or cause.
        PresslineError: the one letter that is meant is not there.
    """
    stages, causes = [stage.name for stage in STAGES], [reason.value for reason in Reason]
    for option, given, known in (("stage", wanted.stage, stages), ("cause", wanted.cause, causes)):
        if given is not None and given not in known:
            raise Misconfigured(f"--{option} {given}: there are {', '.join(known)}")
    found = False
    for stage in STAGES:
        if wanted.stage in (None, stage.name):
            async for record in read_all(bootstrap, dead_letters(stage.reads)):
                dead = _read(record)
                if wanted.takes(dead):
                    found = True
                    yield dead
    if wanted.letter is not None and not found:
        raise PresslineError(f"no dead letter {wanted.letter}")


def _read(record: ConsumerRecord) -> DeadLetter:
    cause = {
        name.removeprefix(DEAD): decoded(value) or ""
        for name, value in record.headers
        if name.startswith(DEAD)
    }
    return DeadLetter(
        id=f"{record.topic}:{record.partition}:{record.offset}",
        stage=cause.get("stage", "?"),
        cause=cause.get("cause", "?"),
        error=cause.get("error", ""),
        topic=cause.get("topic", record.topic.removesuffix(".dead")),
        partition=int(cause.get("partition", -1)),
        offset=int(cause.get("offset", -1)),
        time=cause.get("time", ""),
        version=cause.get("version", ""),
        delivery_id=cause.get("delivery", ""),
        key=decoded(record.key),
        traceback=cause.get("traceback"),
        size=len(record.value or b""),
        record=record,
    )


async def groups(bootstrap: str, wanted: Filter) -> list[tuple[str, str, str, int]]:
    """Stage, cause, error and how many, most first."""
    counts: Counter[tuple[str, str, str]] = Counter()
    async for dead in dead_letters_of(bootstrap, wanted):
        counts[dead.stage, dead.cause, dead.error] += 1
    return [(*key, count) for key, count in counts.most_common()]


async def replay(bootstrap: str, wanted: Filter, *, dry_run: bool, rate: float | None) -> int:
    """Send dead letters to the topic they were read from, bytes, key and headers as they were.

    `rate` is messages a second at most. Gives how many were (or would be) sent. The dead letter
    stays where it lies: replayed twice, the article ends as `unchanged`. Of what could not be read
    there is nothing to send.
    """
    count = 0
    async with Producer(bootstrap) as producer:
        async for dead in dead_letters_of(bootstrap, wanted):
            if dead.cause == Reason.UNREADABLE and dead.record.value is None:
                continue
            count += 1
            if dry_run:
                continue
            record = dead.record
            original = Record(dead.topic, record.key, record.value, without_cause(record.headers))
            (refused,) = await producer.send([original])
            if refused is not None:
                raise PresslineError(f"{dead.id} can't be sent again: {refused}")
            if rate:
                await asyncio.sleep(1 / rate)
    return count
