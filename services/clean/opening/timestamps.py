"""Reads the dates that plain text states of itself, with their labels: “Published: July 15, 2018”.

A clock without a label is not read: it may be the crawl's.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from dateutil.parser import parse

from services.clean.day_order import DayOrder, order_by_itself
from services.clean.zones import AMERICAN, SLACK, ZONES, offset_of, shift_of
from services.languages import ENGLISH, PRESS

CENTURY = 2000
"""The years that two digits count from."""
MAX_TIMESTAMP_LINE_CHARS = 200
"""Characters of a line of stamps; a longer one is a paragraph."""

LABEL = re.compile(
    r"(?P<modified>(?:last |recently )?(?:updated?|modified|modification|edited|revised)(?: date| time)?)\b"
    r"|(?P<published>(?:first |originally |story |article )?"
    r"(?:publish(?:ed)?|posted|created|released|publication|original(?=\s*:))(?: date| time)?"
    r"|publicad[oa]|publiée?|mis en ligne|veröffentlicht|erstellt|erschienen|pubblicat[oa]"
    r"|gepubliceerd|geplaatst|publicera[dt]|publiceret|udgivet|publisert|opublikowan[oa])\b"
    r"|(?P<modified_abroad>(?:última )?a(?:c?tualiza(?:d[oa]|ción|ção))|(?:dernière )?mise? à jour|modifiée?"
    r"|(?:zuletzt |letzte )?aktualisier(?:t|ung)|stand(?=:)|(?:ultimo )?aggiorna(?:t[oa]|mento)"
    r"|(?:laatst )?bijgewerkt|(?:senast )?uppdaterad|(?:sidst )?opdateret|(?:sist )?oppdatert"
    r"|zaktualizowano|aktualizacja)\b",
    re.IGNORECASE,
)
BEHIND_LABEL = re.compile(
    r"(?:\s+by:?\s+[^|\d\n]{2,60}?(?=\s+on\s|\s*[,|–—-]\s|\s+\d|\s+[A-Z][a-z]{2,8}\.?\s\d))?"
    r"(?:\s+(?:on|at|el|le|am|em|il|op))?(?P<colon>\s*:)?\s*(?:on\s+|at\s+|le\s+|[,|–—-]\s*)?",
    re.IGNORECASE,
)
BEFORE_LABEL = re.compile(r"(?:^|[|/•·;(—–-])\s*$")
BEHIND_DATE = re.compile(r"\s*(?:$|[|/•·;()\[\]—–]|-\s|by\b)", re.IGNORECASE)
BEHIND_STAMP = re.compile(r"\s*(?:,|\band|\bet|\by|\bund)?\s*$")
"""Between two stamps: “Posted at 7 AM, June 3, 2018 and last updated …”."""
BEHIND_COLON = re.compile(r"\s*,")

WEEKDAYS = ENGLISH.calendar.starts(ENGLISH.calendar.day_names)
WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})(?:[a-z]{{0,6}})\.?"
DAY_ABROAD = (
    r"(?:(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|lunes|martes"
    r"|miércoles|jueves|viernes|s[áa]bado|domingo|(?:lune|marte|mercole|giove|vener)dì|sabato|domenica"
    r"|(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?"
    r"|(?:mån|tis|ons|tors|fre|lör|sön|man|tirs|lør|søn)dag(?:en)?),?\s+(?:den\s+)?"
)
MONTHS = {start: number for number, starts in enumerate(PRESS.month_starts, start=1) for start in starts}
"""Months by how they begin in the languages of the press."""
MONTH = rf"(?:{'|'.join(MONTHS)})[^\W\d_]{{0,7}}\.?"
DAY = r"\d{1,2}(?:st|nd|rd|th|er|\.)?"
YEAR = r"(?:19|20)\d\d"
DATE = (
    rf"(?P<words>{MONTH}\s{DAY},?\s?{YEAR}|{DAY}[ -](?:de )?{MONTH},?[ -](?:de )?{YEAR})"
    rf"|(?P<iso>{YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}})"
    rf"|(?P<numbers>(?P<first>\d{{1,2}})(?P<mark>[-/.])(?P<second>\d{{1,2}})(?P=mark)(?:{YEAR}|(?P<short>\d\d)\b))"
)
CLOCK = r"\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?\s?m\b\.?)?|\d{1,2}\s?[ap]\.?\s?m\b\.?"
ZONE = (
    rf"(?:\s?\(?(?:{'|'.join(sorted([*ZONES, *AMERICAN], key=len, reverse=True))})\b)?"
    r"(?:\s?[+-]\d\d?:?(?:\d\d)?)?\)?"
)
BETWEEN = r"\s*[,|/@•·T–-]?\s*(?:(?:at|on|à|às|um|alle|om|a las)\s+)?"
WHEN = re.compile(
    rf"(?:(?P<before>{CLOCK})(?:\s?(?:hrs|Uhr))?(?P<before_zone>{ZONE}){BETWEEN})?(?:{DAY_ABROAD}|{WEEKDAY},?\s+)?(?:{DATE})"
    rf"(?:{BETWEEN}(?P<behind>{CLOCK})(?:\s?(?:hrs|Uhr))?(?P<behind_zone>{ZONE}))?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Timestamps:
    """When the article was published and last changed, in UTC, as its text says; null where it doesn't."""

    published_at: datetime | None = None
    modified_at: datetime | None = None


