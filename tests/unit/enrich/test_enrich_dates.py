"""The dates of a text: which words are one, what they mean on the day they were written, and what is none."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import Dateline, DateMention
from services.enrich.dates.date_forms import FORMS
from services.enrich.dates.dates import find_dates, written_on
from services.enrich.nlp_model import AnnotatedText, Extent, Name
from tests.unit.enrich.conftest import Enrich

MONDAY = date(2018, 9, 24)


def dates(text: str, reference: date | None = MONDAY, person: str = "") -> tuple[DateMention, ...]:
    """The dates of a text of one sentence, in which the model saw one person."""
    at = text.find(person)
    names = [Name(at, at + len(person), "PERSON")] if person else []
    whole = [Extent(0, len(text))]
    return find_dates(AnnotatedText(text, whole, whole, names), reference)


def values(text: str, reference: date | None = MONDAY) -> list[tuple[str, str | None]]:
    return [(found.text, found.value) for found in dates(text, reference)]


@pytest.mark.parametrize(
    ("sentence", "text", "value"),
    [
        ("They met in New York on Sunday.", "Sunday", "2018-09-23"),
        ("They met in New York on Monday.", "Monday", "2018-09-24"),
        ("They met in New York on Tuesday.", "Tuesday", "2018-09-18"),
        ("They will meet in New York on Tuesday.", "Tuesday", "2018-09-25"),
        ("They are scheduled to meet on Wednesday.", "Wednesday", "2018-09-26"),
        ("On Wednesday, the two sides will meet.", "Wednesday", "2018-09-26"),
        ("On Wednesday, she won the vote.", "Wednesday", "2018-09-19"),
        ("On Wednesday, she won't vote.", "Wednesday", "2018-09-26"),
        ("The trial opens on Wednesday.", "Wednesday", "2018-09-26"),
        ("They will hold talks after meeting on Sunday.", "Sunday", "2018-09-23"),
        ("They will speak of what happened since Sunday.", "Sunday", "2018-09-23"),
        ("Sources who will be there said Saturday that all was well.", "Saturday", "2018-09-22"),
        ("Ahead of Saturday's final, both trained.", "Saturday", "2018-09-29"),
        ("They met last Monday.", "last Monday", "2018-09-17"),
        ("They meet next Friday.", "next Friday", "2018-09-28"),
        ("They met this past Friday.", "this past Friday", "2018-09-21"),
        ("They met late Tuesday night.", "Tuesday", "2018-09-18"),
        ("They met last week.", "last week", "2018-09-16/2018-09-22"),
        ("They meet this week.", "this week", "2018-09-23/2018-09-29"),
        ("They met over the weekend.", "weekend", "2018-09-22/2018-09-23"),
        ("They met last year.", "last year", "2017"),
        ("They meet next month.", "next month", "2018-10"),
        ("They met yesterday.", "yesterday", "2018-09-23"),
        ("They met last night.", "last night", "2018-09-23"),
        ("They met two years ago.", "two years ago", "2016"),
        ("They met 10 days ago.", "10 days ago", "2018-09-14"),
        ("They met a decade ago.", "a decade ago", "2008"),
        ("They met in the past three years.", "past three years", "2015/2018"),
        ("They will meet in the next two weeks.", "next two weeks", "2018-09-24/2018-10-08"),
        ("They met in recent weeks.", "recent weeks", None),
        ("They met on Sept. 23 in Tokyo.", "Sept. 23", "2018-09-23"),
        ("They met on Sunday, Sept. 23, in Tokyo.", "Sunday, Sept. 23", "2018-09-23"),
        ("They met on Dec. 30 in Tokyo.", "Dec. 30", "2017-12-30"),
        ("They will meet on Dec. 30 in Tokyo.", "Dec. 30", "2018-12-30"),
        ("The fair opens on Oct. 2 in Tokyo.", "Oct. 2", "2018-10-02"),
        ("The fair was held Sept. 12-16.", "Sept. 12-16", "2018-09-12/2018-09-16"),
        ("The fair was held from Dec. 30 to Jan. 2.", "Dec. 30 to Jan. 2", "2017-12-30/2018-01-02"),
        ("They came back on the 3rd.", "3rd", "2018-09-03"),
        ("Crime was up this Year.", "this Year", "2018"),
        ("They met on February 3, 1999 in Tokyo.", "February 3, 1999", "1999-02-03"),
        ("They met on February 3,1999 in Tokyo.", "February 3,1999", "1999-02-03"),
        ("They met on 3 February 1999 in Tokyo.", "3 February 1999", "1999-02-03"),
        ("They met in February 1999.", "February 1999", "1999-02"),
        ("They met in February last year.", "February last year", "2017-02"),
        ("They met on 2017-05-04 in Tokyo.", "2017-05-04", "2017-05-04"),
        ("They met on 10/23/2017 in Tokyo.", "10/23/2017", "2017-10-23"),
        ("They met on 3/4/2017 in Tokyo.", "3/4/2017", None),
        ("They met in the 1970s.", "1970s", "1970/1979"),
        ("They met in the 1970’s.", "1970’s", "1970/1979"),
        ("They were 2010's best.", "2010", "2010"),
        ("They met in the ’60s.", "’60s", "1960/1969"),
        ("They met in the 1800s.", "1800s", "1800/1899"),
        ("They met in the late 19th century.", "late 19th century", "1801/1900"),
        ("They met in June in Singapore.", "June", "2018-06"),
        ("They met in mid-July.", "mid-July", "2018-07"),
        ("They met from May to July.", "May to July", "2018-05/2018-07"),
        ("They met between 2010 and 2015.", "2010 and 2015", "2010/2015"),
        ("They met in 2016-18.", "2016-18", "2016/2018"),
        ("They have met every year since 2013.", "2013", "2013"),
        ("They met less, compared with 2014 numbers.", "2014", "2014"),
        ("They will meet in early 2019.", "early 2019", "2019"),
        ("They will meet by the end of the year.", "end of the year", "2018"),
        ("Sales rose in the third quarter of 2017.", "third quarter of 2017", "2017-07/2017-09"),
        ("Sales rose in the first nine months of 2017.", "first nine months of 2017", "2017-01/2017-09"),
        ("Sales rose in fiscal 2018.", "fiscal 2018", "2018"),
        ("They met in summer 2016.", "summer 2016", "2016-06/2016-08"),
        ("They met last fall.", "last fall", "2017-09/2017-11"),
        ("They met in winter 2016.", "winter 2016", None),
        ("They met on New Year's Eve.", "New Year's Eve", "2017-12-31"),
        ("They will meet before Christmas.", "Christmas", "2018-12-25"),
        ("They met on Good Friday.", "Good Friday", "2018-03-30"),
        ("They met on Thanksgiving 2016.", "Thanksgiving 2016", "2016-11-24"),
        ("They met on Sept. 11, 2001 in Tokyo.", "Sept. 11, 2001", "2001-09-11"),
        ("They met on Feb. 30, 2018 in a novel.", "Feb. 30, 2018", None),
    ],
)
def test_a_date_has_its_value(sentence: str, text: str, value: str | None) -> None:
    assert values(sentence) == [(text, value)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("They met Monday and will meet Tuesday.", ["2018-09-24", "2018-09-25"]),
        ("They will meet on Tuesday and Wednesday.", ["2018-09-25", "2018-09-26"]),
        ("He said on Saturday that a vote on Thursday would do.", ["2018-09-22", "2018-09-27"]),
        ("They met in May and June 2014.", ["2014-05", "2014-06"]),
        ("She was elected on March 3, 2015, and resigned four days later.", ["2015-03-03", "2015-03-07"]),
        ("She left in 2016 and came back the following year.", ["2016", "2017"]),
        ("She left in 2016, more than the year before.", ["2016", "2015"]),
        ("Prices rose in May from a year earlier.", ["2018-05", "2017-05"]),
        ("She left in 2016 and came back three days later.", ["2016", None]),
        ("He told us on Friday that he had left two days later.", ["2018-09-21", None]),
    ],
)
def test_dates_count_from_each_other(sentence: str, expected: list[str | None]) -> None:
    assert [value for _, value in values(sentence)] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "He is on a five-day visit, and won a three-year term, that would last three years.",
        "She is 64; the two-year-old is in her 80s, and 43 years old.",
        "May said we may march for a second time.",
        "April Monroe and August Stone play on.",
        "The Women's March drew 2000 people, and 1500 votes.",
        "Call 202-555-1984, at 1600 Orchard Avenue; the line is open 24/7.",
        "They won 3-2 on Flight 1549, in Room 2012.",
        "The Sunday Times, the Mail on Sunday and USA Today ran it.",
        "Black Friday was poor, and every Friday is; on Mondays it rests.",
        "The Christmas tree and the Easter eggs were sold.",
        "Since 9/11 the gate has been guarded, and since the Sept. 11 attacks the wall.",
        "It cost $2017, or 2,013 crowns.",
        "A survey of 1709 schoolchildren, by Johnnie Christmas.",
    ],
)
def test_what_only_looks_like_a_date_is_none(sentence: str) -> None:
    assert values(sentence) == []


def test_may_is_no_month_where_it_is_a_name() -> None:
    text = "Theresa May left. The letter to May was sent in May."
    assert [found.start for found in dates(text, person="Theresa May")] == [text.rindex("May")]


def test_without_a_reference_date_nobody_guesses() -> None:
    text = "They met on Sunday, on Sept. 23, last week, in June, at Easter, in the 1970s and in May 1999."
    expected = [None, None, None, None, None, "1970/1979", "1999-05"]
    assert [value for _, value in values(text, None)] == expected


@pytest.mark.parametrize(
    ("published", "dateline", "written"),
    [
        (date(2018, 1, 1), "Dec. 31", date(2017, 12, 31)),
        (date(2017, 12, 31), "Jan 1", date(2018, 1, 1)),
        (date(2019, 7, 17), "July 15", date(2019, 7, 15)),
        (date(2019, 7, 17), "15 JULY", date(2019, 7, 15)),
        (date(2019, 7, 17), "Sept. 23", date(2018, 9, 23)),
        (date(2019, 7, 17), "Dec 1, 2017", date(2017, 12, 1)),
        (date(2019, 7, 17), "9 ene", date(2019, 7, 17)),
        (date(2019, 7, 17), None, date(2019, 7, 17)),
        (None, "July 15", None),
        (None, "July 15, 2019", date(2019, 7, 15)),
        (date.max, "Dec. 31", date.max),
    ],
)
def test_the_dateline_says_when_it_was_written(
    published: date | None, dateline: str | None, written: date | None
) -> None:
    assert written_on(published, dateline) == written


def test_the_dates_of_an_article_count_from_its_dateline(enriched: Enrich) -> None:
    published = datetime(2018, 9, 26, 1, tzinfo=UTC)
    article = enriched("They met on Monday.", published_at=published, dateline=Dateline(date="Sept. 24"))
    assert [(found.text, found.value) for found in article.dates] == [("Monday", "2018-09-24")]


@pytest.mark.parametrize("year", [1, 1600, 9999])
def test_the_ends_of_time_are_no_error(year: int) -> None:
    text = (
        "They will meet in January, next month, next week, next year, tomorrow, on Friday, on Jan. 5, in the"
        " next 999 years, next summer, on New Year's Day, next weekend, by the end of the century, and"
        " 999 decades ago."
    )
    assert len(dates(text, date(year, 12, 31))) == 13


EXPRESSIONS = st.sampled_from(FORMS).flatmap(lambda form: st.from_regex(form.pattern, fullmatch=True))


@settings(deadline=None, max_examples=300)
@given(EXPRESSIONS, st.dates(), st.sampled_from(["met ", "will meet ", "said on May 4, 2016, and the "]))
def test_a_value_is_iso_8601_or_null(words: str, reference: date, before: str) -> None:
    text = f"They {before}{words}."
    found = dates(text, reference)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    parts = [part for one in found if one.value for part in one.value.split("/")]
    assert all(datetime.strptime(part, {4: "%Y", 7: "%Y-%m", 10: "%Y-%m-%d"}[len(part)]) for part in parts)
