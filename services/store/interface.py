"""What a store can do. The embedded one and one for a cluster differ behind this, and nowhere else.

Every method raises `Unavailable` when the store doesn't answer; the same call may go through later.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Protocol, TypedDict, Unpack

from schemas import EnrichedArticle, IndexedArticle, Outcome, Receipt
from services.store.candidates import CandidateQuery, DuplicateCandidate, IndexEntry, StoryCandidate
from services.store.changelog import Changes
from services.store.history import ArticleState, History
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

FACET = 10
"""Values of a facet that are told, those of most articles first."""
COUNTED = 10_000
"""Matches that facets count at most: no query may cost as much as the store is large."""
PER_TERM = 32
"""Articles compared under one band or key, the newest: it bounds what one of ten thousand articles costs."""
COPIES = 20
"""Near-duplicates of a hit that are told, the first that came."""
MEMBERS = 500
"""Articles that a story shows at most, the newest."""
MOST_ADDRESSES = 100
"""Addresses of an article that are kept, the first ones: a broken site can give one page any number."""


class Filters(TypedDict, total=False):
    """What narrows a search; None narrows nothing.

    `person`, `place` and `organisation` are names of entities, whatever the case. `since` and `until`,
    both included, go by `published_at`. Of an article without one nobody knows more than that it was
    published by the time it was seen: `since` never finds it, `until` does where it was accepted by then.
    """

    person: str | None
    place: str | None
    organisation: str | None
    source: str | None
    since: datetime | None
    until: datetime | None


ASKED_AS = {"PERSON": "person", "GPE": "place", "LOC": "place", "FAC": "place", "ORG": "organisation"}
"""The filter that asks for names of an OntoNotes label: GPE are countries and towns, FAC buildings."""


def filters_of(watch: Watch) -> Filters:
    """The filters of a standing search."""
    return {
        "person": watch.person,
        "place": watch.place,
        "organisation": watch.organisation,
        "source": watch.source,
    }


class StoreBatch(Protocol):
    """Writing. What is written shows to this batch at once, to others when it ends; to none if it fails."""

    def history(self, article_id: str) -> History:
        """All that is known of an article; an empty history where there is nothing."""

    def keep(
        self,
        article: EnrichedArticle,
        held_at: datetime,
        standing: ArticleState,
        before: Mapping[str, Outcome] = MappingProxyType({}),
    ) -> None:
        """Keep a revision, with what was said of it; `show` shows it.

        One that is in the history gives way: its article came back, and `before` says who had brought it.
        """

    def note(self, article: EnrichedArticle) -> None:
        """Note that a revision in the history was accepted at this article's moment, too."""

    def retract(self, article: EnrichedArticle, held_at: datetime) -> None:
        """Note that the article was taken back then; an earlier retraction gives way."""

    def revision(self, article_id: str, revision: str) -> EnrichedArticle:
        """A revision that is in the history."""

    def show(self, placement: IndexEntry) -> None:
        """Let search and stories hold this revision; the article must not be shown just now."""

    # each of these three gives the ids of the other articles that stand elsewhere now

    def hide(self, article_id: str) -> Sequence[str]:
        """Take a shown article out of search and stories.

        The earliest of the articles that repeat it becomes the original of the others.
        """

    def follow(self, original: str, earlier: str) -> Sequence[str]:
        """Let an original and all that repeat it be duplicates of an earlier article."""

    def merge(self, story_id: str, into: str) -> Sequence[str]:
        """Let all articles of a story be of another; whoever asks for the old one gets the other."""

    def learn(self, article: EnrichedArticle) -> None:
        """Note under which addresses an article came, from any delivery: each leads to it from now on."""

    def tell(self, article_ids: Collection[str], changes: Changes) -> dict[str, IndexedArticle]:
        """These articles as they are now, and note that they are told so, and what changed those that differ.

        The batch's last word: nothing is shown, hidden or moved after it.
        """

    def owe(self, article_id: str, delivery_id: str, others: Sequence[str], now: datetime) -> None:
        """Note that a delivery of an article changed others, so that it tells of them when it comes again."""

    def matching(self, articles: Sequence[EnrichedArticle]) -> list[tuple[str, ...]]:
        """For each article the names, sorted, of the watches whose search would find it."""

    def duplicate_candidates(self, bands: Sequence[str], limit: int) -> list[DuplicateCandidate]:
        """Shown articles under any of these bands, those under most of them first."""

    def story_candidates(
        self, keys: Sequence[str], at: datetime, window: timedelta, limit: int
    ) -> list[StoryCandidate]:
        """Shown articles within `window` of `at`, those that share the most and the rarest keys first."""


