"""The store: articles, stories and the ledger. Opened by its address, used through `Store` only.

interface.py   what a store can do: read this first
history.py     what it knows of one article's revisions
changelog.py        what it has told of each article, and what it has to tell anew
candidates.py   what the index stage hands it, and what it hands back to compare with
views.py       what it shows to readers
order.py       where an article stands in lists by time, also without a date
sources.py     whose an article is, as far as anyone says
weight.py      what stories are ranked by
cursors.py     where a page ended
phrases.py     what people ask, as words and phrases
folding.py     what receipts add up to
snippets.py    why a search found an article
values.py      times, documents and text as the stores keep them
sqlite/        the embedded store
opensearch/    the store for a cluster
"""

from services.chassis.errors import Misconfigured
from services.chassis.settings import Settings
from services.store.candidates import CandidateQuery, DuplicateCandidate, IndexEntry, StoryCandidate
from services.store.changelog import Changes
from services.store.cursors import BadCursor
from services.store.history import ArticleState, History, Moment, StoredRevision
from services.store.interface import Filters, Store, StoreBatch, filters_of
from services.store.sqlite import open_sqlite
from services.store.views import (
    WATCH_NAME,
    CopyAddress,
    Count,
    Facets,
    Hit,
    Journey,
    Member,
    QuoteHit,
    Quotes,
    SearchPage,
    Span,
    StoredArticle,
    Stories,
    Story,
    Watch,
)

__all__ = [
    "WATCH_NAME",
    "ArticleState",
    "BadCursor",
    "CandidateQuery",
    "Changes",
    "CopyAddress",
    "Count",
    "DuplicateCandidate",
    "Facets",
    "Filters",
    "History",
    "Hit",
    "IndexEntry",
    "Journey",
    "Member",
    "Moment",
    "QuoteHit",
    "Quotes",
    "SearchPage",
    "Span",
    "Store",
    "StoreBatch",
    "StoredArticle",
    "StoredRevision",
    "Stories",
    "Story",
    "StoryCandidate",
    "Watch",
    "filters_of",
    "open_store",
]

SQLITE = "sqlite:///"


def open_store(settings: Settings) -> Store:
    """Open the store at `settings.store_url`: `sqlite:///PATH`, made where there is none yet, or OpenSearch.

    Raises:
        Misconfigured: the address is of no kind we know, or what lies there is not our store.
        Unavailable: it can't be opened now.
    """
    url = settings.store_url
    if url.startswith(("http://", "https://")):
        from services.store.opensearch import open_opensearch

        return open_opensearch(settings)
    path = url.removeprefix(SQLITE)
    if not url.startswith(SQLITE) or not path:
        raise Misconfigured(f"{url!r} is no store: give {SQLITE}PATH or http(s)://host:9200")
    return open_sqlite(path)
