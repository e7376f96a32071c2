"""A dead letter, as it is read from its topic."""

from dataclasses import dataclass, replace

from aiokafka.structs import ConsumerRecord

from services.chassis.headers import DEAD
from services.chassis.unreadable import Unreadable
from services.console.messages import decoded


@dataclass(frozen=True)
class DeadLetter:
    """A dead letter; `topic`, `partition` and `offset` say where the message stood that died.

    `claim` is the attempt of a replay that it was born of, where it was, and `attempts` how often it had been
    sent again by then. `sendable` is False where there is nothing to send: it was never read, or cut off.
    """

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
    attempts: int
    claim: str | None
    sendable: bool
    record: ConsumerRecord | None

    @property
    def origin(self) -> tuple[str, int, int, str]:
        """What died: a stage that was killed as it wrote may have written two letters of one message."""
        return self.topic, self.partition, self.offset, self.delivery_id

    def slim(self) -> "DeadLetter":
        """Without the message and the traceback: many fit into memory."""
        return replace(self, record=None, traceback=None)


def letter_of(record: ConsumerRecord) -> DeadLetter:
    """The dead letter that a record of a dead-letter topic is."""
    cause = {
        name.removeprefix(DEAD): decoded(value) or ""
        for name, value in record.headers
        if name.startswith(DEAD)
    }
    lost = isinstance(record.checksum, Unreadable)
    cut = record.value == b"" and "truncated" in cause
    nothing = record.value is None and cause.get("cause") == "unreadable"
    return DeadLetter(
        id=f"{record.topic}:{record.partition}:{record.offset}",
        stage=cause.get("stage", "?"),
        cause=cause.get("cause", "?"),
        error=cause.get("error", ""),
        topic=cause.get("topic", record.topic.removesuffix(".dead")),
        partition=_number(cause.get("partition")),
        offset=_number(cause.get("offset")),
        time=cause.get("time", ""),
        version=cause.get("version", ""),
        delivery_id=cause.get("delivery", ""),
        key=decoded(record.key),
        traceback=cause.get("traceback"),
        size=len(record.value or b""),
        attempts=max(0, _number(cause.get("replay-attempt"))),
        claim=cause.get("replay-claim"),
        sendable=not (lost or cut or nothing),
        record=record,
    )


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() else -1
