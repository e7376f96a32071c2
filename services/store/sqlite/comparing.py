"""What an article is compared with: others under the same terms, those under the most and rarest first.

Terms are drawn at random, so each of an article's fifty lies on a page of its own, and a store of 100,000
articles would write a page for each. New ones therefore go to a small table, whose pages many articles share,
and move on to the large one in order, a slice of all terms at a time (a log-structured merge of two
levels: O'Neil and others 1996).
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from heapq import nsmallest

from services.store.history import Moment
from services.store.placement import Lookalike, Neighbour, Placement
from services.store.sqlite.terms import Kind, term_of
from services.store.values import EVER, MICROSECOND, moment, number

PER_TERM = 64
"""Articles looked at under one term, the newest: it bounds what a term of ten thousand articles costs."""

SLICES = 64
"""Parts of all terms, one of which moves on at a time."""
EVERY = 100
"""Articles from one move to the next. So a term waits for 6,400 articles at most."""

_FIND = """
    SELECT article, at FROM compared_new WHERE term = :term AND at BETWEEN :since AND :until
    UNION ALL
    SELECT article, at FROM compared WHERE term = :term AND at BETWEEN :since AND :until
    ORDER BY at DESC LIMIT :limit
"""

_NEIGHBOURS = """
    SELECT number, article_id, story_id, at, traits FROM articles JOIN notes ON article = number
    WHERE number IN ({numbers})
"""


def terms_of(placement: Placement) -> list[int]:
    """The terms by which an article is compared, each once."""
    bands = (term_of(Kind.BAND, band) for band in placement.bands)
    keys = (term_of(Kind.KEY, key) for key in placement.keys)
    return list(dict.fromkeys((*bands, *keys)))


def add(connection: sqlite3.Connection, article: int, at: int, terms: Iterable[int]) -> None:
    """Let these terms find the article."""
    rows = [(term, at, article) for term in terms]
    connection.executemany("INSERT INTO compared_new VALUES (?, ?, ?)", rows)
    if article % EVERY == 0:
        _move_on(connection, article // EVERY % SLICES)


def remove(connection: sqlite3.Connection, article: int, at: int, terms: Iterable[int]) -> None:
    """Let these terms find it no more."""
    rows = [(term, at, article) for term in terms]
    for table in ("compared_new", "compared"):
        connection.executemany(f"DELETE FROM {table} WHERE term = ? AND at = ? AND article = ?", rows)  # noqa: S608 - constants


def _move_on(connection: sqlite3.Connection, part: int) -> None:
    width = 2**64 // SLICES
    ends = (EVER[0] + part * width, EVER[0] + (part + 1) * width - 1)
    connection.execute(
        "INSERT INTO compared SELECT * FROM compared_new WHERE term BETWEEN ? AND ?"
        " ORDER BY term, at, article",
        ends,
    )
    connection.execute("DELETE FROM compared_new WHERE term BETWEEN ? AND ?", ends)


def _find(connection: sqlite3.Connection, term: int, since: int, until: int) -> list[int]:
    """The newest articles under a term within a span of time, both ends included."""
    values = {"term": term, "since": since, "until": until, "limit": PER_TERM}
    return [article for article, _ in connection.execute(_FIND, values)]


def lookalikes(connection: sqlite3.Connection, bands: Sequence[str], limit: int) -> list[Lookalike]:
    """Shown articles under any of these bands."""
    shared: defaultdict[int, float] = defaultdict(float)
    for band in bands:
        for article in _find(connection, term_of(Kind.BAND, band), *EVER):
            shared[article] += 1
    return [_lookalike(connection, article) for article in _most(shared, limit)]


def neighbours(
    connection: sqlite3.Connection, keys: Sequence[str], at: datetime, window: timedelta, limit: int
) -> list[Neighbour]:
    """Shown articles around a moment that share keys; one that finds many articles counts for less."""
    shared: defaultdict[int, float] = defaultdict(float)
    middle, reach = number(at), window // MICROSECOND
    for key in keys:
        found = _find(connection, term_of(Kind.KEY, key), middle - reach, middle + reach)
        for article in found:
            shared[article] += 1 / len(found)
    best = _most(shared, limit)
    rows = connection.execute(_NEIGHBOURS.format(numbers=",".join("?" * len(best))), best)
    neighbour = {
        row["number"]: Neighbour(row["article_id"], row["story_id"], moment(row["at"]), row["traits"])
        for row in rows
    }
    return [neighbour[article] for article in best]


def _most(shared: dict[int, float], limit: int) -> list[int]:
    return nsmallest(limit, shared, key=lambda article: (-shared[article], article))


def _lookalike(connection: sqlite3.Connection, article: int) -> Lookalike:
    row = connection.execute(
        """
        SELECT a.article_id, a.headline, t.body, o.article_id AS original, o.first_at, o.first_by
        FROM articles a
        JOIN texts t ON t.rowid = a.number
        JOIN articles o ON o.article_id = coalesce(a.duplicate_of, a.article_id)
        WHERE a.number = ?
        """,
        (article,),
    ).fetchone()
    first = Moment.of(moment(row["first_at"]), row["first_by"])
    return Lookalike(row["article_id"], row["headline"], row["body"], row["original"], first)
