"""Dates such as 07/11/2023: which number is the day's, and none where nothing tells."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from schemas import CleanArticle, IngestedArticle
from services.clean.core import clean
from services.clean.day_order import DayOrder, order_of_country

BODY = (
    "The council of Tarrow will close a third of its libraries from next month, its leader said.",
    "Readers said that they would fight the plan and called a meeting in the market hall.",
)
LATEST = datetime(2026, 3, 1, tzinfo=UTC)
APRIL, JULY, NOVEMBER = "2023-04-06", "2023-07-11", "2023-11-07"


def read(
    ingested: Callable[..., IngestedArticle], head: str, tag: str = "en", **known: object
) -> CleanArticle:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    page = (
        f'<html lang="{tag}"><head><title>Libraries</title>{head}</head><body><h1>Libraries close</h1>{text}'
    )
    return clean(ingested(page, content_type="text/html", **known))


def meta(published: str, modified: str = "") -> str:
    changed = f'<meta property="article:modified_time" content="{modified}">' if modified else ""
    return f'<meta property="article:published_time" content="{published}">{changed}'


@pytest.mark.parametrize(
    ("published", "modified", "tag", "url", "day"),
    [
        ("Thu, 04/06/2023 - 17:57", "", "en", None, APRIL),
        ("Thu, 04/06/2023 - 17:57", "", "en-GB", "https://post.co.uk/a", APRIL),
        ("Thursday 06/04/2023 17:57", "", "en-US", None, APRIL),
        ("Thursday, 04/06/2023", "", "de", None, APRIL),
        ("07/11/2023", "", "en-US", None, JULY),
        ("07/11/2023", "", "en-GB", None, NOVEMBER),
        ("07/11/2023", "", "fr", None, NOVEMBER),
        ("07/11/2023", "", "en", "https://post.co.uk/a", NOVEMBER),
        ("07/11/2023", "", "en-US", "https://post.co.uk/a", NOVEMBER),
        ("07/11/2023", "", "en", "https://town.gov/a", JULY),
        ("07/11/2023", "", "en", "https://post.example/2023/07/11/a", JULY),
        ("07/11/2023", "", "en", "https://post.example/2023/11/07/a", NOVEMBER),
        ("07/11/2023", "07/14/2023", "en", None, JULY),
        ("07/11/2023", "14/11/2023", "en", None, NOVEMBER),
        ("07/11/2023", "2023-07-12T10:00:00Z", "en", None, JULY),
        ("07/11/2023", "", "en", None, None),
        ("07/11/2023 10:00", "", "en-CA", None, None),
        ("Tue, 07/11/2023 - 17:57", "", "en", None, None),  # November 7 was a Tuesday, too
        ("13/11/2023", "", "en-US", None, "2023-11-13"),
    ],
)
def test_published_in_the_markup(
    published: str,
    modified: str,
    tag: str,
    url: str | None,
    day: str | None,
    ingested: Callable[..., IngestedArticle],
) -> None:
    found = read(ingested, meta(published, modified), tag, url=url).published_at
    assert (str(found.date()) if found else None) == day


def test_modified_in_the_markup(ingested: Callable[..., IngestedArticle]) -> None:
    found = read(ingested, meta("Tue, 07/11/2023 - 17:57", "08/02/2023 - 10:30"), "en-US")

    assert found.published_at == datetime(2023, 7, 11, 17, 57, tzinfo=UTC)
    assert found.modified_at == datetime(2023, 8, 2, 10, 30, tzinfo=UTC)


def test_a_day_in_the_future_is_not_meant(ingested: Callable[..., IngestedArticle]) -> None:
    found = read(ingested, meta("07/11/2023"), fetched_at=datetime(2023, 8, 1, tzinfo=UTC))
    assert found.published_at == datetime(2023, 7, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stamp", "url", "day"),
    [
        ("Published: Thu 04/06/2023", None, APRIL),
        ("Published: 07/11/2023", None, None),
        ("Published: 07/11/2023", "https://post.co.uk/a", NOVEMBER),
        ("Published 07/11/2023 | Updated 07/14/2023", None, JULY),
        ("Published 07/11/2023 | Updated 08/10/2023", None, JULY),
    ],
)
def test_stamp_in_plain_text(
    stamp: str, url: str | None, day: str | None, ingested: Callable[..., IngestedArticle]
) -> None:
    found = clean(ingested("\n\n".join(("Libraries close", stamp, *BODY)), url=url)).published_at
    assert (str(found.date()) if found else None) == day


@pytest.mark.parametrize(
    ("language", "address", "order"),
    [
        ("en-US", None, DayOrder.MONTH_FIRST),
        ("es_US", None, DayOrder.MONTH_FIRST),
        ("en-AU", None, DayOrder.DAY_FIRST),
        ("en", "https://post.com/a", None),
        ("en", "https://post.in/a", DayOrder.DAY_FIRST),
        (None, "https://[broken", None),
        (None, None, None),
    ],
)
def test_order_of_a_country(language: str | None, address: str | None, order: DayOrder | None) -> None:
    assert order_of_country(language, address) is order
