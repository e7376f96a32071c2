"""The embedded store: each method of `interface.Store` in a transaction of its own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Unpack

from schemas import IndexedArticle, Receipt
from services.store.candidates import CandidateQuery
from services.store.cursors import PageRequest
from services.store.interface import Filters, Store, StoreBatch
from services.store.sqlite import addresses, changelog, ledger, quotes, retrieval, stories, watches
from services.store.sqlite.batch import SqliteBatch
from services.store.sqlite.connection import Database
from services.store.sqlite.facets import facets
from services.store.sqlite.search import search
from services.store.views import (
    Count,
    Facets,
    Journey,
    Quotes,
    SearchPage,
    StoredArticle,
    Stories,
    Story,
    Watch,
)


def open_sqlite(path: str) -> Store:
    """Open the store in the file `path`, and make it where there is none.

    Raises:
        Misconfigured: the file is not ours, or of another version.
        Unavailable: it can't be opened now.
    """
    return SqliteStore(Database(Path(path).absolute()))


class SqliteStore:
    """A `Store` in one SQLite file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ping(self) -> None:
        """Read something."""
        with self._database.reading("ping") as connection:
            connection.execute("SELECT count(*) FROM tally").fetchone()

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def record(self, receipts: Iterable[Receipt]) -> None:
        """Fold receipts into the ledger."""
        with self._database.writing("record receipts") as connection:
            ledger.record(connection, receipts)

    def trace(self, key: str) -> list[Receipt]:
        """The receipts of an article or of one delivery."""
        with self._database.reading("trace") as connection:
            return ledger.trace(connection, key) or ledger.trace(connection, addresses.meant(connection, key))

    def journeys(self, delivery_ids: Iterable[str]) -> dict[str, Journey]:
        """What became of these deliveries."""
        with self._database.reading("journeys") as connection:
            return ledger.journeys(connection, delivery_ids)

    def on_the_way(self, article_ids: Iterable[str]) -> frozenset[str]:
        """Those of these articles of which a delivery was accepted that has not ended."""
        with self._database.reading("on_the_way") as connection:
            return ledger.on_the_way(connection, article_ids)

    def unfinished(self, limit: int) -> list[Journey]:
        """Deliveries whose journey has not ended."""
        with self._database.reading("unfinished") as connection:
            return ledger.unfinished(connection, limit)

    def tally(self) -> dict[str, int]:
        """Deliveries by their end."""
        with self._database.reading("tally") as connection:
            return ledger.tally(connection)

    @contextmanager
    def batch(self, lookups: Sequence[CandidateQuery] = ()) -> Iterator[StoreBatch]:
        """Write, all or nothing; here each question is as near as the next, and none is asked ahead."""
        with self._database.writing("index articles") as connection:
            self._database.keep_more()
            yield SqliteBatch(connection)

    def holders(self, revisions: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
        """The delivery that brought each revision that is shown."""
        with self._database.reading("look up revisions") as connection:
            return retrieval.holders(connection, revisions)

    def newer(self, versions: Mapping[str, int]) -> list[IndexedArticle]:
        """Articles that were told in a later version."""
        with self._database.reading("look up what was told") as connection:
            return changelog.newer(connection, versions)

    def article_ids_of(self, keys: Iterable[str]) -> Mapping[str, str]:
        """The article that each key stands for."""
        with self._database.reading("look up addresses") as connection:
            return addresses.article_ids_of(connection, keys)

    def addresses_of(self, article_ids: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """The addresses that each article came under."""
        with self._database.reading("read addresses") as connection:
            return addresses.addresses_of(connection, article_ids)

    def get(self, article_id: str, revision: str | None = None) -> StoredArticle | None:
        """An article, or one of its revisions."""
        with self._database.reading("get an article") as connection:
            meant = addresses.meant(connection, article_id)
            return retrieval.get(connection, meant, revision)

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        after: str | None = None,
        collapse: bool = True,
        **filters: Unpack[Filters],
    ) -> SearchPage:
        """Articles with all words of a query."""
        with self._database.reading("search") as connection:
            return search(connection, query, PageRequest(limit, after, collapse), filters)

    def facets(self, query: str, **filters: Unpack[Filters]) -> Facets:
        """Who and what the articles of a search name."""
        with self._database.reading("count facets") as connection:
            return facets(connection, query, filters)

    def quotes(self, speaker: str | None = None, *, limit: int = 20, after: str | None = None) -> Quotes:
        """Who said what."""
        with self._database.reading("read quotes") as connection:
            return quotes.quotes(connection, speaker, limit, after)

    def speakers(self, limit: int) -> list[Count]:
        """Who is quoted in most articles."""
        with self._database.reading("count speakers") as connection:
            return quotes.speakers(connection, limit)

    def stories(self, limit: int, after: str | None = None) -> Stories:
        """The stories by weight."""
        with self._database.reading("read stories") as connection:
            return stories.stories(connection, limit, after)

    def story(self, story_id: str) -> Story | None:
        """A story with its articles."""
        with self._database.reading("read a story") as connection:
            return stories.story(connection, story_id)

    def watch(self, watch: Watch) -> None:
        """Keep a watch."""
        with self._database.writing("keep a watch") as connection:
            watches.watch(connection, watch)

    def unwatch(self, name: str) -> bool:
        """Let a watch go."""
        with self._database.writing("let a watch go") as connection:
            return watches.unwatch(connection, name)

    def watches(self) -> list[Watch]:
        """All watches, by name."""
        with self._database.reading("read watches") as connection:
            return watches.watches(connection)
