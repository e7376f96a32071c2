"""Searches as addresses, growth as charts, receipts as journeys, counts and times in words."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Outcome, Receipt
from services.gateway.page import wording
from services.gateway.page.charts import MOST_BARS, growth_chart
from services.gateway.page.journeys import trips
from services.gateway.page.rendering import is_web_address
from services.gateway.page.search_links import FILTERS, Search, active_filters, choices, moments_of
from services.gateway.page.story_items import story_items
from services.store import Member
from services.store.wording import also

NOON = datetime(2018, 9, 23, 12, tzinfo=UTC)


# searches


@given(
    st.text(max_size=30), st.dictionaries(st.sampled_from(sorted(FILTERS)), st.text(min_size=1, max_size=20))
)
def test_an_address_says_the_search(query: str, filters: dict[str, str]) -> None:
    search = Search(query).narrowed(**filters)
    said = parse_qs(urlsplit(search.page("c")).query, keep_blank_values=True)
    told = {"q": query, **filters, "after": "c"} if query else {**filters, "after": "c"}
    assert said == {name: [value.encode(errors="replace").decode()] for name, value in told.items()}


def test_filters_can_be_set_replaced_and_taken_away() -> None:
    search = Search("talks").narrowed(person="Shinzo Abe", source="Kyodo")
    assert search.href == "/search?q=talks&person=Shinzo+Abe&source=Kyodo"
    assert search.narrowed(person="Moon Jae In").value("person") == "Moon Jae In"
    [person, source] = active_filters(search)
    assert (person.label, person.value, person.href) == (
        "Person",
        "Shinzo Abe",
        "/search?q=talks&source=Kyodo",
    )
    assert source.href == "/search?q=talks&person=Shinzo+Abe"


def test_a_day_is_one_filter() -> None:
    [choice] = choices(Search("x"), "day", [("2018-09-23", 3)])
    assert choice.href == "/search?q=x&since=2018-09-23&until=2018-09-23"
    search = Search("x").narrowed(since="2018-09-23", until="2018-09-23")
    [active] = active_filters(search)
    assert (active.label, active.value, active.href) == ("Day", "2018-09-23", "/search?q=x")
    [chosen] = choices(search, "day", [("2018-09-23", 3)])
    assert (chosen.chosen, chosen.href) == (True, "/search?q=x")
    since, until = moments_of(search)
    assert since == datetime(2018, 9, 23, tzinfo=UTC)
    assert until == datetime(2018, 9, 23, 23, 59, 59, 999999, tzinfo=UTC)


def test_a_facet_of_what_is_chosen_widens_whatever_the_case() -> None:
    [one, other] = choices(
        Search("x").narrowed(person="shinzo abe"), "person", [("Shinzo Abe", 2), ("Moon", 1)]
    )
    assert (one.chosen, one.href) == (True, "/search?q=x")
    assert (other.chosen, other.href) == (False, "/search?q=x&person=Moon")


@pytest.mark.parametrize("day", ["yesterday", "2018-02-30", "23.9.2018", "0", "\ud800"])
def test_what_is_no_day_is_named(day: str) -> None:
    with pytest.raises(ValueError, match=r"since: .* is no day: write it as 2018-09-23"):
        moments_of(Search("x").narrowed(since=day))


@pytest.mark.parametrize(
    ("url", "fits"),
    [
        ("https://example.com/a", True),
        ("HTTP://example.com", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.com", False),
        ("https://", False),
        ("https://[::1", False),
        ("", False),
    ],
)
def test_only_web_addresses_are_links(url: str, fits: bool) -> None:
    assert is_web_address(url) == fits


# copies


def member(name: str, original: str | None = None, source: str = "Courier", *, dated: bool = True) -> Member:
    return Member(
        article_id=name,
        title=name,
        source=source,
        url=None,
        published_at=NOON if dated else None,
        accepted_at=NOON,
        duplicate_of=original,
    )


def test_copies_stand_beneath_what_they_repeat() -> None:
    members = [
        member("early", "a", "Wire", dated=False),
        member("a"),
        member("b", "elsewhere"),
        member("c", "a", "Post"),
        member("d", "elsewhere"),
        member("e", "a"),
    ]
    pieces = story_items(members)
    assert [(piece.article.article_id, [each.article_id for each in piece.copies]) for piece in pieces] == [
        ("a", ["c", "e", "early"]),
        ("b", ["d"]),
    ]
    assert [piece.sources for piece in pieces] == [2, 0]
    assert [also(len(piece.copies), piece.sources) for piece in pieces] == [
        "also in 2 sources",
        "once more in its own source",
    ]
    assert story_items([]) == []


def test_each_copy_for_itself_is_in_the_address() -> None:
    search = Search("x", (("source", "Post"),), collapse=False)
    assert search.href == "/search?q=x&source=Post&collapse=false"
    assert search.page("c") == "/search?q=x&source=Post&collapse=false&after=c"
    assert search.other_way.href == "/search?q=x&source=Post"
    assert search.narrowed(place="Oslo").without("source").collapse is False


# charts

DAYS = st.dictionaries(
    st.dates(min_value=datetime(1990, 1, 1).date(), max_value=datetime(2030, 1, 1).date()),
    st.integers(0, 5000),
)


@given(DAYS)
def test_bars_stand_in_the_chart_and_add_up(growth: dict[object, int]) -> None:
    counts = [(str(day), count) for day, count in growth.items()]
    chart = growth_chart(counts, [], 100, 20)
    total = sum(growth.values())
    if not total:
        assert chart is None
        return
    assert chart is not None
    assert 1 <= len(chart.bars) <= MOST_BARS
    assert all(bar.x >= 0 and bar.x + bar.width <= 100.1 for bar in chart.bars)
    assert all(bar.y >= 0 and 1 <= bar.height <= 20 for bar in chart.bars)
    assert max(bar.height for bar in chart.bars) == 20
    said = [int(bar.title.rpartition(": ")[2].split()[0].replace(",", "")) for bar in chart.bars]
    assert sum(said) == total
    assert chart.label.startswith(wording.articles(total))


def test_a_pause_has_its_place() -> None:
    chart = growth_chart([("2018-09-20", 4), ("2018-09-23", 1)], [], 70, 20)
    assert chart is not None
    assert [(bar.x, bar.height) for bar in chart.bars] == [(0, 20), (30, 5)]
    assert (
        chart.label == "5 articles from 20 September 2018 to 23 September 2018, most on 20 September 2018: 4"
    )


def test_a_young_story_is_drawn_by_the_hour() -> None:
    moments = [NOON, NOON + timedelta(minutes=50), NOON + timedelta(hours=3)]
    chart = growth_chart([("2018-09-23", 3)], moments, 70, 20)
    assert chart is not None
    assert [(bar.x, bar.height) for bar in chart.bars] == [(0, 20), (30, 10)]
    assert chart.bars[0].title == "23 September 2018, 12:00–13:00 UTC: 2 articles"
    by_day = growth_chart([("2018-09-23", 4)], moments, 70, 20)
    assert by_day is not None
    assert [bar.title for bar in by_day.bars] == ["23 September 2018: 4 articles"]


@given(
    st.lists(
        st.datetimes(min_value=datetime(2018, 9, 22, 1), max_value=datetime(2018, 9, 23, 23)), min_size=1
    )
)
def test_every_hour_has_a_bar(moments: list[datetime]) -> None:
    stamped = [moment.replace(tzinfo=UTC) for moment in moments]
    days = [moment.date().isoformat() for moment in stamped]
    chart = growth_chart([(day, days.count(day)) for day in set(days)], stamped, 100, 20)
    assert chart is not None
    assert all(bar.x + bar.width <= 100.1 for bar in chart.bars)


# journeys


def receipt(stage: str, outcome: str, seconds: float, delivery: str = "articles.raw:0:1:1") -> Receipt:
    return Receipt(
        delivery_id=delivery,
        article_id="a",
        revision="r",
        stage=stage,
        outcome=Outcome(outcome),
        at=NOON + timedelta(seconds=seconds),
    )


def test_a_journey_has_its_steps_in_order_and_says_what_is_ahead() -> None:
    told = [
        receipt("clean", "cleaned", 0.5),
        receipt("ingest", "accepted", 0),
        receipt("ingest", "accepted", 0),
    ]
    [trip] = trips(told)
    assert [(step.stage, step.after) for step in trip.steps] == [
        ("ingest", None),
        ("clean", timedelta(seconds=0.5)),
    ]
    assert (trip.missing, trip.ended) == (("enrich", "index"), False)
    [trip] = trips([*told, receipt("enrich", "enriched", 2), receipt("index", "indexed", 3)])
    assert (trip.missing, trip.ended, trip.took) == ((), True, timedelta(seconds=3))


def test_deliveries_are_told_apart_newest_first_and_clocks_may_differ() -> None:
    told = [
        receipt("ingest", "accepted", 1),
        receipt("clean", "cleaned", 0),
        receipt("ingest", "unchanged", 9, "articles.raw:0:2:2"),
    ]
    newest, oldest = trips(told)
    assert (newest.delivery_id, newest.ended, newest.missing) == (
        "articles.raw:0:2:2",
        True,
        ("clean", "enrich", "index"),
    )
    assert [step.after for step in oldest.steps] == [None, timedelta()]


# words


LENGTHS = {
    0: "0 ms",
    0.0123: "12 ms",
    0.999: "1.0 s",
    1.44: "1.4 s",
    9.96: "10 s",
    99: "99 s",
    240: "4 min",
    7200: "2 h",
    172_800: "2 days",
    10**9: "11,574 days",
}


@pytest.mark.parametrize(("seconds", "words"), LENGTHS.items())
def test_lengths_of_time(seconds: float, words: str) -> None:
    assert wording.lapse(seconds) == words


def test_moments_and_bare_days() -> None:
    assert wording.moment_in_words(NOON) == "23 September 2018, 12:00 UTC"
    assert wording.short_moment(NOON.replace(hour=0)) == "23 Sep 2018"
    assert wording.span_in_words(NOON, NOON + timedelta(days=2)) == "23–25 September 2018"
    assert wording.span_in_words(NOON, NOON + timedelta(days=20)) == "23 September – 13 October 2018"
    assert wording.span_in_words(NOON, NOON + timedelta(days=200)) == "23 September 2018 – 11 April 2019"
    assert wording.day_of("not a day") == "not a day"


def test_lists_of_names() -> None:
    assert wording.listed(["A"], 3) == "A"
    assert wording.listed(["A", "B", "C"], 3) == "A, B and C"
    assert wording.listed(["A", "B", "C", "D", "E"], 3) == "A, B, C and 2 more"


@given(st.text(max_size=60), st.integers(1, 40))
def test_shortened_text_is_no_longer(text: str, most: int) -> None:
    short = wording.shortened(text, most)
    assert short == text if len(text) <= most else len(short) <= most + 2


def test_the_last_day_there_is_has_its_place_in_a_chart() -> None:
    """Found by the fuzzer: one article of the year 9999, and the front page was a 500."""
    last = datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)
    by_hour = growth_chart([("9999-12-31", 1)], [last], 100, 20)
    assert by_hour is not None
    assert by_hour.bars[0].title == "31 December 9999, 23:00–00:00 UTC: 1 article"
    by_day = growth_chart([("1600-01-01", 1), ("9999-12-31", 1)], [], 100, 20)
    assert by_day is not None
    assert "to 31 December 9999" in by_day.bars[-1].title
