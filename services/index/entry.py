"""Index at work: prepare each article, then let the batch take its place in the store."""

from collections.abc import Callable, Sequence
from datetime import datetime

from schemas import Delivery, EnrichedArticle, Identified, IndexedArticle
from services.chassis.settings import Settings
from services.chassis.stage_store import StageResult
from services.index.changelog import messages, others_of
from services.index.core import Prepared, prepare
from services.index.indexing import index_article, lookup
from services.store import Changes, Store


def load(settings: Settings) -> Callable[[EnrichedArticle, Delivery], Prepared]:
    """The stage's function."""

    def index(article: EnrichedArticle, delivery: Delivery) -> Prepared:
        return prepare(article)

    return index


def write_batch(store: Store, passed: Sequence[Prepared], now: datetime) -> list[StageResult]:
    """Index a batch, all or nothing; with no other index worker in between, so that two make one story."""
    articles = [prepared.article for prepared in passed]
    with store.batch([lookup(prepared) for prepared in passed]) as batch:
        changes = Changes()
        said = [
            index_article(batch, prepared, found, now, changes)
            for prepared, found in zip(passed, batch.matching(articles), strict=True)
        ]
        asked = {article.article_id for article, each in zip(articles, said, strict=True) if each.told}
        told = batch.tell(
            asked | changes.by.keys() | {other for each in said for other in each.owed}, changes
        )
        owed = [
            list(dict.fromkeys((*each.owed, *others_of(article, told, changes))))
            for article, each in zip(articles, said, strict=True)
        ]
        for article, others in zip(articles, owed, strict=True):
            if others:
                batch.owe(article.article_id, article.delivery_id, others, now)
    return [
        StageResult(message, each.outcome, each.detail, also)
        for each, (message, also) in zip(said, messages(articles, said, owed, told), strict=True)
    ]


def confirm(store: Store, sent: Sequence[Identified]) -> list[IndexedArticle]:
    """Articles that another index worker has changed since, as they are now."""
    versions = {each.article_id: each.version for each in sent if isinstance(each, IndexedArticle)}
    return store.newer(versions)
