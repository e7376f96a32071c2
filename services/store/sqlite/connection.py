"""The file behind the embedded store: made, opened, written whole or not at all, and away when it must be."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.chassis.errors import Misconfigured, PresslineError, Unavailable
from services.store.sqlite import schema

PATIENCE = 10.0
"""Seconds to wait for another process that writes."""
CACHE = 64_000
"""KiB of pages kept in memory by a connection that reads; a gateway has several."""
WRITER_CACHE = 512_000
"""By the one that writes articles: what 100,000 are compared by lies all over the file, some 300 MB of it."""
CHECKPOINT = 32_000
"""Pages (128 MB) in the log before they go to the file: a page that many batches touch goes once."""

AWAY = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_READONLY,
    }
)
"""Results that say something of the file or the machine; any other is a fault in a statement of ours.

A damaged file is among them: it is no article's fault, so the line has to hold and not bury articles.
"""


class Database:
    """One connection, for one thread at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self.answering("open"):
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise Unavailable(f"the store {path} can't be made: {error}") from error
            self.connection = sqlite3.connect(
                path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
            )
            self.connection.row_factory = sqlite3.Row
            try:
                self._prepare()
                self._inode = path.stat().st_ino
            except BaseException:
                self.connection.close()
                raise

    def close(self) -> None:
        """Let go of the file."""
        with self.answering("close"):
            self.connection.close()

    @contextmanager
    def reading(self, doing: str) -> Iterator[sqlite3.Connection]:
        """Read one state of the store, whatever others write meanwhile."""
        with self.answering(doing), self._transaction("BEGIN"):
            yield self.connection

    def keep_more(self) -> None:
        """Keep as many pages in memory as a writer of articles needs."""
        self.connection.execute(f"PRAGMA cache_size = -{WRITER_CACHE}")

    @contextmanager
    def writing(self, doing: str) -> Iterator[sqlite3.Connection]:
        """Write all or nothing; other writers wait from the first statement on."""
        with self.answering(doing), self._transaction("BEGIN IMMEDIATE"):
            yield self.connection

    @contextmanager
    def answering(self, doing: str) -> Iterator[None]:
        """Tell a store that is away from a fault of ours.

        Raises:
            Unavailable: the file or the machine does not let us; any other error goes through as it is.
        """
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
            if code & 0xFF in AWAY:
                raise Unavailable(f"the store {self.path} does not answer ({doing}): {error}") from error
            raise

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        self._find_file()
        self.connection.execute(begin)
        try:
            yield
            self.connection.execute("COMMIT")
        finally:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")

    def _find_file(self) -> None:
        """A file that was deleted or replaced still takes writes, and nobody would ever read them."""
        try:
            found = self.path.stat().st_ino
        except OSError as error:
            raise Unavailable(
                f"the store {self.path} is gone: {error.strerror}; put it back or restart"
            ) from error
        if found != self._inode:
            # another file is there, and only a new start opens it
            raise PresslineError(f"the store {self.path} was replaced under a running service")

    def _prepare(self) -> None:
        connection = self.connection
        self._turn_on_log()
        # an acknowledged receipt has to survive a power cut, so every commit reaches the disk
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA cache_size = -{CACHE}")
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT}")
        # what a long reading made it grow to is given back
        connection.execute(f"PRAGMA journal_size_limit = {CHECKPOINT * 4096}")
        # some builds write zeros over all that is deleted; but we keep old revisions, it would hide nothing
        connection.execute("PRAGMA secure_delete = OFF")
        if self._version() == 0:
            self._make_tables()
        if self._version() != schema.VERSION:
            raise Misconfigured(
                f"the store {self.path} is of version {self._version()}, and this Pressline reads"
                f" {schema.VERSION}: move it away, or run the Pressline that made it"
            )

    def _turn_on_log(self) -> None:
        # SQLite waits for no other process here, it refuses at once: the first ones to open do the waiting
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                self.connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
            else:
                return

    def _version(self) -> int:
        (version,) = self.connection.execute("PRAGMA user_version").fetchone()
        return int(version)

    def _make_tables(self) -> None:
        connection = self.connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            if self._version() == 0:  # another process may have been first
                if connection.execute("SELECT 1 FROM sqlite_master").fetchone():
                    raise Misconfigured(f"{self.path} is another program's database: choose another path")
                for statement in _statements(schema.LEDGER + schema.ARTICLES + schema.TEXTS):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {schema.VERSION}")
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


def _statements(script: str) -> Iterator[str]:
    # executescript would commit the transaction that keeps two processes from making the tables at once
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
