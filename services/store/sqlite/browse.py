"""Articles without regard to words, newest first: read from the index of the rarest thing asked for."""

import sqlite3
from collections.abc import Iterator

from services.store.sqlite.fts import IN_SPAN, FtsQuery
from services.store.values import EVER

RARER_TERM_UP_TO = 2_000
"""Articles up to which it matters which of two terms is rarer."""

Place = tuple[float, float]
"""Where a page ended: the moment of its last article, and its row."""
START: Place = (EVER[1], EVER[1])

_ALL = """
    SELECT {columns} FROM articles a
    WHERE a.shown IS NOT NULL AND {in_span} AND (a.at < :at OR a.number < :row)
    ORDER BY a.at DESC, a.number DESC LIMIT :limit
"""
_UNDER = """
    SELECT {columns} FROM terms t CROSS JOIN articles a ON a.number = t.article
    WHERE t.term = :rarest AND {in_span} AND (t.at < :at OR t.article < :row) {also}
    ORDER BY t.at DESC, t.article DESC LIMIT :limit
"""
_ALSO = "AND EXISTS (SELECT 1 FROM terms WHERE term = :also{place} AND at = t.at AND article = t.article)"


def browse(
    connection: sqlite3.Connection, asked: FtsQuery, columns: str, after: Place, limit: int
) -> Iterator[sqlite3.Row]:
    """Those columns of the articles, `a`, that a question without words is for; a `limit` of -1 is none."""
    at, row = after
    values = {**asked.span, "until": min(asked.until, at), "at": at, "row": row, "limit": limit}
    if not asked.terms:
        return connection.execute(_ALL.format(columns=columns, in_span=IN_SPAN.format(at="a.at")), values)
    terms = asked.terms
    if len(terms) > 1:
        terms = tuple(sorted(terms, key=lambda term: _frequency(connection, term)))
    values["rarest"] = terms[0]
    values |= {f"also{place}": term for place, term in enumerate(terms[1:])}
    also = " ".join(_ALSO.format(place=place) for place in range(len(terms) - 1))
    return connection.execute(
        _UNDER.format(columns=columns, in_span=IN_SPAN.format(at="t.at"), also=also), values
    )


def _frequency(connection: sqlite3.Connection, term: int) -> int:
    """In how many articles a term is, counted up to `COMPARED`."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM terms WHERE term = ? LIMIT ?)"
    return int(connection.execute(sql, (term, RARER_TERM_UP_TO)).fetchone()[0])
