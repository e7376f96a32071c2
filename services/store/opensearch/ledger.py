"""The ledger: a document a delivery, its receipts folded into it by compare-and-set.

Each document is written whole or not at all, and only as it was read: what two workers fold in at once is
folded in twice, in turn. Of a batch that breaks off half-way some deliveries have their receipts; the batch
comes again, and a receipt that is there already changes nothing. What adds up to the same however often it is
done needs no lease.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from schemas import Outcome, Receipt
from services.chassis.errors import Unavailable
from services.store.folding import Fold, by_delivery, tally
from services.store.history import Moment
from services.store.opensearch.cluster import Action, Cluster
from services.store.opensearch.documents import id_of
from services.store.opensearch.failures import CONFLICT
from services.store.values import moment, number, storable
from services.store.views import Journey

ROUNDS = 20
"""Times that receipts are folded anew because another worker was quicker."""
MAX_DELIVERIES = 10_000
"""Deliveries of one answer."""


def record(cluster: Cluster, receipts: Iterable[Receipt]) -> None:
    """Fold receipts into the ledger."""
    left = by_delivery(receipts)
    for _ in range(ROUNDS):
        actions = _folded(cluster, left)
        results = cluster.bulk(actions.values())
        again = {
            delivery_id
            for delivery_id, result in zip(actions, results, strict=True)
            if result["status"] == CONFLICT
        }
        left = {delivery_id: each for delivery_id, each in left.items() if delivery_id in again}
        if not left:
            return
    raise Unavailable(f"other workers write the same {len(left)} deliveries all the time")


def trace(cluster: Cluster, key: str) -> list[Receipt]:
    """The receipts of an article or a delivery: delivery by delivery, each in the order of the journey."""
    cluster.refresh(cluster.read("deliveries"))
    wanted = storable(key)[:MAX_DELIVERIES]
    asked = [{"term": {"article_id": wanted}}, {"term": {"delivery_id": wanted}}]
    folds = _search(cluster, {"bool": {"should": asked, "minimum_should_match": 1}}, MAX_DELIVERIES)
    folds.sort(key=lambda fold: Moment.of(fold.opened_at, fold.delivery_id))
    return [receipt for fold in folds for receipt in fold.trace()]


def journeys(cluster: Cluster, delivery_ids: Iterable[str]) -> dict[str, Journey]:
    """What became of these deliveries."""
    asked = list(dict.fromkeys(delivery_ids))
    if not asked:
        return {}
    found = cluster.mget(cluster.read("deliveries"), [id_of(each) for each in asked])
    return {each: _read(found[id_of(each)]["_source"]).journey() for each in asked if id_of(each) in found}


def on_the_way(cluster: Cluster, article_ids: Iterable[str]) -> frozenset[str]:
    """Those of these articles of which a delivery was accepted that has not ended."""
    asked = sorted({storable(each) for each in article_ids})
    if not asked:
        return frozenset()
    cluster.refresh(cluster.read("deliveries"))
    query = {
        "bool": {
            "filter": [{"terms": {"article_id": asked}}],
            "must_not": [{"exists": {"field": "outcome"}}],
        }
    }
    return frozenset(fold.article_id for fold in _search(cluster, query, MAX_DELIVERIES) if fold.article_id)


def unfinished(cluster: Cluster, limit: int) -> list[Journey]:
    """Deliveries without an end, oldest first."""
    cluster.refresh(cluster.read("deliveries"))
    query = {"bool": {"must_not": [{"exists": {"field": "outcome"}}]}}
    return [fold.journey() for fold in _search(cluster, query, limit)]


def count(cluster: Cluster) -> dict[str, int]:
    """Deliveries by their end, as of now."""
    cluster.refresh(cluster.read("deliveries"))
    body = {
        "size": 0,
        "track_total_hits": True,
        "aggs": {
            "ends": {"terms": {"field": "outcome", "size": len(Outcome)}},
            "conflicts": {"filter": {"term": {"conflict": True}}},
        },
    }
    found = cluster.search(cluster.read("deliveries"), body)
    ends = {each["key"]: int(each["doc_count"]) for each in found["aggregations"]["ends"]["buckets"]}
    return tally(ends, found["hits"]["total"]["value"], found["aggregations"]["conflicts"]["doc_count"])


def _folded(cluster: Cluster, left: Mapping[str, list[Receipt]]) -> dict[str, Action]:
    """The write of each delivery that these receipts change."""
    index = cluster.write("deliveries")
    found = cluster.mget(index, [id_of(each) for each in left]) if left else {}
    actions: dict[str, Action] = {}
    for delivery_id, receipts in left.items():
        key = id_of(delivery_id)
        hit = found.get(key)
        fold = Fold.opened_by(receipts[0]) if hit is None else _read(hit["_source"])
        changed = [fold.add(each) for each in receipts]
        if hit is None:
            actions[delivery_id] = ({"create": {"_index": index, "_id": key}}, _source(fold))
        elif any(changed):
            expected = {"if_seq_no": hit["_seq_no"], "if_primary_term": hit["_primary_term"]}
            actions[delivery_id] = ({"index": {"_index": index, "_id": key, **expected}}, _source(fold))
    return actions


def _search(cluster: Cluster, query: dict[str, Any], limit: int) -> list[Fold]:
    body = {
        "query": query,
        "size": min(limit, MAX_DELIVERIES),
        "sort": [{"opened_at": "asc"}, {"delivery_id": "asc"}],
        "track_total_hits": False,
    }
    return [_read(hit["_source"]) for hit in cluster.search(cluster.read("deliveries"), body)["hits"]["hits"]]


def _source(fold: Fold) -> dict[str, Any]:
    document: dict[str, Any] = {
        "delivery_id": storable(fold.delivery_id),
        "opened_at": number(fold.opened_at),
        "conflict": fold.conflict,
        "known": {
            "revision": fold.revision,
            "end": fold.end,
            "receipts": [
                [each.stage, each.outcome, each.reason, each.detail, number(each.at)]
                for each in fold.receipts.values()
            ],
        },
    }
    if fold.article_id is not None:
        document["article_id"] = storable(fold.article_id)
    if fold.end is not None:
        document["outcome"] = fold.end[1]
    return document


def _read(source: Mapping[str, Any]) -> Fold:
    known = source["known"]
    fold = Fold(
        delivery_id=source["delivery_id"],
        opened_at=moment(source["opened_at"]),
        article_id=source.get("article_id"),
        revision=known["revision"],
        conflict=source["conflict"],
    )
    for stage, outcome, reason, detail, at in known["receipts"]:
        fold.receipts[stage, Outcome(outcome)] = Receipt(
            delivery_id=fold.delivery_id,
            article_id=fold.article_id,
            revision=fold.revision,
            stage=stage,
            outcome=outcome,
            reason=reason,
            detail=detail,
            at=moment(at),
        )
    if known["end"] is not None:
        fold.end = (known["end"][0], Outcome(known["end"][1]))
    return fold
