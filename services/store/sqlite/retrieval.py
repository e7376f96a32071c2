"""Reading articles: as they are now, and each of their revisions."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from services.store.history import Moment
from services.store.sources import source_of
from services.store.sqlite import addresses
from services.store.values import moment, moment_or_none, read_state, storable, unpack
from services.store.views import StoredArticle


def listed(row: sqlite3.Row) -> dict[str, Any]:
    """What each list shows of an article, out of its row in `articles`."""
    return {
        "article_id": row["article_id"],
        "title": row["headline"] or row["opening"],
        "source": row["source"],
        "url": row["url"],
        "published_at": moment_or_none(row["published_at"]),
        "accepted_at": moment(row["accepted_at"]),
    }


def holders(
    connection: sqlite3.Connection, revisions: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], str]:
    """The delivery that brought each revision that is shown, where it was brought once."""
    found = {}
    for article_id, revision in revisions:
        row = connection.execute(
            "SELECT delivery_id FROM revisions WHERE revision = ? AND before IS NULL"
            " AND article = (SELECT number FROM articles WHERE article_id = ? AND shown = ?)",
            (revision, article_id, revision),
        ).fetchone()
        if row is not None:
            found[(article_id, revision)] = str(row["delivery_id"])
    return found


def get(connection: sqlite3.Connection, article_id: str, revision: str | None) -> StoredArticle | None:
    """An article as it is now, or one of its revisions."""
    article = connection.execute(
        "SELECT * FROM articles WHERE article_id = ?", (storable(article_id),)
    ).fetchone()
    if article is None:
        return None
    held = connection.execute(
        "SELECT revision, moment_at, moment_by FROM revisions WHERE article = ?", (article["number"],)
    ).fetchall()
    held.sort(key=lambda row: Moment.of(moment(row["moment_at"]), row["moment_by"]))
    revisions = tuple(row["revision"] for row in held)
    if revision is None and article["shown"] is None:
        return _taken_back(article, revisions)
    return _revision(connection, article, revision or article["shown"], revisions)


def _revision(
    connection: sqlite3.Connection, article: sqlite3.Row, revision: str, revisions: tuple[str, ...]
) -> StoredArticle | None:
    row = connection.execute(
        "SELECT indexed_at, standing, document FROM revisions WHERE article = ? AND revision = ?",
        (article["number"], storable(revision)),
    ).fetchone()
    if row is None:
        return None
    told = read_state(json.loads(row["standing"]))
    if revision == article["shown"]:  # where it stands may have changed since
        told = replace(told, story_id=article["story_id"], duplicate_of=article["duplicate_of"])
    article_then = unpack(row["document"])
    return StoredArticle(
        **{
            **dict(article_then),
            "source": source_of(article_then),
            "addresses": addresses.known(connection, article["number"]),
            "retracted": article["shown"] is None,
            "story_id": told.story_id,
            "duplicate_of": told.duplicate_of,
            "watches": told.watches,
            "indexed_at": moment(row["indexed_at"]),
            "revisions": revisions,
        }
    )


def _taken_back(article: sqlite3.Row, revisions: tuple[str, ...]) -> StoredArticle:
    return StoredArticle(
        article_id=article["article_id"],
        revision=article["retraction"],
        delivery_id=article["retracted_by"],
        accepted_at=moment(article["retracted_at"]),
        retracted=True,
        text="",
        indexed_at=moment(article["retraction_held_at"]),
        revisions=revisions,
    )
