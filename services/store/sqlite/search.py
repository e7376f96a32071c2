"""Full-text search.

Ranking costs time for each article that has the words, and some words are in nearly all: so the `RANKED`
newest that have them are ranked among each other, after them the next newest, and so on. Most questions have
fewer answers than that, and rank (bm25) alone decides; a word that everything has is answered with the best
of the news. All answers can be paged through, and no page costs as much as the store is large.
"""

import sqlite3
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from services.store.cursors import PageRequest, read_cursor, write_cursor
from services.store.interface import Filters
from services.store.snippets import PIECE, mark_piece, snippet
from services.store.sqlite import addresses
from services.store.sqlite.browse import START, browse
from services.store.sqlite.copies import Leaders, copies_of
from services.store.sqlite.fts import IN_SPAN, FtsQuery, fts_query
from services.store.sqlite.retrieval import listed
from services.store.values import CLOSES, EVER, OPENS, fitting
from services.store.views import Hit, SearchPage

RANKED = 2_000
"""Articles that are ranked among each other."""
NARROW = 20_000
"""Articles up to which a span of time is worth being turned into a range of rows first."""

BY_TIME, BY_RANK = "search without words", "search"
"""Kinds of cursors."""

_ROWS = "texts MATCH :match AND texts.rowid BETWEEN :low AND :high"
_NEWEST_FIRST = "ORDER BY texts.rowid DESC LIMIT :limit"
_TIMED = f"""
    FROM texts CROSS JOIN articles a ON a.number = texts.rowid
    WHERE {_ROWS} AND {IN_SPAN.format(at="a.at")} {_NEWEST_FIRST}
"""
_SCORED = "SELECT texts.rowid AS row, -bm25(texts, 4.0, 1.0, 2.0, 0.0) AS score"
_BLOCK = f"{_SCORED} FROM texts WHERE {_ROWS} {_NEWEST_FIRST}"
_TIMED_BLOCK = _SCORED + _TIMED
_COUNTED = "a.named, a.at, a.duplicate_of IS NOT NULL AS repeats"
_MATCHES = f"SELECT {_COUNTED} {_TIMED}"
_MARKED = """
    SELECT iif(length(body) <= :piece, highlight(texts, 1, :opens, :closes), NULL),
        iif(length(body) <= :piece, '', body)
    FROM texts WHERE texts MATCH :match AND rowid = :row
"""


class _Ranked(NamedTuple):
    """An article that matches: where the block begins in which it is ranked, how well it matches, its row."""

    top: int
    score: float
    row: int


def search(connection: sqlite3.Connection, query: str, wanted: PageRequest, filters: Filters) -> SearchPage:
    """A page of the articles that match, or of one for each group of near-duplicates.

    `score` is FTS5's bm25, which counts a word that is in more than half of all articles for a millionth: it
    decides only where nothing else does, and its scores look like 0.000002.
    """
    asked = fts_query(query, filters)
    if asked is None:
        return SearchPage(hits=())
    return (_by_rank if asked.words else _by_time)(connection, asked, wanted)


def matches(
    connection: sqlite3.Connection, query: str, filters: Filters, limit: int
) -> Iterator[sqlite3.Row]:
    """Of the newest articles that match their terms, packed, their place, and whether they repeat another."""
    asked = fts_query(query, filters)
    if asked is None:
        return iter(())
    if not asked.words:
        return browse(connection, asked, _COUNTED, START, limit)
    values = {"match": asked.match, "limit": limit, **_rows(connection, asked)}
    return connection.execute(_MATCHES, values)


def _by_time(connection: sqlite3.Connection, asked: FtsQuery, wanted: PageRequest) -> SearchPage:
    start = START
    if wanted.after is not None:
        at, row = read_cursor(BY_TIME, wanted.after, int, int)
        start = (fitting(at), fitting(row))
    matching = browse(connection, asked, "a.*", start, -1)
    if wanted.collapse:
        matching = filter(Leaders(connection, asked).has, matching)
    rows = list(islice(matching, wanted.limit + 1))
    page = rows[: wanted.limit]
    more = len(rows) > wanted.limit
    end = write_cursor(BY_TIME, page[-1]["at"], page[-1]["number"]) if page and more else None
    hits = (_hit(each, each["opening"], 0.0, _others(connection, each, wanted)) for each in page)
    return SearchPage(hits=tuple(hits), next=end)


