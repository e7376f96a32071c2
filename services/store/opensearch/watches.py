"""Watches: searches that stand, kept as the percolator's queries: it finds those that an article matches."""

from collections.abc import Sequence
from typing import Any

from schemas import EnrichedArticle
from services.store.interface import filters_of
from services.store.opensearch.cluster import Cluster
from services.store.opensearch.documents import asked_of, id_of
from services.store.opensearch.failures import Missing
from services.store.opensearch.search_query import NOTHING, search_query
from services.store.views import Watch

MAX_WATCHES = 10_000
"""Watches that are asked; OpenSearch gives no more at once."""


def watch(cluster: Cluster, wanted: Watch) -> None:
    """Keep a watch; one of that name gives way."""
    asked = search_query(wanted.query, filters_of(wanted))
    document = {
        "name": wanted.name,
        "watch": wanted.model_dump_json(exclude_none=True),
        "query": NOTHING if asked is None else asked.query(),
    }
    path = f"/{cluster.write('watches')}/_doc/{wanted.name}"
    cluster.ask("PUT", path, document, params={"refresh": "true", "require_alias": "true"})


def unwatch(cluster: Cluster, name: str) -> bool:
    """Let a watch go; False where there is none."""
    if id_of(name) not in cluster.mget(cluster.read("watches"), [id_of(name)]):
        return False
    try:
        cluster.ask("DELETE", f"/{cluster.write('watches')}/_doc/{name}", params={"refresh": "true"})
    except Missing:  # it went just now
        return False
    return True


def watches(cluster: Cluster) -> list[Watch]:
    """All watches, by name."""
    body = {"size": MAX_WATCHES, "sort": [{"name": "asc"}], "_source": ["watch"]}
    hits = cluster.search(cluster.read("watches"), body)["hits"]["hits"]
    return [Watch.model_validate_json(hit["_source"]["watch"]) for hit in hits]


def matching(cluster: Cluster, articles: Sequence[EnrichedArticle]) -> list[tuple[str, ...]]:
    """For each article the names of the watches whose search would find it: one request for all."""
    found: list[list[str]] = [[] for _ in articles]
    asked = [place for place, article in enumerate(articles) if not article.retracted]
    if asked and _any(cluster):
        documents = [asked_of(articles[place])[0] for place in asked]
        body: dict[str, Any] = {
            "query": {"percolate": {"field": "query", "documents": documents}},
            "size": MAX_WATCHES,
            "sort": [{"name": "asc"}],
            "_source": ["name"],
        }
        for hit in cluster.search(cluster.read("watches"), body)["hits"]["hits"]:
            for slot in hit["fields"]["_percolator_document_slot"]:
                found[asked[slot]].append(hit["_source"]["name"])
    return [tuple(each) for each in found]


def _any(cluster: Cluster) -> bool:
    body = {"size": 0, "track_total_hits": 1}
    return bool(cluster.search(cluster.read("watches"), body)["hits"]["total"]["value"])
