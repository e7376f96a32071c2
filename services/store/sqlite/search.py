"""Full-text search: what people type, turned into a query that FTS5 can't misread, and its hits."""

import re
import sqlite3

from services.store.interface import Filters
from services.store.sqlite import terms
from services.store.sqlite.values import CLOSES, EVER, OPENS, moment, number, storable
from services.store.views import Hit, Span

MAX_PHRASES = 64
"""Words or phrases of a query that are looked for; the rest of a 10 kB query would only cost time."""
SNIPPET = 32
"""Words of the text around what matched."""

_PIECE = re.compile(r'["“”„«»]([^"“”„«»]+)["“”„«»]|([^\s"“”„«»]+)')
_WORD = re.compile(r"[^\W_]+")


def match_query(query: str) -> str:
    """An FTS5 query of the words and “phrases” in `query`, all of which must occur; "" if it holds none.

    Each piece becomes a quoted phrase of plain words, so nothing in it is an operator: `U.S.` is
    the phrase “U S”, which is how the text was indexed too.
    """
    pieces = []
    for found in _PIECE.finditer(storable(query)):
        words = _WORD.findall(found[1] or found[2])
        if words:
            pieces.append(f'"{" ".join(words)}"')
    return " AND ".join(dict.fromkeys(pieces[:MAX_PHRASES]))


_FILTERS = """
    a.shown IS NOT NULL AND a.at BETWEEN :since AND :until
    AND (:source IS NULL OR a.source = :source)
    AND (
        :person IS NULL
        OR EXISTS (SELECT 1 FROM terms WHERE term = :person AND at = a.at AND article = a.number)
    )
    AND (
        :place IS NULL
        OR EXISTS (SELECT 1 FROM terms WHERE term = :place AND at = a.at AND article = a.number)
    )
"""

_MATCHING = f"""
    SELECT a.*, snippet(texts, 1, :opens, :closes, '…', :words) AS snippet, -texts.rank AS score
    FROM texts CROSS JOIN articles a ON a.number = texts.rowid
    WHERE texts MATCH :match AND {_FILTERS}
    ORDER BY texts.rank LIMIT :limit
"""  # noqa: S608 - constants in, a constant out: every value of a search is bound

_NEWEST = f"""
    SELECT a.*, a.opening AS snippet, 0.0 AS score FROM articles a
    WHERE {_FILTERS} ORDER BY a.at DESC, a.number DESC LIMIT :limit
"""  # noqa: S608 - as above


def search(connection: sqlite3.Connection, query: str, limit: int, filters: Filters) -> list[Hit]:
    """Articles that match, best first."""
    match = match_query(query)
    if query.strip() and not match:
        return []
    values = {
        **_bound(filters),
        "match": match,
        "limit": limit,
        "words": SNIPPET,
        "opens": OPENS,
        "closes": CLOSES,
    }
    return [_hit(row) for row in connection.execute(_MATCHING if match else _NEWEST, values)]


def _bound(filters: Filters) -> dict[str, str | int | None]:
    person, place, source = filters.get("person"), filters.get("place"), filters.get("source")
    since, until = filters.get("since"), filters.get("until")
    return {
        "person": None if person is None else terms.person(storable(person)),
        "place": None if place is None else terms.place(storable(place)),
        "source": None if source is None else storable(source),
        "since": EVER[0] if since is None else number(since),
        "until": EVER[1] if until is None else number(until),
    }


def _hit(row: sqlite3.Row) -> Hit:
    snippet, matches = _read_marks(row["snippet"])
    return Hit(
        article_id=row["article_id"],
        title=row["headline"] or row["opening"],
        source=row["source"],
        url=row["url"],
        published_at=None if row["published_at"] is None else moment(row["published_at"]),
        story_id=row["story_id"],
        duplicate_of=row["duplicate_of"],
        snippet=snippet,
        matches=matches,
        score=round(row["score"], 4),
    )


def _read_marks(marked: str) -> tuple[str, tuple[Span, ...]]:
    """The snippet without its marks, and where they stood."""
    text, matches = "", []
    for piece in marked.split(OPENS):
        matched, closed, after = piece.partition(CLOSES)
        if closed:
            matches.append(Span(start=len(text), end=len(text) + len(matched)))
        text += matched + after
    return text, tuple(matches)
