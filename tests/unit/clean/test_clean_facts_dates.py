"""When a page's article was published and changed: every way to write a date, and every place for it."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.clean.html.tree import parse
from services.clean.markup.datetimes import read_datetime
from services.clean.markup.facts import Facts, read_facts

LATEST = datetime(2018, 10, 1, 12, tzinfo=UTC)
DAY = datetime(2018, 7, 15, tzinfo=UTC)
NOON = DAY.replace(hour=12)
NEXT_DAY = DAY + timedelta(days=1)
STARTED = "2018-07-15T12:00Z"


def facts_of(head: str = "", body: str = "", url: str | None = None) -> Facts:
    tree = parse(f"<html><head>{head}</head><body>{body}<p>Text.</p></body></html>")
    assert tree is not None
    return read_facts(tree, LATEST, url)


def json_ld(**fields: object) -> str:
    article = {"@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(article)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


@pytest.mark.parametrize(
    "text",
    [
        "2018-07-15T12:00:00Z",
        "2018-07-15T12:00Z",
        "2018-07-15 12:00:00",
        "2018-07-15T12:00:00.000000001Z",
        "2018-07-15T17:30:00+0530",
        "2018-07-15T07:00:00-05",
        "2018-07-15T17:30:00 +05:30",
        "20180715T120000Z",
        "20180715120000",
        "2018/07/15 12:00",
        "2018-07-15 08:00 EDT",
        "2018-07-15 17:30 IST",
        "Sun, 15 Jul 2018 12:00:00 GMT",
        "Sun, 15 Jul 2018 08:00:00 -0400 (EDT)",
        "Sun, 15 Jul 2018 14:00:00 CEST",
        "Sun Jul 15 12:00:00 UTC 2018",
        "July 15, 2018 8:00 AM EDT",
        "Sunday, July 15, 2018 at 8:00 a.m. ET",
        "Jul. 15, 2018, 5:00 am PT",
        "15 July 2018 | 13:00 BST",
        "15th July 2018, 12:00",
        "15.07.2018 14:00 CEST",
        "1531656000",
        "1531656000000",
        1531656000,
        1531656000000,
    ],
)
def test_a_moment_is_read_into_utc(text: object) -> None:
    assert read_datetime(text) == NOON


@pytest.mark.parametrize(
    "text",
    [
        "2018-07-15",
        "20180715",
        "July 15, 2018",
        "15.7.2018",
        "2018-07-15T00:00:00+08:00",
        "2018-07-15 00:00 EST",
    ],
)
def test_a_mere_day_stays_that_day(text: str) -> None:
    assert read_datetime(text) == DAY


def test_american_time_changes_with_the_season() -> None:
    assert read_datetime("2018-12-15 07:00 ET") == datetime(2018, 12, 15, 12, tzinfo=UTC)
    assert read_datetime("2018-03-11 01:59 ET") == datetime(2018, 3, 11, 6, 59, tzinfo=UTC)
    assert read_datetime("2018-03-11 03:00 ET") == datetime(2018, 3, 11, 7, tzinfo=UTC)
    assert read_datetime("2018-11-04 03:00 ET") == datetime(2018, 11, 4, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        "", "12:30", "July 2018", "2018-07", "03/04/2018", "2018-02-30", "2018-13-01", "2018-07-15T25:00:00Z",
        "2018-07-15T12:00:00+99:00", "9999-12-31T23:00:00-05:00", "0001-01-01T01:00:00+05:00", "Foo 15, 2018",
        "x" * 10_000, "9" * 12, 10**400, -1, 5, 1.5, True, None, [], {}, ["2018-07-15"],
    ],
)  # fmt: skip
def test_what_is_no_date(value: object) -> None:
    assert read_datetime(value) is None


@given(st.datetimes(datetime(1700, 1, 1), datetime(2200, 1, 1)), st.integers(-12 * 4, 14 * 4))
def test_any_iso_time_is_read_as_python_does(local: datetime, quarters: int) -> None:
    offset = timedelta(minutes=15 * quarters)
    sign = "-" if quarters < 0 else "+"
    hours, minutes = divmod(abs(quarters) * 15, 60)
    local = local.replace(microsecond=0, hour=local.hour or 1)
    written = f"{local.isoformat()}{sign}{hours:02}:{minutes:02}"
    assert read_datetime(written) == (local - offset).replace(tzinfo=UTC)


@given(st.text(alphabet="0123456789-:/.,+ TZapmJulySundE()", max_size=40))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    moment = read_datetime(text)
    assert moment is None or moment.utcoffset() == timedelta()


@pytest.mark.parametrize(
    ("head", "body", "url", "basis"),
    [
        (json_ld(datePublished="2018-07-15T12:00Z") + meta("date", "2018-07-01"), "", None, "json-ld"),
        (json_ld(dateCreated="2018-07-15T12:00Z"), "", None, "json-ld"),
        (meta("article:published_time", "2018-07-15T12:00Z"), "", None, "meta"),
        (json_ld(datePublished="soon") + meta("pubdate", "1531656000"), "", None, "meta"),
        ("", "<meta itemprop=datePublished content=2018-07-15T12:00Z>", None, "time"),
        ("", "<span itemprop=datePublished>15 July 2018, 12:00</span>", None, "time"),
        ("", "<time pubdate datetime='2018-07-15T12:00Z'>x</time>", None, "time"),
        ("", "<main><time datetime='2018-07-15T12:00Z'>x</time></main>", None, "time"),
        # a day in one place and the moment in another
        (json_ld(datePublished="2018-07-15") + meta("date", "2018-07-15T12:00Z"), "", None, "meta"),
        # the future is not taken
        (json_ld(datePublished="2018-10-03") + meta("date", "2018-07-15T12:00Z"), "", None, "meta"),
        # before newspapers neither
        (json_ld(datePublished="0202-10-03") + meta("date", "2018-07-15T12:00Z"), "", None, "meta"),
    ],
)
def test_where_the_date_stood(head: str, body: str, url: str | None, basis: str) -> None:
    found = facts_of(head, body, url)
    assert (found.published_at, found.published_at_basis) == (NOON, basis)


def test_date_of_the_address() -> None:
    found = facts_of(url="https://post.example/2018/07/15/dam")
    assert (found.published_at, found.published_at_basis) == (DAY, "url")
    assert facts_of(url="https://post.example/2018/07/159999/dam").published_at is None


def test_htmldate_is_asked_where_the_markup_gives_no_date() -> None:
    found = facts_of(body="<article><div class='post-date'>July 15, 2018</div></article>")
    assert (found.published_at, found.published_at_basis) == (DAY, "htmldate")


@pytest.mark.parametrize(
    "body",
    [
        "<header><time datetime='2018-10-01T11:59Z'>now</time></header>",
        "<header><div class='date'>October 1, 2018</div></header>",
        "<main><aside><time datetime='2018-07-15'>another article</time></aside></main>",
        "<main><div class='related-stories'><time datetime='2018-07-15'>another</time></div></main>",
        "<footer>© 2018 The Valley Post</footer>",
    ],
)
def test_the_page_s_clock_is_no_date(body: str) -> None:
    found = facts_of(body=body)
    assert (found.published_at, found.published_at_basis) == (None, None)


@pytest.mark.parametrize(
    ("head", "modified", "basis"),
    [
        (json_ld(datePublished=STARTED, dateModified="2018-07-16T01:00+01:00"), NEXT_DAY, "json-ld"),
        (json_ld(datePublished=STARTED, dateModified=STARTED), NOON, "json-ld"),
        (json_ld(datePublished=STARTED, dateModified="2018-07-15T11:00Z"), None, None),
        (json_ld(datePublished=STARTED, dateModified="2018-10-03"), None, None),
        (json_ld(datePublished=STARTED) + meta("article:modified_time", "2018-07-16"), NEXT_DAY, "meta"),
        (meta("og:updated_time", "2018-07-16"), NEXT_DAY, "meta"),
        (json_ld(datePublished=STARTED), None, None),
    ],
)  # fmt: skip
def test_when_it_was_changed(head: str, modified: datetime | None, basis: str | None) -> None:
    found = facts_of(head)
    assert (found.modified_at, found.modified_at_basis) == (modified, basis)
