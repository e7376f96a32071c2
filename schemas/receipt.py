"""The receipt: one line per article and stage, what became of it. The ledger is made of receipts."""

from enum import StrEnum

from pydantic import Field

from schemas.fields import Message, Time


class Outcome(StrEnum):
    """What a stage did with an article. The first three pass it on, the others end its journey."""

    ACCEPTED = "accepted"
    CLEANED = "cleaned"
    ENRICHED = "enriched"
    INDEXED = "indexed"
    UNCHANGED = "unchanged"
    DROPPED = "dropped"
    DEAD = "dead"
    RETRACTED = "retracted"

    @property
    def ends(self) -> bool:
        """Whether the article's journey ends here."""
        return self not in (Outcome.ACCEPTED, Outcome.CLEANED, Outcome.ENRICHED)


class Reason(StrEnum):
    """Why an article was dropped or died: a closed set, so that it can label a metric."""

    NOT_AN_ARTICLE = "not_an_article"
    INVALID = "invalid"
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    ERROR = "error"
    UNREADABLE = "unreadable"


class Receipt(Message):
    """What became of one delivery at one stage. `article_id` is null where it could not be read."""

    delivery_id: str
    article_id: str | None = None
    revision: str | None = None
    stage: str = Field(description="ingest, clean, enrich or index")
    outcome: Outcome
    reason: Reason | None = None
    detail: str | None = Field(None, description="what was wrong, with what value, for a person")
    at: Time
