"""The store for a cluster: OpenSearch 3, by its core modules alone.

store.py       the store, method by method
schema.py      the indices: what is in them, how they are made, which roll over, when they are refreshed
lease.py       one writer at a time, all or nothing, though OpenSearch has no transactions
cluster.py     every request: retries, and what their failures mean
failures.py    what a refusal of the cluster means to us
changelog.py        what was told of articles
batch.py       writing articles: in memory, and out in one piece
addresses.py   where articles stand, and which article is meant by an address
articles.py    the articles that a batch knows of
candidates.py  what they are compared with
features_cache.py    what each is compared by
story_aggregates.py   what stories add up to
documents.py   an article as a document
ledger.py      receipts and what they add up to
retrieval.py   reading articles and stories
search_query.py   what people ask, as a query
search.py      full-text search
facets.py      counts of who and what
quotes.py      who said what
watches.py     standing searches
"""

from services.store.opensearch.store import open_opensearch

__all__ = ["open_opensearch"]
