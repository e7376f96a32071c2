"""What people ask, as OpenSearch's query: search, facets and watches ask the same of the same fields."""

from typing import Any, NamedTuple

from services.store.interface import Filters
from services.store.opensearch.documents import FILTERS, term_of
from services.store.order import DATED, seen_until
from services.store.phrases import phrases_of
from services.store.values import number, storable

FIELDS = ("headline^4", "body", "names^2")
"""Where words are looked for, and what a match there counts."""
NOTHING: dict[str, Any] = {"match_none": {}}

Phrases = tuple[tuple[str, ...], ...]


class SearchQuery(NamedTuple):
    """A search: its phrases, and what must hold besides."""

    phrases: Phrases
    filters: tuple[dict[str, Any], ...]

    def query(self, *also: dict[str, Any]) -> dict[str, Any]:
        """The query of it all."""
        return {"bool": {"must": [_phrase(each) for each in self.phrases], "filter": [*self.filters, *also]}}


def search_query(query: str, filters: Filters) -> SearchQuery | None:
    """What a search asks; None where no article can answer: a query without any word."""
    phrases = tuple(phrases_of(storable(query)))
    if query.strip() and not phrases:
        return None
    told: list[dict[str, Any]] = []
    for name, kind in FILTERS.items():
        value = filters.get(name)
        if value is not None:
            told.append({"term": {kind: term_of(kind, str(value))}})
    span: dict[str, int] = {}
    seen: list[dict[str, Any]] = []
    since, until = filters.get("since"), filters.get("until")
    if since is not None:
        span["gte"] = number(since)
    if until is not None:
        span["lte"] = number(until)
        span.setdefault("gte", DATED)
        if since is None:
            seen.append({"range": {"place": {"lte": seen_until(number(until))}}})
    if span:
        told.append({"bool": {"should": [{"range": {"place": span}}, *seen], "minimum_should_match": 1}})
    return SearchQuery(phrases, tuple(told))


def _phrase(words: tuple[str, ...]) -> dict[str, Any]:
    # the sum over the fields, as FTS5's bm25 has it
    match = {"query": " ".join(words), "fields": FIELDS, "type": "phrase", "tie_breaker": 1.0}
    return {"multi_match": match}
