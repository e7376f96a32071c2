"""The day of a dateline, in ISO, with the year that the day of publication gives."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from schemas import IngestedArticle
from services.clean.core import clean
from services.clean.opening.dateline_days import dateline_day

BODY = "Engineers began to lower the water behind the Tarrow dam after a crack was found, officials said."


@pytest.mark.parametrize(
    ("printed", "published", "day"),
    [
        ("Feb 26", "2021-02-27", "2021-02-26"),
        ("Feb. 26", "2021-02-26", "2021-02-26"),
        ("26 February", "2021-02-26", "2021-02-26"),
        ("FEB 26", "2021-03-01", "2021-02-26"),
        ("4th June", "2020-06-05", "2020-06-04"),
        ("Dec 31", "2021-01-01", "2020-12-31"),
        ("Jan 1", "2020-12-31", "2021-01-01"),
        ("Feb 29", "2020-03-01", "2020-02-29"),
        ("Feb 29", "2021-03-01", "2020-02-29"),
        ("Sept 24, 2018", "2021-03-01", "2018-09-24"),
        ("July 15, 2018", None, "2018-07-15"),
        ("2018-07-15", None, "2018-07-15"),
        ("24 de septiembre", "2018-09-25", "2018-09-24"),
        ("8 janvier", "2020-01-08", "2020-01-08"),
        ("Monday", "2026-03-04", "2026-03-02"),
        ("Mon", "2026-03-02", "2026-03-02"),
        ("Monday, March 2", "2026-03-04", "2026-03-02"),
        ("Feb 26", None, None),
        ("Monday", None, None),
        ("Feb 31", "2021-02-27", None),
    ],
)
def test_day(printed: str, published: str | None, day: str | None) -> None:
    found = dateline_day(printed, date.fromisoformat(published) if published else None)
    assert found == (date.fromisoformat(day) if day else None)


def test_dateline_of_an_article(ingested: Callable[..., IngestedArticle]) -> None:
    published = datetime(2021, 2, 27, 3, tzinfo=UTC)
    content = f"TARROW, Norland, Feb 26 (Reuters) - {BODY}"
    dateline = clean(ingested(content, published_at=published)).dateline

    assert dateline
    assert dateline.date == "2021-02-26"
    assert (dateline.place, dateline.text) == ("TARROW, Norland", "TARROW, Norland, Feb 26 (Reuters) -")
    undated = clean(ingested(content)).dateline
    assert undated
    assert (undated.date, undated.text) == (None, "TARROW, Norland, Feb 26 (Reuters) -")
