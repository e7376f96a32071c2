"""What each form of a date means: from its words and the moment it is counted from to ISO 8601.

A reading raises ValueError or OverflowError for a date that no calendar has, and is None for one that nobody
can tell: what counts from the day of writing needs that day.
"""

import re
from datetime import date
from typing import NamedTuple

from services.enrich.dates import periods
from services.enrich.dates.calendar_words import count, day_number, month_number, nth, unit_name
from services.enrich.dates.holidays import holiday
from services.enrich.dates.periods import Tense

_THE = re.compile(r"(?i:(?P<within>over|in|within|during|for)?\s?\bthe\s)\Z")


class ReferenceTime(NamedTuple):
    """From where a date is counted: the day of writing, the side of it, and the date before in the text."""

    reference: date | None
    tense: Tense = Tense.UNSAID
    anchor: str | None = None


def read_day(found: re.Match[str], moment: ReferenceTime) -> str | None:
    """“Sept. 23”, “23 September 2018”, “Sept. 23-25”."""
    month, first = month_number(found["month"]), nth(found["day"])
    last = nth(found["to"] or found["and"] or found["day"])
    if found["and"] and last != first + 1:
        return None
    year = _year(found, moment)
    if year:
        value: str | None = date(year, month, first).isoformat()
    elif found["of"] or not moment.reference:
        return None
    else:
        value = periods.day_of_year(moment.reference, month, first, moment.tense)
    if not value or last == first:
        return value
    return f"{value}/{date(int(value[:4]), month, last).isoformat()}"


def read_iso(found: re.Match[str], moment: ReferenceTime) -> str | None:
    """“2018-09-23”."""
    return date.fromisoformat(found[0]).isoformat()


def read_numeric(found: re.Match[str], moment: ReferenceTime) -> str | None:
    """“23/9/2018”, “24.12.2018”."""
    first, second, year = (int(part) for part in re.split(r"\D", found[0]))
    if "." in found[0] or first > 12:
        return date(year, second, first).isoformat()
    # which is the month depends on the country
    return date(year, first, second).isoformat() if second > 12 or first == second else None


def read_month(found: re.Match[str], moment: ReferenceTime) -> str | None:
    """“June”, “last June”, “June 2018”, “June of last year”."""
    month = month_number(found["month"])
    year = _year(found, moment)
    if year:
        return periods.month_value(year, month)
    if found["of"] or not moment.reference:
        return None
    return periods.month_of_year(moment.reference, month, _which(found), moment.tense)


def read_weekday(found: re.Match[str], moment: ReferenceTime) -> str | None:
    """“Sunday”, “last Sunday”."""
    if not moment.reference:
        return None
    number = day_number(found["weekday"])
    return periods.weekday(moment.reference, number, _which(found), moment.tense).isoformat()


def read_near(found: re.Match[str], moment: ReferenceTime) -> str | None:
    """“today”, “last night”, “the day before yesterday”."""
    if not moment.reference:
        return None
    words = found[0].lower()
    shifts = {"day before": -2, "day after": 2, "yester": -1, "last": -1, "tomorrow": 1}
    shift = next((days for start, days in shifts.items() if words.startswith(start)), 0)
    return periods.period(moment.reference, "day", shift)


def read_unit(found: re.Match[str], moment: ReferenceTime) -> str | None:
    """“last week”, “this year”, “the past decade”."""
    unit, which, reference = unit_name(found["unit"]), _which(found), moment.reference
    the = _THE.search(found.string, max(0, found.start() - 12), found.start())
    steps = {"last": -1, "past": -1, "previous": -1, "this": 0}.get(which, 1)
    if the and which in ("next", "previous") and not the["within"]:
        return _beside(moment, unit, steps)
    if not reference:
        return None
    if which == "past" or (the and which in ("last", "next")):
        return periods.stretch(reference, unit, steps)
    return periods.period(reference, unit, steps)


def read_weekend(found: re.Match[str], moment: ReferenceTime) -> str | None:
    """“the weekend”, “this weekend”."""
    if not moment.reference:
        return None
    which = _which(found)
    on = moment.reference.weekday() >= day_number("saturday")
    ahead = moment.tense >= 0 if which == "this" else moment.tense > 0
    if which in ("next", "coming") or (ahead and not on):
        return periods.period(moment.reference, "weekend", 1)
    return periods.period(moment.reference, "weekend", -1 if which == "last" and on else 0)


def read_stretch(found: re.Match[str], moment: ReferenceTime) -> str | None:
    """“past three years”, “next two weeks”, “recent months”."""
    if not found["count"] or not moment.reference:
        return None
    steps = count(found["count"]) * (1 if found["side"].lower() in ("next", "coming") else -1)
    return periods.stretch(moment.reference, unit_name(found["unit"]), steps)


def read_away(found: re.Match[str], moment: ReferenceTime) -> str | None:
    """“two days ago”, “a year from now”."""
    if not moment.reference:
        return None
    steps = count(found["count"]) * (-1 if found["side"] == "ago" else 1)
    return periods.away(moment.reference, unit_name(found["unit"]), steps)


