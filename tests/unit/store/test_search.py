"""Search: what people type finds what they mean, and nothing they type is an error."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from services.store import Hit, Store
from tests.unit.store.conftest import OpenAgain
from tests.unit.store.made import article, fill

DAM = article(
    "dam",
    "Engineers lowered the water behind the Tarrow dam after a crack was found, Ilse Brandt said. " * 3,
    headline="Crack found in dam",
    people=["Ilse Brandt"],
    places=["Tarrow"],
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


def names(hits: list[Hit]) -> set[str]:
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
    assert names(full.search(query)) == found


def test_a_blank_query_is_for_the_newest(full: Store) -> None:
    hits = full.search("  ")
    assert [hit.article_id for hit in hits] == ["brief", "talks", "dam"]
    assert (hits[0].snippet, hits[0].matches, hits[0].score) == ("The water is back.", (), 0.0)
    assert [hit.article_id for hit in full.search("", limit=1)] == ["brief"]


def test_the_best_comes_first(full: Store) -> None:
    hits = full.search("water")
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert full.search("crack")[0].article_id == "dam"
    assert len(full.search("water", limit=2)) == 2


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"person": "ilse brandt"}, {"dam"}),
        ({"person": "Ilse"}, set()),
        ({"person": "JOSÉ MUÑOZ"}, {"talks"}),
        ({"person": "Tarrow"}, set()),
        ({"place": "zürich"}, {"talks"}),
        ({"source": "Agency"}, {"talks"}),
        ({"source": "Courier", "person": None}, {"dam", "brief"}),
        ({"since": datetime(2024, 2, 1, tzinfo=UTC)}, {"talks", "brief"}),
        ({"until": datetime(2024, 2, 1, tzinfo=UTC)}, {"talks", "dam"}),
        ({"place": "Tarrow", "person": "Donald Trump"}, set()),
    ],
)
@pytest.mark.parametrize("query", ["water", ""])
def test_filters(full: Store, query: str, filters: dict[str, str], found: set[str]) -> None:
    assert names(full.search(query, **filters)) == found  # type: ignore[arg-type]  # one test for all of them


def test_a_hit_shows_what_matched(full: Store) -> None:
    (hit,) = full.search('"tarrow dam" cracked')
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
    (hit,) = full.search("zurich")
    assert hit.title == "U.S. President Donald Trump met José Muñoz in Zürich for US-Japan talks…"


def test_marks_in_a_text_are_no_matches(store: Store) -> None:
    fill(store, article("odd", "One \x02two\x03 thr\x00ee <b>four</b> five."))
    (hit,) = store.search("five")
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
    store.search(query, person=other, place=other, source=other)
    store.search(query)
    store.get(query, other)
    store.story(query)
    store.trace(query)
    store.journeys([query])
    assert store.holders([]) == {}


def test_a_query_of_ten_kilobytes_still_searches(full: Store) -> None:
    assert names(full.search("water " * 1700)) == {"dam", "talks", "brief"}
