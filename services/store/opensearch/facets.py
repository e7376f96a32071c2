"""Facets and speakers: counted by OpenSearch's aggregations over the newest articles that match."""

from typing import Any

from services.store.interface import COUNTED, FACET, Filters
from services.store.opensearch.cluster import Cluster
from services.store.opensearch.documents import FILTERS
from services.store.opensearch.search import SHOWN
from services.store.opensearch.search_query import SearchQuery, search_query
from services.store.views import Count, Facets

SPARE = 4
"""Times as many values are fetched as are told: equal ones are told by the alphabet of their names."""

_PECULIAR: dict[str, Any] = {
    "copies": {"filter": {"exists": {"field": "duplicate_of"}}},
    "undated": {"missing": {"field": "day"}},
}


def facets(cluster: Cluster, query: str, filters: Filters) -> Facets:
    """What the articles of a search have in common: of the newest `COUNTED` that match."""
    asked = search_query(query, filters)
    if asked is None:
        return Facets(articles=0, more=False, people=(), places=(), organisations=(), sources=(), days=())
    index = cluster.read("articles")
    counted, total = _newest(cluster, index, asked.query(SHOWN))
    kinds = list(FILTERS.values())
    aggregations = {kind: _terms(kind, FACET) for kind in kinds}
    days = {"terms": {"field": "day", "size": FACET, "order": {"_key": "desc"}}}
    body = {
        "query": counted,
        "size": 0,
        "track_total_hits": False,
        "aggs": {**aggregations, "day": days, **_PECULIAR},
    }
    found = cluster.search(index, body)["aggregations"]
    told = _named(cluster, index, {kind: found[kind]["buckets"] for kind in kinds}, FACET)
    return Facets(
        articles=min(total, COUNTED),
        more=total > COUNTED,
        copies=found["copies"]["doc_count"],
        undated=found["undated"]["doc_count"],
        people=told["people"],
        places=told["places"],
        organisations=told["organisations"],
        sources=told["source"],
        days=tuple(Count(value=each["key"], articles=each["doc_count"]) for each in found["day"]["buckets"]),
    )


def speakers(cluster: Cluster, limit: int) -> list[Count]:
    """Who is quoted in most of the newest articles."""
    if not limit:
        return []
    index = cluster.read("articles")
    own = {"bool": {"must_not": [{"exists": {"field": "duplicate_of"}}]}}
    counted, _ = _newest(cluster, index, SearchQuery((), ()).query(SHOWN, own))
    body = {
        "query": counted,
        "size": 0,
        "track_total_hits": False,
        "aggs": {"speakers": _terms("speakers", limit)},
    }
    found = cluster.search(index, body)["aggregations"]["speakers"]["buckets"]
    return list(_named(cluster, index, {"speakers": found}, limit)["speakers"])


def _newest(cluster: Cluster, index: str, query: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """The query for the newest `COUNTED` articles of this one, and how many it finds, one more at most."""
    body = {
        "query": query,
        "from": COUNTED - 1,
        "size": 1,
        "sort": [{"place": "desc"}, {"number": "desc"}],
        "_source": False,
        "track_total_hits": COUNTED + 1,
    }
    hits = cluster.search(index, body)["hits"]
    total = int(hits["total"]["value"])
    if total <= COUNTED:
        return query, total
    place, number = hits["hits"][0]["sort"]
    newer = {"range": {"place": {"gt": place}}}
    same = {"bool": {"filter": [{"term": {"place": place}}, {"range": {"number": {"gte": number}}}]}}
    span = {"bool": {"should": [newer, same], "minimum_should_match": 1}}
    return {"bool": {"filter": [query, span]}}, total


def _terms(kind: str, limit: int) -> dict[str, Any]:
    return {"terms": {"field": kind, "size": limit * SPARE}}


def _named(
    cluster: Cluster, index: str, buckets: dict[str, list[dict[str, Any]]], limit: int
) -> dict[str, tuple[Count, ...]]:
    """The names behind the terms of most articles, as the first article wrote them."""
    wanted = []
    for kind, found in buckets.items():
        least = found[limit - 1]["doc_count"] if len(found) > limit else 0
        wanted += [(kind, each["key"], each["doc_count"]) for each in found if each["doc_count"] >= least]
    bodies = [
        {
            "query": {"term": {kind: term}},
            "size": 1,
            "sort": [{"number": "asc"}],
            "_source": ["known.named"],
            "track_total_hits": False,
        }
        for kind, term, _ in wanted
    ]
    counts: dict[str, list[Count]] = {kind: [] for kind in buckets}
    for (kind, term, articles), hits in zip(wanted, cluster.msearch(index, bodies), strict=True):
        named = hits[0]["_source"]["known"]["named"] if hits else {}
        counts[kind].append(Count(value=named.get(f"{kind}:{term}", term), articles=articles))
    return {
        kind: tuple(sorted(found, key=lambda each: (-each.articles, each.value))[:limit])
        for kind, found in counts.items()
    }
