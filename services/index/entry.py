"""Index at work: prepare each article, then let the batch take its place in the store."""

from collections.abc import Callable, Sequence
from datetime import datetime

from schemas import Delivery, EnrichedArticle
from services.chassis.settings import Settings
from services.chassis.settle import Settled
from services.index.core import Prepared, prepare
from services.index.settling import settle_article
from services.store import Store


def load(settings: Settings) -> Callable[[EnrichedArticle, Delivery], Prepared]:
    """The stage's function."""

    def index(article: EnrichedArticle, delivery: Delivery) -> Prepared:
        return prepare(article)

    return index


def settle(store: Store, passed: Sequence[Prepared], now: datetime) -> list[Settled]:
    """Index a batch, all or nothing; with no other index worker in between, so that two make one story."""
    with store.batch() as batch:
        return [Settled(*settle_article(batch, prepared, now)) for prepared in passed]
