"""The embedded store: one SQLite file in WAL mode, full-text search by FTS5.

store.py         the store, method by method
connection.py    the file: opening, making, transactions, and when it counts as away
schema.py        the tables
ledger.py        receipts and what they add up to
articles.py      writing articles: revisions, what is shown, what compares with it
reading.py       reading articles and stories
search.py        full-text search
values.py        times, documents and text as SQLite keeps them
"""

from services.store.sqlite.store import open_sqlite

__all__ = ["open_sqlite"]
