"""The embedded store: one SQLite file in WAL mode, full-text search by FTS5.

store.py         the store, method by method
connection.py    the file: opening, making, transactions, and when it counts as away
schema.py        the tables
ledger.py        receipts and what they add up to
batch.py         writing articles: revisions, and all that changes with the one that is shown
addresses.py     where articles stand, and which article is meant by an address
comparing.py     what an article is compared with
changelog.py          what was told of articles
retrieval.py     reading articles
fts.py         an article in the full-text index, and a query to it
search.py        full-text search; browse.py: without words
facets.py        what the articles of a search have in common
stories.py       stories, kept current
quotes.py        who said what
watches.py       searches that stand
terms.py         what an article is found under, as numbers
"""

from services.store.sqlite.store import open_sqlite

__all__ = ["open_sqlite"]
