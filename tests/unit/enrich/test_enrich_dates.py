"""What the words for a date mean on a given day."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.enrich.periods import EXPRESSION, resolve
from tests.unit.enrich.conftest import Enrich

MONDAY = datetime(2018, 9, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sentence", "text", "value"),
    [
        ("They met in New York on Sunday.", "Sunday", "2018-09-23"),
        ("They met in New York on Monday.", "Monday", "2018-09-24"),
        ("They met in New York on Tuesday.", "Tuesday", "2018-09-18"),
        ("They will meet in New York on Tuesday.", "Tuesday", "2018-09-25"),
        ("They are scheduled to meet on Wednesday.", "Wednesday", "2018-09-26"),
        ("They will hold talks after meeting on Sunday.", "Sunday", "2018-09-23"),
        ("Sources who will be there said Saturday that all was well.", "Saturday", "2018-09-22"),
        ("They met last Monday.", "last Monday", "2018-09-17"),
        ("They meet next Friday.", "next Friday", "2018-09-28"),
        ("They met last week.", "last week", "2018-09-16/2018-09-22"),
        ("They meet this week.", "this week", "2018-09-23/2018-09-29"),
        ("They met last year.", "last year", "2017"),
        ("They meet next month.", "next month", "2018-10"),
        ("They met yesterday.", "yesterday", "2018-09-23"),
        ("They met two years ago.", "two years ago", "2016"),
        ("They met 10 days ago.", "10 days ago", "2018-09-14"),
        ("They met on Sept. 23 in Tokyo.", "Sept. 23", "2018-09-23"),
        ("They met on Dec. 30 in Tokyo.", "Dec. 30", "2017-12-30"),
        ("They will meet on Dec. 30 in Tokyo.", "Dec. 30", "2018-12-30"),
        ("The fair opens on Oct. 2 in Tokyo.", "Oct. 2", "2018-10-02"),
        ("Crime was up this Year.", "this Year", "2018"),
        ("They met on February 3, 1999 in Tokyo.", "February 3, 1999", "1999-02-03"),
        ("They met on 3 February 1999 in Tokyo.", "3 February 1999", "1999-02-03"),
        ("They met in February 1999.", "February 1999", "1999-02"),
        ("They met on 2017-05-04 in Tokyo.", "2017-05-04", "2017-05-04"),
        ("They were abducted in the 1970s.", "1970s", "1970/1979"),
        ("They met in June in Singapore.", "June", "2018-06"),
        ("They have met every year since 2013.", "2013", "2013"),
        ("They met on Feb. 30, 2018 in a novel.", "Feb. 30, 2018", None),
    ],
)
def test_a_date_has_its_value(enriched: Enrich, sentence: str, text: str, value: str | None) -> None:
    found = {date.text: date.value for date in enriched(sentence, published_at=MONDAY).dates}
    assert found == {text: value}


def test_without_a_reference_date_nobody_guesses(enriched: Enrich) -> None:
    article = enriched("They met on Sunday, on Sept. 23, last week, in June, and in the 1970s, in May 1999.")
    values = {date.text: date.value for date in article.dates}
    assert values.pop("1970s") == "1970/1979"
    assert values.pop("May 1999") == "1999-05"
    assert values == {"Sunday": None, "Sept. 23": None, "last week": None, "June": None}


@pytest.mark.parametrize(
    "sentence", ["He is on a five-day visit.", "He won a three-year term.", "She is 64."]
)
def test_a_length_of_time_is_no_date(enriched: Enrich, sentence: str) -> None:
    assert enriched(sentence, published_at=MONDAY).dates == ()


@pytest.mark.parametrize("year", [1600, 9999])
def test_the_ends_of_time_are_no_error(enriched: Enrich, year: int) -> None:
    text = "They will meet in January, next month, next week, next year, tomorrow, on Friday and on Jan. 5."
    article = enriched(text, published_at=datetime(year, 12, 31, tzinfo=UTC))
    assert len(article.dates) == 7
    assert all(date.value is None for date in article.dates if year == 9999 and date.text != "Friday")


@given(st.from_regex(EXPRESSION, fullmatch=True), st.dates(), st.booleans())
def test_a_value_is_iso_8601_or_null(words: str, reference: date, ahead: bool) -> None:
    found = EXPRESSION.fullmatch(words)
    assert found
    value = resolve(found, reference, ahead)
    for part in value.split("/") if value else ():
        assert datetime.strptime(part, {4: "%Y", 7: "%Y-%m", 10: "%Y-%m-%d"}[len(part)])
