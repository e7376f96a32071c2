"""The forms in which the press writes dates: one table, `FORMS`.

A form is tried where one of the words stands with which it starts; the first that fits is taken. Articles and
prepositions stand outside (“the 1970s”, “since 2013”), and so does the time of day.
"""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from services.enrich.dates import date_values
from services.enrich.dates.calendar_words import (
    ANY_MONTH,
    COUNT,
    COUNTS,
    DATE,
    DAY_NAME,
    DAYS,
    LONG_DAY,
    MONTH_NAME,
    MONTHS,
    OF_YEAR,
    ORDINALS,
    SHORT_DAYS,
    SHORT_MONTHS,
    UNIT,
    WHICH,
    YEAR,
)
from services.enrich.dates.holidays import HOLIDAYS
from services.languages import ENGLISH

Read = Callable[[re.Match[str], date_values.ReferenceTime], str | None]


class Form(NamedTuple):
    """How one kind of date is written, and how it is read.

    `starts` are its first words in small letters, “0” for any number. Two of one `grain` make an interval.
    """

    name: str
    starts: tuple[str, ...]
    pattern: re.Pattern[str]
    read: Read
    grain: str


_NUMBER = ("0",)
_WHICHES = ("last", "past", "this", "next", "coming", "previous")
_MONTHS = MONTHS + SHORT_MONTHS
_DAYS = DAYS + SHORT_DAYS
_SEASONS = ENGLISH.calendar.seasons
_SEASON = f"(?i:(?P<season>{'|'.join(_SEASONS)}))"
_HOLIDAY_NAMES = "|".join(
    name.replace(".", r"\.?").replace(" ", r"\s").replace("'", "['’]") for name in HOLIDAYS
)
_HOLIDAY = rf"(?=[A-Z])(?P<holiday>(?i:{_HOLIDAY_NAMES}))"
_UNITS = r"(?i:(?P<unit>day|week|month|quarter|year|decade|centur)(?:s|ies))"
_ONE_UNIT = r"(?P<unit>(?i:week|month|quarter|year|decade|century))"
_SOME = r"(?i:(?:a\s)?few|several|couple\sof|many)"
_TO = (
    rf"(?:(?:\s?[-–]\s?|\s(?:to|through|until)\s)(?P<to>{DATE})"
    rf"|\sand\s(?P<and>{DATE})(?=[.,;)]|\sin\b|\sat\b|$))?"
)
_TH = r"(?:[0-9]{1,2}(?i:st|nd|rd|th))"
_CLAUSE_ENDS = r"(?=[.,;:)”\"]|\s?[—–]|$)"
_SENTENCE_GOES_ON = (
    r"(?=\W*$|[^\w\s]|\s(?:in|at|and|or|but|to|for|that|when|with|by|as|after|before|he|she|it|they)\b)"
)


def _form(name: str, starts: Iterable[str], pattern: str, read: Read, grain: str = "") -> Form:
    ended = re.compile(rf"(?:{pattern})(?!\w|[-–][a-z]|[.,:]\d)")
    return Form(name, tuple(starts), ended, read, grain)


