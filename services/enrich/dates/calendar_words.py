"""The words dates are made of: days, months, numbers and units, as patterns and as what they count.

The names of days and months begin with a capital or stand in capitals: “march” and “may” are no months.
"""

import re

from services.languages import ENGLISH

DAYS, SHORT_DAYS = ENGLISH.calendar.day_names, ENGLISH.calendar.short_days
MONTHS, SHORT_MONTHS = ENGLISH.calendar.month_names, ENGLISH.calendar.short_months
UNITS = ENGLISH.calendar.units
UP_TO_TWENTY = ENGLISH.calendar.numbers
COUNTS = {word: number for number, word in enumerate(UP_TO_TWENTY)} | {
    word: int(number) for word, (number,) in ENGLISH.calendar.other_numbers.items()
}
ORDINALS = ENGLISH.calendar.ordinals

DAY_NAME = rf"(?=[A-Z])(?i:{'|'.join(DAYS)})"
MONTH_NAME = rf"(?=[A-Z])(?i:{'|'.join(MONTHS)})"
ANY_MONTH = rf"(?=[A-Z])(?i:{'|'.join(MONTHS)}|(?:{'|'.join(reversed(SHORT_MONTHS))})\b\.?)"
LONG_DAY = rf"(?:(?=[A-Z])(?i:{'|'.join(DAYS)}|(?:{'|'.join(reversed(SHORT_DAYS))})\b\.?),?\s(?:the\s)?)?"
"""The day of the week that may stand before a date: “Sunday, ”."""
DATE = r"(?:3[01]|[12][0-9]|0?[1-9])(?![0-9])(?i:(?:st|nd|rd|th)\b)?"
YEAR = r"(?:1[0-9]|20)[0-9]{2}"
COUNT = rf"(?P<count>(?i:{'|'.join(COUNTS)})|[0-9]{{1,3}})"
UNIT = rf"(?i:(?P<unit>{'|'.join(UNITS[:-1])}|centur)(?:s|y|ies)?)"
WHICH = r"(?P<which>(?i:this\spast|last|past|this|next|coming|previous))"
OF_YEAR = rf"(?:(?:,\s?|\s)(?:of\s)?(?:(?P<year>{YEAR})|(?P<of>last|this|next)\syear))"


def month_number(word: str) -> int:
    """A month by its name or the first letters of it."""
    return [month[:3] for month in MONTHS].index(word[:3].lower()) + 1


def day_number(word: str) -> int:
    """A day of the week, 0 for Monday."""
    return DAYS.index(word.lower())


def count(word: str) -> int:
    """How many: “two”, “a”, “10”."""
    return COUNTS[word.lower()] if word.lower() in COUNTS else int(word)


def nth(word: str) -> int:
    """The which: “third”, “23rd”."""
    return int(re.sub(r"\D", "", word)) if word[0].isdigit() else ORDINALS.index(word.lower())


def unit_name(word: str) -> str:
    """A unit as `periods` names it."""
    return "century" if word.lower() == "centur" else word.lower()
