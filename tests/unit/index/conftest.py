"""An empty store of each kind, and the stage's two steps as one call."""

from collections.abc import Callable, Sequence
from datetime import datetime

import pytest

from schemas import EnrichedArticle
from services.chassis.stage_store import StageResult
from services.index.core import prepare
from services.index.entry import write_batch
from services.store import Store
from tests.unit.store.conftest import open_again, sqlite, store, store_settings
from tests.unit.store.made import NOON

__all__ = ["index", "open_again", "sqlite", "store", "store_settings"]

Index = Callable[..., list[StageResult]]


def index_all(store: Store, articles: Sequence[EnrichedArticle], now: datetime = NOON) -> list[StageResult]:
    return write_batch(store, [prepare(each) for each in articles], now)


@pytest.fixture
def index(store: Store) -> Index:
    """Indexes articles as one batch."""

    def run(*articles: EnrichedArticle, now: datetime = NOON) -> list[StageResult]:
        return index_all(store, articles, now)

    return run
