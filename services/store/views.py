"""What the store shows to readers: frozen, and printable as JSON by `model_dump_json`."""

from schemas import EnrichedArticle, Message, Outcome, Reason
from schemas.fields import Offset, Time


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

    `revisions` are in order of acceptance, oldest first.
    """

    story_id: str | None = None
    duplicate_of: str | None = None
    indexed_at: Time
    revisions: tuple[str, ...]


class Span(Message):
    """A piece of a snippet, in code points: what the query matched."""

    start: Offset
    end: Offset


class Hit(Message):
    """A found article. `title` is its headline, or the first words of one without.

    `score` compares hits of one search only: higher is better, 0 where there was nothing to rank by.
    """

    article_id: str
    title: str
    source: str | None
    url: str | None
    published_at: Time | None
    story_id: str
    duplicate_of: str | None
    snippet: str
    matches: tuple[Span, ...]
    score: float


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

    `first_at` and `last_at` are when they were published, or accepted where that is unknown;
    `articles` are in that order, and only there where one story was asked for.
    """

    story_id: str
    title: str
    article_count: int
    sources: tuple[str, ...]
    first_at: Time
    last_at: Time
    articles: tuple[Member, ...] = ()
