"""The addresses that articles came under, so that each of them leads to its article.

Most articles have one, which is what their id is made of: that one needs no term to be found by, and its row
is written where the rows of the last articles are.
"""

import sqlite3
from collections.abc import Iterable, Mapping

from schemas import Address, EnrichedArticle
from services.store.interface import MOST_ADDRESSES
from services.store.values import storable


def learn(connection: sqlite3.Connection, number: int, article: EnrichedArticle) -> None:
    """Note the addresses of an article, in the row `number`; one that is known already changes nothing."""
    connection.executemany(
        "INSERT OR IGNORE INTO addresses SELECT :article, :url, nullif(:id, :article_id)"
        " WHERE (SELECT count(*) FROM addresses WHERE article = :article) < :most",
        [
            {"article": number, "article_id": article.article_id, "most": MOST_ADDRESSES, **dict(each)}
            for each in article.addresses
        ],
    )


def article_ids_of(connection: sqlite3.Connection, keys: Iterable[str]) -> dict[str, str]:
    """The articles of these ids, or that came under the addresses of these ids."""
    found = {}
    for key in keys:
        row = connection.execute(
            "SELECT article_id FROM articles WHERE article_id = :key"
            " UNION ALL SELECT article_id FROM (SELECT article FROM addresses WHERE key = :key"
            " ORDER BY article DESC LIMIT 1) JOIN articles ON number = article LIMIT 1",
            {"key": storable(key)},
        ).fetchone()
        if row is not None:
            found[key] = str(row["article_id"])
    return found


def meant(connection: sqlite3.Connection, key: str) -> str:
    """The article that a key stands for; the key itself where nothing is known of it."""
    return article_ids_of(connection, [key]).get(key, key)


def known(connection: sqlite3.Connection, number: int) -> tuple[Address, ...]:
    """The addresses of the article in the row `number`, by their URL."""
    rows = connection.execute(
        "SELECT each.url, coalesce(each.key, article_id) AS id FROM addresses each"
        " JOIN articles ON number = article WHERE article = ? ORDER BY each.url",
        (number,),
    )
    return tuple(Address(url=row["url"], id=row["id"]) for row in rows)


def addresses_of(connection: sqlite3.Connection, article_ids: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The addresses of each article, sorted; articles without any are absent."""
    found = {}
    for article_id in article_ids:
        rows = connection.execute(
            "SELECT url FROM addresses WHERE article = (SELECT number FROM articles WHERE article_id = ?)",
            (storable(article_id),),
        )
        if urls := sorted(row["url"] for row in rows):
            found[article_id] = tuple(urls)
    return found
