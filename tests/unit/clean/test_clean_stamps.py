"""Dates that plain text states with their labels; what has none, or can't be trusted, is not taken."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.clean.opening.timestamps import Timestamps, holds_timestamp, timestamps_of

LATEST = datetime(2026, 3, 1, 12, tzinfo=UTC)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("Published: July 15, 2018, 3:15 PM EDT", "2018-07-15T19:15"),
        ("Posted on 2018-07-15 15:15 IST", "2018-07-15T09:45"),
        ("First published on Mon 24 Sep 2018 11.00 BST", "2018-09-24T10:00"),
        ("Srinagar, Publish Date: Dec 3 2018 11:45PM", "2018-12-03T23:45"),
        ("Published 12:17 am, Monday, September 16, 2013", "2013-09-16T00:17"),
        ("PUBLISHED: 16:05 GMT, 9 June 2013 | 12 comments", "2013-06-09T16:05"),
        ("Published: 09 Sep 2013 11:25 GMT+02:00", "2013-09-09T09:25"),
        ("Posted: Nov 27, 2005 8:20 AM ET", "2005-11-27T13:20"),
        ("Posted: Jul 27, 2005 8:20 AM ET", "2005-07-27T12:20"),
        ("Published: 2018-09-24T05:30:02+05:30", "2018-09-24T00:00:02"),
        ("Published: 2018-09-24T05:30:02Z", "2018-09-24T05:30:02"),
        ("First published on July 15, 2018 / 3:15 PM EDT", "2018-07-15T19:15"),
        ("By Jane Roe | Published July 15, 2018", "2018-07-15T00:00"),
        ("Published May 2nd, 2013 by Jane Roe", "2013-05-02T00:00"),
        ("Published 13/04/2018", "2018-04-13T00:00"),
        ("Published 04/13/2018", "2018-04-13T00:00"),
        ("Published 03.03.2018", "2018-03-03T00:00"),
    ],
)
def test_published(line: str, moment: str) -> None:
    assert timestamps_of(["Crack found in dam", line], LATEST) == Timestamps(utc(moment), None)
    assert holds_timestamp(line)


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("Updated 5:02 p.m. ET, Sun September 23, 2018", "2018-09-23T21:02"),
        ("Last modified on Mon 24 Sep 2018 12.11 BST", "2018-09-24T11:11"),
        ("TNN | Updated: Nov 12, 2011, 05:51 IST", "2011-11-12T00:21"),
        ("Last Updated: Monday, 28 November 2005, 02:24 GMT", "2005-11-28T02:24"),
        ("Updated: 9 September 2013, 14:08 CEST", "2013-09-09T12:08"),
    ],
)
def test_modified(line: str, moment: str) -> None:
    assert timestamps_of([line], LATEST) == Timestamps(None, utc(moment))


@pytest.mark.parametrize(
    "lines",
    [
        ["Publish Date: Sep 24, 2018 | 09:12 IST | Updated Date: Sep 24, 2018, 10:00 IST"],
        ["Published: Sep 24, 2018, 09:12 IST Last Updated: Sep 24, 2018, 10:00 IST"],
        ["Published", "24 September 2018 03:42", "Last updated", "24 September 2018 04:30"],
        ["Published: 24 September 2018 03:42", "Updated: 24 September 2018 04:30", "Published: 1 May 2017"],
    ],
)
def test_both(lines: list[str]) -> None:
    assert timestamps_of(lines, LATEST) == Timestamps(utc("2018-09-24T03:42"), utc("2018-09-24T04:30"))


@pytest.mark.parametrize(
    "line",
    [
        "23:45 GMT23 February 2020",
        "July 15, 2018, 3:15 PM EDT",
        "Published 03/04/2018",
        "Updated: Tue September 23, 2018",
        "Updated 5:02 PM",
        "Updated September 23",
        "Published: 2026-03-03",
        "Published: Feb 30, 2018",
        "Published 25:99 July 3, 2018",
        "Published July 15, 2018, the report says that prices rose.",
        "The report, published July 15, 2018, says that prices rose.",
        "Published: " + "July 15, 2018 " * 20,
        "Published 2 days ago",
        "",
    ],
)
def test_not_taken(line: str) -> None:
    assert timestamps_of([line], LATEST) == Timestamps()


def test_slack_of_a_day_for_local_times() -> None:
    assert timestamps_of(["Published: 2026-03-02"], LATEST).published_at == utc("2026-03-02T00:00")


PARTS = [
    "Published",
    "Updated",
    ": ",
    " on ",
    " ",
    "July 15, 2018",
    "99:99",
    "3:15 PM",
    "EDT",
    "+99:99",
    "ET",
    "|",
]


@given(st.lists(st.sampled_from([*PARTS, "0/0/2018", "2018-99-99", "31 Feb 2018", "\n", "٣"]), max_size=10))
def test_anything_is_answered(parts: list[str]) -> None:
    found = timestamps_of("".join(parts).split("\n"), LATEST)

    assert all(moment is None or moment.tzinfo is UTC for moment in (found.published_at, found.modified_at))


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("POSTED: 01/17/18, 9:58 PM | UPDATED: 01/18/18, 1:20 PM", "2018-01-17T21:58", "2018-01-18T13:20"),
        (
            "Posted at 7:45 AM, Jun 20, 2018 and last updated 10:12 AM, Jun 20, 2018",
            "2018-06-20T07:45",
            "2018-06-20T10:12",
        ),
        (
            "Posted Tue 5 Jun 2018 at 5:31am, updated Tue 5 Jun 2018 at 11:10am",
            "2018-06-05T05:31",
            "2018-06-05T11:10",
        ),
        ("UPDATED: MAY 2, 2018 | ORIGINAL: AUG 23, 2016", "2016-08-23T00:00", "2018-05-02T00:00"),
        (
            "Publié le 8 janvier 2018 à 05h45, mis à jour le 8 janvier 2018 à 11h20",
            "2018-01-08T05:45",
            "2018-01-08T11:20",
        ),
        (
            "Veröffentlicht: 8. März 2018 um 05:45 Uhr | Aktualisiert: 09.03.2018",
            "2018-03-08T05:45",
            "2018-03-09T00:00",
        ),
    ],
)
def test_two_stamps_on_one_line(line: str, published: str, modified: str) -> None:
    assert timestamps_of([line], LATEST) == Timestamps(utc(published), utc(modified))
