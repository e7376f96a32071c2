"""Search: what people type finds what they mean, and nothing they type is an error."""

import time
from collections.abc import Iterable
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from services.store import Hit, Store
from tests.unit.store.conftest import OpenAgain
from tests.unit.store.made import article, fill, put

DAM = article(
    "dam",
    "Engineers lowered the water behind the Tarrow dam after a crack was found. Ilse Brandt of Waterworks"
    " said so. " * 3,
    headline="Crack found in dam",
    people=["Ilse Brandt"],
    places=["Tarrow"],
    organisations=["Waterworks"],
    published_at=datetime(2024, 1, 1, tzinfo=UTC),
)
TALKS = article(
    "talks",
    "U.S. President Donald Trump met José Muñoz in Zürich for US-Japan talks about water and cars.",
    people=["Donald Trump", "José Muñoz"],
    places=["Zürich"],
    source="Agency",
    published_at=datetime(2024, 2, 1, tzinfo=UTC),
)
BRIEF = article("brief", "The water is back.", number=7)


@pytest.fixture
def full(store: Store) -> Store:
    fill(store, DAM, TALKS, BRIEF)
    return store


def names(hits: Iterable[Hit]) -> set[str]:
    return {hit.article_id for hit in hits}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("water", {"dam", "talks", "brief"}),
        ("water dam", {"dam"}),
        ("engineer", {"dam"}),
        ("ENGINEERS", {"dam"}),
        ('"Tarrow dam"', {"dam"}),
        ("“Tarrow dam”", {"dam"}),
        ('"dam Tarrow"', set()),
        ("jose munoz", {"talks"}),
        ("ZURICH", {"talks"}),
        ("U.S.", {"talks"}),
        ("US-Japan", {"talks"}),
        ("japan-us", set()),
        ("nothing like it", set()),
        ("water AND dam", set()),
        ("water NOT dam", set()),
        ('"Tarrow', {"dam"}),
        ("headline:crack", set()),
        ("crack*", {"dam"}),
        ("???", set()),
    ],
)
def test_words_and_phrases(full: Store, query: str, found: set[str]) -> None:
    assert names(full.search(query).hits) == found


def test_a_blank_query_is_for_the_newest(full: Store) -> None:
    hits = full.search("  ").hits
    assert [hit.article_id for hit in hits] == ["brief", "talks", "dam"]
    assert (hits[0].snippet, hits[0].matches, hits[0].score) == ("The water is back.", (), 0.0)
    assert [hit.article_id for hit in full.search("", limit=1).hits] == ["brief"]


def test_the_best_comes_first(full: Store) -> None:
    hits = full.search("water").hits
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert full.search("crack").hits[0].article_id == "dam"
    assert len(full.search("water", limit=2).hits) == 2


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"person": "ilse brandt"}, {"dam"}),
        ({"person": "Ilse"}, set()),
        ({"person": "JOSÉ MUÑOZ"}, {"talks"}),
        ({"person": "Tarrow"}, set()),
        ({"place": "zürich"}, {"talks"}),
        ({"source": "Agency"}, {"talks"}),
        ({"source": "agency"}, set()),
        ({"organisation": "waterworks"}, {"dam"}),
        ({"organisation": "Ilse Brandt"}, set()),
        ({"organisation": "Waterworks", "place": "tarrow", "person": "ILSE BRANDT"}, {"dam"}),
        ({"organisation": "Waterworks", "place": "Zürich"}, set()),
        ({"source": "Courier", "person": None}, {"dam", "brief"}),
        ({"since": datetime(2024, 2, 1, tzinfo=UTC)}, {"talks", "brief"}),
        ({"until": datetime(2024, 2, 1, tzinfo=UTC)}, {"talks", "dam"}),
        ({"place": "Tarrow", "person": "Donald Trump"}, set()),
    ],
)
@pytest.mark.parametrize("query", ["water", ""])
def test_filters(full: Store, query: str, filters: dict[str, str], found: set[str]) -> None:
    assert names(full.search(query, **filters).hits) == found  # type: ignore[arg-type]  # one test for all of them


def test_a_hit_shows_what_matched(full: Store) -> None:
    (hit,) = full.search('"tarrow dam" cracked').hits
    assert (hit.title, hit.source, hit.story_id, hit.url) == (
        "Crack found in dam",
        "Courier",
        "story of dam",
        None,
    )
    assert hit.published_at == DAM.published_at
    matched = [hit.snippet[match.start : match.end] for match in hit.matches]
    assert matched[:2] == ["Tarrow dam", "crack"]


