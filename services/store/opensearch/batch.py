"""Writing articles: in memory, from what was fetched for the whole batch at once, and out in one piece."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from schemas import EnrichedArticle
from services.store.history import History, Standing
from services.store.opensearch import watches
from services.store.opensearch.articles import Articles
from services.store.opensearch.candidates import Candidates
from services.store.opensearch.cluster import Cluster
from services.store.opensearch.compared import Traits
from services.store.opensearch.documents import Document, id_of, read_revision, revision_source
from services.store.opensearch.lease import Lease, Write
from services.store.opensearch.storybook import Storybook
from services.store.placement import Lookalike, Lookup, Neighbour, Placement

AT_ONCE = 500
"""Articles whose questions go into one request."""
COMPARED = 20
"""Articles that `lookalikes` is expected to ask for."""


class OpenSearchBatch:
    """The `Batch` of the interface, while the lease is held."""

    def __init__(self, cluster: Cluster, lease: Lease, traits: Traits, revisions: str) -> None:
        self._cluster = cluster
        self._lease = lease
        self._into = revisions
        self._articles = Articles(cluster, lease.fence)
        self._candidates = Candidates(cluster, traits)
        self._stories = Storybook(cluster, self._articles)
        self._kept: dict[tuple[str, str], EnrichedArticle] = {}

    def prefetch(self, lookups: Sequence[Lookup]) -> None:
        """Fetch what settling these articles will ask: a few requests for every `AT_ONCE` of them."""
        for start in range(0, len(lookups), AT_ONCE):
            self._prefetch(lookups[start : start + AT_ONCE])
            self._lease.renew()

    def _prefetch(self, lookups: Sequence[Lookup]) -> None:
        self._candidates.prefetch(lookups)
        alike = [
            article_id
            for each in lookups
            if each.bands
            for article_id in self._candidates.lookalikes(each.bands, COMPARED)
        ]
        self._articles.load([each.article_id for each in lookups] + alike)
        self._load_originals(alike)

    def revisions(self) -> list[Write]:
        """The revisions that the batch keeps: nothing leads to them before the rest is written."""
        return [
            (self._into, id_of(article_id, revision), revision_source(article))
            for (article_id, revision), article in self._kept.items()
        ]

    def writes(self) -> list[Write]:
        """All other documents that the batch leaves behind."""
        stories = self._stories.writes()
        return [*self._articles.writes(), *stories]

    def history(self, article_id: str) -> History:
        """All that is known of an article."""
        self._lease.renew()
        document = self._articles.find(article_id)
        return History() if document is None else document.history()

    def keep(self, article: EnrichedArticle, held_at: datetime, standing: Standing) -> None:
        """Keep a revision."""
        self._articles.change(article.article_id).keep(article, held_at, standing, self._into)
        self._kept[article.article_id, article.revision] = article

    def predate(self, article: EnrichedArticle) -> None:
        """Note that a revision was accepted earlier than known."""
        self._articles.change(article.article_id).predate(article)

    def retract(self, article: EnrichedArticle, held_at: datetime) -> None:
        """Note that the article was taken back."""
        self._articles.change(article.article_id).retract(article, held_at)

    def revision(self, article_id: str, revision: str) -> EnrichedArticle:
        """A revision that is in the history."""
        kept = self._kept.get((article_id, revision))
        if kept is not None:
            return kept
        index = self._articles.there(article_id).revisions[revision][-1]
        (hit,) = self._cluster.mget_all([(index, id_of(article_id, revision))])
        return read_revision(hit["_source"])

    def show(self, placement: Placement) -> None:
        """Let search and stories hold a revision."""
        document = self._articles.change(placement.article.article_id)
        document.show(placement)
        self._candidates.show(document)
        self._stories.join(document)

    def hide(self, article_id: str) -> None:
        """Take an article out of search and stories."""
        document = self._articles.change(article_id)
        if document.story_id is not None:
            self._stories.settle()
            self._stories.leave(document.story_id)
        document.hide()
        self._candidates.forget(article_id)
        self._bequeath(article_id)

    def follow(self, original: str, earlier: str) -> None:
        """Let an original and all that repeat it be duplicates of an earlier article."""
        for each in [self._articles.there(original), *self._repeating(original)]:
            self._let_repeat(each, earlier)

    def merge(self, story_id: str, into: str) -> None:
        """Let all articles of a story be of another."""
        for each in self._stories.merge(story_id, into):
            self._candidates.show(each)

    def matching(self, articles: Sequence[EnrichedArticle]) -> list[tuple[str, ...]]:
        """For each article the names of the watches whose search would find it."""
        return watches.matching(self._cluster, articles)

    def lookalikes(self, bands: Sequence[str], limit: int) -> list[Lookalike]:
        """Shown articles under any of these bands."""
        found = self._candidates.lookalikes(bands, limit)
        self._articles.load(found)
        self._load_originals(found)
        return [self._lookalike(self._articles.there(each)) for each in found]

    def neighbours(self, keys: Sequence[str], at: datetime, window: timedelta, limit: int) -> list[Neighbour]:
        """Shown articles around a moment that share keys; one that finds many articles counts for less."""
        return self._candidates.neighbours(keys, at, window, limit)

    def _load_originals(self, article_ids: Sequence[str]) -> None:
        found = (self._articles.there(each).duplicate_of for each in article_ids)
        self._articles.load([each for each in found if each is not None])

    def _lookalike(self, document: Document) -> Lookalike:
        original = self._articles.there(document.duplicate_of or document.article_id)
        return Lookalike(
            document.article_id,
            document.card["headline"],
            document.found_by["body"],
            original.article_id,
            original.first_moment,
        )

    def _bequeath(self, original: str) -> None:
        """Let the earliest of the articles that repeat this one be the original of the others."""
        heirs = self._repeating(original)
        if heirs:
            heir = min(heirs, key=lambda each: each.first_moment)
            for each in heirs:
                self._let_repeat(each, heir.article_id)

    def _repeating(self, original: str) -> list[Document]:
        return self._articles.all_with("duplicate_of", original)

    def _let_repeat(self, document: Document, original: str) -> None:
        changed = self._articles.change(document.article_id)
        if original == document.article_id:
            changed.found_by.pop("duplicate_of", None)
        else:
            changed.found_by["duplicate_of"] = original
