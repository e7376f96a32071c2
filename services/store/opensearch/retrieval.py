"""Reading articles and stories: as they are now, and each revision."""

from collections.abc import Iterable
from typing import Any

from schemas import Address
from services.store.cursors import write_cursor
from services.store.interface import MEMBERS
from services.store.opensearch.cards import CARD, listed
from services.store.opensearch.cluster import Cluster
from services.store.opensearch.documents import Document, held_of, id_of, read_revision
from services.store.opensearch.search import sort_values
from services.store.opensearch.story_aggregates import StoryAggregate
from services.store.order import is_dated, moment_at
from services.store.sources import source_of
from services.store.values import moment, storable
from services.store.views import Count, Member, StoredArticle, Stories, Story

KIND = "stories"
"""Of cursors."""
FIELDS_WITHOUT_TEXT = ["article_id", "number", "known", "story_id", "duplicate_of"]
"""What is read of an article whose text is not asked for."""


def holders(cluster: Cluster, revisions: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The delivery that brought each revision that is shown, where it was brought once."""
    asked = list(revisions)
    ids = list(dict.fromkeys(id_of(article_id) for article_id, _ in asked))
    found = cluster.mget(cluster.read("articles"), ids, ["known.revisions", "known.shown"]) if ids else {}
    known = {}
    for article_id, revision in asked:
        hit = found.get(id_of(article_id))
        if hit is not None and revision == hit["_source"]["known"]["shown"]:
            held = held_of(hit["_source"]["known"]["revisions"][revision])
            if not held.before:
                known[article_id, revision] = held.delivery_id
    return known


def get(cluster: Cluster, article_id: str, revision: str | None) -> StoredArticle | None:
    """An article as it is now, or one of its revisions."""
    found = cluster.mget(cluster.read("articles"), [id_of(article_id)], FIELDS_WITHOUT_TEXT)
    if not found:
        return None
    document = Document.read(found[id_of(article_id)]["_source"])
    history = document.history()
    revisions = tuple(sorted(history.revisions, key=lambda each: history.revisions[each].moment))
    if revision is None and document.shown is None:
        return _taken_back(document, revisions)
    asked = revision or document.shown
    if asked not in document.revisions:
        return None
    held, index = history.revisions[asked], document.revisions[asked][-1]
    (hit,) = cluster.mget_all([(index, id_of(document.article_id, asked))])
    shown = asked == document.shown  # where it stands may have changed since
    article = read_revision(hit["_source"])
    return StoredArticle(
        **{
            **dict(article),
            "source": source_of(article),
            "addresses": tuple(Address(url=url, id=id_) for url, id_ in sorted(document.addresses.items())),
            "retracted": document.shown is None,
            "story_id": document.story_id if shown else held.state.story_id,
            "duplicate_of": document.duplicate_of if shown else held.state.duplicate_of,
            "watches": held.state.watches,
            "indexed_at": held.indexed_at,
            "revisions": revisions,
        }
    )


def _taken_back(document: Document, revisions: tuple[str, ...]) -> StoredArticle | None:
    if document.retraction is None:
        return None
    accepted_at, delivery_id, revision, indexed_at = document.retraction
    return StoredArticle(
        article_id=document.article_id,
        revision=revision,
        delivery_id=delivery_id,
        accepted_at=moment(accepted_at),
        retracted=True,
        text="",
        indexed_at=moment(indexed_at),
        revisions=revisions,
    )


def stories(cluster: Cluster, limit: int, after: str | None) -> Stories:
    """A page of stories by weight."""
    body: dict[str, Any] = {
        "query": {"range": {"articles": {"gt": 0}}},
        "size": limit + 1,
        "sort": [{"weight": "desc"}, {"story_id": "asc"}],
        "track_total_hits": False,
    }
    if after is not None:
        heavy, story_id = sort_values(KIND, after, float, str)
        body["search_after"] = [heavy, storable(story_id)]
    found = cluster.search(cluster.read("stories"), body)["hits"]["hits"]
    page = tuple(
        _story(StoryAggregate.read(hit["_source"]), hit["_source"]["weight"]) for hit in found[:limit]
    )
    end = write_cursor(KIND, *found[limit - 1]["sort"]) if page and len(found) > limit else None
    return Stories(stories=page, next=end)


def story(cluster: Cluster, story_id: str) -> Story | None:
    """A story with its articles, the newest `MEMBERS` of them."""
    source = _find_story(cluster, story_id)
    if source is None:
        return None
    tale = StoryAggregate.read(source)
    body = {
        "query": {"term": {"story_id": tale.story_id}},
        "size": MEMBERS,
        "sort": [{"place": "desc"}, {"article_id": "desc"}],
        "_source": CARD,
        "track_total_hits": False,
    }
    newest = cluster.search(cluster.read("articles"), body)["hits"]["hits"]
    members = tuple(_member(hit["_source"]) for hit in reversed(newest))
    return _story(tale, source["weight"]).model_copy(update={"articles": members})


def _find_story(cluster: Cluster, story_id: str) -> dict[str, Any] | None:
    """The story of that name, or the one that it is part of now."""
    found = cluster.mget(cluster.read("stories"), [id_of(story_id)])
    source = found[id_of(story_id)]["_source"] if found else None
    if source is not None and source["known"]["target"] is not None:
        return _find_story(cluster, source["known"]["target"])
    return source if source and source["articles"] else None


def _story(tale: StoryAggregate, weight: float) -> Story:
    named = tale.headline or tale.opening
    return Story(
        story_id=tale.story_id,
        title=named[2] if named else "",
        article_count=tale.articles,
        sources=tuple(sorted(tale.sources, key=lambda each: (-tale.sources[each], each))),
        first_at=moment_at(tale.first_at),
        last_at=moment_at(tale.last_at),
        dated=is_dated(tale.last_at),
        weight=weight,
        growth=tuple(Count(value=day, articles=tale.days[day]) for day in sorted(tale.days)),
        merged=tuple(tale.merged),
    )


def _member(source: dict[str, Any]) -> Member:
    return Member(**listed(source), duplicate_of=source.get("duplicate_of"))
