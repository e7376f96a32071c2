"""The embedded store: each method of `interface.Store` in a transaction of its own."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Unpack

from schemas import Receipt
from services.store.interface import Batch, Filters, Store
from services.store.sqlite import ledger, reading
from services.store.sqlite.batch import SqliteBatch
from services.store.sqlite.connection import Database
from services.store.sqlite.search import search
from services.store.views import Hit, Journey, StoredArticle, Story


def open_sqlite(path: str) -> Store:
    """Open the store in the file `path`, and make it where there is none.

    Raises:
        Misconfigured: the file is not ours, or of another version.
        Away: it can't be opened now.
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
            return ledger.trace(connection, key)

    def journeys(self, delivery_ids: Iterable[str]) -> dict[str, Journey]:
        """What became of these deliveries."""
        with self._database.reading("journeys") as connection:
            return ledger.journeys(connection, delivery_ids)

    def unfinished(self, limit: int) -> list[Journey]:
        """Deliveries whose journey has not ended."""
        with self._database.reading("unfinished") as connection:
            return ledger.unfinished(connection, limit)

    def tally(self) -> dict[str, int]:
        """Deliveries by their end."""
        with self._database.reading("tally") as connection:
            return ledger.tally(connection)

    @contextmanager
    def batch(self) -> Iterator[Batch]:
        """Write, all or nothing."""
        with self._database.writing("index articles") as connection:
            yield SqliteBatch(connection)

    def holders(self, revisions: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
        """The delivery that brought each known revision."""
        with self._database.reading("look up revisions") as connection:
            return reading.holders(connection, revisions)

    def get(self, article_id: str, revision: str | None = None) -> StoredArticle | None:
        """An article, or one of its revisions."""
        with self._database.reading("get an article") as connection:
            return reading.get(connection, article_id, revision)

    def search(self, query: str, *, limit: int = 10, **filters: Unpack[Filters]) -> list[Hit]:
        """Articles with all words of a query."""
        with self._database.reading("search") as connection:
            return search(connection, query, limit, filters)

    def stories(self, limit: int) -> list[Story]:
        """The stories with most articles."""
        with self._database.reading("read stories") as connection:
            return reading.stories(connection, limit)

    def story(self, story_id: str) -> Story | None:
        """A story with its articles."""
        with self._database.reading("read a story") as connection:
            return reading.story(connection, story_id)
