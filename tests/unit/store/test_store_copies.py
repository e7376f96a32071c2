"""Near-duplicates as one hit: the original or the first copy found, once over all pages, none lost."""

from collections.abc import Iterable
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from schemas import EnrichedArticle
from services.store import Hit, Store, interface
from tests.unit.store.made import article, at, fill, put

Group = list[tuple[str, str, str]]
"""Articles of one group, the original first: id, source, headline."""
FERRY: Group = [
    ("ferry", "Courier", "Ferry runs aground off Tarrow"),
    ("ferry-1", "Wire", "Ship hits rocks"),
    ("ferry-2", "Post", "Ship hits rocks, all saved"),
    ("ferry-3", "Wire", "Ferry runs aground off Tarrow"),
]
BODY = "All passengers were saved in the night, said Ilse Brandt of the coast guard."


def put_group(store: Store, group: Group, first: int = 1, **fields: Any) -> None:
    with store.batch() as batch:
        for number, (name, source, headline) in enumerate(group, start=first):
            made = article(
                name, BODY, number=number, source=source, headline=headline, people=["Ilse Brandt"], **fields
            )
            put(batch, made, story_id="s", duplicate_of=None if name == group[0][0] else group[0][0])


def names(hits: Iterable[Hit]) -> list[str]:
    return [hit.article_id for hit in hits]


@pytest.mark.parametrize(
    ("query", "filters", "leader"),
    [
        ("passengers", {}, "ferry"),
        ("", {}, "ferry"),
        ("", {"person": "ilse brandt"}, "ferry"),
        # a copy under another headline is found, though its original is not
        ("ship", {}, "ferry-1"),
        ("ship saved", {}, "ferry-1"),
        ('"rocks, all"', {}, "ferry-2"),
        ("passengers", {"source": "Wire"}, "ferry-1"),
        ("", {"source": "Post", "person": "Ilse Brandt"}, "ferry-2"),
        ("passengers", {"since": at(3)}, "ferry-2"),
        ("", {"since": at(4)}, "ferry-3"),
        ("", {"since": at(2), "until": at(3)}, "ferry-1"),
        ("ferry", {"since": at(2)}, "ferry-3"),
    ],
)
def test_one_of_a_group_stands_for_it(store: Store, query: str, filters: Any, leader: str) -> None:
    put_group(store, FERRY)
    found = store.search(query, **filters)
    assert (names(found.hits), found.next) == ([leader], None)
    [hit] = found.hits
    assert [copy.article_id for copy in hit.copies] == [name for name, *_ in FERRY if name != leader]
    assert hit.copies_total == 3
    own = next(source for name, source, _ in FERRY if name == leader)
    assert hit.copies_sources == len({source for _, source, _ in FERRY} - {own})


def test_a_hit_tells_where_else_it_stands(store: Store) -> None:
    with store.batch() as batch:
        put(batch, article("one", BODY, headline="First", url="https://one.example/a"))
        copied = article("two", BODY, number=2, source="Wire", url="https://two.example/b", published_at=None)
        put(batch, copied, duplicate_of="one")
    [hit] = store.search("passengers").hits
    [copy] = hit.copies
    assert (copy.article_id, copy.source, copy.url) == ("two", "Wire", "https://two.example/b")
    assert copy.headline == "All passengers were saved in the night, said Ilse Brandt of the…"
    assert (copy.published_at, copy.accepted_at) == (None, at(2))
    assert (hit.copies_total, hit.copies_sources) == (1, 1)


def test_all_are_hits_where_that_is_asked_for(store: Store) -> None:
    put_group(store, FERRY)
    for query in ("passengers", ""):
        hits = store.search(query, collapse=False).hits
        assert sorted(names(hits)) == sorted(name for name, *_ in FERRY)
        assert {(hit.copies, hit.copies_total, hit.copies_sources) for hit in hits} == {((), 0, 0)}


def test_facets_count_each_article_and_say_how_many_are_copies(store: Store) -> None:
    put_group(store, FERRY)
    fill(store, article("other", "The passengers of a tram.", number=9))
    for query in ("passengers", ""):
        facets = store.facets(query)
        assert (facets.articles, facets.copies) == (5, 3)
        assert [(each.value, each.articles) for each in facets.sources] == [
            ("Courier", 2),
            ("Wire", 2),
            ("Post", 1),
        ]
    assert store.facets("ship").copies == 2


