"""Writing articles: in memory, from what was fetched for the whole batch at once, and out in one piece."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from schemas import EnrichedArticle, IndexedArticle, Outcome
from services.store.candidates import CandidateQuery, DuplicateCandidate, IndexEntry, StoryCandidate
from services.store.changelog import Changes, owe
from services.store.history import ArticleState, History
from services.store.opensearch import addresses, changelog, watches
from services.store.opensearch.articles import Articles
from services.store.opensearch.candidates import Candidates
from services.store.opensearch.cluster import Cluster
from services.store.opensearch.documents import Document, id_of, read_revision, revision_source
from services.store.opensearch.features_cache import FeaturesCache
from services.store.opensearch.lease import Lease, Write
from services.store.opensearch.story_aggregates import StoryAggregates

AT_ONCE = 500
"""Articles whose questions go into one request."""
EXPECTED_CANDIDATES = 20
"""Articles that `lookalikes` is expected to ask for."""


class OpenSearchBatch:
    """The `Batch` of the interface, while the lease is held."""

    def __init__(self, cluster: Cluster, lease: Lease, traits: FeaturesCache, revisions: str) -> None:
        self._cluster = cluster
        self._lease = lease
        self._into = revisions
        self._articles = Articles(cluster, lease.fence)
        self._candidates = Candidates(cluster, traits)
        self._stories = StoryAggregates(cluster, self._articles)
        self._kept: dict[tuple[str, str], EnrichedArticle] = {}
        self._replaced: set[tuple[str, str]] = set()

    def prefetch(self, lookups: Sequence[CandidateQuery]) -> None:
        """Fetch what settling these articles will ask: a few requests for every `AT_ONCE` of them."""
        for start in range(0, len(lookups), AT_ONCE):
            self._prefetch(lookups[start : start + AT_ONCE])
            self._lease.renew()

    def _prefetch(self, lookups: Sequence[CandidateQuery]) -> None:
        self._candidates.prefetch(lookups)
        alike = [
            article_id
            for each in lookups
            if each.lsh_bands
            for article_id in self._candidates.duplicates(each.lsh_bands, EXPECTED_CANDIDATES)
        ]
        self._articles.load([each.article_id for each in lookups] + alike)
        self._load_originals(alike)

    def revisions(self) -> list[Write]:
        """The new revisions that the batch keeps: nothing leads to them before the rest is written."""
        return self._texts(self._kept.keys() - self._replaced)

    def writes(self) -> list[Write]:
        """All other documents that the batch leaves behind."""
        stories = self._stories.writes()
        return [*self._articles.writes(), *stories, *self._texts(self._replaced)]

    def _texts(self, revisions: Collection[tuple[str, str]]) -> list[Write]:
        return [
            (self._into, id_of(*each), revision_source(article))
            for each, article in self._kept.items()
            if each in revisions
        ]

    def history(self, article_id: str) -> History:
        """All that is known of an article."""
        self._lease.renew()
        document = self._articles.find(article_id)
        return History() if document is None else document.history()

    def keep(
        self,
        article: EnrichedArticle,
        held_at: datetime,
        standing: ArticleState,
        before: Mapping[str, Outcome] = MappingProxyType({}),
    ) -> None:
        """Keep a revision."""
        document, key = self._articles.change(article.article_id), (article.article_id, article.revision)
        if article.revision in document.revisions and key not in self._kept:
            self._replaced.add(key)
        document.keep(article, held_at, standing, self._into)
        document.keep_before(article.revision, before)
        self._kept[key] = article

    def note(self, article: EnrichedArticle) -> None:
        """Note that a revision was accepted at this moment, too."""
        self._articles.change(article.article_id).note(article)

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

    def show(self, placement: IndexEntry) -> None:
        """Let search and stories hold a revision."""
        document = self._articles.change(placement.article.article_id)
        document.show(placement)
        self._candidates.show(document)
        self._stories.join(document)

    def hide(self, article_id: str) -> Sequence[str]:
        """Take an article out of search and stories."""
        document = self._articles.change(article_id)
        if document.story_id is not None:
            self._stories.settle()
            self._stories.leave(document.story_id)
        document.hide()
        self._candidates.forget(article_id)
        return self._bequeath(article_id)

    def follow(self, original: str, earlier: str) -> Sequence[str]:
        """Let an original and all that repeat it be duplicates of an earlier article."""
        moved = [self._articles.there(original), *self._repeating(original)]
        for each in moved:
            self._let_repeat(each, earlier)
        return [each.article_id for each in moved]

    def merge(self, story_id: str, into: str) -> Sequence[str]:
        """Let all articles of a story be of another."""
        moved = self._stories.merge(story_id, into)
        for each in moved:
            self._candidates.show(each)
        return [each.article_id for each in moved]

    def tell(self, article_ids: Collection[str], changes: Changes) -> dict[str, IndexedArticle]:
        """These articles as they are now, and note that they are told so."""
        self._lease.renew()
        self._stories.settle()
        return changelog.tell(self._articles, self._lease.fence, article_ids, changes)

    def owe(self, article_id: str, delivery_id: str, others: Sequence[str], now: datetime) -> None:
        """Note that a delivery of an article changed others."""
        document = self._articles.change(article_id)
        document.owed = owe(document.owed, delivery_id, others, now)

    def learn(self, article: EnrichedArticle) -> None:
        """Note under which addresses an article came."""
        new = addresses.new_addresses(self._articles.find(article.article_id), article)
        if new:
            self._articles.change(article.article_id).addresses.update(new)

    def matching(self, articles: Sequence[EnrichedArticle]) -> list[tuple[str, ...]]:
        """For each article the names of the watches whose search would find it."""
        return watches.matching(self._cluster, articles)

    def duplicate_candidates(self, bands: Sequence[str], limit: int) -> list[DuplicateCandidate]:
        """Shown articles under any of these bands."""
        found = self._candidates.duplicates(bands, limit)
        self._articles.load(found)
        self._load_originals(found)
        return [self._lookalike(self._articles.there(each)) for each in found]

    def story_candidates(
        self, keys: Sequence[str], at: datetime, window: timedelta, limit: int
    ) -> list[StoryCandidate]:
        """Shown articles around a moment that share keys; one that finds many articles counts for less."""
        return self._candidates.of_story(keys, at, window, limit)

    def _load_originals(self, article_ids: Sequence[str]) -> None:
        found = (self._articles.there(each).duplicate_of for each in article_ids)
        self._articles.load([each for each in found if each is not None])

    def _lookalike(self, document: Document) -> DuplicateCandidate:
        original = self._articles.there(document.duplicate_of or document.article_id)
        return DuplicateCandidate(
            document.article_id,
            document.card["headline"],
            document.found_by["body"],
            original.article_id,
            original.first_moment,
        )

    def _bequeath(self, original: str) -> Sequence[str]:
        """Let the earliest of the articles that repeat this one be the original of the others."""
        heirs = self._repeating(original)
        if heirs:
            heir = min(heirs, key=lambda each: each.first_moment)
            for each in heirs:
                self._let_repeat(each, heir.article_id)
        return [each.article_id for each in heirs]

    def _repeating(self, original: str) -> list[Document]:
        return self._articles.all_with("duplicate_of", original)

    def _let_repeat(self, document: Document, original: str) -> None:
        changed = self._articles.change(document.article_id)
        if original == document.article_id:
            changed.found_by.pop("duplicate_of", None)
        else:
            changed.found_by["duplicate_of"] = original
