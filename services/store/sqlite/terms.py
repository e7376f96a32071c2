"""The exact terms under which an article is found: who and what it names, and how it compares."""

import sqlite3
from collections.abc import Iterator

from schemas import EnrichedArticle
from services.store.placement import Placement
from services.store.sqlite.values import number

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
"""OntoNotes: countries and towns, other places, buildings."""


def person(name: str) -> str:
    """The term of everything that names this person."""
    return f"person:{name.casefold()}"


def place(name: str) -> str:
    """The term of everything that names this place."""
    return f"place:{name.casefold()}"


def band(value: str) -> str:
    """The term of everything that has this band in its fingerprint."""
    return f"band:{value}"


def key(value: str) -> str:
    """The term of everything that has this key to its story."""
    return f"key:{value}"


def terms_of(placement: Placement) -> list[str]:
    """All terms of an article, each once."""
    found = [
        *_names(placement.article),
        *(band(value) for value in placement.bands),
        *(key(value) for value in placement.keys),
    ]
    return list(dict.fromkeys(found))


def _names(article: EnrichedArticle) -> Iterator[str]:
    for entity in article.entities:
        if entity.label == "PERSON":
            yield person(entity.name)
        elif entity.label in PLACE_LABELS:
            yield place(entity.name)


def add(connection: sqlite3.Connection, article: int, placement: Placement, terms: list[str]) -> None:
    """Let these terms find the article."""
    at = number(placement.at)
    connection.executemany("INSERT INTO terms VALUES (?, ?, ?)", [(term, at, article) for term in terms])


def remove(connection: sqlite3.Connection, article: int, at: int, terms: list[str]) -> None:
    """Let these terms find it no more."""
    connection.executemany(
        "DELETE FROM terms WHERE term = ? AND at = ? AND article = ?", [(term, at, article) for term in terms]
    )


def find(connection: sqlite3.Connection, term: str, since: int, until: int, limit: int) -> list[int]:
    """The articles under a term within a span of time, both ends included, newest first."""
    rows = connection.execute(
        "SELECT article FROM terms WHERE term = ? AND at BETWEEN ? AND ? ORDER BY at DESC LIMIT ?",
        (term, since, until, limit),
    )
    return [article for (article,) in rows]
