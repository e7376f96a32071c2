"""From the words for a date to ISO 8601: a day, a month, a year, or an interval `start/end`.

Words that count from the day of writing (“Sunday”, “last week”) need the reference date; without
one they have no value: nobody guesses. Weeks run from Sunday to Saturday, as in the American press.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *(r"Jan(?:uary|\.)?", r"Feb(?:ruary|\.)?", r"Mar(?:ch|\.)", r"Apr(?:il|\.)", r"May", r"June?\b\.?"),
    *(r"July?\b\.?", r"Aug(?:ust|\.)?", r"Sept?(?:ember)?\b\.?", r"Oct(?:ober|\.)?", r"Nov(?:ember|\.)?"),
    r"Dec(?:ember|\.)?",
)
_NUMBERS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_MONTH = "|".join(_MONTHS)
_NTH = r"(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9]|20)[0-9]{2}"
_WHICH = r"(?:last|past|this|next|coming)"

SOON = timedelta(days=60)
"""How far ahead a day without a year may lie in a sentence that does not speak of what is to come."""

EXPRESSION = re.compile(
    rf"""(?<![\w$£€.,-])(?:
      (?P<iso>{_YEAR}-[0-9]{{2}}-[0-9]{{2}})
    | (?P<month_first>{_MONTH})\s(?P<day_second>[0-9]{{1,2}}){_NTH}(?:,?\s(?P<year_third>{_YEAR}))?
    | (?P<day_first>[0-9]{{1,2}}){_NTH}\s(?P<month_second>{_MONTH})(?:,?\s(?P<year_last>{_YEAR}))?
    | (?P<month_of>{_MONTH}),?\s(?P<year_of>{_YEAR})
    | (?P<decade>(?:1[5-9]|20)[0-9]0)s
    | (?P<near>[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight)
    | (?:(?P<which_day>(?i:{_WHICH}))\s)?(?P<weekday>{"|".join(_DAYS)})
    | (?P<which>(?i:{_WHICH}))\s(?P<unit>(?i:week|month|year))
    | (?P<count>(?i:an?|{"|".join(_NUMBERS)})|[0-9]{{1,3}})\s(?P<units>day|week|month|year)s?\sago
    )(?![\w-]|[.,]\d)""",
    re.VERBOSE,
)
"""The expressions whose value is known; a month or a year alone is left to the model to see (`BARE`)."""

BARE = re.compile(
    rf"(?:(?:in|by|since|until|early|late|mid|{_WHICH})[\s-])*(?:(?P<month>{_MONTH})|(?P<year>{_YEAR}))", re.I
)
"""What is left of a date that the model saw: “June”, “last June”, “2013”."""


def resolve(found: re.Match[str], reference: date | None, ahead: bool) -> str | None:
    """The value of an `EXPRESSION`; `ahead` where the sentence speaks of what is to come."""
    part = found.groupdict()
    try:
        if part["iso"]:
            return date.fromisoformat(part["iso"]).isoformat()
        if part["decade"]:
            return f"{part['decade']}/{int(part['decade']) + 9}"
        if part["month_of"]:
            return _month_value(int(part["year_of"]), _month(part["month_of"]))
        if part["month_first"] or part["month_second"]:
            return _day(part, reference, ahead)
        return _counted(part, reference, ahead) if reference else None
    except (ValueError, OverflowError):
        return None


def resolve_bare(found: re.Match[str], reference: date | None, ahead: bool) -> str | None:
    """The value of a `BARE` month or year."""
    if found["year"]:
        return found["year"]
    if reference is None:
        return None
    month = _month(found["month"])
    ahead = ahead or found[0].lower().startswith(("next", "coming"))
    years = (month < reference.month) if ahead else -(month > reference.month)
    try:
        return _month_value(reference.year + years, month)
    except ValueError:
        return None


def _counted(part: dict[str, str | None], reference: date, ahead: bool) -> str | None:
    if part["near"]:
        shift = {"yesterday": -1, "tomorrow": 1}.get(part["near"].lower(), 0)
        return (reference + timedelta(days=shift)).isoformat()
    if part["weekday"]:
        return _weekday(
            reference, _DAYS.index(part["weekday"]), (part["which_day"] or "").lower(), ahead
        ).isoformat()
    if part["unit"]:
        steps = {"last": -1, "past": -1, "this": 0}.get((part["which"] or "").lower(), 1)
        return _shifted(reference, part["unit"].lower(), steps)
    count = (part["count"] or "").lower()
    steps = 1 if count in ("a", "an") else _NUMBERS.index(count) if count in _NUMBERS else int(count)
    return _shifted(reference, part["units"] or "", -steps)


def _weekday(reference: date, weekday: int, which: str, ahead: bool) -> date:
    back = (reference.weekday() - weekday) % 7
    if which in ("last", "past"):
        return reference - timedelta(days=back or 7)
    if which in ("next", "coming"):
        return reference + timedelta(days=7 - back)
    return reference + timedelta(days=-back % 7) if ahead else reference - timedelta(days=back)


def _shifted(reference: date, unit: str, steps: int) -> str:
    if unit == "day":
        return (reference + timedelta(days=steps)).isoformat()
    if unit == "week":
        sunday = reference + timedelta(days=7 * steps - (reference.weekday() + 1) % 7)
        return f"{sunday.isoformat()}/{(sunday + timedelta(days=6)).isoformat()}"
    if unit == "year":
        return f"{date(reference.year + steps, 1, 1).year:04}"
    months = reference.year * 12 + reference.month - 1 + steps
    return _month_value(months // 12, months % 12 + 1)


def _day(part: dict[str, str | None], reference: date | None, ahead: bool) -> str | None:
    month = _month(part["month_first"] or part["month_second"] or "")
    day = int(part["day_second"] or part["day_first"] or 0)
    year = part["year_third"] or part["year_last"]
    return date(int(year), month, day).isoformat() if year else _day_of_year(reference, month, day, ahead)


def _day_of_year(reference: date | None, month: int, day: int, ahead: bool) -> str | None:
    """The nearest such day; the last one rather than one far ahead that the sentence does not speak of."""
    if reference is None:
        return None
    years = [year for year in range(reference.year - 1, reference.year + 2) if _exists(year, month, day)]
    days = [date(year, month, day) for year in years]
    likely = [found for found in days if (found >= reference if ahead else found <= reference + SOON)]
    return min(likely, key=lambda found: abs(found - reference)).isoformat() if likely else None


def _exists(year: int, month: int, day: int) -> bool:
    return date.min.year <= year <= date.max.year and 1 <= day <= monthrange(year, month)[1]


def _month(word: str) -> int:
    return next(
        number for number, pattern in enumerate(_MONTHS, 1) if re.fullmatch(pattern, word, re.IGNORECASE)
    )


def _month_value(year: int, month: int) -> str:
    return date(year, month, 1).isoformat()[:7]
