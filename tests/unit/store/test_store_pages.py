"""Pages: every list can be read to its end, each item once, and a made-up cursor is refused or harmless."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from services.store import BadCursor, Store
from services.store.cursors import MAX_CURSOR_CHARS
from tests.unit.store.made import article, at, fill, put, spoken

COUNT = 23
ASKED: dict[str, tuple[str, dict[str, Any]]] = {
    "all": ("", {}),
    "all of a source": ("", {"source": "Courier"}),
    "all since": ("", {"since": at(5), "source": "Courier", "person": "Ilse Brandt"}),
    "a word": ("water", {}),
    "a word, of a person": ("water", {"person": "ilse brandt"}),
    "a word, since": ("water", {"since": at(5)}),
    "a phrase": ('"the water"', {"until": at(50)}),
}


@pytest.fixture
def full(store: Store) -> Store:
    with store.batch() as batch:
        for number in range(COUNT):
            text = "Ilse Brandt spoke of the water. " + "Water! " * (number % 3)
            # several of one moment, and none in the order of its moment
            moment = at(number * 7 % COUNT // 2)
            put(batch, article(f"a{number}", text, people=["Ilse Brandt"], published_at=moment))
    return store


def pages(store: Store, query: str, limit: int, filters: dict[str, Any]) -> list[str]:
    seen, after = [], None
    for _ in range(COUNT + 2):
        page = store.search(query, limit=limit, after=after, **filters)
        assert len(page.hits) <= limit
        seen += [hit.article_id for hit in page.hits]
        after = page.next
        if after is None:
            return seen
    raise AssertionError("no last page")


@pytest.mark.parametrize("kind", ASKED)
@pytest.mark.parametrize("limit", [1, 4, COUNT, COUNT + 1])
def test_pages_hold_each_hit_once_in_one_order(full: Store, kind: str, limit: int) -> None:
    query, filters = ASKED[kind]
    everything = [hit.article_id for hit in full.search(query, limit=100, **filters).hits]
    assert pages(full, query, limit, filters) == everything
    assert len(set(everything)) == len(everything) >= COUNT // 2


def test_what_is_new_or_gone_between_pages_repeats_nothing(full: Store) -> None:
    page = full.search("", limit=10)
    seen = [hit.article_id for hit in page.hits]
    fill(full, article("new", "The water.", published_at=at(1000)))
    with full.batch() as batch:
        batch.hide(seen[-1])
    rest = full.search("", limit=100, after=page.next)
    assert sorted(seen + [hit.article_id for hit in rest.hits]) == sorted(f"a{n}" for n in range(COUNT))


def test_a_page_past_the_end_is_empty(full: Store) -> None:
    cursors = {query: full.search(query, limit=COUNT - 1).next for query in ("", "water")}
    with full.batch() as batch:
        for number in range(COUNT):
            batch.hide(f"a{number}")
    for query, after in cursors.items():
        assert after is not None
        page = full.search(query, after=after)
        assert (page.hits, page.next) == ((), None)


@pytest.mark.parametrize("limit", [0, 1])
def test_a_page_of_an_empty_store(store: Store, limit: int) -> None:
    for query in ("", "water"):
        page = store.search(query, limit=limit)
        assert (page.hits, page.next) == ((), None)


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=6,
)
KINDS = st.sampled_from(["search", "search without words", "quotes", "stories"])
MADE_UP = st.builds(lambda kind, values: [kind, *values], KINDS, st.lists(ODD, max_size=4))


def as_cursor(value: object) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(after=st.text(max_size=40) | ODD.map(as_cursor) | MADE_UP.map(as_cursor))
@example(after="")
@example(after="A" * (MAX_CURSOR_CHARS + 1))
@example(after=as_cursor([[[[[]]]]]))
@example(after=as_cursor(["search", False, True]))
@example(after=as_cursor(["search", False, True, False]))
@example(after=as_cursor(["search", 10**30, 10**30, -(10**30)]))
@example(after=as_cursor(["search", 1, float("nan"), 1]))
@example(after=as_cursor(["search", 1, float("inf"), 1]))
@example(after=as_cursor(["search without words", 10**30, -(10**30)]))
@example(after=as_cursor(["quotes", 10**30, -(10**30), 10**30]))
@example(after=as_cursor(["stories", 10**30, "\ud800"]))
@example(after=as_cursor(["stories", float("nan"), "\x00"]))
@example(after=as_cursor(["stories", 1.5, "x' OR 1=1 --"]))
@example(after="\ud800")
def test_a_made_up_cursor_is_refused_or_harmless(full: Store, after: str) -> None:
    lists: list[Callable[[], object]] = [
        lambda: full.search("", after=after),
        lambda: full.search("water", after=after),
        lambda: full.quotes(after=after),
        lambda: full.quotes("Ilse Brandt", after=after),
        lambda: full.stories(10, after),
    ]
    for read in lists:
        try:
            read()
        except BadCursor as error:
            assert "after: " in str(error)


def test_articles_of_years_to_come_and_of_long_ago_are_paged_alike(store: Store) -> None:
    moments = [datetime(1600, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)]
    with store.batch() as batch:
        for number, moment in enumerate([*moments, at(0), at(0) + timedelta(microseconds=1)]):
            made = spoken(f"a{number}", ("Ilse Brandt", f"Word {number}."), published_at=moment)
            put(batch, made)
    assert pages(store, "", 1, {}) == ["a1", "a3", "a2", "a0"]
    assert [each.article_id for each in store.quotes().quotes] == ["a1", "a3", "a2", "a0"]
