"""Watches: an article matches one when, and only when, its search finds it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas import EnrichedArticle
from services.store import ArticleState, Store, Watch
from tests.unit.store.conftest import OpenAgain
from tests.unit.store.made import NOON, article, fill, placement, retraction

DAM = article(
    "dam",
    "Engineers lowered the water in Tarrow, Ilse Brandt of Waterworks said.",
    headline="Crack found",
    people=["Ilse Brandt"],
    places=["Tarrow"],
    organisations=["Waterworks"],
)
TALKS = article(
    "talks",
    "José Muñoz came to Zürich for US-Japan talks; the U.S. said “no water”.",
    people=["José Muñoz"],
    places=["Zürich"],
    source="Agency",
)
BRIEF = article("brief", "The water is back.", source=None)
EMPTY = article("empty", "", language=None)
ALL = (DAM, TALKS, BRIEF, EMPTY)


def matching(store: Store, *articles: EnrichedArticle) -> list[tuple[str, ...]]:
    with store.batch() as batch:
        return batch.matching(articles)


def test_watches_are_kept_by_name(store: Store, open_again: OpenAgain) -> None:
    assert store.watches() == []
    water, brandt = Watch(name="water", query="water"), Watch(name="brandt", person="Ilse Brandt", source="x")
    store.watch(water)
    store.watch(brandt)
    assert open_again().watches() == [brandt, water]
    again = Watch(name="water", query="“no water”")
    store.watch(again)
    assert store.watches() == [brandt, again]
    assert store.unwatch("water")
    assert not store.unwatch("water")
    assert not store.unwatch("’; DROP TABLE watches; --\x00\ud800")
    assert store.watches() == [brandt]


def test_an_article_is_told_its_watches_by_name(store: Store) -> None:
    for watch in (
        Watch(name="z-water", query="waters"),
        Watch(name="a-water", query="“no water”"),
        Watch(name="brandt", person="ilse brandt", query="crack"),
        Watch(name="works", organisation="WATERWORKS", place="tarrow"),
        Watch(name="agency", source="Agency"),
        Watch(name="other", source="agency"),
        Watch(name="nothing", query="???"),
    ):
        store.watch(watch)
    assert matching(store, *ALL) == [
        ("brandt", "works", "z-water"),
        ("a-water", "agency", "z-water"),
        ("z-water",),
        (),
    ]
    assert matching(store) == []


def test_without_watches_nothing_matches(store: Store) -> None:
    assert matching(store, DAM, BRIEF) == [(), ()]


def test_what_is_taken_back_matches_nothing(store: Store) -> None:
    store.watch(Watch(name="courier", source="Courier"))
    assert matching(store, retraction("dam", number=2), DAM) == [(), ("courier",)]


def test_matching_looks_at_the_given_articles_only(store: Store) -> None:
    fill(store, DAM)
    store.watch(Watch(name="water", query="water"))
    assert matching(store, EMPTY) == [()]


def test_an_article_shows_its_watches(store: Store) -> None:
    with store.batch() as batch:
        batch.keep(DAM, NOON, ArticleState("s", None, ("old",), ("brandt", "water")))
        batch.show(placement(DAM, story_id="s"))
        assert batch.history("dam").revisions["r1"].state == ArticleState(
            "s", None, ("old",), ("brandt", "water")
        )
    stored = store.get("dam")
    assert stored is not None
    assert stored.watches == ("brandt", "water")


WORDS = [
    "water",
    "Waters",
    "the",
    "no",
    "Crack",
    "found",
    "ilse",
    "BRANDT",
    "jose",
    "munoz",
    "zurich",
    "back",
]
ODD = [
    "U.S.",
    "US-Japan",
    "japan-us",
    '"no water"',
    "“water in”",
    "AND",
    "NOT",
    "*",
    '"',
    "(",
    "body:",
    "\x00",
    "½",
    "",
]
QUERIES = st.lists(st.sampled_from([*WORDS, *ODD]), max_size=3).map(" ".join)
NAMES = st.sampled_from(
    [None, None, None, "ilse brandt", "Tarrow", "ZÜRICH", "José Muñoz", "Waterworks", "nobody"]
)


@pytest.fixture
def full(store: Store) -> Store:
    fill(store, *ALL)
    return store


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=QUERIES | st.text(max_size=20),
    person=NAMES,
    place=NAMES,
    organisation=NAMES,
    source=st.sampled_from([None, None, "Courier", "Agency"]),
)
def test_a_watch_matches_what_its_search_finds(
    full: Store,
    query: str,
    person: str | None,
    place: str | None,
    organisation: str | None,
    source: str | None,
) -> None:
    named = person or place or organisation or source
    if not (query.strip() or named):
        query = "water"
    watch = Watch(name="w", query=query, person=person, place=place, organisation=organisation, source=source)
    full.watch(watch)
    found = full.search(query, limit=9, person=person, place=place, organisation=organisation, source=source)
    expected = {hit.article_id for hit in found.hits}
    told = matching(full, *ALL)
    assert {each.article_id for each, names in zip(ALL, told, strict=True) if names == ("w",)} == expected
