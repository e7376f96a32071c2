"""Articles without a date: seen, but no news; and articles without a source, whose page names one."""

from typing import Any

import pytest

from schemas import EnrichedArticle
from services.store import Store, Watch
from services.store.sources import domain_of, source_of
from tests.unit.store.made import article, at, fill, put, retraction, spoken


def undated(name: str, text: str, number: int, **fields: Any) -> EnrichedArticle:
    return article(name, text, number=number, published_at=None, **fields)


@pytest.fixture
def full(store: Store) -> Store:
    """Two articles with a date, between and after them two without one."""
    with store.batch() as batch:
        put(batch, article("old", "Rain in Tarrow.", number=1, headline="Old"), story_id="s-old")
        put(batch, undated("seen", "Rain somewhere.", 5, headline="Seen"), story_id="s-seen")
        put(batch, article("new", "Rain in Bergen.", number=9, headline="New"), story_id="s-new")
        put(batch, undated("last", "Rain at last.", 20, headline="Last"), story_id="s-last")
    return store


def names(store: Store, query: str, **filters: Any) -> list[str]:
    return [hit.article_id for hit in store.search(query, **filters).hits]


def test_they_are_last_among_the_newest(full: Store) -> None:
    assert names(full, "") == ["new", "old", "last", "seen"]
    assert names(full, "", source="Courier") == ["new", "old", "last", "seen"]
    first = full.search("", limit=3)
    assert [hit.article_id for hit in full.search("", limit=3, after=first.next).hits] == ["seen"]
    seen = full.search("somewhere").hits[0]
    assert (seen.published_at, seen.accepted_at) == (None, at(5))


@pytest.mark.parametrize("query", ["rain", ""])
def test_nobody_can_say_that_they_are_of_some_day_or_later(full: Store, query: str) -> None:
    assert set(names(full, query, since=at(0))) == {"new", "old"}
    assert set(names(full, query, since=at(0), until=at(99))) == {"new", "old"}
    assert set(names(full, query, until=at(4))) == {"old"}
    # what was seen by then was published by then
    assert set(names(full, query, until=at(5))) == {"old", "seen"}
    assert set(names(full, query, until=at(99))) == {"new", "old", "last", "seen"}
    facets = full.facets(query)
    assert (facets.articles, facets.undated) == (4, 2)
    assert [(each.value, each.articles) for each in facets.days] == [("2024-05-01", 2)]


def test_their_stories_come_after_all_others(full: Store) -> None:
    stories = full.stories(9).stories
    assert [each.story_id for each in stories] == ["s-new", "s-old", "s-last", "s-seen"]
    assert [each.dated for each in stories] == [True, True, False, False]
    assert (stories[2].first_at, stories[2].last_at, stories[2].growth) == (at(20), at(20), ())
    page = full.stories(3)
    assert [each.story_id for each in full.stories(3, page.next).stories] == ["s-seen"]


def test_a_story_is_of_the_time_of_those_with_a_date(store: Store) -> None:
    with store.batch() as batch:
        put(batch, undated("a1", "One.", 1, headline="First seen"), story_id="s")
        put(batch, article("a2", "Two.", number=2, headline="First dated"), story_id="s")
        put(batch, article("a3", "Three.", number=3), story_id="s")
        put(batch, undated("a4", "Four.", 40), story_id="s")
        put(batch, article("b1", "Other.", number=4), story_id="t")
    large, _ = store.stories(9).stories
    assert (large.first_at, large.last_at, large.dated) == (at(2), at(3), True)
    assert large.title == "First dated"
    assert [each.articles for each in large.growth] == [2]
    story = store.story("s")
    assert story is not None
    assert [each.article_id for each in story.articles] == ["a1", "a4", "a2", "a3"]
    with store.batch() as batch:
        for name in ("a2", "a3"):
            batch.hide(name)
    story = store.story("s")
    assert story is not None
    assert (story.first_at, story.last_at, story.dated, story.title) == (at(1), at(40), False, "First seen")
    assert [each.story_id for each in store.stories(9).stories] == ["t", "s"]
    with store.batch() as batch:
        put(batch, article("a5", "Five.", number=50, headline="At last"), story_id="s")
    story = store.story("s")
    assert story is not None
    assert (story.first_at, story.last_at, story.dated, story.title) == (at(50), at(50), True, "At last")


