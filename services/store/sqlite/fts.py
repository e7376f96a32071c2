"""An article as the full-text index holds it, and what people type as a question to it.

The one place for both: search and watches ask the same of the same.
"""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from schemas import EnrichedArticle
from services.store.interface import Filters
from services.store.order import DATED, seen_until
from services.store.phrases import phrases_of
from services.store.sqlite.terms import FILTERS, term_of
from services.store.values import EVER, mark, number, searchable, storable

IN_SPAN = "{at} BETWEEN :since AND :until AND ({at} >= :dated OR {at} <= :seen)"
"""Whether the article that stands at `at` is of the span of time that a question asks for."""


class FtsQuery(NamedTuple):
    """A search as the store asks it: words and phrases, quoted for FTS5; terms of filters; a span of time."""

    words: tuple[str, ...]
    terms: tuple[int, ...]
    since: int = EVER[0]
    until: int = EVER[1]

    @property
    def timed(self) -> bool:
        """Whether it asks for a span of time."""
        return (self.since, self.until) != EVER

    @property
    def span(self) -> dict[str, int]:
        """The parameters of `IN_SPAN`."""
        seen = seen_until(self.until)
        return {"since": self.since, "until": self.until, "dated": DATED, "seen": seen}

    @property
    def match(self) -> str:
        """The FTS5 query of both."""
        marks = (f'"{mark(term)}"' for term in self.terms)
        return " AND ".join((*self.words, *marks))


def fts_query(query: str, filters: Filters) -> FtsQuery | None:
    """What a search asks; None where no article can answer: a query without any word."""
    # each a quoted phrase of plain words: nothing in it is an operator of FTS5
    words = tuple(f'"{" ".join(phrase)}"' for phrase in phrases_of(storable(query)))
    if query.strip() and not words:
        return None
    asked = ((kind, filters.get(name)) for name, kind in FILTERS.items())
    terms = tuple(term_of(kind, str(value)) for kind, value in asked if value is not None)
    since, until = filters.get("since"), filters.get("until")
    return FtsQuery(
        words,
        terms,
        EVER[0] if since is None else number(since),
        EVER[1] if until is None else number(until),
    )


def add(connection: sqlite3.Connection, rowid: int, article: EnrichedArticle, terms: Iterable[int]) -> None:
    """Let the full-text index hold an article, marked with its terms."""
    names = "\n".join(entity.name for entity in article.entities)
    row = (article.headline or "", article.text, names)
    connection.execute(
        "INSERT INTO texts (rowid, headline, body, names, marks) VALUES (?, ?, ?, ?, ?)",
        (rowid, *(searchable(text) for text in row), " ".join(mark(term) for term in terms)),
    )
