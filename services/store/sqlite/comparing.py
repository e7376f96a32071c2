"""What an article is compared with: others under the same terms, those under the most and rarest first.

Terms are drawn at random, so each of an article's forty lies on a page of its own, and a store of 100,000
articles would write a page for each. New ones therefore go to a small table, whose pages many articles share,
and move on to the large one in order, a slice of all terms at a time (a log-structured merge of two
levels: O'Neil and others 1996). A term is a number of 47 bits, drawn from a band or a key: six bytes in the
file. Where two share one, an article more is compared, and found to be unlike.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from heapq import nsmallest
from operator import neg

from services.store.candidates import DuplicateCandidate, IndexEntry, StoryCandidate
from services.store.history import Moment
from services.store.interface import PER_TERM
from services.store.sqlite.terms import pack_terms, unpack_terms
from services.store.values import MICROSECOND, moment, number

BITS = 47
SLICES = 64
"""Parts of all terms, one of which moves on at a time."""
EVERY = 100
"""Articles from one move to the next. So a term waits for 6,400 articles at most."""
ANY_TIME = 0
"""The time under which bands stand, which are asked for without one: it takes no room in the file."""

# for all terms at once: each of forty questions alone costs more than its answer
_FIND = """
    SELECT (
        SELECT group_concat(article) FROM (
            SELECT article, at FROM compared_new WHERE term = each.value AND at BETWEEN :since AND :until
            UNION ALL
            SELECT article, at FROM compared WHERE term = each.value AND at BETWEEN :since AND :until
            ORDER BY at DESC, article DESC LIMIT :limit
        )
    )
    FROM json_each(:terms) each
"""

_NEIGHBOURS = """
    SELECT article_id, coalesce(target, candidates.story_id), at, traits
    FROM json_each(:articles) best CROSS JOIN candidates ON article = best.value
    LEFT JOIN merged ON merged.story_id = candidates.story_id
"""


def add(connection: sqlite3.Connection, article: int, at: int, story_id: str, placement: IndexEntry) -> None:
    """Let others be compared with an article."""
    terms = list(dict.fromkeys((*map(_band, placement.lsh_bands), *map(_key, placement.lookup_terms))))
    row = (article, placement.article.article_id, story_id, at, placement.features)
    connection.execute("INSERT INTO candidates VALUES (?, ?, ?, ?, ?)", row)
    connection.execute("INSERT INTO compared_by VALUES (?, ?)", (article, pack_terms(terms)))
    connection.executemany("INSERT INTO compared_new VALUES (?, ?, ?)", _rows(article, at, terms))
    if article % EVERY == 0:
        _move_on(connection, article // EVERY % SLICES)


def remove(connection: sqlite3.Connection, article: int) -> None:
    """Let none be compared with it any more."""
    found = connection.execute(
        "SELECT at, terms FROM candidates JOIN compared_by USING (article) WHERE article = ?", (article,)
    ).fetchone()
    rows = _rows(article, found["at"], unpack_terms(found["terms"]))
    for table in ("compared_new", "compared"):
        connection.executemany(f"DELETE FROM {table} WHERE term = ? AND at = ? AND article = ?", rows)  # noqa: S608 - constants
    for table in ("candidates", "compared_by"):
        connection.execute(f"DELETE FROM {table} WHERE article = ?", (article,))  # noqa: S608 - constants


def _move_on(connection: sqlite3.Connection, part: int) -> None:
    width = 2**BITS // SLICES
    ends = (part * width, (part + 1) * width - 1)
    connection.execute(
        "INSERT INTO compared SELECT * FROM compared_new WHERE term BETWEEN ? AND ?"
        " ORDER BY term, at, article",
        ends,
    )
    connection.execute("DELETE FROM compared_new WHERE term BETWEEN ? AND ?", ends)


@lru_cache(10_000)
def _term(value: str) -> int:
    """An even number. An article is looked up and then stored: its terms are asked for twice."""
    drawn = int.from_bytes(blake2b(value.encode(errors="replace"), digest_size=6).digest(), "big")
    return drawn >> 2 << 1


def _band(value: str) -> int:
    return _term(value)


def _key(value: str) -> int:
    return _term(value) + 1


def _rows(article: int, at: int, terms: Iterable[int]) -> list[tuple[int, int, int]]:
    return [(term, at if term % 2 else ANY_TIME, article) for term in terms]


def _find(
    connection: sqlite3.Connection, terms: Iterable[int], since: int, until: int
) -> Iterator[list[int]]:
    """For each term the newest articles under it within a span of time, both ends included."""
    values = {"terms": json.dumps(list(terms)), "since": since, "until": until, "limit": PER_TERM}
    for (found,) in connection.execute(_FIND, values):
        if found:
            yield [int(article) for article in str(found).split(",")]


def duplicate_candidates(
    connection: sqlite3.Connection, bands: Sequence[str], limit: int
) -> list[DuplicateCandidate]:
    """Shown articles under any of these bands."""
    shared: defaultdict[int, float] = defaultdict(float)
    for found in _find(connection, map(_band, bands), ANY_TIME, ANY_TIME):
        for article in found:
            shared[article] += 1
    return [_lookalike(connection, article) for article in _most(shared, limit)]


def story_candidates(
    connection: sqlite3.Connection, keys: Sequence[str], at: datetime, window: timedelta, limit: int
) -> list[StoryCandidate]:
    """Shown articles around a moment that share keys; one that finds many articles counts for less."""
    shared: defaultdict[int, float] = defaultdict(float)
    middle, reach = number(at), window // MICROSECOND
    for found in _find(connection, map(_key, keys), middle - reach, middle + reach):
        share = 1 / len(found)
        for article in found:
            shared[article] += share
    rows = connection.execute(_NEIGHBOURS, {"articles": json.dumps(_most(shared, limit))})
    return [
        StoryCandidate(article_id, story_id, moment(when), traits)
        for article_id, story_id, when, traits in rows
    ]


def _most(shared: dict[int, float], limit: int) -> list[int]:
    """Those with the highest number, of equal ones the oldest."""
    return [article for _, article in nsmallest(limit, zip(map(neg, shared.values()), shared, strict=True))]


def _lookalike(connection: sqlite3.Connection, article: int) -> DuplicateCandidate:
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
    return DuplicateCandidate(row["article_id"], row["headline"], row["body"], row["original"], first)
