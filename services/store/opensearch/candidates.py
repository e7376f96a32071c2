"""What articles of a batch are compared with, fetched for all of them at once.

The store is asked for more than is needed, and the answer to each question is reckoned here, over what was
fetched and what the batch has written itself: so articles of one batch find each other, and by the same
measure as the embedded store's. A rare key counts the more; every article that it finds was fetched, since
they rank first for whoever asked for the key. Of a common key some are missing, but it hardly counts.

The stored document holds the whole text, so all is read from two doc values: one with what ranking needs, and
one with the traits, which are asked for once and remembered: the articles of a running story are asked for
again and again.
"""

from base64 import b64decode
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from heapq import nsmallest
from operator import itemgetter
from typing import Any

from services.store.candidates import CandidateQuery, StoryCandidate
from services.store.interface import PER_TERM
from services.store.opensearch.cluster import Cluster
from services.store.opensearch.documents import Document, term_of
from services.store.opensearch.features_cache import Candidate, FeaturesCache, read_candidate, write_candidate
from services.store.values import EVER, MICROSECOND, moment
from services.store.values import number as number_of

MAX_FETCHED = 32
"""Articles that are fetched for one question by keys, twice what index asks for."""
ALIKE = 5_000
"""Articles that are fetched for all questions by bands, the newest."""
TERMS = 50_000
"""Terms of one request; OpenSearch takes 65,536."""
PAGE = 5_000
"""Traits of one request, some 3 KB each."""
Asked = tuple[tuple[str, ...], int, int]
"""A question by keys: the keys, from when and until when."""
Entry = tuple[int, int, str]
"""An article under a term: its moment, its number, its id."""


class _Index:
    """Articles by term, of each term in the order of their moments: sorted when they are asked for."""

    def __init__(self) -> None:
        self._under: defaultdict[str, list[Entry]] = defaultdict(list)
        self._unsorted: set[str] = set()

    def add(self, entry: Entry, terms: Collection[str]) -> None:
        """Let these terms find an article."""
        for term in terms:
            self._under[term].append(entry)
        self._unsorted.update(terms)

    def remove(self, entry: Entry, terms: Iterable[str]) -> None:
        """Let these, which find it, find it no more."""
        for term in terms:
            self._under[term].remove(entry)

    def newest(self, term: str, since: int, until: int) -> list[Entry]:
        """The newest articles under a term within a span of time, both ends included."""
        entries = self._under.get(term)
        if not entries:
            return []
        if term in self._unsorted:
            entries.sort()
            self._unsorted.discard(term)
        end = bisect_right(entries, until, key=_moment)
        found = entries[max(0, end - PER_TERM) : end]
        return found if not found or found[0][0] >= since else [each for each in found if each[0] >= since]


_moment = itemgetter(0)


