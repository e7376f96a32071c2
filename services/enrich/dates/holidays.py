"""Holidays by which the press dates events: those whose day one rule gives, in English-speaking countries.

What falls on different days there (Mother's Day) or goes by the sight of the moon (Eid) is not among them.
“Thanksgiving”, “Memorial Day” and “Labor Day” are the American ones.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

_MONDAY, _THURSDAY = 0, 3


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the rule in Meeus, Astronomical Algorithms, 1991, ch. 8)."""
    golden, hundreds, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + hundreds - hundreds // 4 - (hundreds - (hundreds + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (hundreds % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = moon + week - 7 * ((golden + 11 * moon + 22 * week) // 451) + 114
    return date(year, shift // 31, shift % 31 + 1)


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _nth(month: int, weekday: int, number: int) -> Callable[[int], date]:
    def of(year: int) -> date:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))

    return of


def _last(month: int, weekday: int) -> Callable[[int], date]:
    def of(year: int) -> date:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - weekday) % 7)

    return of


def _around_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


HOLIDAYS: dict[str, Callable[[int], date]] = {
    "new year's day": _fixed(1, 1),
    "new year's eve": _fixed(12, 31),
    "martin luther king jr. day": _nth(1, _MONDAY, 3),
    "martin luther king day": _nth(1, _MONDAY, 3),
    "groundhog day": _fixed(2, 2),
    "valentine's day": _fixed(2, 14),
    "st. patrick's day": _fixed(3, 17),
    "ash wednesday": _around_easter(-46),
    "palm sunday": _around_easter(-7),
    "maundy thursday": _around_easter(-3),
    "good friday": _around_easter(-2),
    "easter sunday": _around_easter(0),
    "easter monday": _around_easter(1),
    "easter": _around_easter(0),
    "april fools' day": _fixed(4, 1),
    "may day": _fixed(5, 1),
    "memorial day": _last(5, _MONDAY),
    "juneteenth": _fixed(6, 19),
    "fourth of july": _fixed(7, 4),
    "bastille day": _fixed(7, 14),
    "labor day": _nth(9, _MONDAY, 1),
    "halloween": _fixed(10, 31),
    "veterans day": _fixed(11, 11),
    "armistice day": _fixed(11, 11),
    "thanksgiving day": _nth(11, _THURSDAY, 4),
    "thanksgiving": _nth(11, _THURSDAY, 4),
    "christmas eve": _fixed(12, 24),
    "christmas day": _fixed(12, 25),
    "christmas": _fixed(12, 25),
    "boxing day": _fixed(12, 26),
}
"""By name, in small letters, the longer first; the value gives the day in a year."""


def holiday(name: str, year: int) -> date:
    """The day of a holiday, by a name that `HOLIDAYS` has but for case and apostrophes."""
    return HOLIDAYS[re.sub(r"\s+", " ", name.lower().replace("’", "'"))](year)
