"""Who said what: the quotations of shown articles whose speaker is known by name."""

import sqlite3
from collections import Counter

from schemas import EnrichedArticle
from services.store.cursors import read_cursor, write_cursor
from services.store.interface import COUNTED
from services.store.sqlite.facets import told
from services.store.sqlite.retrieval import listed
from services.store.sqlite.terms import TermKind, kind_of, term_of, unpack_terms
from services.store.values import EVER, fitting
from services.store.views import Count, QuoteHit, Quotes

KIND = "quotes"
"""Of cursors."""

_SAID = """
    SELECT q.*, a.article_id, a.headline, a.opening, a.source, a.url, a.published_at,
        a.accepted_at
    FROM {tables} AND a.duplicate_of IS NULL
    AND ({at}, {article}) <= (:at, :article) AND (({at}, {article}) < (:at, :article) OR q.place > :place)
    ORDER BY {at} DESC, {article} DESC, q.place LIMIT :limit
"""
# the index that is read must also give the order, or all quotations would be sorted for a page of them
_ONE = _SAID.format(
    tables="quotes q CROSS JOIN articles a ON a.number = q.article WHERE q.term = :term",
    at="q.at",
    article="q.article",
)
_ALL = _SAID.format(
    tables="articles a CROSS JOIN quotes q ON q.article = a.number WHERE a.shown IS NOT NULL",
    at="a.at",
    article="a.number",
)


def add(connection: sqlite3.Connection, article: int, at: int, shown: EnrichedArticle) -> None:
    """Keep what is said in an article by somebody whose name is known."""
    connection.executemany(
        "INSERT INTO quotes VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                article,
                place,
                at,
                term_of(TermKind.SPEAKER, quote.speaker),
                quote.speaker,
                quote.text,
                quote.cue,
            )
            for place, quote in enumerate(shown.quotes)
            if quote.speaker
        ],
    )


def quotes(connection: sqlite3.Connection, speaker: str | None, limit: int, after: str | None) -> Quotes:
    """A page of quotations, newest first."""
    at, article, place = (EVER[1], EVER[1], -1) if after is None else read_cursor(KIND, after, int, int, int)
    rows = connection.execute(
        _ALL if speaker is None else _ONE,
        {
            "term": None if speaker is None else term_of(TermKind.SPEAKER, speaker),
            "at": fitting(at),
            "article": fitting(article),
            "place": fitting(place),
            "limit": limit + 1,
        },
    ).fetchall()
    page, more = rows[:limit], len(rows) > limit
    end = (
        write_cursor(KIND, page[-1]["at"], page[-1]["article"], page[-1]["place"]) if page and more else None
    )
    return Quotes(quotes=tuple(_said(row) for row in page), next=end)


def speakers(connection: sqlite3.Connection, limit: int) -> list[Count]:
    """Who is quoted in most of the newest articles."""
    rows = connection.execute(
        "SELECT named FROM articles WHERE shown IS NOT NULL AND duplicate_of IS NULL"
        " ORDER BY at DESC LIMIT ?",
        (COUNTED,),
    )
    counts = Counter(unpack_terms(b"".join(named for (named,) in rows)))
    return list(told(connection, {t: n for t, n in counts.items() if kind_of(t) is TermKind.SPEAKER}, limit))


def _said(row: sqlite3.Row) -> QuoteHit:
    return QuoteHit(
        speaker=row["speaker"],
        text=row["text"],
        cue=row["cue"],
        **listed(row),
    )