class Candidates:
    """The articles that one batch knows of."""

    def __init__(self, cluster: Cluster, traits: FeaturesCache) -> None:
        self._cluster = cluster
        self._index = cluster.read("articles")
        self._traits = traits
        self._known: dict[str, Candidate] = {}
        self._bands: dict[str, Sequence[str]] = {}
        self._written: set[str] = set()
        self._by_band, self._by_key = _Index(), _Index()
        self._asked_bands: set[str] = set()
        self._asked_keys: set[str] = set()
        self._asked: set[Asked] = set()

    def prefetch(self, lookups: Sequence[CandidateQuery]) -> None:
        """Fetch what these will ask for."""
        self._fetch_bands({band for each in lookups for band in each.lsh_bands})
        self._fetch_keys(
            [_asked(each.lookup_terms, each.at, each.window) for each in lookups if each.lookup_terms]
        )

    def duplicates(self, bands: Sequence[str], limit: int) -> list[str]:
        """Shown articles under any of these bands, those under most of them first."""
        self._fetch_bands(set(bands))
        shared: defaultdict[str, float] = defaultdict(float)
        for band in dict.fromkeys(bands):
            for _, _, article_id in self._by_band.newest(term_of("source", band), *EVER):
                shared[article_id] += 1
        return [each.article_id for each in self._most(shared, limit)]

    def of_story(
        self, keys: Sequence[str], at: datetime, window: timedelta, limit: int
    ) -> list[StoryCandidate]:
        """Shown articles around a moment that share keys; one that finds many articles counts for less."""
        asked = _asked(keys, at, window)
        self._fetch_keys([asked])
        shared: defaultdict[str, float] = defaultdict(float)
        for key in dict.fromkeys(asked[0]):
            found = self._by_key.newest(key, asked[1], asked[2])
            for _, _, article_id in found:
                shared[article_id] += 1 / len(found)
        return [
            StoryCandidate(each.article_id, each.story_id, moment(each.at), self._traits.find(each) or "")
            for each in self._most(shared, limit)
        ]

    def show(self, document: Document) -> None:
        """Let an article that the batch writes be found."""
        self.forget(document.article_id)
        candidate = read_candidate(write_candidate(document))
        self._traits.learn(candidate, b64decode(document.found_by["traits"]).decode())
        self._learn(candidate)
        self._learn_bands(candidate, document.found_by["bands"])

    def forget(self, article_id: str) -> None:
        """Let an article be found no more, whatever the cluster still says."""
        self._written.add(article_id)
        known = self._known.pop(article_id, None)
        if known is not None:
            entry = _entry(known)
            self._by_band.remove(entry, self._bands.pop(article_id, ()))
            self._by_key.remove(entry, self._asked_keys.intersection(known.keys))

    def _most(self, shared: dict[str, float], limit: int) -> list[Candidate]:
        known = self._known
        best = nsmallest(limit, shared, key=lambda each: (-shared[each], known[each].number))
        return [known[each] for each in best]

    def _learn(self, candidate: Candidate) -> None:
        self._known[candidate.article_id] = candidate
        self._by_key.add(_entry(candidate), self._asked_keys.intersection(candidate.keys))

    def _learn_bands(self, candidate: Candidate, bands: Sequence[str]) -> None:
        self._bands[candidate.article_id] = bands
        self._by_band.add(_entry(candidate), bands)

    def _fetch_bands(self, bands: set[str]) -> None:
        new = sorted(bands - self._asked_bands)
        self._asked_bands.update(new)
        for start in range(0, len(new), TERMS):
            terms = [term_of("source", each) for each in new[start : start + TERMS]]
            body = _body({"terms": {"bands": terms}}, ["candidate", "bands"], ALIKE)
            for hit in self._cluster.search(self._index, {**body, "sort": [{"at": "desc"}]})["hits"]["hits"]:
                candidate = self._take(hit)
                if candidate is not None and candidate.article_id not in self._bands:
                    self._learn_bands(candidate, hit["fields"]["bands"])

    def _fetch_keys(self, questions: Iterable[Asked]) -> None:
        new = [each for each in dict.fromkeys(questions) if each[0] and each not in self._asked]
        if not new:
            return
        self._asked.update(new)
        keys = {key for each in new for key in each[0]} - self._asked_keys
        self._asked_keys |= keys
        for candidate in self._known.values():
            self._by_key.add(_entry(candidate), keys.intersection(candidate.keys))
        bodies = [_body(_sharing(*each), ["candidate"], MAX_FETCHED) for each in new]
        for hits in self._cluster.msearch(self._index, bodies):
            for hit in hits:
                self._take(hit)
        self._fetch_traits([each for each in self._known.values() if self._traits.find(each) is None])

    def _fetch_traits(self, wanted: Sequence[Candidate]) -> None:
        by_number = {each.number: each for each in wanted}
        numbers = sorted(by_number)
        for start in range(0, len(numbers), PAGE):
            query = {"terms": {"number": numbers[start : start + PAGE]}}
            found = self._cluster.search(self._index, _body(query, ["number", "traits"], PAGE))
            for hit in found["hits"]["hits"]:
                fields = hit["fields"]
                traits = b64decode(fields["traits"][0] + "==").decode()
                self._traits.learn(by_number[fields["number"][0]], traits)

    def _take(self, hit: dict[str, Any]) -> Candidate | None:
        """Learn of an article from the cluster; None where the batch has changed it."""
        candidate = read_candidate(hit["fields"]["candidate"][0])
        if candidate.article_id in self._written:
            return None
        if candidate.article_id not in self._known:
            self._learn(candidate)
        return candidate


def _entry(candidate: Candidate) -> Entry:
    return candidate.at, candidate.number, candidate.article_id


def _asked(keys: Sequence[str], at: datetime, window: timedelta) -> Asked:
    middle, reach = number_of(at), window // MICROSECOND
    return tuple(term_of("source", each) for each in keys), middle - reach, middle + reach


def _sharing(keys: Sequence[str], since: int, until: int) -> dict[str, Any]:
    return {
        "bool": {
            "filter": [{"range": {"at": {"gte": since, "lte": until}}}],
            "should": [{"term": {"keys": key}} for key in dict.fromkeys(keys)],
            "minimum_should_match": 1,
        }
    }


def _body(query: dict[str, Any], fields: Sequence[str], size: int) -> dict[str, Any]:
    return {
        "query": query,
        "size": size,
        "_source": False,
        "stored_fields": "_none_",
        "docvalue_fields": list(fields),
        "track_total_hits": False,
    }
