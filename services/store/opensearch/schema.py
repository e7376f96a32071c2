"""The indices: what is in them, how they are made, and which of them can be rolled over.

    articles   a document an article: its history and, while it is shown, all that finds it
    revisions  a document a revision, packed: written once, read by id
    stories    a document a story: what it adds up to
    deliveries the ledger, a document a delivery with its receipts
    watches    a document a watch, with its search as a query of the percolator
    control    the lease and the journal (lease.py)

Each has a template, so that a rollover makes its next index alike, an alias that reads and one that writes.
Only `revisions` rolls over (by size or age, the core `_rollover` API): what is in it never changes, and an
article says in which index each of its revisions lies. All others are written by id, again and again, and
in a second index an id would be a second document. They grow by less than the revisions do, and the aliases
are there for the day when one has to be reindexed.

Refresh: never by the clock (`refresh_interval` -1) where the store itself says when: after each batch,
once, so that readers see the whole of it and the next batch finds all before it; a clock would refresh
between two batches for nobody, and in the middle of one for the wrong ones. The ledger is refreshed when
somebody searches it; look-ups by id need none.

Every write is in the translog on disk before it is acknowledged (`durability: request`, the default).
"""

from typing import Any

from services.chassis.errors import Misconfigured, PresslineError
from services.store.opensearch.cluster import Cluster

VERSION = 3
"""Of the mappings; it goes up with every change below."""

ROLL_OVER = {"max_size": "30gb", "max_age": "30d"}
"""When the revisions go on in a new index: shards of 10 to 50 GB are what OpenSearch recommends."""

ANALYSIS: dict[str, Any] = {
    # as the embedded store's FTS5 (unicode61, remove_diacritics, porter): “U.S.” is two words
    "tokenizer": {"words": {"type": "pattern", "pattern": r"[\p{L}\p{N}\p{Co}]+", "group": 0}},
    # Lucene takes no term of over 32 KB
    "filter": {"cut": {"type": "truncate", "length": 100}},
    "analyzer": {
        "words": {
            "type": "custom",
            "tokenizer": "words",
            "filter": ["lowercase", "asciifolding", "porter_stem", "cut"],
        }
    },
}
RAREST = {
    # a key counts for as much less as it finds more articles: the embedded store's measure
    "rarest": {
        "type": "scripted",
        "weight_script": {"source": "return query.boost / term.docFreq;"},
        "script": {"source": "return weight;"},
    }
}

KEYWORD: dict[str, Any] = {"type": "keyword"}
STORED: dict[str, Any] = {"type": "keyword", "index": False}
TEXT: dict[str, Any] = {"type": "text", "analyzer": "words"}
ASKED: dict[str, Any] = {
    "headline": TEXT,
    "body": TEXT,
    "names": TEXT,
    "people": KEYWORD,
    "places": KEYWORD,
    "organisations": KEYWORD,
    "source": KEYWORD,
}
"""What searches and watches ask for."""

ARTICLES: dict[str, Any] = {
    **ASKED,
    "article_id": STORED,
    "address_ids": KEYWORD,
    "number": {"type": "long"},
    "at": {"type": "long"},
    "place": {"type": "long"},
    "day": KEYWORD,
    "story_id": KEYWORD,
    "duplicate_of": KEYWORD,
    "speakers": KEYWORD,
    "bands": KEYWORD,
    "keys": {
        "type": "text",
        "analyzer": "keyword",
        "norms": False,
        "index_options": "docs",
        "similarity": "rarest",
    },
    "candidate": {"type": "binary", "doc_values": True},
    "traits": {"type": "binary", "doc_values": True},
}
STORIES: dict[str, Any] = {
    "story_id": KEYWORD,
    "articles": {"type": "integer"},
    "weight": {"type": "double"},
}
DELIVERIES: dict[str, Any] = {
    "article_id": KEYWORD,
    "delivery_id": KEYWORD,
    "opened_at": {"type": "long"},
    "outcome": KEYWORD,
    "conflict": {"type": "boolean"},
}
WATCHES: dict[str, Any] = {**ASKED, "query": {"type": "percolator"}, "name": KEYWORD}

MAPPINGS = {
    "articles": ARTICLES,
    "revisions": {},
    "stories": STORIES,
    "deliveries": DELIVERIES,
    "watches": WATCHES,
    "control": {},
}


def prepare(cluster: Cluster) -> None:
    """Make the templates and indices that are not there yet; many processes may do it at once.

    Raises:
        Misconfigured: what is there is of another version, or not ours.
    """
    there = _check(cluster)
    for kind in MAPPINGS:
        if cluster.read(kind) not in there:
            _make(cluster, kind)


def _check(cluster: Cluster) -> set[str]:
    """The aliases that read, of the kinds whose indices are there and fit."""
    aliases = {cluster.read(kind) for kind in MAPPINGS}
    found = cluster.ask("GET", f"/{','.join(sorted(aliases))}", params={"ignore_unavailable": "true"})
    for index, each in found.items():
        version = each["mappings"].get("_meta", {}).get("pressline")
        if version != VERSION:
            said = "not one of ours" if version is None else f"of version {version}"
            raise Misconfigured(
                f"the index {index} is {said}, and this Pressline reads version {VERSION}: choose another"
                " PRESSLINE_INDEX_PREFIX, or run the Pressline that made it"
            )
    return aliases & {name for index, each in found.items() for name in (index, *each["aliases"])}


def _make(cluster: Cluster, kind: str) -> None:
    template = {
        "index_patterns": [f"{cluster.prefix}-{kind}-0*"],
        "priority": 500,
        "template": {
            "settings": _settings(kind),
            "mappings": {"dynamic": False, "_meta": {"pressline": VERSION}, "properties": MAPPINGS[kind]},
            "aliases": {cluster.read(kind): {}},
        },
    }
    cluster.ask("PUT", f"/_index_template/{cluster.read(kind)}", template)
    try:
        aliases = {cluster.write(kind): {"is_write_index": True}}
        cluster.ask("PUT", f"/{cluster.first(kind)}", {"aliases": aliases})
    except PresslineError as error:
        # another process was first
        if "resource_already_exists" not in str(error):
            raise
        _check(cluster)


def _settings(kind: str) -> dict[str, Any]:
    settings: dict[str, Any] = {
        # one shard: writes keep their order and scores are of all articles; a copy where there are two nodes
        "number_of_shards": 1,
        "auto_expand_replicas": "0-1",
        "refresh_interval": "-1",
        "analysis": ANALYSIS,
    }
    if kind == "articles":
        settings["similarity"] = RAREST
    return settings
