"""The store: articles, stories and the ledger. Opened by its address, used through `Store` only.

interface.py   what a store can do: read this first
history.py     what it knows of one article's revisions
placement.py   what the index stage hands it, and what it hands back to compare with
views.py       what it shows to readers
sqlite/        the embedded store
"""

from services.chassis.errors import Misconfigured
from services.store.history import Held, History, Moment
from services.store.interface import Batch, Store
from services.store.placement import Lookalike, Neighbour, Placement
from services.store.sqlite import open_sqlite
from services.store.views import Hit, Journey, Member, Span, StoredArticle, Story

__all__ = [
    "Batch",
    "Held",
    "History",
    "Hit",
    "Journey",
    "Lookalike",
    "Member",
    "Moment",
    "Neighbour",
    "Placement",
    "Span",
    "Store",
    "StoredArticle",
    "Story",
    "open_store",
]

SQLITE = "sqlite:///"


def open_store(url: str) -> Store:
    """Open the store at `url`, `sqlite:///PATH`; it is made where there is none yet.

    Raises:
        Misconfigured: the address is of no kind we know, or what lies there is not our store.
        Away: it can't be opened now.
    """
    path = url.removeprefix(SQLITE)
    if not url.startswith(SQLITE) or not path:
        raise Misconfigured(f"{url!r} is no store: give {SQLITE}PATH")
    return open_sqlite(path)
