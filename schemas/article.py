"""The article on its way: raw, ingested, clean, enriched, indexed. Each later one carries the identity on."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import ConfigDict, FailFast, Field, StrictBool, model_validator

from schemas.annotations import Annotator, DateMention, Entity, KeyPhrase, Place, Quote, Span
from schemas.fields import Message, Name, Time, Url

Names = Annotated[tuple[Name, ...], FailFast()]
"""Labels from outside; the first wrong one is told: pydantic takes 400 bytes for each, and one message can
hold 16 million."""


class RawArticle(Message):
    """What a producer pushes on `articles.raw`: the scrape as it is, and what the producer knows of it.

    `retracted: true` takes the article back; then `content` may be missing, and the article is
    found by its `url`, or by `source` and `external_id`.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [
                {"required": ["content"]},
                {"required": ["retracted"], "properties": {"retracted": {"const": True}}},
            ]
        }
    )

    content: str = Field("", description="the scrape as it is, at most 8 MiB as UTF-8")
    content_type: Literal["text/plain", "text/html"] = "text/plain"
    url: Url | None = Field(None, description="where the article stands; identifies it")
    external_id: Name | None = Field(None, description="the source's own id; with it identifies the article")
    source: Name | None = Field(None, description="the publisher")
    headline: str | None = Field(None, max_length=10_000)
    bylines: Names = Field((), max_length=100)
    published_at: Time | None = None
    language: Name | None = Field(None, description="ISO 639-1, as the producer believes")
    tags: Names = Field((), max_length=1000)
    fetched_at: Time | None = Field(None, description="when the producer scraped it")
    retracted: StrictBool = Field(False, description="the article is taken back")

    @model_validator(mode="after")
    def _content_is_there(self) -> "RawArticle":
        if not self.retracted and "content" not in self.model_fields_set:
            raise ValueError("content: Field required")
        return self


class Address(Message):
    """Where an article stands. `id` is the `article_id` that this address alone gives, however spelled."""

    url: str
    id: str


class Identified(Message):
    """What every message after ingest carries unchanged."""

    article_id: str = Field(description="depends only on the article: the same article pushed twice has one")
    revision: str = Field(description="depends on all that a reader sees, and not on when it was fetched")
    delivery_id: str = Field(description="names one message on articles.raw")
    accepted_at: Time = Field(
        description="when we took it: the broker's own stamp, else the moment ingest took the message;"
        " never a producer's"
    )
    source: str | None = Field(
        None, description="the producer's, else the publisher that the page names, else the site's domain"
    )
    url: str | None = None
    external_id: str | None = None
    addresses: tuple[Address, ...] = Field(
        (), description="where the article stands: `url`, and the address that its page gives as its own"
    )
    retracted: bool = Field(False, description="the article is taken back: it has no text any more")


class IngestedArticle(Identified):
    """An admitted article: what the producer sent, with its identity."""

    content: str
    content_type: Literal["text/plain", "text/html"] = "text/plain"
    headline: str | None = None
    bylines: tuple[str, ...] = ()
    published_at: Time | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    fetched_at: Time | None = None


class Dateline(Message):
    """Where, and when where it says so, the article was filed: “NEW YORK —”."""

    place: str | None = None
    date: str | None = Field(
        None, description="ISO 8601, in the year of publication; null where that is unknown"
    )
    text: str | None = Field(None, description="as printed: “LONDON, July 15 (Reuters) -”")


class RemovalReason(StrEnum):
    """Why clean took a piece of the scrape out of the body."""

    HEADLINE = "headline"
    BYLINE = "byline"
    DATELINE = "dateline"
    CREDIT = "credit"
    CLOCK = "clock"
    NAVIGATION = "navigation"
    SHARING = "sharing"
    RELATED = "related"
    TAGS = "tags"
    COMMENTS = "comments"
    COPYRIGHT = "copyright"
    NEWSLETTER = "newsletter"
    CAPTION = "caption"
    CONSENT = "consent"
    MARKUP = "markup"


class Removed(Message):
    """A piece of the scrape that is not the article's body, and why."""

    text: str
    reason: str = Field(description="a RemovalReason; an old reader takes one that it doesn't know yet")


class CleanArticle(Identified):
    """The article, the whole article and nothing but the article: `text` is the body.

    Paragraphs of `text` are joined by a blank line. `published_at_basis` and `modified_at_basis` say who gave
    the date: `producer`, or where in the page it stood; null without a date.
    """

    headline: str | None = None
    bylines: tuple[str, ...] = ()
    dateline: Dateline | None = None
    agency: str | None = Field(None, description="the news agency that it came from, by name")
    published_at: Time | None = None
    published_at_basis: str | None = None
    modified_at: Time | None = Field(None, description="when the publisher last changed it, as it says")
    modified_at_basis: str | None = None
    publisher: str | None = Field(None, description="whose page it is, as its markup says")
    canonical_url: str | None = Field(None, description="the address that the page gives as its own")
    language: str | None = Field(None, description="ISO 639-1, found on the body")
    tags: tuple[str, ...] = ()
    text: str
    removed: tuple[Removed, ...] = ()
    word_count: int = Field(0, ge=0, description="of the body, split at white space")
    fingerprints: tuple[str, ...] = Field(
        (), description="MinHash bands of the body: near-duplicates share at least one"
    )


class EnrichedArticle(CleanArticle):
    """The clean article with what it says: who, where, when, and who said what."""

    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    dates: tuple[DateMention, ...] = ()
    places: tuple[Place, ...] = Field((), description="what the story is about most first")
    keyphrases: tuple[KeyPhrase, ...] = ()
    summary: tuple[str, ...] = Field((), description="sentences of the text, word for word")
    summary_spans: tuple[Span, ...] = Field((), description="where these sentences stand in the text")
    annotators: tuple[Annotator, ...] = ()
    annotated_chars: int | None = Field(
        None,
        ge=0,
        description="code points of the text, from its start, that the annotators read: less than all of it "
        "where it is very long; null where they read none",
    )


class ChangedBy(Message):
    """The delivery that made an article stand as it does: one of its own, or of another article."""

    reason: str = Field(
        description="arrival or retraction of article_id, or merge: it showed two stories to be one; an old "
        "reader takes one that it doesn't know yet"
    )
    article_id: str = Field(description="whose delivery it was")
    delivery_id: str


class IndexedArticle(Identified):
    """What the index made of an article: its story, and the earlier article that it repeats.

    Sent again, whole, whenever any of it changes, also by what another article does: the topic folded by key
    is what the store knows.
    """

    story_id: str | None = Field(None, description="null for a retracted article")
    duplicate_of: str | None = Field(None, description="article_id of the earliest near-duplicate")
    merged: tuple[str, ...] = Field(
        (), description="ids of stories that this article showed to be one: they are story_id from now on"
    )
    watches: tuple[str, ...] = Field((), description="names of the standing searches that find the article")
    headline: str | None = None
    published_at: Time | None = None
    indexed_at: Time
    version: int = Field(0, ge=0, description="grows with every change: the later of two messages has more")
    changed_by: ChangedBy | None = Field(None, description="what made it stand so")
