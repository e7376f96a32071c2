"""What the store shows to readers: frozen, and printable as JSON by `model_dump_json`."""

import re
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from schemas import EnrichedArticle, Message, Outcome, Reason
from schemas.fields import Name, Offset, Time


class Journey(Message):
    """What became of one delivery; `outcome` is None while it is on the line.

    `conflict`: stages said two different ends of it, which only a fault can explain.
    """

    delivery_id: str
    article_id: str | None
    revision: str | None
    opened_at: Time
    outcome: Outcome | None = None
    stage: str | None = None
    reason: Reason | None = None
    detail: str | None = None
    ended_at: Time | None = None
    conflict: bool = False


class StoredArticle(EnrichedArticle):
    """An article as the store holds it. One that was taken back has no text; its revisions still do.

    `revisions` are in order of acceptance, oldest first; `addresses` are all under which it came, from any
    delivery.
    """

    story_id: str | None = None
    duplicate_of: str | None = None
    watches: tuple[str, ...] = ()
    indexed_at: Time
    revisions: tuple[str, ...]

    @property
    def printed_dateline(self) -> str | None:
        """Where and when the article was filed, as it says; of an older one its place and its date."""
        if self.dateline is None:
            return None
        printed = getattr(self.dateline, "text", None)
        return printed or " ".join(filter(None, (self.dateline.place, self.dateline.date))) or None


class Span(Message):
    """A piece of a snippet, in code points: what the query matched."""

    start: Offset
    end: Offset


class CopyAddress(Message):
    """A near-duplicate of a hit: `headline` is its own, or its first words."""

    article_id: str
    source: str | None
    url: str | None
    headline: str
    published_at: Time | None
    accepted_at: Time


class Hit(Message):
    """A found article. `title` is its headline, or the first words of one without.

    `source` is whose it is, as far as anyone says: the producer, else the page's publisher, else its domain.
    `addresses` are others at which it stands (AMP, print).
    Without `published_at` it is undated, and `accepted_at` is when it was seen. `score` compares hits of one
    search only: higher is better, 0 where there was nothing to rank by.

    Where near-duplicates are one hit, `copies` are the others of its group, whatever the search asks: the
    original first, then as they came, the first few of `copies_total`, which other sources, `copies_sources`
    of them, run. Empty and 0 where each article is a hit of its own.
    """

    article_id: str
    title: str
    source: str | None
    url: str | None
    published_at: Time | None
    accepted_at: Time
    story_id: str
    duplicate_of: str | None
    snippet: str
    matches: tuple[Span, ...]
    score: float
    addresses: tuple[str, ...] = ()
    copies: tuple[CopyAddress, ...] = ()
    copies_total: int = Field(0, ge=0)
    copies_sources: int = Field(0, ge=0)


class SearchPage(Message):
    """A page of a search; `next` asks for the page after it, None on the last."""

    hits: tuple[Hit, ...]
    next: str | None = None


class Count(Message):
    """In how many articles something stands."""

    value: str
    articles: int = Field(ge=0)


class Facets(Message):
    """Who and what the articles of a search name, of whom they are, and from which days (UTC, newest first).

    `articles` is how many were counted, each for itself, also where near-duplicates are one hit; `more`
    whether the search finds others besides. `copies` of them repeat an original; `undated` have no date, and
    so no day.
    """

    articles: int = Field(ge=0)
    more: bool
    copies: int = Field(0, ge=0)
    undated: int = Field(0, ge=0)
    people: tuple[Count, ...]
    places: tuple[Count, ...]
    organisations: tuple[Count, ...]
    sources: tuple[Count, ...]
    days: tuple[Count, ...]


class QuoteHit(Message):
    """A quotation with the article that it stands in, which was seen at `accepted_at`."""

    speaker: str
    text: str
    cue: str | None
    article_id: str
    title: str
    source: str | None
    url: str | None
    published_at: Time | None
    accepted_at: Time


class Quotes(Message):
    """A page of quotations; `next` asks for the page after it, None on the last."""

    quotes: tuple[QuoteHit, ...]
    next: str | None = None


class Member(Message):
    """An article in its story."""

    article_id: str
    title: str
    source: str | None
    url: str | None
    published_at: Time | None
    accepted_at: Time
    duplicate_of: str | None


class Story(Message):
    """Articles about one event. `title` is that of the earliest article with a headline.

    `weight` is what stories are ranked by; `growth` tells the articles of each day (UTC, oldest first), those
    without a date left out; `sources` are those of most articles first. `first_at` and `last_at` are when the
    articles were published; where none of them has a date, the story is not `dated`, and they are when the
    articles were seen. `articles` are in that order, those without a date first, and only there where one
    story was asked for. `merged` are the ids of stories that turned out to be this one.
    """

    story_id: str
    title: str
    article_count: int
    sources: tuple[str, ...]
    first_at: Time
    last_at: Time
    dated: bool = True
    weight: float
    growth: tuple[Count, ...] = ()
    merged: tuple[str, ...] = ()
    articles: tuple[Member, ...] = ()


class Stories(Message):
    """A page of stories; `next` asks for the page after it, None on the last."""

    stories: tuple[Story, ...]
    next: str | None = None


WATCH_NAME = r"^[a-z0-9][a-z0-9_-]{0,63}$"
"""A regular expression."""


def _watch_name(name: str) -> str:
    if not re.fullmatch(WATCH_NAME.removesuffix("$"), name):
        raise ValueError("give up to 64 small letters, digits, - and _, a letter or digit first")
    return name


WatchName = Annotated[str, AfterValidator(_watch_name), Field(json_schema_extra={"pattern": WATCH_NAME})]


class Watch(Message):
    """A standing search: an article that it finds is marked with its name as it is indexed.

    `query` and the filters mean what they mean in a search; one without any would mark everything: refused.
    """

    model_config = ConfigDict(extra="forbid")

    name: WatchName
    query: str = Field("", max_length=1000)
    person: Name | None = None
    place: Name | None = None
    organisation: Name | None = None
    source: Name | None = None

    @model_validator(mode="after")
    def _asks_something(self) -> "Watch":
        if not (self.query.strip() or self.person or self.place or self.organisation or self.source):
            raise ValueError("query: a watch needs words or a filter")
        return self
