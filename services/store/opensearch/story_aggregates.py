"""What stories add up to, kept current by the batch.

An article that joins is added to what the story says. Where one leaves, or two stories become one, the story
is reckoned anew from its articles.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Self

from services.store.opensearch.articles import Articles
from services.store.opensearch.cluster import Cluster
from services.store.opensearch.documents import Document, id_of
from services.store.opensearch.lease import Write
from services.store.order import earlier, is_dated, moment_at
from services.store.weight import weight

Named = tuple[int, str, str]
"""A name of an article: its place in lists, its id, and the headline or the first words."""


@dataclass
class StoryAggregate:
    """What the store knows of one story. `target` is the story that it turned out to be part of.

    `first_at` and `last_at` are places in lists (order.py).
    """

    story_id: str
    articles: int = 0
    sources: Counter[str] = field(default_factory=Counter)
    days: Counter[str] = field(default_factory=Counter)
    first_at: int = 0
    last_at: int = 0
    headline: Named | None = None
    opening: Named | None = None
    merged: list[str] = field(default_factory=list)
    target: str | None = None

    @classmethod
    def read(cls, source: dict[str, Any]) -> Self:
        """The story of a document."""
        known = dict(source["known"])
        for name in ("headline", "opening"):
            known[name] = None if known[name] is None else tuple(known[name])
        for name in ("sources", "days"):
            known[name] = Counter(known[name])
        return cls(story_id=source["story_id"], articles=source["articles"], **known)

    def source(self) -> dict[str, Any]:
        """The document of the story."""
        names = ("sources", "days", "first_at", "last_at", "headline", "opening", "merged", "target")
        document: dict[str, Any] = {
            "story_id": self.story_id,
            "articles": self.articles,
            "known": {name: getattr(self, name) for name in names},
        }
        if self.articles:
            last_at, dated = moment_at(self.last_at), is_dated(self.last_at)
            document["weight"] = weight(self.articles, len(self.sources), last_at, dated=dated)
        return document

    def add(self, document: Document) -> None:
        """Let an article be one of the story's."""
        at, card = document.found_by["place"], document.card
        self.first_at = earlier(self.first_at, at) if self.articles else at
        self.last_at = max(self.last_at, at) if self.articles else at
        self.articles += 1
        if is_dated(at):
            self.days[document.found_by["day"]] += 1
        if card["source"]:
            self.sources[card["source"]] += 1
        if card["headline"]:
            self.headline = _earlier(self.headline, (at, document.article_id, card["headline"]))
        self.opening = _earlier(self.opening, (at, document.article_id, card["opening"]))

    def reckon(self, documents: Iterable[Document]) -> None:
        """Let these be its articles, and no others."""
        self.articles, self.sources, self.days = 0, Counter(), Counter()
        self.headline = self.opening = None
        for document in documents:
            self.add(document)


def _earlier(one: Named | None, other: Named) -> Named:
    """The one that comes first, one of an article with a date before one without."""
    return other if one is None else min(one, other, key=lambda name: (not is_dated(name[0]), name))


class StoryAggregates:
    """The stories that one batch knows of."""

    def __init__(self, cluster: Cluster, articles: Articles) -> None:
        self._cluster = cluster
        self._articles = articles
        self._known: dict[str, StoryAggregate] = {}
        self._joined: dict[str, list[Document]] = {}
        self._anew: set[str] = set()

    def join(self, document: Document) -> None:
        """An article was shown in its story."""
        if document.story_id is not None:
            self._joined.setdefault(document.story_id, []).append(document)

    def leave(self, story_id: str) -> None:
        """An article of this story was hidden."""
        self._anew.add(story_id)

    def merge(self, story_id: str, into: str) -> list[Document]:
        """Let a story be part of another; gives the articles that moved."""
        self.settle()
        old, new = self._current(story_id), self._current(into)
        if old is new:
            return []
        moved = [
            self._articles.change(each.article_id)
            for each in self._articles.all_with("story_id", old.story_id)
        ]
        for each in moved:
            each.found_by["story_id"] = new.story_id
        self._load(old.merged)
        for name in old.merged:
            self._known[name].target = new.story_id
        new.merged = sorted({*new.merged, *old.merged, old.story_id})
        old.reckon(())
        old.merged, old.target = [], new.story_id
        self._anew |= {new.story_id, *new.merged}
        return moved

    def settle(self) -> None:
        """Send articles of stories that were merged long ago where these went, and fetch what is touched."""
        self._load([*self._joined, *self._anew])
        for story_id in list(self._joined):
            target = self._known[story_id].target
            if target is not None:
                # one that was hidden again has no story
                joined = [each for each in self._joined.pop(story_id) if each.story_id == story_id]
                for each in joined:
                    each.found_by["story_id"] = target
                self._joined.setdefault(target, []).extend(joined)
                self._load([target])

    def writes(self) -> list[Write]:
        """What the batch has changed."""
        self.settle()
        for story_id in self._anew:
            tale = self._known[story_id]
            if tale.target is None:
                tale.reckon(self._articles.all_with("story_id", story_id))
        for story_id in self._joined.keys() - self._anew:
            for each in self._joined[story_id]:
                self._known[story_id].add(each)
        index = self._cluster.write("stories")
        touched = sorted(self._anew | self._joined.keys())
        return [(index, id_of(each), self._known[each].source()) for each in touched]

    def _current(self, story_id: str) -> StoryAggregate:
        self._load([story_id])
        target = self._known[story_id].target
        if target is None:
            return self._known[story_id]
        self._load([target])
        return self._known[target]

    def _load(self, story_ids: Iterable[str]) -> None:
        new = [each for each in dict.fromkeys(story_ids) if each not in self._known]
        found = (
            self._cluster.mget(self._cluster.read("stories"), [id_of(each) for each in new]) if new else {}
        )
        for each in new:
            hit = found.get(id_of(each))
            self._known[each] = StoryAggregate(each) if hit is None else StoryAggregate.read(hit["_source"])
