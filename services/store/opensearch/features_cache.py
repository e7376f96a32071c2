"""What an article is compared by, as its document holds it, and what a store remembers of that."""

import json
from base64 import b64decode, b64encode
from collections import OrderedDict
from functools import lru_cache
from typing import NamedTuple

from services.store.opensearch.documents import Document

REMEMBERED = 20_000
"""Articles whose traits are remembered, some 3 KB each."""


class Candidate(NamedTuple):
    """A shown article, as far as ranking needs it."""

    article_id: str
    number: int
    at: int
    story_id: str
    revision: str
    keys: tuple[str, ...]


def write_candidate(document: Document) -> str:
    """The doc value of a shown article."""
    found_by = document.found_by
    values = [
        document.article_id,
        document.number,
        found_by["at"],
        found_by["story_id"],
        document.shown,
        found_by["keys"],
    ]
    return b64encode(json.dumps(values, separators=(",", ":")).encode()).decode()


@lru_cache(maxsize=2 * REMEMBERED)
def read_candidate(value: str) -> Candidate:
    """What was written; doc values come without padding."""
    article_id, number, at, story_id, revision, keys = json.loads(b64decode(value + "=="))
    return Candidate(article_id, number, at, story_id, revision, tuple(keys))


class FeaturesCache:
    """The traits of articles, by article and revision: what is remembered never changes, only gives way."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, str], str] = OrderedDict()

    def find(self, candidate: Candidate) -> str | None:
        """The traits of an article, where they are known."""
        return self._known.get((candidate.article_id, candidate.revision))

    def learn(self, candidate: Candidate, traits: str) -> None:
        """Remember them."""
        self._known[candidate.article_id, candidate.revision] = traits

    def trim(self) -> None:
        """Forget those that were learnt first; between batches, since a batch relies on what it learnt."""
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
