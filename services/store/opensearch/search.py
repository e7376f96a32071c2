"""Full-text search: ranked by BM25 over headline, names and body, or the newest first without words."""

import math
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from services.store.cursors import PageRequest, bad_cursor, read_cursor, write_cursor
from services.store.interface import Filters
from services.store.opensearch.cards import CARD, listed
from services.store.opensearch.cluster import Cluster
from services.store.opensearch.copies import copies_of, leading
from services.store.opensearch.search_query import Phrases, search_query
from services.store.snippets import snippet
from services.store.values import CLOSES, OPENS, fitting
from services.store.views import Hit, SearchPage, Span

BY_TIME, BY_RANK = "search without words", "search"
"""Kinds of cursors."""
SHOWN: dict[str, Any] = {"exists": {"field": "at"}}
MARKED = 1_000_000
"""Characters of a text in which matches are marked; the analyzer would take seconds for the longest."""


def search(cluster: Cluster, query: str, wanted: PageRequest, filters: Filters) -> SearchPage:
    """A page of the articles that match, or of one for each group of near-duplicates."""
    asked = search_query(query, filters)
    if asked is None:
        return SearchPage(hits=())
    body: dict[str, Any] = {
        "query": asked.query(SHOWN),
        "size": wanted.limit + 1,
        "_source": [*CARD, "known.addresses"],
        "track_total_hits": False,
    }
    if asked.phrases:
        kind = BY_RANK
        body["sort"] = [{"_score": "desc"}, {"number": "desc"}]
        body["highlight"] = {
            "number_of_fragments": 0,
            "max_analyzer_offset": MARKED,
            "pre_tags": [OPENS],
            "post_tags": [CLOSES],
            "fields": {"body": {}},
            "no_match_size": MARKED,
        }
    else:
        kind = BY_TIME
        body["sort"] = [{"place": "desc"}, {"number": "desc"}]
    if wanted.after is not None:
        body["search_after"] = sort_values(kind, wanted.after, float if asked.phrases else int, int)
    if wanted.collapse:
        found = leading(cluster, asked, body, wanted.limit + 1)
    else:
        found = cluster.search(cluster.read("articles"), body)["hits"]["hits"]
    page = found[: wanted.limit]
    copies = copies_of(cluster, [each["_source"] for each in page]) if wanted.collapse else {}
    end = write_cursor(kind, *page[-1]["sort"]) if page and len(found) > wanted.limit else None
    hits = (_hit(each, asked.phrases, copies.get(each["_source"]["article_id"], {})) for each in page)
    return SearchPage(hits=tuple(hits), next=end)


def sort_values(kind: str, cursor: str, *types: type) -> list[Any]:
    """Where a page ended, as OpenSearch takes it.

    Raises:
        BadCursor: it is none of this kind, or one that nobody gave.
    """
    values = read_cursor(kind, cursor, *types)
    if any(isinstance(each, float) and not math.isfinite(each) for each in values):
        raise bad_cursor(kind, cursor)
    return [fitting(each) if isinstance(each, int | float) else each for each in values]


def _hit(found: dict[str, Any], phrases: Phrases, others: Mapping[str, Any]) -> Hit:
    source = found["_source"]
    card = source["known"]["card"]
    if phrases:
        marked = "".join(found.get("highlight", {}).get("body", [card["opening"]]))
        shown, spans = snippet(marked)
        spans = _joined(shown, spans, [phrase for phrase in phrases if len(phrase) > 1])
        score = found["sort"][0]
    else:
        (shown, spans), score = snippet(card["opening"]), 0.0
    return Hit(
        **listed(source),
        story_id=source["story_id"],
        duplicate_of=source.get("duplicate_of"),
        snippet=shown,
        matches=spans,
        score=score,
        addresses=tuple(sorted(url for url, _ in source["known"]["addresses"] if url != card["url"])),
        **others,
    )


def _joined(text: str, spans: tuple[Span, ...], phrases: Sequence[tuple[str, ...]]) -> tuple[Span, ...]:
    """The matches, those of one phrase as one: OpenSearch marks each of its words."""
    joined: list[Span] = []
    place = 0
    while place < len(spans):
        end = place + 1
        for phrase in phrases:
            run = spans[place : place + len(phrase)]
            if len(run) == len(phrase) and _is(text, run, phrase):
                end = place + len(phrase)
                break
        joined.append(Span(start=spans[place].start, end=spans[end - 1].end))
        place = end
    return tuple(joined)


def _is(text: str, run: Sequence[Span], phrase: tuple[str, ...]) -> bool:
    """Whether these marked words, one after the other, begin as those of the phrase do."""
    gaps = (text[one.end : other.start] for one, other in pairwise(run))
    words = (text[each.start : each.end] for each in run)
    return not any(gap and any(map(str.isalnum, gap)) for gap in gaps) and all(
        _stem(word) == _stem(other) for word, other in zip(words, phrase, strict=True)
    )


def _stem(word: str) -> str:
    """The letters that no ending changes, without accents: enough to tell which word of a phrase it is."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(each for each in plain if not unicodedata.combining(each))[:2]
