"""Gives the day that a dateline names: “Feb 26” of an article published on 27 February 2021 is 2021-02-26."""

import re
from datetime import MINYEAR, date, timedelta

from services.clean.opening.timestamps import MONTHS, WEEKDAYS

ISO = re.compile(r"\d{4}-\d\d-\d\d")
NUMBER = re.compile(r"\d+")
WORD = re.compile(r"[^\W\d_]{3,}")
YEAR = 4
"""Digits of a year."""


def dateline_day(printed: str, published: date | None) -> date | None:
    """The day of a dateline's date as printed, in the year that lies nearest to the day of publication.

    A weekday is the last one up to the day of publication. Without that day only a date with its year is
    known: when we took the article says little, archives are filed years later.
    """
    try:
        if ISO.fullmatch(printed):
            return date.fromisoformat(printed)
        numbers = NUMBER.findall(printed)
        words = WORD.findall(printed.casefold())
        month = next(
            (number for word in words for start, number in MONTHS.items() if word.startswith(start)), None
        )
        if not numbers:
            return _weekday(words, published)
        if month is None or len(numbers) > 2:
            return None
        day = int(next(number for number in numbers if len(number) < YEAR))
        year = next((int(number) for number in numbers if len(number) == YEAR), None)
        if year:
            return date(year, month, day)
    except (ValueError, StopIteration):
        return None
    return _nearest(month, day, published) if published else None


def _nearest(month: int, day: int, published: date) -> date | None:
    days = []
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            days.append(date(year, month, day))
        except ValueError:  # 29 February, or beyond the calendar
            continue
    return min(days, key=lambda one: abs(one - published), default=None)


def _weekday(words: list[str], published: date | None) -> date | None:
    named = next((WEEKDAYS.index(word[:3]) for word in words if word[:3] in WEEKDAYS), None)
    if named is None or published is None or published.toordinal() < date(MINYEAR, 1, 8).toordinal():
        return None
    return published - timedelta(days=(published.weekday() - named) % 7)
