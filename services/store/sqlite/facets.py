"""Facets: who and what the articles of a search name, of whom they are, and when. Counted, never grouped.

Each article holds its terms in one piece, so ten thousand of them are ten thousand short rows.
"""

import sqlite3
from collections import Counter
from collections.abc import Mapping
from heapq import nsmallest

from services.store.interface import COUNTED, FACET, Filters
from services.store.order import is_dated
from services.store.sqlite.search import matches
from services.store.sqlite.terms import TermKind, kind_of, unpack_terms
from services.store.values import day
from services.store.views import Count, Facets

_DAY = 86_400_000_000
"""Microseconds."""


def facets(connection: sqlite3.Connection, query: str, filters: Filters) -> Facets:
    """What the articles of a search have in common: of the newest `COUNTED` that match."""
    found = list(matches(connection, query, filters, COUNTED + 1))
    counted = found[:COUNTED]
    terms = Counter(unpack_terms(b"".join(named for named, _, _ in counted)))
    days = Counter(at // _DAY for _, at, _ in counted if is_dated(at))
    by_kind: dict[TermKind, dict[int, int]] = {kind: {} for kind in TermKind}
    for term, count in terms.items():
        by_kind[kind_of(term)][term] = count
    people, places, organisations, sources = (
        told(connection, by_kind[kind], FACET)
        for kind in (TermKind.PERSON, TermKind.PLACE, TermKind.ORGANISATION, TermKind.SOURCE)
    )
    return Facets(
        articles=len(counted),
        more=len(found) > COUNTED,
        copies=sum(repeats for _, _, repeats in counted),
        undated=len(counted) - days.total(),
        people=people,
        places=places,
        organisations=organisations,
        sources=sources,
        days=tuple(
            Count(value=day(each * _DAY).isoformat(), articles=days[each])
            for each in sorted(days, reverse=True)[:FACET]
        ),
    )


def told(connection: sqlite3.Connection, counts: Mapping[int, int], limit: int) -> tuple[Count, ...]:
    """The names behind the terms of most articles; of equal ones in the order of the alphabet."""
    if not counts:
        return ()
    least = sorted(counts.values(), reverse=True)[:limit][-1] if limit else max(counts.values()) + 1
    named = (
        Count(value=_name(connection, term), articles=count)
        for term, count in counts.items()
        if count >= least
    )
    return tuple(nsmallest(limit, named, key=lambda each: (-each.articles, each.value)))


def _name(connection: sqlite3.Connection, term: int) -> str:
    (name,) = connection.execute("SELECT name FROM names WHERE term = ?", (term,)).fetchone()
    return str(name)
