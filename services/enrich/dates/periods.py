"""Calendar arithmetic that ends in ISO 8601: what “the third Sunday back” or “the quarter before” is.

Values are as exact as the words: a day `2018-09-23`, a month `2018-09`, a year `2018`, and everything else
the interval from its first to its last, both included: a week `2018-09-16/2018-09-22`, a decade `1970/1979`.
Weeks run from Sunday to Saturday, as in the American press, which no ISO week does. Seasons are the northern
ones, in whole months. All functions raise ValueError or OverflowError for what no calendar has.
"""

from calendar import monthrange
from datetime import date, timedelta
from enum import IntEnum

SOON = timedelta(days=90)
"""How far ahead a day or month without a year may lie in a sentence that doesn't say whether it is past."""
FAR = timedelta(days=180)
"""How far off a day is that a sentence is hardly about, unless it says so right beside it."""
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The month in which a season begins: the meteorological seasons of the north."""


class Tense(IntEnum):
    """On which side of the day of writing a sentence puts a date."""

    BEHIND = -2
    LIKELY_BEHIND = -1
    UNSAID = 0
    LIKELY_AHEAD = 1
    AHEAD = 2


def month_value(year: int, month: int) -> str:
    """A month, as in `2018-09`."""
    return date(year, month, 1).isoformat()[:7]


def year_value(year: int) -> str:
    """A year, as in `2018`."""
    return month_value(year, 1)[:4]


def years_value(first: int, last: int) -> str:
    """The years from the first to the last."""
    return f"{year_value(first)}/{year_value(last)}"


def months_value(year: int, month: int, count: int) -> str:
    """So many months from one on: a quarter, a season."""
    return f"{_month_on(year, month, 0)}/{_month_on(year, month, count - 1)}"


def interval(first: str, last: str) -> str:
    """From the beginning of one value to the end of another."""
    return f"{first.partition('/')[0]}/{last.rpartition('/')[2]}"


def first_day(value: str) -> date:
    """The day on which a value begins."""
    start = value.partition("/")[0]
    return date.fromisoformat(start + "-01" * (2 - start.count("-")))


def period(reference: date, unit: str, steps: int) -> str:
    """The day, week, month, year … that lies `steps` of them after that of the reference."""
    return _PERIODS[unit](reference, steps)


def away(reference: date, unit: str, steps: int) -> str:
    """What lies `steps` units from the reference: a decade away is a year, not a decade."""
    if unit in ("decade", "century"):
        return year_value(reference.year + steps * (10 if unit == "decade" else 100))
    return period(reference, unit, steps)


def stretch(reference: date, unit: str, steps: int) -> str:
    """From now to so many units on, or back: “the past three years”; in days, months or years."""
    if unit in ("week", "fortnight"):
        unit, steps = "day", steps * (7 if unit == "week" else 14)
    elif unit == "quarter":
        unit, steps = "month", steps * 3
    return "/".join(sorted((away(reference, unit, 0), away(reference, unit, steps))))


def moved(value: str, unit: str, steps: int) -> str:
    """What lies so many units from a date of the text: “two days later”, “a year earlier”.

    Of a day, the day, week, month or year; a month or an interval, of the same length a year on.

    Raises:
        ValueError: `value` is not exact enough: three days after “2016”.
    """
    if unit in ("year", "decade", "century") and not is_day(value):
        years = steps * {"year": 1, "decade": 10, "century": 100}[unit]
        return "/".join(_years_on(part, years) for part in value.split("/"))
    if unit == "month" and value.count("-") == 1:
        return period(first_day(value), unit, steps)
    if not is_day(value):
        raise ValueError(f"{value} is no day")
    if unit == "week":
        unit, steps = "day", 7 * steps
    return away(date.fromisoformat(value), unit, steps)


def is_day(value: str) -> bool:
    """Whether a value is one day."""
    return value.count("-") == 2 and "/" not in value


def decade(year: int) -> str:
    """The decade that begins with a year."""
    return years_value(year, year + 9)


def century(number: int) -> str:
    """A century by its number: the 19th is 1801/1900."""
    return years_value(100 * number - 99, 100 * number)


def weekday(reference: date, number: int, which: str, tense: Tense) -> date:
    """A day of the week, 0 for Monday: the last one up to the reference, the next one where `tense` is ahead.

    `which` is the word before it: “last”, “next”, “this”, or nothing.
    """
    back = (reference.weekday() - number) % 7
    if which in ("last", "past", "previous"):
        return reference - timedelta(days=back or 7)
    if which in ("next", "coming"):
        return reference + timedelta(days=7 - back)
    ahead = tense >= 0 if which == "this" else tense > 0
    return reference + timedelta(days=-back % 7) if ahead else reference - timedelta(days=back)


def day_of_year(reference: date, month: int, day: int, tense: Tense) -> str | None:
    """A day without a year: the nearest on the side of `tense`; the last one before one that is not soon."""
    # eight years may lie between two 29ths of February
    years = (year for year in range(reference.year - 8, reference.year + 9) if _exists(year, month, day))
    return nearest(reference, [date(year, month, day) for year in years], tense)


def day_of_month(reference: date, day: int, tense: Tense) -> str | None:
    """A day without a month, “the 23rd”: the nearest on the side of `tense`, else the last one."""
    months = [divmod(reference.year * 12 + reference.month - 1 + steps, 12) for steps in range(-2, 3)]
    days = [date(year, month + 1, day) for year, month in months if _exists(year, month + 1, day)]
    return nearest(reference, days, tense or Tense.BEHIND)


def month_of_year(reference: date, month: int, which: str, tense: Tense) -> str | None:
    """A month without a year, chosen as a day is; this month counts as past and as ahead."""
    current = reference.replace(day=1)
    years = [year for year in range(reference.year - 1, reference.year + 2) if _exists(year, month, 1)]
    months = [date(year, month, 1) for year in years]
    if which == "this" and not tense:
        return month_value(reference.year, month)
    if which and which != "this":
        tense = Tense.BEHIND if which in ("last", "past", "previous") else Tense.AHEAD
        months = [found for found in months if found != current]
    value = nearest(current, months, tense)
    return value and value[:7]


def season(reference: date, name: str, which: str, tense: Tense) -> str | None:
    """A season by the word before it: “last” is the last that is over, “next” the next to begin."""
    begin = SEASONS[name]
    current = reference.year * 12 + reference.month - 1
    starts = [(reference.year + shift) * 12 + begin - 1 for shift in (-2, -1, 0, 1)]
    if which in ("next", "coming"):
        start = min(start for start in starts if start > current)
    elif which == "this":
        inside = [start for start in starts if start <= current < start + 3]
        ahead = next(start for start in starts if start > current)
        start = inside[0] if inside else ahead if tense > 0 else starts[2]
    else:
        start = max(start for start in starts if start + 3 <= current)
    return months_value(start // 12, start % 12 + 1, 3)


def nearest(reference: date, days: list[date], tense: Tense) -> str | None:
    """The one of some days that is nearest to the reference on the side of `tense`."""
    past = max((day for day in days if day <= reference), default=None)
    coming = min((day for day in days if day >= reference), default=None)
    first, second = (coming, past) if tense > 0 else (past, coming)
    if first and second and abs(second - reference) <= SOON:
        unlikely = abs(tense) == 1 and abs(first - reference) > FAR
        nearer = tense == Tense.UNSAID and abs(second - reference) < abs(first - reference)
        first = second if unlikely or nearer else first
    return first.isoformat() if first else None


def _day(reference: date, steps: int) -> str:
    return (reference + timedelta(days=steps)).isoformat()


def _week(reference: date, steps: int) -> str:
    return _days(reference + timedelta(days=7 * steps - (reference.weekday() + 1) % 7), 7)


def _weekend(reference: date, steps: int) -> str:
    return _days(reference + timedelta(days=7 * steps - (reference.weekday() - 5) % 7), 2)


def _month(reference: date, steps: int) -> str:
    return _month_on(reference.year, reference.month, steps)


def _quarter(reference: date, steps: int) -> str:
    return months_value(reference.year, (reference.month - 1) // 3 * 3 + 1 + 3 * steps, 3)


def _year(reference: date, steps: int) -> str:
    return year_value(reference.year + steps)


def _decade(reference: date, steps: int) -> str:
    return decade(reference.year // 10 * 10 + 10 * steps)


def _century(reference: date, steps: int) -> str:
    return century((reference.year - 1) // 100 + 1 + steps)


_PERIODS = {
    "day": _day,
    "week": _week,
    "fortnight": lambda reference, steps: _week(reference, 2 * steps),
    "weekend": _weekend,
    "month": _month,
    "quarter": _quarter,
    "year": _year,
    "decade": _decade,
    "century": _century,
}


def _years_on(value: str, years: int) -> str:
    if is_day(value):
        raise ValueError(f"{value} may not be a day in another year")
    return year_value(int(value[:4]) + years) + value[4:]


def _month_on(year: int, month: int, steps: int) -> str:
    months = year * 12 + month - 1 + steps
    return month_value(months // 12, months % 12 + 1)


def _days(first: date, count: int) -> str:
    return f"{first.isoformat()}/{(first + timedelta(days=count - 1)).isoformat()}"


def _exists(year: int, month: int, day: int) -> bool:
    return date.min.year <= year <= date.max.year and 1 <= day <= monthrange(year, month)[1]
