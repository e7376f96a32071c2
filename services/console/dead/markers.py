"""The markers of replays, which lie among the dead letters, and what they add up to. Pure.

A marker is a record of a letter's id as key, without a value, on the letter's own dead-letter topic. Markers
of one letter lie in one partition, so their order there is the same for whoever reads them: the first
`started` of an attempt has it, and of two consoles only that one sends. `sent` ends the attempt; `void` ends
one that was begun and of which nothing was sent.
"""

from dataclasses import dataclass, field
from typing import Literal, cast, get_args

from services.chassis.headers import DEAD
from services.chassis.records import Headers, ProducerRecord

MARKER, CLAIM, ATTEMPT = DEAD + "replay-marker", DEAD + "replay-claim", DEAD + "replay-attempt"
REPLAY_OF = DEAD + "replay-of"
HOLDER, ENDS, AT, DELIVERY = (DEAD + f"replay-{name}" for name in ("holder", "ends", "time", "delivery"))

Kind = Literal["started", "sent", "void"]


@dataclass(frozen=True)
class Marker:
    """One step of sending `letter` again. `claim` is of this attempt of this console, and of nothing else.

    `ends` are the offsets at which the target topic ended before (`partition:offset`, by commas): what was
    sent stands behind them. `delivery` is what was sent, by its id.
    """

    letter: str
    kind: Kind
    claim: str
    attempt: int
    holder: str
    time: str
    ends: str = ""
    delivery: str = ""

    def record(self, topic: str) -> ProducerRecord:
        """The marker as it is sent to the dead-letter topic."""
        fields = {
            MARKER: self.kind,
            CLAIM: self.claim,
            ATTEMPT: str(self.attempt),
            HOLDER: self.holder,
            AT: self.time,
            ENDS: self.ends,
            DELIVERY: self.delivery,
        }
        return ProducerRecord(topic, self.letter.encode(), None, [(k, v.encode()) for k, v in fields.items()])

    def sign(self) -> Headers:
        """The headers by which a message that was sent again is known, also when it dies again."""
        return [
            (REPLAY_OF, self.letter.encode()),
            (CLAIM, self.claim.encode()),
            (ATTEMPT, str(self.attempt).encode()),
        ]


def marker_of(key: bytes | None, value: bytes | None, headers: Headers) -> Marker | None:
    """The marker that a record of a dead-letter topic is; None for a letter.

    A producer can give its message a marker's headers; a letter has those of its death besides.
    """
    told = {name: (text or b"").decode(errors="replace") for name, text in headers}
    kind, attempt = told.get(MARKER), told.get(ATTEMPT, "")
    if value is not None or key is None or DEAD + "stage" in told or not attempt.isdecimal():
        return None
    if kind not in get_args(Kind):
        return None
    return Marker(
        letter=key.decode(errors="replace"),
        kind=cast(Kind, kind),
        claim=told.get(CLAIM, ""),
        attempt=int(attempt),
        holder=told.get(HOLDER, ""),
        time=told.get(AT, ""),
        ends=told.get(ENDS, ""),
        delivery=told.get(DELIVERY, ""),
    )


@dataclass
class Replays:
    """What was done to send one letter again: what was sent, and the attempt that is open."""

    sent: list[Marker] = field(default_factory=list)
    open: Marker | None = None

    def add(self, marker: Marker) -> None:
        """Fold the next marker in; one that came too late changes nothing."""
        if marker.kind == "started":
            if self.open is None and marker.attempt == len(self.sent) + 1:
                self.open = marker
        elif self.open is not None and self.open.claim == marker.claim:
            self.open = None
            if marker.kind == "sent":
                self.sent.append(marker)
