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
    worker process; a message it won't pass on it refuses (`schemas.Refusal`). `write_batch(store,
    passed, now)` then does the stage's work with the store for a whole batch, where it has any;
    `confirm(store, sent)` looks again once the broker has what came of it (`chassis/stage_store.py`).
    """

    name: str
    service: str
    input_topic: str
    input_model: type[Message]
    load: str
    write_batch: str | None
    output_topic: str | None
    output_model: type[Message] | None
    outcome: Outcome | None
    accepts_tombstones: bool = False
    """Whether a message without a value means something here: it takes the article of its key back."""
    batch_size: int = 100
    """Messages that it takes at once, unless `PRESSLINE_BATCH` says so: what a kill makes it do again."""
    heavy: int = 2**30
    """Bytes of a message that makes too much work to have others wait for it: it goes to the slow lane."""
    confirm: str | None = None
    handed_over: str | None = None
    """Told, with each assignment of partitions, False; and True once the ledger knows what the copies before
    this one passed on (`chassis/handover.py`)."""
    emits_tombstones: bool = False
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
        input_topic="articles.raw",
        input_model=RawArticle,
        load="services.ingest.entry:load",
        write_batch="services.ingest.entry:write_batch",
        handed_over="services.ingest.entry:handed_over",
        output_topic="articles.ingested",
        output_model=IngestedArticle,
        outcome=Outcome.ACCEPTED,
        accepts_tombstones=True,
    ),
    Stage(
        name="clean",
        service="clean",
        input_topic="articles.ingested",
        input_model=IngestedArticle,
        load="services.clean.entry:load",
        write_batch=None,
        output_topic="articles.clean",
        output_model=CleanArticle,
        outcome=Outcome.CLEANED,
        heavy=1024 * 1024,  # a second of work
    ),
    Stage(
        name="enrich",
        service="enrich",
        input_topic="articles.clean",
        input_model=CleanArticle,
        load="services.enrich.entry:load",
        write_batch=None,
        output_topic="articles.enriched",
        output_model=EnrichedArticle,
        outcome=Outcome.ENRICHED,
        heavy=96 * 1024,  # 64,000 characters and what clean says of them: a second of work
        emits_tombstones=True,
    ),
    Stage(
        name="index",
        service="index",
        input_topic="articles.enriched",
        input_model=EnrichedArticle,
        load="services.index.entry:load",
        write_batch="services.index.entry:write_batch",
        output_topic=INDEXED,
        output_model=IndexedArticle,
        outcome=Outcome.INDEXED,
        heavy=2 * 1024 * 1024,
        confirm="services.index.entry:confirm",
        batch_size=250,  # of one more article a store writes little more: the same pages, the same commit
        emits_tombstones=True,
    ),
    Stage(
        name="ledger",
        service="index",
        input_topic=RECEIPTS,
        input_model=Receipt,
        load="services.index.ledger:load",
        write_batch="services.index.ledger:write_batch",
        output_topic=None,
        output_model=None,
        outcome=None,
        batch_size=500,
    ),
)

GATEWAY = "gateway"
"""The service at the line's edge: HTTP in, to `articles.raw`; the store and `articles.indexed` out."""

SERVICES: tuple[str, ...] = (*dict.fromkeys(stage.service for stage in STAGES), GATEWAY)
"""ingest, clean, enrich, index, gateway: the order of the metrics ports of `pressline up`."""

FIRST = STAGES[0]
(LEDGER,) = (stage for stage in STAGES if stage.input_topic == RECEIPTS)


def dead_letters(topic: str) -> str:
    """The topic where what `topic` could not pass on lies, its bytes and key untouched."""
    return f"{topic}.dead"


def holds_tombstones(topic: str) -> bool:
    """Whether messages without a value lie on the topic that its readers pass over."""
    return any(stage.emits_tombstones and stage.output_topic == topic for stage in STAGES)


def topics() -> tuple[str, ...]:
    """Every topic of the line, in order, dead-letter topics last."""
    reads = [stage.input_topic for stage in STAGES]
    writes = [stage.output_topic for stage in STAGES if stage.output_topic]
    live = list(dict.fromkeys([*reads[:1], *writes, RECEIPTS]))
    return (*live, *(dead_letters(topic) for topic in reads))
