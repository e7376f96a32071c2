"""An empty store of each kind, and the stage's two steps as one call."""

from collections.abc import Callable, Sequence
from datetime import datetime

import pytest

from schemas import EnrichedArticle
from services.chassis.settle import Settled
from services.index.core import prepare
from services.index.entry import settle
from services.store import Store
from tests.unit.store.conftest import open_again, sqlite, store, store_settings
from tests.unit.store.made import NOON

__all__ = ["index", "open_again", "sqlite", "store", "store_settings"]

Index = Callable[..., list[Settled]]


def index_all(store: Store, articles: Sequence[EnrichedArticle], now: datetime = NOON) -> list[Settled]:
    return settle(store, [prepare(each) for each in articles], now)


@pytest.fixture
def index(store: Store) -> Index:
    """Indexes articles as one batch."""

    def run(*articles: EnrichedArticle, now: datetime = NOON) -> list[Settled]:
        return index_all(store, articles, now)

    return run
