"""Near-duplicates as one hit: which article of a group stands for it, and which are the others.

Which one leads depends on the question and not on the page: so pages hold each group once, and lose none.
"""

import sqlite3
from typing import Any

from services.store.interface import COPIES
from services.store.sqlite.fts import IN_SPAN, FtsQuery
from services.store.sqlite.retrieval import listed
from services.store.views import CopyAddress

_FIRST = """
    SELECT a.number FROM articles a
    WHERE a.{column} = :original AND {in_span} {also} ORDER BY a.number LIMIT 1
"""
_MATCHES = "AND EXISTS (SELECT 1 FROM texts WHERE texts MATCH :match AND texts.rowid = a.number)"
_ORIGINAL = "SELECT * FROM articles WHERE article_id = :original AND number <> :row"
_COPIES = (
    "SELECT * FROM articles WHERE duplicate_of = :original AND number <> :row ORDER BY number LIMIT :limit"
)
_COUNT = """
    SELECT count(*), count(DISTINCT nullif(source, :source)) FROM articles
    WHERE (article_id = :original OR duplicate_of = :original) AND number <> :row
"""


class Leaders:
    """Of each group the article that stands for it among those that a question finds.

    The original where it is found, else the copy that came first. An original is always shown: where one is
    taken back, the earliest of its copies is the original of the others.
    """

    def __init__(self, connection: sqlite3.Connection, asked: FtsQuery) -> None:
        self._connection = connection
        self._asked = asked
        self._leaders: dict[str, int] = {}

    def has(self, row: sqlite3.Row) -> bool:
        """Whether an article that the question finds, a row of `articles`, stands for its group."""
        original = row["duplicate_of"]
        if original is None:
            return True
        if original not in self._leaders:
            self._leaders[original] = self._find(original)
        return self._leaders[original] == int(row["number"])

    def _find(self, original: str) -> int:
        also = _MATCHES if self._asked.match else ""
        values = {**self._asked.span, "original": original, "match": self._asked.match}
        for column in ("article_id", "duplicate_of"):
            found = self._connection.execute(
                _FIRST.format(column=column, in_span=IN_SPAN.format(at="a.at"), also=also), values
            ).fetchone()
            if found is not None:
                return int(found["number"])
        return -1


def copies_of(connection: sqlite3.Connection, row: sqlite3.Row) -> dict[str, Any]:
    """What a hit tells of the other articles of its group; the hit's is a row of `articles`."""
    original = row["duplicate_of"] or row["article_id"]
    values = {"original": original, "row": row["number"], "limit": COPIES, "source": row["source"]}
    others = [*connection.execute(_ORIGINAL, values), *connection.execute(_COPIES, values)][:COPIES]
    if not others:
        return {}
    total, sources = connection.execute(_COUNT, values).fetchone()
    return {"copies": tuple(map(_copy, others)), "copies_total": total, "copies_sources": sources}


def _copy(row: sqlite3.Row) -> CopyAddress:
    fields = listed(row)
    return CopyAddress(headline=fields.pop("title"), **fields)
