"""What a run left behind, as the checker needs it: plain values, which a test can make up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

RAW = "articles.raw"
RECEIPTS = "articles.receipts"
OUTPUTS = ("articles.ingested", "articles.clean", "articles.enriched", "articles.indexed")
DEAD = tuple(f"{topic}.dead" for topic in (RAW, *OUTPUTS[:3], RECEIPTS))
TOPICS = (RAW, *OUTPUTS, RECEIPTS, *DEAD)
GROUPS = {
    "ingest": (RAW,),
    "clean": ("articles.ingested",),
    "enrich": ("articles.clean",),
    "index": ("articles.enriched", RECEIPTS),
}
"""What the consumer group `pressline-NAME` reads."""
ENDS = ("indexed", "unchanged", "dropped", "dead", "retracted")


@dataclass(frozen=True, slots=True)
class Record:
    """A message: where it lies, a digest of its body (None: a tombstone), some of its fields.

    `timestamp` is in milliseconds since 1970. `source` is the service that sent it and `event` its `ce_id`;
    both empty for what strangers sent. `differs` says how its body is not that of an earlier one.
    """

    topic: str
    partition: int
    offset: int
    timestamp: int
    key: str
    body: str | None
    source: str = ""
    event: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    differs: str = ""

    @property
    def at(self) -> float:
        return self.timestamp / 1000

    @property
    def delivery(self) -> str:
        """The delivery's id, of a message on `articles.raw`."""
        return f"{self.topic}:{self.partition}:{self.offset}:{self.timestamp}"


@dataclass(frozen=True)
class Acknowledged:
    """What a producer was told of one push: `place` on `articles.raw` is known of the broker's own word.

    `token` is in the message; a retraction by DELETE has none, and only its key, the article's id.
    """

    token: str
    ends: Sequence[str]
    key: str
    place: tuple[int, int] | None = None
    by_key: bool = False


@dataclass(frozen=True)
class Window:
    """A fault in time, for what it is to answer for; `service` is empty where it hits all."""

    number: int
    kind: str
    service: str
    began: float
    ended: float


@dataclass(frozen=True)
class Ended:
    """How a process ended: `told` is the signal it was sent, None where it ended by itself."""

    copy: str
    code: int
    told: int | None
    seconds: float | None = None
    """From the signal to the end."""
    at: float | None = None
    """When, in Unix seconds."""


@dataclass(frozen=True)
class Seen:
    """All of it."""

    topics: Mapping[str, Sequence[Record]]
    acknowledged: Sequence[Acknowledged]
    store: Mapping[str, Mapping[str, Any] | None]
    """By article id what the gateway gives; None where it knows none."""
    audit: Mapping[str, Any]
    audit_code: int
    committed: Mapping[tuple[str, str, int], int]
    """By group, topic and partition."""
    faults: Sequence[Window] = ()
    processes: Sequence[Ended] = ()


@dataclass(frozen=True)
class Wrong:
    """Something that is not as promised; `rule` is one of a few words, `what` is for a person."""

    rule: str
    what: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.what}"
