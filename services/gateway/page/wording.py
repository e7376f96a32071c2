"""Counts, moments and spans of time as the page says them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: 1 source, 2 sources."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def articles(number: int) -> str:
    """1 article, 2 articles."""
    return counted(number, "article")


def day(moment: date) -> str:
    """23 September 2018, in UTC for a moment."""
    if isinstance(moment, datetime):
        moment = moment.astimezone(UTC)
    return f"{moment.day} {moment:%B} {moment.year}"


def short_day(moment: date) -> str:
    """23 Sep 2018, in UTC for a moment."""
    if isinstance(moment, datetime):
        moment = moment.astimezone(UTC)
    return f"{moment.day} {moment:%b} {moment.year}"


def day_of(value: str) -> str:
    """An ISO day in words; what is none as it is."""
    try:
        return day(date.fromisoformat(value))
    except ValueError:
        return value


def is_bare_day(moment: datetime) -> bool:
    """Whether only the day is known: a date without a time is kept as its midnight."""
    return moment.astimezone(UTC).time() == time.min


def clock(moment: datetime) -> str:
    """14:05, in UTC."""
    return f"{moment.astimezone(UTC):%H:%M}"


def moment_in_words(moment: datetime) -> str:
    """23 September 2018, 14:05 UTC; a bare day without a time."""
    return day(moment) if is_bare_day(moment) else f"{day(moment)}, {clock(moment)} UTC"


def short_moment(moment: datetime) -> str:
    """23 Sep 2018, 14:05 UTC; a bare day without a time."""
    return short_day(moment) if is_bare_day(moment) else f"{short_day(moment)}, {clock(moment)} UTC"


def span_in_words(first: datetime, last: datetime) -> str:
    """The days from one moment to another, as 21–23 September 2018."""
    first, last = first.astimezone(UTC), last.astimezone(UTC)
    if first.date() == last.date():
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%B} – {day(last)}"
    return f"{day(first)} – {day(last)}"


def lapse(seconds: float | timedelta) -> str:
    """A length of time with as much precision as anybody reads: 12 ms, 1.4 s, 35 s, 4 min, 3 h, 12 days."""
    if isinstance(seconds, timedelta):
        seconds = seconds.total_seconds()
    if seconds < 0.995:
        return f"{seconds * 1000:.0f} ms"
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    for below, unit, name in ((100, 1, "s"), (5400, 60, "min"), (129_600, 3600, "h")):
        if seconds < below:
            return f"{seconds / unit:.0f} {name}"
    return counted(round(seconds / 86_400), "day")


def listed(names: Sequence[str], most: int) -> str:
    """Kyodo, Reuters and 3 more."""
    if len(names) <= most:
        return ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + "".join(names[-1:])
    return f"{', '.join(names[:most])} and {len(names) - most:,} more"


def shortened(text: str, most: int) -> str:
    """The text, up to the end of a word within so many characters where it is longer."""
    if len(text) <= most:
        return text
    words = text[:most].rsplit(maxsplit=1)
    return words[0].rstrip(" ,;:–—-") + " …" if words else ""