def test_only_the_first_copies_are_told_and_all_are_counted(store: Store) -> None:
    many = interface.COPIES + 5
    group = [(f"a{number}", f"Source {number}", "Ferry runs aground") for number in range(many + 1)]
    put_group(store, group)
    [hit] = store.search("passengers").hits
    assert [copy.article_id for copy in hit.copies] == [f"a{n}" for n in range(1, interface.COPIES + 1)]
    assert (hit.copies_total, hit.copies_sources) == (many, many)
    [hit] = store.search("passengers", source="Source 3").hits
    assert [copy.article_id for copy in hit.copies[:4]] == ["a0", "a1", "a2", "a4"]
    assert (hit.copies_total, hit.copies_sources) == (many, many)
    assert len(hit.copies) == interface.COPIES


def test_what_is_taken_back_leaves_the_group_to_its_heir(store: Store) -> None:
    put_group(store, FERRY)
    with store.batch() as batch:
        batch.hide("ferry")
    [hit] = store.search("").hits
    assert (hit.article_id, hit.duplicate_of, hit.copies_total) == ("ferry-1", None, 2)


def test_a_group_that_follows_an_earlier_article_is_one_with_it(store: Store) -> None:
    put_group(store, FERRY)
    with store.batch() as batch:
        put(batch, article("earlier", BODY, number=20, source="Gazette", published_at=at(-9)))
        batch.follow("ferry", "earlier")
    for query in ("", "passengers"):
        [hit] = store.search(query).hits
        assert (hit.article_id, hit.copies_total, hit.copies_sources) == ("earlier", 4, 3)


RUNS = count()
GROUPS = st.lists(st.lists(st.integers(0, 7), min_size=1, max_size=6), min_size=1, max_size=6)
"""Of each article: whether it has the word, the second source, and a date."""
ASKED: list[tuple[str, dict[str, Any]]] = [
    ("", {}),
    ("water", {}),
    ("water", {"source": "Second"}),
    ("", {"source": "Second", "until": at(400)}),
    ("water", {"since": at(3)}),
    ("", {"since": at(3)}),
]


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(groups=GROUPS, limit=st.integers(1, 4))
@example(groups=[[0, 1, 1], [2, 3, 5], [7, 7, 7, 7, 7, 7]], limit=1)
@example(groups=[[0] + [1] * 30], limit=2)
def test_pages_hold_each_group_that_is_found_once(store: Store, groups: list[list[int]], limit: int) -> None:
    made: list[EnrichedArticle] = []
    group_of: dict[str, str] = {}
    run = next(RUNS)  # the store stays the same, so each run has articles of its own
    for place, group in enumerate(groups):
        for member, kind in enumerate(group):
            name, number = f"run{run}-{place}-{member}", member * 7 + place
            group_of[name] = f"run{run}-{place}-0"
            text = "Rain and water." if kind & 1 else "Rain."
            dated: dict[str, Any] = {"published_at": None} if kind & 4 else {}
            source = "Second" if kind & 2 else "First"
            made.append(article(name, text, number=number, source=source, **dated))
    made.sort(key=lambda each: (each.accepted_at, each.article_id))
    with store.batch() as batch:
        for each in made:
            original = group_of[each.article_id]
            put(batch, each, duplicate_of=None if original == each.article_id else original)
    for query, filters in ASKED:
        all_found = names(store.search(query, limit=200, collapse=False, **filters).hits)
        found: dict[str, list[str]] = {}
        for each in made:  # as they came
            if each.article_id in all_found:
                found.setdefault(group_of[each.article_id], []).append(each.article_id)
        expected = {original if original in group else group[0] for original, group in found.items()}
        seen: list[str] = []
        after: str | None = None
        for _ in range(len(expected) + 1):
            page = store.search(query, limit=limit, after=after, **filters)
            seen += names(page.hits)
            after = page.next
            if after is None:
                break
        # in the order in which they stand among all, each once
        assert seen == [name for name in all_found if name in expected]
    with store.batch() as batch:
        for each in made:
            batch.hide(each.article_id)