def read_moved(found: re.Match[str], moment: ReferenceTime) -> str | None:
    """“two days later”, “a year earlier”."""
    if not moment.anchor:
        return None
    steps = count(found["count"]) * (1 if found["side"] in ("later", "after", "on") else -1)
    return periods.moved(moment.anchor, unit_name(found["unit"]), steps)


def read_same(found: re.Match[str], moment: ReferenceTime) -> str | None:
    """“that day”, “the following year”."""
    side = found["side"].lower()
    back, on = ("previous", "preceding", "before"), ("following", "next", "after")
    return _beside(moment, found["unit"], -1 if side in back else 1 if side in on else 0)


def _beside(moment: ReferenceTime, unit: str, steps: int) -> str | None:
    """The day, week … of the date before in the text, or one beside it: “that day”, “the following year”."""
    if not moment.anchor or not (periods.is_day(moment.anchor) or unit not in ("day", "week", "weekend")):
        return None
    if unit == "month" and moment.anchor.count("-") == 0:
        return None
    return periods.period(periods.first_day(moment.anchor), unit, steps)


def read_end(found: re.Match[str], moment: ReferenceTime) -> str | None:
    """“end of the year”."""
    return periods.period(moment.reference, unit_name(found["unit"]), 0) if moment.reference else None


def read_part_of_year(found: re.Match[str], moment: ReferenceTime) -> str | None:
    """“third quarter of 2017”, “first nine months of 2018”."""
    year = _year(found, moment)
    if not year or found["fiscal"]:
        return None
    if found["months"]:
        months = count(found["months"])
        return periods.months_value(year, 1 if found["nth"].lower() == "first" else 13 - months, months)
    months = 3 if found["part"] == "quarter" else 6
    number = {"last": 12 // months, "final": 12 // months}.get(found["nth"].lower()) or nth(found["nth"])
    return periods.months_value(year, months * (number - 1) + 1, months) if number * months <= 12 else None


def read_quarter(found: re.Match[str], moment: ReferenceTime) -> str | None:
    """“Q3 2017”."""
    return periods.months_value(int(found["year"]), 3 * int(found["number"]) - 2, 3)


def read_season(found: re.Match[str], moment: ReferenceTime) -> str | None:
    """“summer 2016”, “last fall”."""
    name, winter = found["season"].lower(), found["season"].lower() == "winter"
    if found["which"]:
        which = _which(found)
        return periods.season(moment.reference, name, which, moment.tense) if moment.reference else None
    year = _year(found, moment)
    # without the second year, nobody knows whether “winter 2016” began or ended in it
    return (
        periods.months_value(year, periods.SEASONS[name], 3)
        if year and winter == bool(found["next"])
        else None
    )


def read_holiday(found: re.Match[str], moment: ReferenceTime) -> str | None:
    """“Christmas”, “New Year's Eve 2016”."""
    year = _year(found, moment)
    if year:
        return holiday(found["holiday"], year).isoformat()
    if not moment.reference or found["of"]:
        return None
    which = _which(found)
    tense = {"last": Tense.BEHIND, "past": Tense.BEHIND, "next": Tense.AHEAD, "coming": Tense.AHEAD}.get(
        which, moment.tense
    )
    days = [holiday(found["holiday"], moment.reference.year + shift) for shift in (-1, 0, 1)]
    return periods.nearest(moment.reference, days, tense)


def read_decade(found: re.Match[str], moment: ReferenceTime) -> str | None:
    """“1970s”, “’60s”."""
    if found["two"]:
        year = int(found["two"])
        return periods.decade(year + (1900 if year >= 20 else 2000))
    year = int(found["year"])
    return periods.decade(year) if year % 100 or year == 2000 else periods.years_value(year, year + 99)


def read_century(found: re.Match[str], moment: ReferenceTime) -> str | None:
    """“19th century”."""
    return periods.century(nth(found["nth"]))


def read_years(found: re.Match[str], moment: ReferenceTime) -> str | None:
    """“2018-2020”, “2018-19”."""
    first, last = found["first"], found["last"]
    return periods.years_value(int(first), int(first[: 4 - len(last)] + last))


def read_nth_day(found: re.Match[str], moment: ReferenceTime) -> str | None:
    """“the 23rd”."""
    return (
        periods.day_of_month(moment.reference, nth(found["day"]), moment.tense) if moment.reference else None
    )


def read_year(found: re.Match[str], moment: ReferenceTime) -> str | None:
    """“2013”, “fiscal 2013”."""
    return found["year"]


def read_nothing(found: re.Match[str], moment: ReferenceTime) -> str | None:
    """“recent years”: a date that nobody can tell."""
    return None


def _which(found: re.Match[str]) -> str:
    """The word before it, “last” or “next”; “past” of “this past”."""
    return (found.groupdict().get("which") or "").lower().rpartition(" ")[2]


def _year(found: re.Match[str], moment: ReferenceTime) -> int | None:
    if found["year"]:
        return int(found["year"])
    if not found["of"] or not moment.reference:
        return None
    return moment.reference.year + {"last": -1, "next": 1}.get(found["of"], 0)
