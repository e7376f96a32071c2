"""Who said what: the quotations of shown articles whose speaker is known by name."""

from typing import Any

from services.store.cursors import write_cursor
from services.store.opensearch.cards import CARD, listed
from services.store.opensearch.cluster import Cluster
from services.store.opensearch.documents import term_of
from services.store.opensearch.search import sort_values
from services.store.views import QuoteHit, Quotes

KIND = "quotes"
"""Of cursors."""


def quotes(cluster: Cluster, speaker: str | None, limit: int, after: str | None) -> Quotes:
    """A page of quotations, newest first.

    Each article that is found has one at least, so as many articles as quotations are asked for are enough.
    """
    wanted = None if speaker is None else term_of("speakers", speaker)
    by = {"exists": {"field": "speakers"}} if wanted is None else {"term": {"speakers": wanted}}
    body: dict[str, Any] = {
        "query": {"bool": {"filter": [by], "must_not": [{"exists": {"field": "duplicate_of"}}]}},
        "size": limit + 2,
        "sort": [{"place": "desc"}, {"number": "desc"}],
        "_source": [*CARD, "known.quotes"],
        "track_total_hits": False,
    }
    start: tuple[int, int, int] | None = None
    if after is not None:
        at, number, place = sort_values(KIND, after, int, int, int)
        start = (at, number, place)
        body["search_after"] = [at, min(number + 1, 2**63 - 1)]  # the article itself may have said more
    found: list[tuple[QuoteHit, tuple[int, int, int]]] = []
    for hit in cluster.search(cluster.read("articles"), body)["hits"]["hits"]:
        at, number = hit["sort"]
        for place, (who, text, cue) in enumerate(hit["_source"]["known"]["quotes"]):
            if start is not None and (at, number) == start[:2] and place <= start[2]:
                continue
            if wanted is None or term_of("speakers", who) == wanted:
                said = QuoteHit(speaker=who, text=text, cue=cue, **listed(hit["_source"]))
                found.append((said, (at, number, place)))
    page = found[:limit]
    end = write_cursor(KIND, *page[-1][1]) if page and len(found) > limit else None
    return Quotes(quotes=tuple(said for said, _ in page), next=end)
