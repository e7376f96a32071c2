"""What was told of each article, and what its deliveries owe (`services/store/changelog.py`)."""

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from schemas import IndexedArticle
from services.store.changelog import Changes, Owed, owe, read_message, tell_anew, write_message

_FIND = """
    SELECT a.number, a.article_id, a.story_id, a.duplicate_of, t.message
    FROM json_each(:ids) each
    JOIN articles a ON a.article_id = each.value
    LEFT JOIN told t ON t.article = a.number
"""
_KEEP = """
    INSERT INTO told (article, version, message) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET version = excluded.version, message = excluded.message
"""
_NEWER = """
    SELECT t.message FROM json_each(:versions) each
    JOIN articles a ON a.article_id = each.key
    JOIN told t ON t.article = a.number
    WHERE t.version > each.value
"""


def tell(
    connection: sqlite3.Connection, article_ids: Collection[str], changes: Changes
) -> dict[str, IndexedArticle]:
    """These articles as they are now; those that differ from what was told are told so from now on."""
    told: dict[str, IndexedArticle] = {}
    rows: list[tuple[int, int, str]] = []
    (version,) = connection.execute("SELECT version FROM versions").fetchone()
    found = connection.execute(_FIND, {"ids": json.dumps(sorted(article_ids))}).fetchall()
    for number, article_id, story_id, duplicate_of, written in found:
        known = None if written is None else read_message(written)
        message = tell_anew(known, changes, article_id, (story_id, duplicate_of), version + 1)
        if message is not None:
            version += 1
            rows.append((number, version, write_message(message)))
        elif known is not None:
            message = known
        else:
            continue
        told[article_id] = message
    connection.executemany(_KEEP, rows)
    connection.execute("UPDATE versions SET version = ?", (version,))
    return told


def newer(connection: sqlite3.Connection, versions: Mapping[str, int]) -> list[IndexedArticle]:
    """Articles that were told in a later version, as they are now."""
    found = connection.execute(_NEWER, {"versions": json.dumps(dict(versions))})
    return [read_message(written) for (written,) in found]


def note_owed(
    connection: sqlite3.Connection, article: int, delivery_id: str, others: Sequence[str], now: datetime
) -> None:
    """Note what a delivery changed of others; its own article is told in the same batch."""
    (written,) = connection.execute("SELECT owed FROM told WHERE article = ?", (article,)).fetchone()
    owed = json.dumps(owe(read_owed(written), delivery_id, others, now))
    connection.execute("UPDATE told SET owed = ? WHERE article = ?", (owed, article))


def read_owed(written: str | None) -> Owed:
    """What an article's deliveries owe."""
    return {} if written is None else dict(json.loads(written))