class Store(Protocol):
    """Articles and the ledger. One thread at a time."""

    def ping(self) -> None:
        """Raise `Unavailable` when the store doesn't answer."""

    def close(self) -> None:
        """Let go of it."""

    # the ledger

    def record(self, receipts: Iterable[Receipt]) -> None:
        """Fold receipts into the ledger, all or none; one that it has already changes nothing."""

    def trace(self, key: str) -> list[Receipt]:
        """The receipts of an article, by its id or that of an address of it, or of one delivery, in order."""

    def journeys(self, delivery_ids: Iterable[str]) -> dict[str, Journey]:
        """What became of these deliveries, as far as the ledger has heard of them."""

    def on_the_way(self, article_ids: Iterable[str]) -> frozenset[str]:
        """Those of these articles of which a delivery was accepted that has not ended."""

    def unfinished(self, limit: int) -> list[Journey]:
        """Deliveries whose journey has not ended, oldest first."""

    def tally(self) -> dict[str, int]:
        """Deliveries by their end, besides `accepted` (all), `in_flight` and `conflicts`."""

    # the articles

    def batch(self, lookups: Sequence[CandidateQuery] = ()) -> AbstractContextManager[StoreBatch]:
        """Write, all or nothing, with no other writer in between.

        `lookups` tells what the batch will ask: a store across a network answers it all at once. It
        changes no answer.
        """

    def holders(self, revisions: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
        """The delivery that brought each (article_id, revision) that is shown: another push changes nothing.

        All others are absent: unknown ones, and revisions that another one or a retraction came after, since
        a later push of the same content brings it back. So is one that was brought back so: more than one
        delivery brought it, and index knows them apart.
        """

    def newer(self, versions: Mapping[str, int]) -> list[IndexedArticle]:
        """Of these articles those that were told in a later version than that, as they are now.

        Right after a batch of this store: what it told itself it may leave out, what others told since not.
        """

    def article_ids_of(self, keys: Iterable[str]) -> Mapping[str, str]:
        """The article that each key stands for; keys of which nothing is known are absent.

        A key is an article's id, or that of an address (`schemas.Address`) under which an article came
        whose id is made of another. The article of that very id goes before; of two others, the later.
        """

    def addresses_of(self, article_ids: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """The addresses that each article came under, sorted, `MOST_ADDRESSES` at most."""

    def get(self, article_id: str, revision: str | None = None) -> StoredArticle | None:
        """An article as it is now, or one of its revisions; None for one that is not there.

        By its id, or by that of an address that leads to it.
        """

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        after: str | None = None,
        collapse: bool = True,
        **filters: Unpack[Filters],
    ) -> SearchPage:
        """Articles with all words and “phrases” of `query`, best first; of a blank one, all, newest first.

        With `collapse` near-duplicates are one hit: the original where the search finds it, else of those
        that it finds the copy that came first; it stands where it would stand alone.

        No query is an error: what looks like an operator is a word. Without words, articles without a date
        come last. `after` is the `next` of the page before, of the same search.

        Raises:
            BadCursor: `after` is not of this kind of list.
        """

    def facets(self, query: str, **filters: Unpack[Filters]) -> Facets:
        """Who and what the articles that `search` finds name, of whom, and when; of `COUNTED` at most.

        Each article counts, near-duplicates too: a source that only runs copies is a source all the same.
        """

    def quotes(self, speaker: str | None = None, *, limit: int = 20, after: str | None = None) -> Quotes:
        """Who said what, newest first; one speaker's, whatever the case, or everybody's who is known by name.

        Of an article that repeats another, nothing. Raises `BadCursor` as `search`.
        """

    def speakers(self, limit: int) -> list[Count]:
        """Who is quoted in most of the `COUNTED` newest articles, by name."""

    # the stories

    def stories(self, limit: int, after: str | None = None) -> Stories:
        """The stories by weight (see `weight.py`), of equal ones the one with the smaller id first.

        Raises `BadCursor` as `search`.
        """

    def story(self, story_id: str) -> Story | None:
        """A story with its articles, or the one that it was merged into; None for one that is not there."""

    # the watches

    def watch(self, watch: Watch) -> None:
        """Keep a watch; one of that name gives way."""

    def unwatch(self, name: str) -> bool:
        """Let a watch go; False where there is none of that name."""

    def watches(self) -> list[Watch]:
        """All watches, by name."""
