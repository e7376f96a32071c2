"""Reading articles and stories."""

import sqlite3
from collections.abc import Iterable

from services.store.history import Moment
from services.store.sqlite.values import moment, storable, unpack
from services.store.views import Member, StoredArticle, Story


def holders(
    connection: sqlite3.Connection, revisions: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], str]:
    """The delivery that brought each known revision."""
    found = {}
    for article_id, revision in revisions:
        row = connection.execute(
            "SELECT delivery_id FROM revisions WHERE revision = ?"
            " AND article = (SELECT number FROM articles WHERE article_id = ?)",
            (revision, article_id),
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
        "SELECT indexed_at, story_id, duplicate_of, document FROM revisions"
        " WHERE article = ? AND revision = ?",
        (article["number"], storable(revision)),
    ).fetchone()
    if row is None:
        return None
    said = article if revision == article["shown"] else row  # what is shown may have changed since
    return StoredArticle(
        **{
            **dict(unpack(row["document"])),
            "retracted": article["shown"] is None,
            "story_id": said["story_id"],
            "duplicate_of": said["duplicate_of"],
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


def stories(connection: sqlite3.Connection, limit: int) -> list[Story]:
    """The stories with most articles, of equal ones the newest first."""
    rows = connection.execute(
        "SELECT story_id FROM articles WHERE story_id IS NOT NULL GROUP BY story_id"
        " ORDER BY count(*) DESC, max(at) DESC, story_id LIMIT ?",
        (limit,),
    ).fetchall()
    found = (story(connection, row["story_id"]) for row in rows)
    return [each.model_copy(update={"articles": ()}) for each in found if each is not None]


def story(connection: sqlite3.Connection, story_id: str) -> Story | None:
    """A story with its articles."""
    rows = connection.execute(
        "SELECT * FROM articles WHERE story_id = ? ORDER BY at, article_id", (storable(story_id),)
    ).fetchall()
    if not rows:
        return None
    titles = [row["headline"] for row in rows if row["headline"]]
    return Story(
        story_id=rows[0]["story_id"],
        title=titles[0] if titles else rows[0]["opening"],
        article_count=len(rows),
        sources=tuple(dict.fromkeys(row["source"] for row in rows if row["source"])),
        first_at=moment(rows[0]["at"]),
        last_at=moment(rows[-1]["at"]),
        articles=tuple(_member(row) for row in rows),
    )


def _member(row: sqlite3.Row) -> Member:
    return Member(
        article_id=row["article_id"],
        title=row["headline"] or row["opening"],
        source=row["source"],
        url=row["url"],
        published_at=None if row["published_at"] is None else moment(row["published_at"]),
        accepted_at=moment(row["accepted_at"]),
        duplicate_of=row["duplicate_of"],
    )
