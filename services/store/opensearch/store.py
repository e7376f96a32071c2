"""The store for a cluster: each method of `interface.Store` in a few requests."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Unpack

from schemas import IndexedArticle, Receipt
from services.chassis.settings import Settings
from services.store.candidates import CandidateQuery
from services.store.cursors import PageRequest
from services.store.interface import Filters, Store, StoreBatch
from services.store.opensearch import addresses, changelog, facets, ledger, quotes, retrieval, schema, watches
from services.store.opensearch.batch import OpenSearchBatch
from services.store.opensearch.cluster import Cluster
from services.store.opensearch.features_cache import FeaturesCache
from services.store.opensearch.lease import Lease
from services.store.opensearch.search import search
from services.store.views import (
    Count,
    Facets,
    Journey,
    Quotes,
    SearchPage,
    StoredArticle,
    Stories,
    Story,
    Watch,
)

ROLL_EVERY = 600.0
"""Seconds between two looks at whether the revisions should go on in a new index."""


def open_opensearch(settings: Settings) -> Store:
    """Open the store in the cluster at `settings.index`, and make its indices where there are none.

    Raises:
        Misconfigured: the cluster doesn't let us in, or what is there is not ours or of another version.
        Unavailable: it doesn't answer now.
    """
    cluster = Cluster(settings)
    try:
        schema.prepare(cluster)
    except BaseException:
        cluster.close()
        raise
    return OpenSearchStore(cluster)


class OpenSearchStore:
    """A `Store` in OpenSearch."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._lease = Lease(cluster)
        self._traits = FeaturesCache()
        self._revisions = ""
        self._fence = -1
        self._rolled_at = time.monotonic()

    def ping(self) -> None:
        """Read something."""
        self._cluster.mget(self._cluster.read("control"), ["lease"])

    def close(self) -> None:
        """Let go of it."""
        self._cluster.close()

    def record(self, receipts: Iterable[Receipt]) -> None:
        """Fold receipts into the ledger; a failure on the way leaves some folded, and harms nothing."""
        ledger.record(self._cluster, receipts)

    def trace(self, key: str) -> list[Receipt]:
        """The receipts of an article or of one delivery."""
        return ledger.trace(self._cluster, key) or ledger.trace(
            self._cluster, addresses.meant(self._cluster, key)
        )

    def journeys(self, delivery_ids: Iterable[str]) -> dict[str, Journey]:
        """What became of these deliveries."""
        return ledger.journeys(self._cluster, delivery_ids)

    def on_the_way(self, article_ids: Iterable[str]) -> frozenset[str]:
        """Those of these articles of which a delivery was accepted that has not ended."""
        return ledger.on_the_way(self._cluster, article_ids)

    def unfinished(self, limit: int) -> list[Journey]:
        """Deliveries whose journey has not ended."""
        return ledger.unfinished(self._cluster, limit)

    def tally(self) -> dict[str, int]:
        """Deliveries by their end."""
        return ledger.count(self._cluster)

    @contextmanager
    def batch(self, lookups: Sequence[CandidateQuery] = ()) -> Iterator[StoreBatch]:
        """Write, all or nothing, while the lease is ours (see lease.py)."""
        self._lease.acquire()
        try:
            self._roll_over()
            self._traits.trim()
            batch = OpenSearchBatch(self._cluster, self._lease, self._traits, self._revisions)
            batch.prefetch(lookups)
            yield batch
            writes = batch.writes()
            revisions = batch.revisions()
        except BaseException:
            self._lease.release()
            raise
        try:
            self._fence = -1
            fence = self._lease.fence
            self._lease.commit(writes, revisions)
            self._fence = fence
        except BaseException:
            self._lease.forget()
            raise
        self._lease.release()

    def holders(self, revisions: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
        """The delivery that brought each revision that is shown."""
        return retrieval.holders(self._cluster, revisions)

    def newer(self, versions: Mapping[str, int]) -> list[IndexedArticle]:
        """Articles that were told in a later version; where nobody has held the lease since us, none."""
        if not versions or self._fence == self._lease.newest():
            return []
        return changelog.newer(self._cluster, versions)

    def article_ids_of(self, keys: Iterable[str]) -> Mapping[str, str]:
        """The article that each key stands for."""
        return addresses.article_ids_of(self._cluster, keys)

    def addresses_of(self, article_ids: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """The addresses that each article came under."""
        return addresses.addresses_of(self._cluster, article_ids)

    def get(self, article_id: str, revision: str | None = None) -> StoredArticle | None:
        """An article, or one of its revisions."""
        found = retrieval.get(self._cluster, article_id, revision)
        meant = article_id if found else addresses.meant(self._cluster, article_id)
        return found if meant == article_id else retrieval.get(self._cluster, meant, revision)

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        after: str | None = None,
        collapse: bool = True,
        **filters: Unpack[Filters],
    ) -> SearchPage:
        """Articles with all words of a query."""
        return search(self._cluster, query, PageRequest(limit, after, collapse), filters)

    def facets(self, query: str, **filters: Unpack[Filters]) -> Facets:
        """Who and what the articles of a search name."""
        return facets.facets(self._cluster, query, filters)

    def quotes(self, speaker: str | None = None, *, limit: int = 20, after: str | None = None) -> Quotes:
        """Who said what."""
        return quotes.quotes(self._cluster, speaker, limit, after)

    def speakers(self, limit: int) -> list[Count]:
        """Who is quoted in most articles."""
        return facets.speakers(self._cluster, limit)

    def stories(self, limit: int, after: str | None = None) -> Stories:
        """The stories by weight."""
        return retrieval.stories(self._cluster, limit, after)

    def story(self, story_id: str) -> Story | None:
        """A story with its articles."""
        return retrieval.story(self._cluster, story_id)

    def watch(self, watch: Watch) -> None:
        """Keep a watch."""
        watches.watch(self._cluster, watch)

    def unwatch(self, name: str) -> bool:
        """Let a watch go."""
        return watches.unwatch(self._cluster, name)

    def watches(self) -> list[Watch]:
        """All watches, by name."""
        return watches.watches(self._cluster)

    def _roll_over(self) -> None:
        """Look now and then whether that is due, and learn into which index revisions go."""
        alias, now = self._cluster.write("revisions"), time.monotonic()
        due = now - self._rolled_at > ROLL_EVERY
        if due:
            self._cluster.ask("POST", f"/{alias}/_rollover", {"conditions": schema.ROLL_OVER})
            self._rolled_at = now
        if due or not self._revisions:
            found = self._cluster.ask("GET", f"/_alias/{alias}")
            (self._revisions,) = [
                index for index, each in found.items() if each["aliases"][alias].get("is_write_index", True)
            ]
