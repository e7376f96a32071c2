"""The addresses that articles came under, so that each of them leads to its article.

They are in the article's own document, which is kept when it is taken back: `address_ids`, what it is found
by, has only those that its id is not made of.
"""

from collections.abc import Iterable, Mapping
from itertools import islice

from schemas import EnrichedArticle
from services.store.interface import MOST_ADDRESSES
from services.store.opensearch.cluster import Cluster
from services.store.opensearch.documents import Document, id_of

AT_ONCE = 5_000
"""Ids of one request."""


def new_addresses(document: Document | None, article: EnrichedArticle) -> dict[str, str]:
    """The addresses of an article that its document doesn't know yet, with their ids."""
    known = {} if document is None else document.addresses
    new = {each.url: each.id for each in article.addresses if each.url not in known}
    return dict(islice(new.items(), max(0, MOST_ADDRESSES - len(known))))


def article_ids_of(cluster: Cluster, keys: Iterable[str]) -> dict[str, str]:
    """The articles of these ids, or that came under the addresses of these ids."""
    asked = list(dict.fromkeys(keys))
    found: dict[str, str] = {}
    for start in range(0, len(asked), AT_ONCE):
        some = asked[start : start + AT_ONCE]
        there = cluster.mget(cluster.read("articles"), [id_of(key) for key in some], ["article_id"])
        found |= {key: key for key in some if id_of(key) in there}
        left = [key for key in some if key not in found]
        if left:
            found |= _by_address(cluster, left)
    return found


def _by_address(cluster: Cluster, keys: list[str]) -> dict[str, str]:
    body = {
        "query": {"terms": {"address_ids": keys}},
        "size": AT_ONCE,
        "sort": [{"number": "asc"}],
        "_source": ["article_id", "address_ids"],
        "track_total_hits": False,
    }
    hits = cluster.search(cluster.read("articles"), body)["hits"]["hits"]
    wanted = set(keys)
    return {
        key: str(hit["_source"]["article_id"])
        for hit in hits  # of two articles under one address the later
        for key in hit["_source"]["address_ids"]
        if key in wanted
    }


def meant(cluster: Cluster, key: str) -> str:
    """The article that a key stands for; the key itself where nothing is known of it."""
    return article_ids_of(cluster, [key]).get(key, key)


def addresses_of(cluster: Cluster, article_ids: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The addresses of each article, sorted; articles without any are absent."""
    asked = list(dict.fromkeys(article_ids))
    found = cluster.mget(cluster.read("articles"), [id_of(each) for each in asked], ["known.addresses"])
    told = {
        each: tuple(sorted(url for url, _ in found[id_of(each)]["_source"]["known"]["addresses"]))
        for each in asked
        if id_of(each) in found
    }
    return {each: urls for each, urls in told.items() if urls}