def test_a_hit_without_headline_has_its_first_words(full: Store) -> None:
    (hit,) = full.search("zurich").hits
    assert hit.title == "U.S. President Donald Trump met José Muñoz in Zürich for US-Japan talks…"


def test_marks_in_a_text_are_no_matches(store: Store) -> None:
    fill(store, article("odd", "One \x02two\x03 thr\x00ee <b>four</b> five."))
    (hit,) = store.search("five").hits
    assert [hit.snippet[match.start : match.end] for match in hit.matches] == ["five"]
    assert "<b>four</b> five" in hit.snippet
    stored = store.get("odd")
    assert stored is not None
    assert stored.text == "One \x02two\x03 thr\x00ee <b>four</b> five."


OPERATORS = [
    "AND",
    "OR",
    "NOT",
    "NEAR(",
    "*",
    '"',
    "'",
    "(",
    ")",
    "^",
    ":",
    "-",
    "+",
    "{",
    "}",
    "\\",
    "\x00",
    "%",
    "“",
    ";",
]
QUERIES = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from([*OPERATORS, "water", "dam", " ", "\ud800", "\x1b"]), max_size=20).map("".join),
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=QUERIES, other=QUERIES)
@example(query="water " * 1700, other="x" * 10_000)
@example(query='"' * 9999, other='"water')
@example(query="w" * 100_000, other="'; DROP TABLE articles; --")
def test_no_query_is_an_error(open_again: OpenAgain, query: str, other: str) -> None:
    store = open_again()
    store.search(query, person=other, place=other, organisation=other, source=other)
    store.facets(query, person=other, place=other, organisation=other, source=other)
    store.search(query)
    store.facets(query)
    store.quotes(query)
    store.unwatch(query)
    store.get(query, other)
    store.story(query)
    store.trace(query)
    store.journeys([query])
    assert store.holders([]) == {}


def test_a_query_of_ten_kilobytes_still_searches(full: Store) -> None:
    assert names(full.search("water " * 1700).hits) == {"dam", "talks", "brief"}


def test_a_word_that_all_articles_have_still_ranks_them(full: Store) -> None:
    scores = [hit.score for hit in full.search("water").hits]
    assert len(scores) == 3
    assert all(score > 0 for score in scores)
    assert scores == sorted(scores, reverse=True)


def test_a_hit_knows_when_its_article_was_accepted(full: Store) -> None:
    (hit,) = full.search("zurich").hits
    assert (hit.accepted_at, hit.published_at) == (TALKS.accepted_at, TALKS.published_at)


def test_copies_are_found(store: Store) -> None:
    with store.batch() as batch:
        put(batch, DAM)
        put(batch, DAM.model_copy(update={"article_id": "copy"}), duplicate_of="dam")
    assert {hit.article_id: hit.duplicate_of for hit in store.search("crack", collapse=False).hits} == {
        "dam": None,
        "copy": "dam",
    }


def test_a_letter_with_its_accent_apart_is_the_letter(full: Store) -> None:
    assert names(full.search("Mun\u0303oz").hits) == {"talks"}


def test_a_text_of_one_word_a_hundred_thousand_times_is_found_in_a_moment(store: Store) -> None:
    fill(store, article("flood", "water " * 100_000))
    started = time.perf_counter()
    (hit,) = store.search("water").hits
    assert time.perf_counter() - started < 5
    assert hit.snippet.startswith("water water")
    assert [hit.snippet[match.start : match.end] for match in hit.matches][:2] == ["water", "water"]


def test_what_matches_far_down_a_long_text_is_shown(store: Store) -> None:
    fill(store, article("long", "Filler here. " * 9_000 + "The dam let water out. " + "And on. " * 9_000))
    (hit,) = store.search("dam water").hits
    assert [hit.snippet[match.start : match.end] for match in hit.matches] == ["dam", "water"]


def test_a_snippet_is_where_most_of_the_query_is(store: Store) -> None:
    fill(
        store,
        article(
            "a1", "water. " + "Filler here. " * 80 + "Crack in the dam lets water out. " + "And on. " * 80
        ),
    )
    (hit,) = store.search("dam crack water").hits
    assert "Crack in the dam lets water out." in hit.snippet
    assert [hit.snippet[match.start : match.end] for match in hit.matches] == ["Crack", "dam", "water"]
    assert len(hit.snippet) < 500


def test_what_marks_terms_in_the_index_is_no_word_of_a_text(store: Store) -> None:
    fill(store, article("odd", "Odd \ue000123 word.", people=[]))
    assert names(store.search("\ue000123").hits) <= {"odd"}
    assert names(store.search("odd word").hits) == {"odd"}
