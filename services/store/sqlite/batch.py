"""Writing articles: their revisions, and all that changes with the one that is shown."""

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from schemas import EnrichedArticle, IndexedArticle, Outcome
from services.store.candidates import DuplicateCandidate, IndexEntry, StoryCandidate
from services.store.changelog import Changes, owing
from services.store.history import ArticleState, History, Moment, StoredRevision
from services.store.order import place_of
from services.store.sources import source_of
from services.store.sqlite import addresses, changelog, comparing, fts, quotes, stories, terms, watches
from services.store.values import (
    moment,
    number,
    opening,
    pack,
    read_outcomes,
    read_state,
    unpack,
    write_state,
)

_HISTORY = "SELECT articles.*, owed FROM articles LEFT JOIN told ON article = number WHERE article_id = ?"


class SqliteBatch:
    """The `Batch` of the interface, within a transaction that the store opens and ends."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._numbers: dict[str, int] = {}

    def history(self, article_id: str) -> History:
        """All that is known of an article."""
        row = self._db.execute(_HISTORY, (article_id,)).fetchone()
        if row is None:
            return History()
        self._numbers[article_id] = row["number"]
        held = self._db.execute(
            "SELECT revision, delivery_id, moment_at, moment_by, indexed_at, standing, before FROM revisions"
            " WHERE article = ?",
            (row["number"],),
        )
        return History(
            revisions={each["revision"]: _held(each) for each in held},
            retraction=_moment(row["retracted_at"], row["retracted_by"]),
            shown=row["shown"],
            story_id=row["story_id"],
            duplicate_of=row["duplicate_of"],
            first=_moment(row["first_at"], row["first_by"]),
            owed=owing(changelog.read_owed(row["owed"])),
        )

    def keep(
        self,
        article: EnrichedArticle,
        held_at: datetime,
        standing: ArticleState,
        before: Mapping[str, Outcome] = MappingProxyType({}),
    ) -> None:
        """Keep a revision."""
        at, by = number(article.accepted_at), article.delivery_id
        key = self._number(article.article_id)
        self._db.execute(
            "INSERT OR REPLACE INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                key,
                article.revision,
                by,
                at,
                by,
                number(held_at),
                json.dumps(write_state(standing)),
                pack(article),
                json.dumps(dict(before)) if before else None,
            ),
        )
        self._note_first(key, article)

    def note(self, article: EnrichedArticle) -> None:
        """Note that a revision was accepted at this moment, too."""
        key = self._number(article.article_id)
        at, by = self._db.execute(
            "SELECT moment_at, moment_by FROM revisions WHERE article = ? AND revision = ?",
            (key, article.revision),
        ).fetchone()
        if Moment.of(moment(at), by) < Moment.of(article.accepted_at, article.delivery_id):
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

    def show(self, placement: IndexEntry) -> None:
        """Let search and stories hold a revision."""
        article, key = placement.article, self._number(placement.article.article_id)
        at, source = place_of(article), source_of(article)
        story_id = stories.current(self._db, placement.story_id)
        named = terms.named(article)
        self._db.execute(
            "UPDATE articles SET shown = ?, story_id = ?, duplicate_of = ?, at = ?, source = ?, url = ?,"
            " headline = ?, opening = ?, published_at = ?, accepted_at = ?, named = ? WHERE number = ?",
            (
                article.revision,
                story_id,
                placement.duplicate_of,
                at,
                source,
                article.url,
                article.headline,
                opening(article.text),
                None if article.published_at is None else number(article.published_at),
                number(article.accepted_at),
                terms.pack_terms(named),
                key,
            ),
        )
        asked = terms.asked_for(named)
        terms.add(self._db, key, at, asked)
        comparing.add(self._db, key, number(placement.at), story_id, placement)
        terms.name(self._db, named)
        fts.add(self._db, key, article, asked)
        quotes.add(self._db, key, at, article)
        stories.count(self._db, story_id, source, at, 1)

    def hide(self, article_id: str) -> Sequence[str]:
        """Take an article out of search and stories."""
        row = self._db.execute(
            "SELECT number, story_id, source, at, named FROM articles WHERE article_id = ?",
            (article_id,),
        ).fetchone()
        key = row["number"]
        terms.remove(self._db, key, row["at"], terms.asked_for(terms.unpack_terms(row["named"])))
        comparing.remove(self._db, key)
        for table, column in (("quotes", "article"), ("texts", "rowid")):
            self._db.execute(f"DELETE FROM {table} WHERE {column} = ?", (key,))  # noqa: S608 - constants
        self._db.execute(
            "UPDATE articles SET shown = NULL, story_id = NULL, duplicate_of = NULL, at = NULL,"
            " source = NULL, url = NULL, headline = NULL, opening = NULL, published_at = NULL,"
            " accepted_at = NULL, named = NULL WHERE number = ?",
            (key,),
        )
        stories.count(self._db, row["story_id"], row["source"], row["at"], -1)
        return self._bequeath(article_id)

    def follow(self, original: str, earlier: str) -> Sequence[str]:
        """Let an original and all that repeat it be duplicates of an earlier article."""
        moved = self._db.execute(
            "UPDATE articles SET duplicate_of = ? WHERE article_id = ? OR duplicate_of = ?"
            " RETURNING article_id",
            (earlier, original, original),
        )
        return [article_id for (article_id,) in moved.fetchall()]

    def merge(self, story_id: str, into: str) -> Sequence[str]:
        """Let all articles of a story be of another."""
        return stories.merge(self._db, story_id, into)

    def tell(self, article_ids: Collection[str], changes: Changes) -> dict[str, IndexedArticle]:
        """These articles as they are now, and note that they are told so."""
        return changelog.tell(self._db, article_ids, changes)

    def owe(self, article_id: str, delivery_id: str, others: Sequence[str], now: datetime) -> None:
        """Note that a delivery of an article changed others."""
        changelog.note_owed(self._db, self._number(article_id), delivery_id, others, now)

    def learn(self, article: EnrichedArticle) -> None:
        """Note under which addresses an article came."""
        addresses.learn(self._db, self._number(article.article_id), article)

    def matching(self, articles: Sequence[EnrichedArticle]) -> list[tuple[str, ...]]:
        """For each article the names of the watches whose search would find it."""
        return watches.matching(self._db, articles)

    def duplicate_candidates(self, bands: Sequence[str], limit: int) -> list[DuplicateCandidate]:
        """Shown articles under any of these bands."""
        return comparing.duplicate_candidates(self._db, bands, limit)

    def story_candidates(
        self, keys: Sequence[str], at: datetime, window: timedelta, limit: int
    ) -> list[StoryCandidate]:
        """Shown articles around a moment that share keys; one that finds many articles counts for less."""
        return comparing.story_candidates(self._db, keys, at, window, limit)

    def _number(self, article_id: str) -> int:
        """The row of an article, made where there is none yet."""
        known = self._numbers.get(article_id)
        if known is None:
            find = "SELECT number FROM articles WHERE article_id = ?"
            row = self._db.execute(find, (article_id,)).fetchone()
            if row is None:
                made = self._db.execute("INSERT INTO articles (article_id) VALUES (?)", (article_id,))
            known = self._numbers[article_id] = int(made.lastrowid or 0) if row is None else row["number"]
        return known

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

    def _bequeath(self, original: str) -> Sequence[str]:
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
        return [row["article_id"] for row in rows]


def _moment(at: int | None, by: str | None) -> Moment | None:
    return None if at is None or by is None else Moment.of(moment(at), by)


def _held(row: sqlite3.Row) -> StoredRevision:
    return StoredRevision(
        row["delivery_id"],
        Moment.of(moment(row["moment_at"]), row["moment_by"]),
        moment(row["indexed_at"]),
        read_state(json.loads(row["standing"])),
        {} if row["before"] is None else read_outcomes(json.loads(row["before"])),
    )
