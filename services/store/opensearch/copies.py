"""Near-duplicates as one hit: which article of a group stands for it, and which are the others.

OpenSearch's field collapsing knows no second page, and would show a copy where the original stands lower. So
hits are fetched until enough of them lead. Which one leads depends on the question and not on the page: so
pages hold each group once, and lose none.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from services.store.interface import COPIES
from services.store.opensearch.cards import CARD, listed
from services.store.opensearch.cluster import Cluster
from services.store.opensearch.documents import id_of, term_of
from services.store.opensearch.search_query import SearchQuery
from services.store.views import CopyAddress

SPARE = 10
"""Hits fetched besides those that are asked for: some will be copies."""
MAX_HITS = 1_000
"""Hits of one request; each round asks for twice as many as the one before."""
SOURCES = 1_000
"""Sources of one group that are counted at most."""
_COPY: dict[str, Any] = {"exists": {"field": "duplicate_of"}}


def leading(
    cluster: Cluster, asked: SearchQuery, body: Mapping[str, Any], wanted: int
) -> list[dict[str, Any]]:
    """The first hits of a search that stand for their group: the original, or the first copy, that it finds.

    An original is always shown: where one is taken back, the earliest of its copies is the others' original.
    """
    index, query = cluster.read("articles"), body["query"]
    if not asked.phrases and not asked.filters:  # it finds every original
        unlimited = {**body, "query": {"bool": {"filter": [query], "must_not": [_COPY]}}, "size": wanted}
        found: list[dict[str, Any]] = cluster.search(index, unlimited)["hits"]["hits"]
        return found
    found, size = [], wanted + SPARE
    leaders: dict[str, str] = {}
    asking = dict(body)
    while True:
        asking |= {"size": size, "query": _without(query, leaders)}
        hits = cluster.search(index, asking)["hits"]["hits"]
        originals = {original for hit in hits if (original := hit["_source"].get("duplicate_of"))}
        leaders |= _leaders(cluster, index, query, sorted(originals - leaders.keys()))
        found += [hit for hit in hits if _leads(hit["_source"], leaders)]
        if len(found) >= wanted or len(hits) < size:
            return found[:wanted]
        asking["search_after"] = hits[-1]["sort"]
        size = min(2 * size, MAX_HITS)


def _leads(source: Mapping[str, Any], leaders: Mapping[str, str]) -> bool:
    original = source.get("duplicate_of")
    return original is None or leaders[original] == source["article_id"]


def _without(query: dict[str, Any], leaders: Mapping[str, str]) -> dict[str, Any]:
    """The query without the copies of these groups that don't lead: none of ten thousand is fetched twice."""
    if not leaders:
        return query
    lead = {"ids": {"values": [id_of(each) for each in leaders.values()]}}
    follow = {"bool": {"filter": [{"terms": {"duplicate_of": list(leaders)}}], "must_not": [lead]}}
    return {"bool": {"must": [query], "must_not": [follow]}}


def _leaders(cluster: Cluster, index: str, query: dict[str, Any], originals: Sequence[str]) -> dict[str, str]:
    """The article that stands for each of these groups among those that the query finds."""
    if not originals:
        return {}
    common = {"size": len(originals), "_source": ["article_id", "duplicate_of"], "track_total_hits": False}
    themselves = {"ids": {"values": [id_of(each) for each in originals]}}
    copies = {"terms": {"duplicate_of": list(originals)}}
    bodies = [
        {**common, "query": {"bool": {"filter": [query, themselves]}}},
        {
            **common,
            "query": {"bool": {"filter": [query, copies]}},
            "collapse": {"field": "duplicate_of"},
            "sort": [{"number": "asc"}],
        },
    ]
    found, first = cluster.msearch(index, bodies)
    leaders = {hit["_source"]["duplicate_of"]: hit["_source"]["article_id"] for hit in first}
    return leaders | {name: name for hit in found for name in [hit["_source"]["article_id"]]}


def copies_of(cluster: Cluster, hits: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """By article what its hit tells of the other articles of its group; those without any are absent."""
    groups = {hit["article_id"]: hit.get("duplicate_of") or hit["article_id"] for hit in hits}
    if not groups:
        return {}
    originals = list(dict.fromkeys(groups.values()))
    inner = {"name": "copies", "size": COPIES + 1, "sort": [{"number": "asc"}], "_source": CARD}
    by_source = {"terms": {"field": "source", "size": SOURCES}}
    body = {
        "query": {"terms": {"duplicate_of": originals}},
        "size": len(originals),
        "_source": ["duplicate_of"],
        "track_total_hits": False,
        "collapse": {"field": "duplicate_of", "inner_hits": inner},
        "aggs": {
            "groups": {
                "terms": {"field": "duplicate_of", "size": len(originals)},
                "aggs": {"sources": by_source},
            }
        },
    }
    answer = cluster.search(cluster.read("articles"), body)
    members = {
        hit["_source"]["duplicate_of"]: hit["inner_hits"]["copies"]["hits"] for hit in answer["hits"]["hits"]
    }
    sources: defaultdict[str, set[str]] = defaultdict(set)
    for bucket in answer["aggregations"]["groups"]["buckets"]:
        sources[bucket["key"]] = {each["key"] for each in bucket["sources"]["buckets"]}
    away = [id_of(original) for hit, original in groups.items() if hit != original]
    apart = cluster.mget(cluster.read("articles"), away, CARD) if away else {}
    told = {}
    for hit in hits:
        name, original = hit["article_id"], groups[hit["article_id"]]
        if original in members:
            first = [] if name == original else [apart[id_of(original)]["_source"]]
            told[name] = _told(hit, first, members[original], sources[original])
    return told


def _told(
    hit: Mapping[str, Any], first: list[dict[str, Any]], members: Mapping[str, Any], sources: set[str]
) -> dict[str, Any]:
    """`first` is the original where the hit is a copy, which is one of the members then."""
    others = first + [each["_source"] for each in members["hits"]]
    named = [each for each in others if each["article_id"] != hit["article_id"]]
    own = hit["known"]["card"]["source"]
    heads = {term_of("source", each["known"]["card"]["source"] or "") for each in first}
    return {
        "copies": tuple(_copy(each) for each in named[:COPIES]),
        "copies_total": members["total"]["value"],  # of a copy: without itself, and with the original
        "copies_sources": len((sources | heads) - {"", term_of("source", own or "")}),
    }


def _copy(source: dict[str, Any]) -> CopyAddress:
    fields = listed(source)
    return CopyAddress(headline=fields.pop("title"), **fields)