def _by_rank(connection: sqlite3.Connection, asked: FtsQuery, wanted: PageRequest) -> SearchPage:
    last = None
    if wanted.after is not None:
        top, score, row = read_cursor(BY_RANK, wanted.after, int, float, int)
        last = _Ranked(int(fitting(top)), fitting(score), int(fitting(row)))
    leaders = Leaders(connection, asked)
    matching = ((each, _row(connection, each)) for each in _ranked(connection, asked, last))
    leading = ((each, row) for each, row in matching if not wanted.collapse or leaders.has(row))
    found = list(islice(leading, wanted.limit + 1))
    page = found[: wanted.limit]
    more = len(found) > wanted.limit
    hits = (
        _hit(row, _marked(connection, asked, row), each.score, _others(connection, row, wanted))
        for each, row in page
    )
    return SearchPage(hits=tuple(hits), next=write_cursor(BY_RANK, *page[-1][0]) if page and more else None)


def _ranked(connection: sqlite3.Connection, asked: FtsQuery, last: _Ranked | None) -> Iterator[_Ranked]:
    """All that match after `last`: the best of the newest block first, then the best of the next one."""
    values = {"match": asked.match, "limit": RANKED, **_rows(connection, asked)}
    if last is not None:
        values["high"] = min(int(values["high"]), last.top)
    while rows := connection.execute(_TIMED_BLOCK if asked.timed else _BLOCK, values).fetchall():
        top = rows[0]["row"]
        ranked = (_Ranked(top, row["score"], row["row"]) for row in rows)
        for each in sorted(ranked, key=_order):
            if last is None or _order(each) > _order(last):
                yield each
        if len(rows) < RANKED:
            return
        last, values["high"] = None, rows[-1]["row"] - 1


def _order(ranked: _Ranked) -> tuple[float, int]:
    return (-ranked.score, -ranked.row)


def _rows(connection: sqlite3.Connection, asked: FtsQuery) -> dict[str, int | str]:
    """The span of time, and the range of rows in which its articles lie.

    Articles mostly come in the order of their publication: those of a short span lie together.
    """
    low, high = EVER
    if asked.timed:
        count, first, last = connection.execute(
            "SELECT count(*), min(number), max(number) FROM (SELECT number FROM articles"
            " WHERE shown IS NOT NULL AND at BETWEEN ? AND ? LIMIT ?)",
            (asked.since, asked.until, NARROW),
        ).fetchone()
        if count < NARROW:
            low, high = (first, last) if count else (1, 0)
    return {**asked.span, "low": low, "high": high}


def _row(connection: sqlite3.Connection, found: _Ranked) -> sqlite3.Row:
    row: sqlite3.Row = connection.execute("SELECT * FROM articles WHERE number = ?", (found.row,)).fetchone()
    return row


def _marked(connection: sqlite3.Connection, asked: FtsQuery, row: sqlite3.Row) -> str:
    marked, text = connection.execute(
        _MARKED,
        {"opens": OPENS, "closes": CLOSES, "match": asked.match, "row": row["number"], "piece": PIECE},
    ).fetchone()
    return marked or mark_piece(text, asked.words)


def _others(connection: sqlite3.Connection, row: sqlite3.Row, wanted: PageRequest) -> dict[str, Any]:
    """What a hit tells of its article's other addresses, and of the other articles of its group."""
    urls = (each.url for each in addresses.known(connection, row["number"]))
    told: dict[str, Any] = {"addresses": tuple(url for url in urls if url != row["url"])}
    return told | copies_of(connection, row) if wanted.collapse else told


def _hit(row: sqlite3.Row, marked: str, score: float, others: dict[str, Any]) -> Hit:
    shown, spans = snippet(marked)
    return Hit(
        **listed(row),
        story_id=row["story_id"],
        duplicate_of=row["duplicate_of"],
        snippet=shown,
        matches=spans,
        score=score,
        **others,
    )
