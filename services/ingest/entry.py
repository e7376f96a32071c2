"""Ingest at work: admit, find the article that an address leads to, end here what the store holds."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from schemas import Delivery, IngestedArticle, Outcome, RawArticle
from services.chassis.settings import Settings
from services.chassis.stage_store import StageResult
from services.ingest.core import admit, article_of
from services.ingest.on_the_way import OnTheWay
from services.store import Store

on_the_way = OnTheWay()
"""Of this process. What others passed on the ledger tells, a moment later."""


def load(settings: Settings) -> Callable[[RawArticle | None, Delivery], IngestedArticle]:
    """The stage's function."""
    return admit


def write_batch(store: Store, admitted: Sequence[IngestedArticle], now: datetime) -> list[StageResult]:
    """End as `unchanged` what another delivery brought before: it would cost the line and change nothing."""
    known = store.article_ids_of({key for article in admitted for key in _keys(article)})
    articles = [_resolved(article, known) for article in admitted]
    holders = store.holders([(article.article_id, article.revision) for article in articles])
    held = [article.article_id for article in articles if (article.article_id, article.revision) in holders]
    unfinished = store.on_the_way(held) if held else frozenset()
    settled = []
    for article in articles:
        holder = holders.get((article.article_id, article.revision))
        # an address that is new goes on: index learns that it leads to this article
        is_new = any(known.get(each.id) != article.article_id for each in article.addresses)
        # A is shown, B on its way, A comes again: it is the last word, though the store says A still
        gives_way = (
            not on_the_way.handed_over
            or article.article_id in unfinished
            or on_the_way.is_another(article.article_id, article.revision)
        )
        if holder is None or holder == article.delivery_id or article.retracted or is_new or gives_way:
            on_the_way.passed_on(article.article_id, None if article.retracted else article.revision)
            settled.append(StageResult(article, Outcome.ACCEPTED, article_id=article.article_id))
        else:
            settled.append(
                StageResult(None, Outcome.UNCHANGED, f"brought by {holder}", article_id=article.article_id)
            )
    return settled


def handed_over(known: bool) -> None:
    """Note whether the ledger knows what other copies passed on before their partitions came to this one."""
    on_the_way.handed_over = known


def _keys(article: IngestedArticle) -> tuple[str, ...]:
    return article.article_id, *(each.id for each in article.addresses)


def _resolved(article: IngestedArticle, known: Mapping[str, str]) -> IngestedArticle:
    found = article_of(article, known)
    return article if found == article.article_id else article.model_copy(update={"article_id": found})
