"""Decides whether 07/11/2023 is July 11 or November 7: by its weekday, the page's other dates, the country.

Where nothing decides, neither day is taken.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from services.languages import ENGLISH

WEEKDAYS = ENGLISH.calendar.starts(ENGLISH.calendar.day_names)
NEAR = timedelta(days=2)
"""How far two dates of one article may lie apart by zones and by an address made the day before."""
AMERICAN_ENDS = frozenset({"us", "gov", "mil", "edu"})
GENERIC = 2
"""Letters of a country's top-level domain."""
NO_COUNTRY = frozenset({"io", "co", "tv", "me", "ai", "fm", "am", "ly", "to", "cc", "ws", "eu", "ca", "ph"})
"""Domains of two letters that anybody registers, and of countries that write either order."""
LANGUAGE = re.compile(
    r"(?P<language>[a-z]{2,3})(?:[-_](?:[a-z]{4}[-_])?(?P<region>[a-z]{2}))?\b", re.IGNORECASE
)
EITHER = frozenset({"ca", "ph"})


class DayOrder(StrEnum):
    """Which of two numbers is the day's."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


def order_by_itself(first: int, second: int, year: int, weekday: str | None) -> DayOrder | None:
    """What the numbers and the weekday of one date say; null where both readings hold.

    Raises:
        ValueError: neither reading is a day that there was.
    """
    days = {order: day for order in DayOrder if (day := _day(first, second, year, order))}
    if weekday:
        days = {
            order: day for order, day in days.items() if WEEKDAYS[day.weekday()] == weekday[:3].casefold()
        }
    if not days:
        raise ValueError(f"{first}/{second}/{year} is no day, or none on a {weekday}")
    # on 3/3 both are the same day
    return next(iter(days)) if len(set(days.values())) == 1 else None


def order_by_dates(numbers: tuple[int, int, int], known: Iterable[date], latest: datetime) -> DayOrder | None:
    """Which reading lies beside another date of the page, or is not in the future; null if both or none."""
    days = {order: day for order in DayOrder if (day := _day(*numbers, order))}
    past = [order for order, day in days.items() if day <= latest.date() + NEAR]
    if len(past) == 1:
        return past[0]
    known = list(known)
    near = [order for order, day in days.items() if any(abs(day - other) <= NEAR for other in known)]
    return near[0] if len(near) == 1 else None


def order_of_country(language: str | None, address: str | None) -> DayOrder | None:
    """The order of the publisher's country, by its domain, else by the region of the page's language.

    Only Americans put the month first; Canadians and Filipinos write either. English alone says nothing.
    """
    try:
        end = (urlsplit(address or "").hostname or "").rpartition(".")[2].casefold()
    except ValueError:
        end = ""
    if end in AMERICAN_ENDS:
        return DayOrder.MONTH_FIRST
    if len(end) == GENERIC and end.isalpha() and end not in NO_COUNTRY:
        return DayOrder.DAY_FIRST
    found = LANGUAGE.match(language or "")
    if not found:
        return None
    region, spoken = (found["region"] or "").casefold(), found["language"].casefold()
    if region == "us":
        return DayOrder.MONTH_FIRST
    if region in EITHER or (spoken == "en" and not region):
        return None
    return DayOrder.DAY_FIRST


def _day(first: int, second: int, year: int, order: DayOrder) -> date | None:
    month, day = (second, first) if order is DayOrder.DAY_FIRST else (first, second)
    try:
        return date(year, month, day)
    except ValueError:
        return None
