"""Reads a date or a time as a page's markup writes it, and gives it in UTC."""

import re
from datetime import UTC, datetime, time, timedelta

from services.clean.day_order import DayOrder, order_by_itself
from services.clean.zones import offset_of, shift_of
from services.languages import ENGLISH

MONTHS = ENGLISH.calendar.starts(ENGLISH.calendar.month_names)

ISO = re.compile(
    r"(?P<year>\d{4})(?P<dash>[-/.]?)(?P<month>\d\d?)(?P=dash)(?P<day>\d\d?)"
    r"(?:(?:T|,?\s+|(?<=\d{8}))(?P<clock>.{4,40}))?",
    re.I,
)
DAY_FIRST = re.compile(
    r"(?:[a-z]{3,9}\.?,?\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?P<month>[a-z]{3,9})\.?,?[\s-]+(?P<year>\d{4})"
    r"(?:[\s,at|•·-]{1,6}(?P<clock>\d.{3,40}))?",
    re.I,
)
MONTH_FIRST = re.compile(
    r"(?:[a-z]{3,9}\.?,?\s+)?(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})"
    r"(?:[\s,at|•·-]{1,6}(?P<clock>\d.{3,40}))?",
    re.I,
)
DOTTED = re.compile(r"(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{4})(?:,?\s+(?P<clock>.{4,40}))?")
CTIME = re.compile(
    r"[a-z]{3}\s+(?P<month>[a-z]{3})\s+(?P<day>\d{1,2})\s+"
    r"(?P<clock>\d\d:\d\d:\d\d(?: [A-Z]{1,5})?)\s+(?P<year>\d{4})",
    re.I,
)
SLASHED = re.compile(
    r"(?:(?P<weekday>[a-z]{3,9})\.?,?\s+)?(?P<first>\d\d?)(?P<mark>[/-])(?P<second>\d\d?)(?P=mark)(?P<year>\d{4})"
    r"(?:[\s,at|•·T–-]{1,6}(?P<clock>\d.{3,40}))?",
    re.I,
)
"""A content system's default stamp: “Tue, 07/11/2023 - 17:57”."""
FORMS = (ISO, DAY_FIRST, MONTH_FIRST, DOTTED, CTIME, SLASHED)
CLOCK = re.compile(
    r"(?P<hour>\d\d?)[:.h]?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d{1,9})?)?\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*\(?(?P<zone>[a-z]{1,5})?\s*(?:(?P<sign>[+−-])(?P<hours>\d\d?):?(?P<minutes>\d\d)?)?(?:\s*\([^)]{0,30}\)|\))?",
    re.I,
)
EPOCH = re.compile(r"([1-9]\d{9})(\d{3})?")
"""Seconds, or milliseconds, since 1970."""
MAX_DATETIME_CHARS = 80


def read_datetime(value: object, order: DayOrder | None = None) -> datetime | None:
    """The moment in UTC; null for what is no full date. Reads ISO 8601, e-mail dates, English dates, epochs.

    07/11/2023 is read where its weekday or its numbers leave one day, or else in the page's `order`.
    A zone is respected, by offset or abbreviation; without one the time is taken as UTC. A day without a time
    is its midnight in UTC, and so is midnight in another zone: that is how systems write a mere day.
    """
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = (
        " ".join(str(value)[: MAX_DATETIME_CHARS + 1].split())
        if isinstance(value, str) or 0 < value < 10**13
        else ""
    )
    if not 8 <= len(text) <= MAX_DATETIME_CHARS:
        return None
    try:
        if found := EPOCH.fullmatch(text):
            return datetime.fromtimestamp(int(found[1]), UTC)
        found = next(filter(None, (form.fullmatch(text) for form in FORMS)), None)
        return _moment(found, order) if found else None
    except (ValueError, OverflowError):
        return None


def is_day(moment: datetime) -> bool:
    """Whether it is a mere day: a midnight."""
    return moment.time() == time()


def slashed(value: object) -> tuple[int, int, int, str | None] | None:
    """The numbers of a date such as 07/11/2023, the year last, and its weekday; null for any other value."""
    found = (
        SLASHED.fullmatch(" ".join(value.split()))
        if isinstance(value, str) and len(value) <= MAX_DATETIME_CHARS
        else None
    )
    return (
        (int(found["first"]), int(found["second"]), int(found["year"]), found["weekday"]) if found else None
    )


def _moment(found: re.Match[str], order: DayOrder | None) -> datetime | None:
    parts = found.groupdict()
    if "first" in parts:
        first, second, year = int(parts["first"]), int(parts["second"]), int(parts["year"])
        order = order_by_itself(first, second, year, parts["weekday"]) or order
        if order is None:
            return None
        month, of_month = (second, first) if order is DayOrder.DAY_FIRST else (first, second)
        day = datetime(year, month, of_month, tzinfo=UTC)
    else:
        name = parts["month"]
        number = int(name) if name.isdigit() else MONTHS.index(name[:3].casefold()) + 1
        day = datetime(int(parts["year"]), number, int(parts["day"]), tzinfo=UTC)
    clock = CLOCK.fullmatch(found["clock"].strip()) if found["clock"] else None
    if clock is None:
        return day
    hour = int(clock["hour"])
    if half := clock["half"]:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    local = day.replace(hour=hour, minute=int(clock["minute"]), second=int(clock["second"] or 0))
    return day if local == day else local - _offset(clock, local)


def _offset(clock: re.Match[str], local: datetime) -> timedelta:
    """How far the zone is from UTC; nothing for a zone that is not known."""
    if clock["sign"]:
        return shift_of(clock["sign"], clock["hours"], clock["minutes"])
    return offset_of(clock["zone"] or "", local)
