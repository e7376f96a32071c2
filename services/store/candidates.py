"""What passes between the index stage and the store when an article takes its place among the others."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from schemas import EnrichedArticle
from services.store.history import Moment


@dataclass(frozen=True)
class CandidateQuery:
    """What settling one article will ask the store, as far as it is known before."""

    article_id: str
    lsh_bands: tuple[str, ...]
    lookup_terms: tuple[str, ...]
    at: datetime
    window: timedelta


@dataclass(frozen=True)
class IndexEntry:
    """An article that search and stories are to show.

    `bands` and `keys` are terms under which later articles find it: as a near-duplicate, and as
    one of their story. `at` is the moment the story is about, UTC. `traits` is the index stage's
    own note for its comparison; the store only keeps it.
    """

    article: EnrichedArticle
    at: datetime
    story_id: str
    duplicate_of: str | None
    lsh_bands: tuple[str, ...]
    lookup_terms: tuple[str, ...]
    features: str


@dataclass(frozen=True)
class DuplicateCandidate:
    """A shown article that may be a near-duplicate, with the original of its group (maybe itself)."""

    article_id: str
    headline: str | None
    text: str
    original: str
    original_moment: Moment


@dataclass(frozen=True)
class StoryCandidate:
    """A shown article that may be of the same story."""

    article_id: str
    story_id: str
    at: datetime
    features: str