FORMS = (
    _form("day", _NUMBER, rf"{YEAR}-[0-9]{{2}}-[0-9]{{2}}", date_values.read_iso, "day"),
    _form(
        "day",
        _NUMBER,
        rf"[0-9]{{1,2}}(?P<dot>[./])[0-9]{{1,2}}(?P=dot){YEAR}",
        date_values.read_numeric,
        "day",
    ),
    _form(
        "day",
        _DAYS + _MONTHS,
        rf"{LONG_DAY}(?P<month>{ANY_MONTH})\s(?P<day>{DATE}){_TO}{OF_YEAR}?",
        date_values.read_day,
        "day",
    ),
    _form(
        "day",
        (*_DAYS, *_NUMBER),
        rf"{LONG_DAY}(?P<day>{DATE}){_TO}\s(?:of\s)?(?P<month>{ANY_MONTH}){OF_YEAR}?",
        date_values.read_day,
        "day",
    ),
    _form("month", _MONTHS, rf"(?P<month>{ANY_MONTH}){OF_YEAR}", date_values.read_month, "month"),
    _form(
        "holiday",
        {re.split(r"\W", name)[0] for name in HOLIDAYS},
        rf"(?P<which>){_HOLIDAY}{OF_YEAR}?",
        date_values.read_holiday,
    ),
    _form("holiday", _WHICHES, rf"{WHICH}\s{_HOLIDAY}(?P<year>)(?P<of>)", date_values.read_holiday),
    _form("weekday", _DAYS, rf"(?P<which>)(?P<weekday>{DAY_NAME})", date_values.read_weekday, "weekday"),
    _form("weekday", _WHICHES, rf"{WHICH}\s(?P<weekday>{DAY_NAME})", date_values.read_weekday, "weekday"),
    _form(
        "bare month", MONTHS, rf"(?P<month>{MONTH_NAME})(?P<year>)(?P<of>)", date_values.read_month, "month"
    ),
    _form(
        "which month",
        _WHICHES,
        rf"{WHICH}\s(?P<month>{MONTH_NAME})(?P<year>)(?P<of>)",
        date_values.read_month,
        "month",
    ),
    _form(
        "near",
        ("today", "tonight", "yesterday", "tomorrow"),
        r"(?i:today|tonight|yesterday|tomorrow)",
        date_values.read_near,
    ),
    _form("night", ("day",), r"(?i:day\s(?:before\syesterday|after\stomorrow))", date_values.read_near),
    _form(
        "night",
        ("this", "last"),
        r"(?i:this)\s(?:morning|afternoon|evening)|(?i:last)\s(?:night|evening)",
        date_values.read_near,
    ),
    _form(
        "season",
        _SEASONS,
        rf"(?P<which>){_SEASON}(?:\sof)?\s(?P<year>{YEAR})(?:[-–/](?P<next>[0-9]{{2}}))?(?P<of>)",
        date_values.read_season,
    ),
    _form("season", _WHICHES, rf"{WHICH}\s{_SEASON}", date_values.read_season),
    _form("weekend", _WHICHES, rf"{WHICH}\sweekend", date_values.read_weekend),
    _form("weekend", ("weekend",), r"(?P<which>)(?<=[Tt]he\s)weekend", date_values.read_weekend),
    _form("unit", _WHICHES, rf"{WHICH}\s{_ONE_UNIT}(?!\sof\b)", date_values.read_unit),
    _form(
        "stretch",
        _WHICHES,
        rf"(?P<side>(?i:past|last|next|coming|previous))\s(?:{COUNT}|{_SOME})\s{_UNITS}",
        date_values.read_stretch,
    ),
    _form("stretch", ("recent", "coming"), rf"(?i:recent|coming)\s{_UNITS}", date_values.read_nothing),
    _form("away", (*COUNTS, *_NUMBER), rf"{COUNT}\s{UNIT}\s(?P<side>ago|from\snow)", date_values.read_away),
    _form(
        "away",
        ("a", "several", "few", "many", "some", "days", "weeks", "months", "years", "decades", "centuries"),
        rf"(?:{_SOME}|some)\s{_UNITS}\s(?:ago|earlier|later)|(?:day|week|month|year|decade|centurie)s\sago",
        date_values.read_nothing,
    ),
    _form(
        "moved",
        (*COUNTS, *_NUMBER),
        rf"{COUNT}\s{UNIT}\s(?P<side>earlier|later|(?:before|after){_CLAUSE_ENDS})",
        date_values.read_moved,
    ),
    _form(
        "same",
        ("that",),
        r"(?P<side>(?i:that))\s(?P<unit>day|week|weekend|month|year)",
        date_values.read_same,
    ),
    _form(
        "same",
        ("following", "next", "same", "previous", "preceding"),
        r"(?<=[Tt]he\s)(?P<side>following|next|same|previous|preceding)\s(?P<unit>day|week|month|year)",
        date_values.read_same,
    ),
    _form(
        "same",
        ("day", "week", "month", "year"),
        rf"(?<=[Tt]he\s)(?P<unit>day|week|month|year)\s(?P<side>before|after){_CLAUSE_ENDS}",
        date_values.read_same,
    ),
    _form(
        "end",
        ("end", "beginning", "start", "middle", "close"),
        rf"(?:end|beginning|start|middle|close)\sof\s(?:the|this)\s{_ONE_UNIT}",
        date_values.read_end,
    ),
    _form(
        "part",
        (*ORDINALS[1:5], "last", "final", *_NUMBER),
        rf"(?P<nth>(?i:first|second|third|fourth|last|final)|{_TH})[\s-]"
        rf"(?:(?P<part>quarter|half)|(?P<months>{'|'.join(COUNTS)})\smonths)"
        rf"\sof\s(?P<fiscal>fiscal\s(?:year\s)?)?(?:(?P<year>{YEAR})|(?P<of>this|last|next|the)\syear)",
        date_values.read_part_of_year,
    ),
    _form(
        "part",
        ("q1", "q2", "q3", "q4"),
        rf"Q(?P<number>[1-4])(?:\sof)?\s(?P<year>{YEAR})",
        date_values.read_quarter,
    ),
    _form(
        "year",
        ("fiscal", "fy"),
        rf"(?:(?i:fiscal)(?:\syear)?\s|FY\s?)(?P<year>{YEAR})",
        date_values.read_year,
    ),
    _form(
        "decade",
        (*_NUMBER, "'", "’"),
        r"(?:['’](?P<two>[0-9]0)|(?P<year>(?:1[0-9]|20)[0-9]0)(?:(?<=(?:[Tt]he|rly|ate|mid)[\s-][0-9]{4})['’])?)s",
        date_values.read_decade,
        "decade",
    ),
    _form(
        "century",
        (*_NUMBER, *ORDINALS[1:]),
        rf"(?P<nth>{_TH}|(?i:{'|'.join(ORDINALS[1:])}))[\s-](?i:century)",
        date_values.read_century,
    ),
    _form(
        "years",
        _NUMBER,
        rf"(?P<first>{YEAR})(?P<dash>\s?[-–]\s?|/)(?P<last>{YEAR}|[0-9]{{2}})",
        date_values.read_years,
    ),
    _form("nth", _NUMBER, rf"(?<=[Oo]n\sthe\s)(?P<day>{_TH}){_SENTENCE_GOES_ON}", date_values.read_nth_day),
    _form("bare year", _NUMBER, r"(?P<year>(?:1[5-9]|20)[0-9]{2})", date_values.read_year, "year"),
)
"""The longer before the shorter."""
IN_PARTS = frozenset(
    ("month", "bare month", "which month", "season", "unit", "decade", "century", "bare year")
)
"""Before these may stand “early” or “the end of”."""