def test_stories_that_become_one_keep_their_time(store: Store) -> None:
    with store.batch() as batch:
        put(batch, undated("a1", "One.", 9, headline="Seen"), story_id="s1")
        put(batch, article("a2", "Two.", number=2, headline="Dated"), story_id="s2")
        batch.merge("s1", "s2")
    (story,) = store.stories(9).stories
    assert (story.first_at, story.last_at, story.dated, story.title) == (at(2), at(2), True, "Dated")


def test_what_they_say_comes_last(store: Store) -> None:
    fill(
        store,
        spoken("a1", ("Ilse Brandt", "One."), number=1),
        spoken("a2", ("Ilse Brandt", "Two."), number=2, published_at=None),
    )
    for speaker in (None, "ilse brandt"):
        found = store.quotes(speaker).quotes
        assert [(said.article_id, said.accepted_at) for said in found] == [("a1", at(1)), ("a2", at(2))]


def test_one_is_compared_at_the_moment_it_was_seen_and_taken_back_whole(store: Store) -> None:
    made = undated("a1", "One.", 1)
    with store.batch() as batch:
        put(batch, made, lookup_terms=("k",), lsh_bands=("b",), at=made.accepted_at)
        [near] = batch.story_candidates(("k",), at(2), at(9) - at(0), 5)
        assert (near.article_id, near.at) == ("a1", at(1))
        batch.hide("a1")
        batch.retract(retraction("a1", number=3), at(3))
        assert batch.story_candidates(("k",), at(2), at(9) - at(0), 5) == []
    assert (store.search("").hits, store.stories(9).stories) == ((), ())


# sources

PAGE = "https://www.example-news.co.uk/2024/one"


@pytest.mark.parametrize(
    ("fields", "source"),
    [
        ({"source": "Kyodo", "publisher": "The Gazette", "url": PAGE}, "Kyodo"),
        ({"publisher": "The Gazette", "url": PAGE}, "The Gazette"),
        ({"canonical_url": PAGE, "url": "https://amp.example/x"}, "example-news.co.uk"),
        ({"url": "https://m.news.example.com/a"}, "example.com"),
        ({}, None),
    ],
)
def test_a_page_that_names_itself_has_a_source(
    store: Store, fields: dict[str, str], source: str | None
) -> None:
    made = article("a1", "Rain.", **{"source": None, **fields})  # type: ignore[arg-type]
    assert source_of(made) == source
    store.watch(Watch(name="mine", source=source or "nobody"))
    with store.batch() as batch:
        assert batch.matching([made]) == [("mine",) if source else ()]
        put(batch, made)
    held = store.get("a1")
    assert held is not None
    assert held.source == store.search("rain").hits[0].source == source
    assert store.stories(1).stories[0].sources == ((source,) if source else ())
    assert [each.value for each in store.facets("").sources] == ([source] if source else [])
    if source:
        assert names(store, "rain", source=source) == names(store, "", source=source) == ["a1"]


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("http://amp.smh.com.au/x", "smh.com.au"),
        ("https://WWW.Lemonde.FR:443/", "lemonde.fr"),
        ("http://localhost:8080/", "localhost"),
        ("https://www.paper.example/1", "paper.example"),
        ("https://paper.github.io/1", "paper.github.io"),
        ("http://10.0.0.1/a", "10.0.0.1"),
        ("https://[::1]/", "::1"),
        ("https://[::1", None),
        ("javascript:alert(1)", None),
        ("https://", None),
        (None, None),
    ],
)
def test_the_domain_of_an_address(url: str | None, domain: str | None) -> None:
    assert domain_of(url) == domain
