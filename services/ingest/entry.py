"""Ingest at work: admit, then end here what the store already holds."""

from collections.abc import Callable, Sequence
from datetime import datetime

from schemas import Delivery, IngestedArticle, Outcome, RawArticle
from services.chassis.settings import Settings
from services.chassis.settle import Settled
from services.ingest.core import admit
from services.store import Store


def load(settings: Settings) -> Callable[[RawArticle | None, Delivery], IngestedArticle]:
    """The stage's function."""
    return admit


def settle(store: Store, admitted: Sequence[IngestedArticle], now: datetime) -> list[Settled]:
    """End as `unchanged` what another delivery brought before: it would cost the line and change nothing."""
    holders = store.holders([(article.article_id, article.revision) for article in admitted])
    settled = []
    for article in admitted:
        holder = holders.get((article.article_id, article.revision))
        if holder is None or holder == article.delivery_id or article.retracted:
            settled.append(Settled(article, Outcome.ACCEPTED))
        else:
            settled.append(Settled(None, Outcome.UNCHANGED, f"brought by {holder}"))
    return settled
