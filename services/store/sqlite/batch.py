"""Writing articles: their revisions, which of them is shown, and what it is compared with."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from heapq import nsmallest

from schemas import EnrichedArticle
from services.store.history import Held, History, Moment
from services.store.placement import Lookalike, Neighbour, Placement
from services.store.sqlite import terms
from services.store.sqlite.values import EVER, MICROSECOND, moment, number, pack, searchable, unpack

PER_TERM = 64
"""Articles looked at under one term, the newest: it bounds what a term of ten thousand articles costs."""
OPENING = 12
"""Words that stand for a headline where there is none."""


class SqliteBatch:
    """The `Batch` of the interface, within a transaction that the store opens and ends."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def history(self, article_id: str) -> History:
        """All that is known of an article."""
        row = self._db.execute("SELECT * FROM articles WHERE article_id = ?", (article_id,)).fetchone()
        if row is None:
            return History()
        held = self._db.execute(
            "SELECT revision, delivery_id, moment_at, moment_by, indexed_at, story_id, duplicate_of"
            " FROM revisions WHERE article = ?",
            (row["number"],),
        )
        return History(
            revisions={each["revision"]: _held(each) for each in held},
            retraction=_moment(row["retracted_at"], row["retracted_by"]),
            shown=row["shown"],
            story_id=row["story_id"],
            duplicate_of=row["duplicate_of"],
        )

    def keep(
        self, article: EnrichedArticle, held_at: datetime, story_id: str | None, duplicate_of: str | None
    ) -> None:
        """Keep a revision."""
        at, by = number(article.accepted_at), article.delivery_id
        key = self._number(article.article_id)
        self._db.execute(
            "INSERT INTO revisions (article, revision, delivery_id, moment_at, moment_by, indexed_at,"
            " story_id, duplicate_of, document) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (key, article.revision, by, at, by, number(held_at), story_id, duplicate_of, pack(article)),
        )
        self._note_first(key, article)

    def predate(self, article: EnrichedArticle) -> None:
        """Note that a revision was accepted earlier than known."""
        key = self._number(article.article_id)
        self._db.execute(
            "UPDATE revisions SET moment_at = ?, moment_by = ? WHERE article = ? AND revision = ?",
            (number(article.accepted_at), article.delivery_id, key, article.revision),
        )
        self._note_first(key, article)

    def retract(self, article: EnrichedArticle, held_at: datetime) -> None:
        """Note that the article was taken back."""
        key = self._number(article.article_id)
        known = self.history(article.article_id).retraction
        if known is None or known < Moment.of(article.accepted_at, article.delivery_id):
            self._db.execute(
                "UPDATE articles SET retracted_at = ?, retracted_by = ?, retraction = ?,"
                " retraction_held_at = ? WHERE number = ?",
                (number(article.accepted_at), article.delivery_id, article.revision, number(held_at), key),
            )

    def revision(self, article_id: str, revision: str) -> EnrichedArticle:
        """A revision that is in the history."""
        (document,) = self._db.execute(
            "SELECT document FROM revisions WHERE article = ? AND revision = ?",
            (self._number(article_id), revision),
        ).fetchone()
        return unpack(document)

    def show(self, placement: Placement) -> None:
        """Let search and stories hold a revision."""
        article, key = placement.article, self._number(placement.article.article_id)
        found_by = terms.terms_of(placement)
        self._db.execute(
            "UPDATE articles SET shown = ?, story_id = ?, duplicate_of = ?, at = ?, source = ?, url = ?,"
            " headline = ?, opening = ?, published_at = ?, accepted_at = ?, traits = ?, terms = ?"
            " WHERE number = ?",
            (
                article.revision,
                placement.story_id,
                placement.duplicate_of,
                number(placement.at),
                article.source,
                article.url,
                article.headline,
                _opening(article.text),
                None if article.published_at is None else number(article.published_at),
                number(article.accepted_at),
                placement.traits,
                json.dumps(found_by),
                key,
            ),
        )
        terms.add(self._db, key, placement, found_by)
        names = "\n".join(entity.name for entity in article.entities)
        self._db.execute(
            "INSERT INTO texts (rowid, headline, body, names) VALUES (?, ?, ?, ?)",
            (key, searchable(article.headline or ""), searchable(article.text), searchable(names)),
        )

    def hide(self, article_id: str) -> None:
        """Take an article out of search and stories."""
        key = self._number(article_id)
        at, found_by = self._db.execute("SELECT at, terms FROM articles WHERE number = ?", (key,)).fetchone()
        terms.remove(self._db, key, at, json.loads(found_by))
        self._db.execute("DELETE FROM texts WHERE rowid = ?", (key,))
        self._db.execute(
            "UPDATE articles SET shown = NULL, story_id = NULL, duplicate_of = NULL, at = NULL,"
            " source = NULL, url = NULL, headline = NULL, opening = NULL, published_at = NULL,"
            " accepted_at = NULL, traits = NULL, terms = NULL WHERE number = ?",
            (key,),
        )
        self._bequeath(article_id)

    def follow(self, original: str, earlier: str) -> None:
        """Let an original and all that repeat it be duplicates of an earlier article."""
        self._db.execute(
            "UPDATE articles SET duplicate_of = ? WHERE article_id = ? OR duplicate_of = ?",
            (earlier, original, original),
        )

    def lookalikes(self, bands: Sequence[str], limit: int) -> list[Lookalike]:
        """Shown articles under any of these bands."""
        shared: defaultdict[int, float] = defaultdict(float)
        for band in bands:
            for article in terms.find(self._db, terms.band(band), *EVER, PER_TERM):
                shared[article] += 1
        return [self._lookalike(article) for article in _most(shared, limit)]

    def neighbours(self, keys: Sequence[str], at: datetime, window: timedelta, limit: int) -> list[Neighbour]:
        """Shown articles around a moment that share keys; one that finds many articles counts for less."""
        shared: defaultdict[int, float] = defaultdict(float)
        middle, reach = number(at), window // MICROSECOND
        for key in keys:
            found = terms.find(self._db, terms.key(key), middle - reach, middle + reach, PER_TERM)
            for article in found:
                shared[article] += 1 / len(found)
        return [self._neighbour(article) for article in _most(shared, limit)]

    def _number(self, article_id: str) -> int:
        """The row of an article, made where there is none yet."""
        find = "SELECT number FROM articles WHERE article_id = ?"
        row = self._db.execute(find, (article_id,)).fetchone()
        if row is None:
            made = self._db.execute("INSERT INTO articles (article_id) VALUES (?)", (article_id,))
            return int(made.lastrowid or 0)
        return int(row["number"])

    def _note_first(self, key: int, article: EnrichedArticle) -> None:
        at, by = self._db.execute(
            "SELECT first_at, first_by FROM articles WHERE number = ?", (key,)
        ).fetchone()
        known = _moment(at, by)
        if known is None or Moment.of(article.accepted_at, article.delivery_id) < known:
            self._db.execute(
                "UPDATE articles SET first_at = ?, first_by = ? WHERE number = ?",
                (number(article.accepted_at), article.delivery_id, key),
            )

    def _bequeath(self, original: str) -> None:
        """Let the earliest of the articles that repeat this one be the original of the others."""
        rows = self._db.execute(
            "SELECT article_id, first_at, first_by FROM articles WHERE duplicate_of = ?", (original,)
        ).fetchall()
        if rows:
            heir = min(rows, key=lambda row: Moment.of(moment(row["first_at"]), row["first_by"]))[
                "article_id"
            ]
            self._db.execute(
                "UPDATE articles SET duplicate_of = nullif(?, article_id) WHERE duplicate_of = ?",
                (heir, original),
            )

    def _lookalike(self, article: int) -> Lookalike:
        row = self._db.execute(
            """
            SELECT a.article_id, a.headline, t.body, o.article_id AS original, o.first_at, o.first_by
            FROM articles a
            JOIN texts t ON t.rowid = a.number
            JOIN articles o ON o.article_id = coalesce(a.duplicate_of, a.article_id)
            WHERE a.number = ?
            """,
            (article,),
        ).fetchone()
        first = Moment.of(moment(row["first_at"]), row["first_by"])
        return Lookalike(row["article_id"], row["headline"], row["body"], row["original"], first)

    def _neighbour(self, article: int) -> Neighbour:
        row = self._db.execute(
            "SELECT article_id, story_id, at, traits FROM articles WHERE number = ?", (article,)
        ).fetchone()
        return Neighbour(row["article_id"], row["story_id"], moment(row["at"]), row["traits"])


def _most(shared: dict[int, float], limit: int) -> list[int]:
    return nsmallest(limit, shared, key=lambda article: (-shared[article], article))


def _moment(at: int | None, by: str | None) -> Moment | None:
    return None if at is None or by is None else Moment.of(moment(at), by)


def _held(row: sqlite3.Row) -> Held:
    return Held(
        row["delivery_id"],
        Moment.of(moment(row["moment_at"]), row["moment_by"]),
        moment(row["indexed_at"]),
        row["story_id"],
        row["duplicate_of"],
    )


def _opening(text: str) -> str:
    """The first words of a text; of a word without end, its beginning."""
    words = text[: OPENING * 40].split()
    more = "…" if len(words) > OPENING else ""
    return " ".join(words[:OPENING])[:200] + more
