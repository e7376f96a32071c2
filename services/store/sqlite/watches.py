"""Watches: searches that stand, and which of them would find an article before it is in the index."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing

from schemas import EnrichedArticle
from services.store.interface import filters_of
from services.store.sqlite import fts
from services.store.sqlite.schema import TEXTS
from services.store.sqlite.terms import asked_for, named
from services.store.values import storable
from services.store.views import Watch


def watch(connection: sqlite3.Connection, wanted: Watch) -> None:
    """Keep a watch; one of that name gives way."""
    connection.execute(
        "INSERT INTO watches VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET watch = excluded.watch",
        (wanted.name, wanted.model_dump_json(exclude_none=True)),
    )


def unwatch(connection: sqlite3.Connection, name: str) -> bool:
    """Let a watch go; False where there is none."""
    return connection.execute("DELETE FROM watches WHERE name = ?", (storable(name),)).rowcount == 1


def watches(connection: sqlite3.Connection) -> list[Watch]:
    """All watches, by name."""
    rows = connection.execute("SELECT watch FROM watches ORDER BY name")
    return [Watch.model_validate_json(row["watch"]) for row in rows]


def matching(connection: sqlite3.Connection, articles: Sequence[EnrichedArticle]) -> list[tuple[str, ...]]:
    """For each article the names of the watches whose search would find it.

    The articles get an index of their own for a moment, and each watch asks it what a search asks the
    store's: no second notion of what a query finds.
    """
    found: list[list[str]] = [[] for _ in articles]
    standing = watches(connection)
    if standing:
        with closing(sqlite3.connect(":memory:")) as memory:
            for statement in TEXTS.split(";\n"):
                memory.execute(statement)
            for number, article in enumerate(articles):
                if not article.retracted:
                    fts.add(memory, number, article, asked_for(named(article)))
            for each in standing:
                for number in _asked(memory, each):
                    found[number].append(each.name)
    return [tuple(names) for names in found]


def _asked(memory: sqlite3.Connection, wanted: Watch) -> list[int]:
    asked = fts.fts_query(wanted.query, filters_of(wanted))
    if asked is None:
        return []
    rows = memory.execute("SELECT rowid FROM texts WHERE texts MATCH ?", (asked.match,))
    return [number for (number,) in rows]
