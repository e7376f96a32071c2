"""Where an article stands in lists by time: at its publication, and without a date after all that have one.

Nobody can say that an article without a date is news, only that it was published by the time it was seen. So
lists of the newest show it last, those seen last first; a search `since` some day never finds it; one `until`
some day finds it if it was seen by then.

All of that in one number, by which both stores sort: microseconds since 1970 of its publication, or of its
acceptance less `UNDATED`, which no date comes near.
"""

from datetime import UTC, date, datetime, timedelta

from schemas import EnrichedArticle
from services.store.values import EVER, MICROSECOND, moment, number

UNDATED = timedelta(days=4_000_000) // MICROSECOND
"""Microseconds, longer than from the year 1 to the year 9999."""
DATED = number(datetime.min.replace(tzinfo=UTC))
"""The least number of an article that has a date."""


def place_of(article: EnrichedArticle) -> int:
    """Where an article stands in lists by time."""
    if article.published_at is not None:
        return number(article.published_at)
    return number(article.accepted_at) - UNDATED


def is_dated(place: int) -> bool:
    """Whether the article that stands there has a date of its own."""
    return place >= DATED


def moment_at(place: int) -> datetime:
    """When the article that stands there was published, or seen where it has no date."""
    return moment(place if is_dated(place) else place + UNDATED)


def day_at(place: int) -> date | None:
    """The day, UTC, of its publication; None without a date."""
    return moment(place).date() if is_dated(place) else None


def earlier(one: int, other: int) -> int:
    """The earlier of two places, one with a date before one without."""
    return min(one, other, key=lambda place: (not is_dated(place), place))


def seen_until(until: int) -> int:
    """The last place of an article without a date that was seen by `until`, in microseconds since 1970."""
    return max(until - UNDATED, EVER[0])
