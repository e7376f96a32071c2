"""Index at work: prepare each article, then let the batch take its place in the store."""

from collections.abc import Callable, Sequence
from datetime import datetime

from schemas import Delivery, EnrichedArticle
from services.chassis.settings import Settings
from services.chassis.settle import Settled
from services.index.core import Prepared, prepare
from services.index.settling import lookup, settle_article
from services.store import Store


def load(settings: Settings) -> Callable[[EnrichedArticle, Delivery], Prepared]:
    """The stage's function."""

    def index(article: EnrichedArticle, delivery: Delivery) -> Prepared:
        return prepare(article)

    return index


def settle(store: Store, passed: Sequence[Prepared], now: datetime) -> list[Settled]:
    """Index a batch, all or nothing; with no other index worker in between, so that two make one story."""
    with store.batch([lookup(prepared) for prepared in passed]) as batch:
        watches = batch.matching([prepared.article for prepared in passed])
        return [
            Settled(*settle_article(batch, prepared, found, now))
            for prepared, found in zip(passed, watches, strict=True)
        ]
