"""Stories: what they add up to, kept current with every article, and read in the order of their weight."""

import sqlite3
from collections.abc import Sequence

from services.store.cursors import read_cursor, write_cursor
from services.store.interface import MEMBERS
from services.store.order import DATED, day_at, is_dated, moment_at
from services.store.sqlite.retrieval import listed
from services.store.values import EVER, fitting, storable
from services.store.views import Count, Member, Stories, Story
from services.store.weight import weight

KIND = "stories"
"""Of cursors."""
SOURCE, DAY = "source", "day"
"""What the articles of a story are counted by."""
_HEAVIEST = "SELECT * FROM stories ORDER BY weight DESC, story_id LIMIT :limit"
_LIGHTER = """
    SELECT * FROM stories WHERE weight <= :weight AND (weight < :weight OR story_id > :id)
    ORDER BY weight DESC, story_id LIMIT :limit
"""
_TITLE = """
    SELECT coalesce(
        (SELECT headline FROM articles WHERE story_id = :id AND headline <> '' AND at >= :dated
         ORDER BY at, article_id LIMIT 1),
        (SELECT headline FROM articles WHERE story_id = :id AND headline <> ''
         ORDER BY at, article_id LIMIT 1),
        (SELECT opening FROM articles WHERE story_id = :id AND at >= :dated ORDER BY at, article_id LIMIT 1),
        (SELECT opening FROM articles WHERE story_id = :id ORDER BY at, article_id LIMIT 1)
    )
"""
_FIRST = "SELECT min(at) FROM articles WHERE story_id = ? AND at >= ?"


def current(connection: sqlite3.Connection, story_id: str) -> str:
    """The story that this one is now part of, itself where it was never merged."""
    row = connection.execute("SELECT target FROM merged WHERE story_id = ?", (story_id,)).fetchone()
    return story_id if row is None else str(row["target"])


def count(connection: sqlite3.Connection, story_id: str, source: str | None, at: int, by: int) -> None:
    """Reckon the story anew when an article (`by` 1) joined it or (-1) left it, in `articles` already."""
    day = day_at(at)
    parts = [(DAY, day.isoformat())] if day else []
    parts += [(SOURCE, source)] if source else []
    connection.executemany(
        "INSERT INTO parts VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET articles = articles + excluded.articles",
        [(story_id, kind, value, by) for kind, value in parts],
    )
    if by < 0:
        connection.execute("DELETE FROM parts WHERE story_id = ? AND articles = 0", (story_id,))
    _weigh(connection, story_id, by)


def merge(connection: sqlite3.Connection, story_id: str, into: str) -> Sequence[str]:
    """Let all articles of a story be of another, and its name a name of the other; gives those that moved."""
    story_id, into = current(connection, story_id), current(connection, into)
    if story_id == into:
        return []
    found = connection.execute("SELECT articles FROM stories WHERE story_id = ?", (story_id,)).fetchone()
    moved = connection.execute(
        "UPDATE articles SET story_id = ? WHERE story_id = ? RETURNING article_id", (into, story_id)
    ).fetchall()
    connection.execute(
        "INSERT INTO parts SELECT ?, kind, value, articles FROM parts WHERE story_id = ?"
        " ON CONFLICT DO UPDATE SET articles = articles + excluded.articles",
        (into, story_id),
    )
    connection.execute("DELETE FROM parts WHERE story_id = ?", (story_id,))
    connection.execute("DELETE FROM stories WHERE story_id = ?", (story_id,))
    connection.execute("UPDATE merged SET target = ? WHERE target = ?", (into, story_id))
    connection.execute("INSERT INTO merged VALUES (?, ?)", (story_id, into))
    if found is not None:
        _weigh(connection, into, found["articles"])
    return [article_id for (article_id,) in moved]


def _weigh(connection: sqlite3.Connection, story_id: str, by: int) -> None:
    """Write down what a story is now, `by` articles more than it says."""
    known = connection.execute("SELECT articles FROM stories WHERE story_id = ?", (story_id,)).fetchone()
    articles = by + (0 if known is None else known["articles"])
    if articles == 0:
        connection.execute("DELETE FROM stories WHERE story_id = ?", (story_id,))
        return
    (first,) = connection.execute(_FIRST, (story_id, DATED)).fetchone()
    if first is None:  # none has a date
        (first,) = connection.execute(_FIRST, (story_id, EVER[0])).fetchone()
    (last,) = connection.execute("SELECT max(at) FROM articles WHERE story_id = ?", (story_id,)).fetchone()
    (sources,) = connection.execute(
        "SELECT count(*) FROM parts WHERE story_id = ? AND kind = ?", (story_id, SOURCE)
    ).fetchone()
    connection.execute(
        "INSERT OR REPLACE INTO stories VALUES (?, ?, ?, ?, ?)",
        (story_id, articles, first, last, weight(articles, sources, moment_at(last), dated=is_dated(last))),
    )


def stories(connection: sqlite3.Connection, limit: int, after: str | None) -> Stories:
    """A page of stories by weight."""
    if after is None:
        rows = connection.execute(_HEAVIEST, {"limit": limit + 1}).fetchall()
    else:
        heavy, story_id = read_cursor(KIND, after, float, str)
        values = {"weight": fitting(heavy), "id": storable(story_id), "limit": limit + 1}
        rows = connection.execute(_LIGHTER, values).fetchall()
    page = tuple(_story(connection, row) for row in rows[:limit])
    end = write_cursor(KIND, page[-1].weight, page[-1].story_id) if page and len(rows) > limit else None
    return Stories(stories=page, next=end)


def story(connection: sqlite3.Connection, story_id: str) -> Story | None:
    """A story with its articles, the newest `MEMBERS` of them."""
    asked = current(connection, storable(story_id))
    row = connection.execute("SELECT * FROM stories WHERE story_id = ?", (asked,)).fetchone()
    if row is None:
        return None
    newest = connection.execute(
        "SELECT * FROM articles WHERE story_id = ? ORDER BY at DESC, article_id DESC LIMIT ?",
        (asked, MEMBERS),
    ).fetchall()
    return _story(connection, row).model_copy(
        update={"articles": tuple(_member(each) for each in reversed(newest))}
    )


def _story(connection: sqlite3.Connection, row: sqlite3.Row) -> Story:
    story_id = row["story_id"]
    merged = connection.execute("SELECT story_id FROM merged WHERE target = ? ORDER BY story_id", (story_id,))
    sources = connection.execute(
        "SELECT value FROM parts WHERE story_id = ? AND kind = ? ORDER BY articles DESC, value",
        (story_id, SOURCE),
    )
    days = connection.execute(
        "SELECT value, articles FROM parts WHERE story_id = ? AND kind = ? ORDER BY value", (story_id, DAY)
    )
    return Story(
        story_id=story_id,
        title=_title(connection, story_id),
        article_count=row["articles"],
        sources=tuple(value for (value,) in sources),
        first_at=moment_at(row["first_at"]),
        last_at=moment_at(row["last_at"]),
        dated=is_dated(row["last_at"]),
        weight=row["weight"],
        growth=tuple(Count(value=value, articles=articles) for value, articles in days),
        merged=tuple(name for (name,) in merged),
    )


def _title(connection: sqlite3.Connection, story_id: str) -> str:
    (title,) = connection.execute(
        _TITLE, {"id": story_id, "dated": DATED}
    ).fetchone()  # nearly always the first row
    return str(title)


def _member(row: sqlite3.Row) -> Member:
    return Member(**listed(row), duplicate_of=row["duplicate_of"])
