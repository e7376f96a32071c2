"""Read this first: the whole line, one row a stage.

    articles.raw --ingest--> articles.ingested --clean--> articles.clean --enrich--> articles.enriched
        --index--> the store, articles.indexed
    every stage --> articles.receipts --ledger (in the index service)--> the store

A row names its functions by path, so that a container of one service need not carry the
libraries of another: the clean image has no spaCy, the enrich image has no lxml.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from schemas import (
    CleanArticle,
    EnrichedArticle,
    IndexedArticle,
    IngestedArticle,
    Message,
    Outcome,
    RawArticle,
    Receipt,
)

INDEXED = "articles.indexed"
RECEIPTS = "articles.receipts"


@dataclass(frozen=True)
class Stage:
    """One step of the line, run by `service` (usually its namesake).

    `load(settings)` gives the pure function `(message, delivery) -> message`, made once in each
    worker process; a message it won't pass on it refuses (`schemas.Refusal`). `settle(store,
    passed, now)` then does the stage's work with the store for a whole batch, where it has any;
    `confirm(store, sent)` looks again once the broker has what came of it (`chassis/settle.py`).
    """

    name: str
    service: str
    reads: str
    takes: type[Message]
    load: str
    settle: str | None
    writes: str | None
    gives: type[Message] | None
    outcome: Outcome | None
    tombstones: bool = False
    """Whether a message without a value means something here: it takes the article of its key back."""
    batch: int = 100
    """Messages that it takes at once, unless `PRESSLINE_BATCH` says so: what a kill makes it do again."""
    heavy: int = 2**30
    """Bytes of a message that makes too much work to have others wait for it: it goes to the slow lane."""
    confirm: str | None = None
    handed_over: str | None = None
    """Told, with each assignment of partitions, False; and True once the ledger knows what the copies before
    this one passed on (`chassis/handover.py`)."""
    buries: bool = False
    """Whether a retraction that it passes on is followed by a tombstone, a message without a value under the
    article's key: compaction, and any table that a consumer keeps by key, then forget the article."""

    def resolve(self, path: str) -> Any:
        """The function that `module:name` stands for; imports the module."""
        module, _, name = path.partition(":")
        return getattr(import_module(module), name)


STAGES: tuple[Stage, ...] = (
    Stage(
        name="ingest",
        service="ingest",
        reads="articles.raw",
        takes=RawArticle,
        load="services.ingest.entry:load",
        settle="services.ingest.entry:settle",
        handed_over="services.ingest.entry:handed_over",
        writes="articles.ingested",
        gives=IngestedArticle,
        outcome=Outcome.ACCEPTED,
        tombstones=True,
    ),
    Stage(
        name="clean",
        service="clean",
        reads="articles.ingested",
        takes=IngestedArticle,
        load="services.clean.entry:load",
        settle=None,
        writes="articles.clean",
        gives=CleanArticle,
        outcome=Outcome.CLEANED,
        heavy=1024 * 1024,  # a second of work
    ),
    Stage(
        name="enrich",
        service="enrich",
        reads="articles.clean",
        takes=CleanArticle,
        load="services.enrich.entry:load",
        settle=None,
        writes="articles.enriched",
        gives=EnrichedArticle,
        outcome=Outcome.ENRICHED,
        heavy=96 * 1024,  # 64,000 characters and what clean says of them: a second of work
        buries=True,
    ),
    Stage(
        name="index",
        service="index",
        reads="articles.enriched",
        takes=EnrichedArticle,
        load="services.index.entry:load",
        settle="services.index.entry:settle",
        writes=INDEXED,
        gives=IndexedArticle,
        outcome=Outcome.INDEXED,
        heavy=2 * 1024 * 1024,
        confirm="services.index.entry:confirm",
        batch=250,  # of one more article a store writes little more: the same pages, the same commit
        buries=True,
    ),
    Stage(
        name="ledger",
        service="index",
        reads=RECEIPTS,
        takes=Receipt,
        load="services.index.ledger:load",
        settle="services.index.ledger:settle",
        writes=None,
        gives=None,
        outcome=None,
        batch=500,
    ),
)

GATEWAY = "gateway"
"""The service at the line's edge: HTTP in, to `articles.raw`; the store and `articles.indexed` out."""

SERVICES: tuple[str, ...] = (*dict.fromkeys(stage.service for stage in STAGES), GATEWAY)
"""ingest, clean, enrich, index, gateway: the order of the metrics ports of `pressline up`."""

FIRST = STAGES[0]


def dead_letters(topic: str) -> str:
    """The topic where what `topic` could not pass on lies, its bytes and key untouched."""
    return f"{topic}.dead"


def holds_tombstones(topic: str) -> bool:
    """Whether messages without a value lie on the topic that its readers pass over."""
    return any(stage.buries and stage.writes == topic for stage in STAGES)


def topics() -> tuple[str, ...]:
    """Every topic of the line, in order, dead-letter topics last."""
    reads = [stage.reads for stage in STAGES]
    writes = [stage.writes for stage in STAGES if stage.writes]
    live = list(dict.fromkeys([*reads[:1], *writes, RECEIPTS]))
    return (*live, *(dead_letters(topic) for topic in reads))