def timestamps_of(lines: Iterable[str], latest: datetime, order: DayOrder | None = None) -> Timestamps:
    """The first date with each label in the lines of a scrape, in order; none that is later than `latest`.

    A date that can't be trusted is not taken: without a year, on another weekday than it says, or one that
    is another day in America than in Europe (03/04/2018), unless its weekday, another stamp of the text, the
    future or the `order` of the page or country decides. Without a zone a time is UTC, a bare date midnight.
    """
    found: dict[str, datetime] = {}
    lines = list(lines)
    for label, moment in _labelled(lines, _order_of(lines, latest) or order):
        if moment <= latest + SLACK:
            found.setdefault(label, moment)
    return Timestamps(found.get("published"), found.get("modified"))


def holds_timestamp(line: str) -> bool:
    """Whether a line holds a date with its label: it is the page's and not the author's."""
    return any(next(_in_line(line, order), None) for order in DayOrder)


def _order_of(lines: list[str], latest: datetime) -> DayOrder | None:
    """The order of day and month that the dates with labels say, if only one can be."""
    both = [dict(_labelled(lines, order)) for order in DayOrder]
    if both[0] == both[1]:
        return None
    possible = []
    for order, found in zip(DayOrder, both, strict=True):
        published, modified = found.get("published"), found.get("modified")
        ordered = not (published and modified) or published.date() <= modified.date()
        complete = set(found) == set(both[0]) | set(both[1])
        if ordered and complete and all(moment <= latest + SLACK for moment in found.values()):
            possible.append(order)
    return possible[0] if len(possible) == 1 else None


def _labelled(lines: Iterable[str], order: DayOrder | None) -> Iterator[tuple[str, datetime]]:
    for line, following in pairwise([*lines, ""]):
        label = LABEL.match(line)
        if label and BEHIND_LABEL.fullmatch(line, label.end()) and len(following) <= MAX_TIMESTAMP_LINE_CHARS:
            line = f"{line.rstrip(' :')}: {following}"  # noqa: PLW2901
        yield from _in_line(line, order)


def _in_line(line: str, order: DayOrder | None) -> Iterator[tuple[str, datetime]]:
    if len(line) > MAX_TIMESTAMP_LINE_CHARS or not any(map(str.isdigit, line)):
        return
    last = 0
    for label in LABEL.finditer(line):
        gap = BEHIND_LABEL.match(line, label.end())
        when = WHEN.match(line, gap.end()) if gap else None
        if not gap or not when:
            continue
        before = line[last : label.start()]
        starts = gap["colon"] or BEFORE_LABEL.search(before) or (last and BEHIND_STAMP.match(before))
        ends = BEHIND_DATE.match(line, when.end()) or (gap["colon"] and BEHIND_COLON.match(line, when.end()))
        following = LABEL.search(line, when.end())
        follows = following and BEHIND_STAMP.match(line[when.end() : following.start()])
        if starts and (ends or follows) and (moment := _moment(when, order)):
            yield "modified" if label["modified_abroad"] else str(label.lastgroup), moment
        last = when.end()


def _moment(when: re.Match[str], order: DayOrder | None) -> datetime | None:
    text = when["words"] or when["iso"] or when["numbers"]
    first, second = when["first"], when["second"]
    dotted = when["mark"] == "."  # no American writes so
    if when["short"] and int(second) <= 12 and order is None:
        return None  # 18/01/17 may begin with its year; 01/17/18 can't
    try:
        if first and not dotted:
            year = int(text[-4:]) if not when["short"] else CENTURY + int(when["short"])
            order = order_by_itself(int(first), int(second), year, when["weekday"]) or order
            if order is None:
                return None
    except ValueError:
        return None
    clock = (when["behind"] or when["before"] or "0:00").replace(".", ":").replace("h", ":")
    clock = re.sub(r":?\s?([ap]):?\s?m:?$", r" \1m", clock, flags=re.IGNORECASE)
    zone = when["behind_zone"] or when["before_zone"] or ""
    try:
        day = (
            _day(text)
            if when["words"]
            else parse(text, dayfirst=bool(first) and (dotted or order is DayOrder.DAY_FIRST))
        )
        local = parse(clock, default=day.replace(tzinfo=UTC))
        moment = local - _offset(zone, local)
    except (ValueError, OverflowError):
        return None
    weekday = when["weekday"]
    return None if weekday and WEEKDAYS[day.weekday()] != weekday.casefold() else moment


def _day(text: str) -> datetime:
    """The day of “3 March 2018” or “8 janvier 2020”."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    word = next(word for word in re.findall(r"[^\W\d_]{3,}", text.casefold()))
    month = next(number for start, number in MONTHS.items() if word.startswith(start))
    return datetime(numbers[1], month, numbers[0])


def _offset(zone: str, local: datetime) -> timedelta:
    """How far “(GMT+05:30)”, “ET” or “-0400” is from UTC; nothing for nothing."""
    if shift := re.search(r"([+-])(\d\d?):?(\d\d)?", zone):
        return shift_of(*shift.groups())
    return offset_of("".join(filter(str.isalpha, zone)), local)
