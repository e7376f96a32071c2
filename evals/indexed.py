"""Index as the evaluations run it: articles settled one batch after another in a store of their own."""

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import BaseModel, ConfigDict

from evals.arrival import LATEST
from schemas import EnrichedArticle
from services.chassis.settings import Settings
from services.index.core import prepare
from services.index.entry import write_batch
from services.store import StoredArticle, open_store

BATCH = 50


class GoldArticle(BaseModel):
    """An article of the gold, and what it belongs together with: an `event`, or a `group` of near-duplicates.

    The `part` of a paywall page is in its id.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    part: str = ""
    text: str
    headline: str | None = None
    source: str | None = None
    published_at: datetime | None = None
    event: str | None = None
    group: str | None = None


def stored(articles: Sequence[EnrichedArticle]) -> list[StoredArticle]:
    """What the store says of each article when all are in it; they arrive in the order given."""
    with (
        TemporaryDirectory() as folder,
        closing(open_store(Settings(index=f"sqlite:///{Path(folder) / 'index.db'}"))) as store,
    ):
        for start in range(0, len(articles), BATCH):
            write_batch(store, [prepare(each) for each in articles[start : start + BATCH]], LATEST)
        found = [store.get(each.article_id) for each in articles]
    return [each for each in found if each is not None]


def arrived(article: EnrichedArticle, gold: GoldArticle, number: int) -> EnrichedArticle:
    """The article as the gold's, the `number`th to arrive, and published when the gold says."""
    return article.model_copy(
        update={
            "article_id": gold.id,
            "delivery_id": f"eval:0:{number}",
            "source": gold.source,
            "published_at": gold.published_at,
            "accepted_at": gold.published_at or datetime(2026, 1, 1, tzinfo=UTC),
        }
    )
