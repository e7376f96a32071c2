"""What looks like a date and is none: “May said”, “2000 people”, “The Sunday Times”, “every Friday”.

Only what is short is in doubt: a day of the week, a month or a year alone, a holiday as an adjective.
"""

import re

from services.languages import ENGLISH

_BEFORE = 30
"""Characters before a word in which the word before it is looked for."""

_LAST_WORD = re.compile(r"([\w.'’$-]+)(\s?[^\w\s]*\s?)$")
_NEXT_WORD = re.compile(r"\s([\w'’-]+)")


_EVERY = re.compile(r"(?i:\b(?:every|each|any|most|on an?|always))\s$")
_NAMED_DAYS = ENGLISH.calendar.named_days
_DAY_TITLES = ENGLISH.calendar.day_titles
_IN_TIME = ENGLISH.calendar.in_time
_STRONG = ENGLISH.calendar.surely_in_time
_MAYBE_NAMES = ENGLISH.calendar.months_that_are_names
_COUNTED = ENGLISH.calendar.counted
_AMOUNT = ENGLISH.calendar.amounts
_OPENERS = _IN_TIME | ENGLISH.calendar.year_openers
_GO_ON = _IN_TIME | ENGLISH.calendar.year_continuers
_TREE = ENGLISH.calendar.holiday_things
_TIMELY = ENGLISH.calendar.before_holidays
_YEAR_TO = re.compile(r"\b(?:([12]\d{3})|back|dat\w+|prior|next|compared) to $")
_WHOSE = ENGLISH.calendar.before_stretches | {""}
_CAN_RECUR = frozenset(("weekday", "bare month", "holiday", "season"))
_PAPERS = frozenset(("USA", "India", "Russia", "Pakistan", "Psychology"))
_EVENT = re.compile(r"Sept(?:\.|ember)? 11 (?:\w+ )?(?:attacks|terror|hijack|commission)", re.I)
_SENTENCE_STARTS = re.compile(r"(?:^|[.!?:;“\"‘'’(—–\n-]\s?)$")


def is_date(name: str, found: re.Match[str], start: int, people: frozenset[str]) -> bool:
    """Whether the form called `name` is a date where it stands.

    `start` is where it begins with the “early” before it; `people` are the last words of people's names.
    """
    before = found.string[max(0, start - _BEFORE) : start]
    if name in _CAN_RECUR and _EVERY.search(before):
        return False
    if start < found.start() or name not in _CHECKS:
        return True
    return _CHECKS[name](found, before, people)


def _is_weekday(found: re.Match[str], before: str, people: frozenset[str]) -> bool:
    last, following = _last(before), _next(found)
    if last.lower() in _NAMED_DAYS and last[:1].isupper():
        return False
    return following not in _DAY_TITLES and not before.endswith("Mail on ")


def _is_month(found: re.Match[str], before: str, people: frozenset[str]) -> bool:
    word, last, following = found["month"].lower(), _last(before), _next(found)
    weak, strong = last.lower() in _IN_TIME, last.lower() in _STRONG
    if word in _MAYBE_NAMES and following[:1].isupper() and not strong:
        return False
    if word in ("march", "may"):
        if word in people or found[0].isupper():
            return strong
        return weak and not (word == "march" and following in ("for", "on", "against"))
    return not (last[:1].isupper() and not weak and word in _MAYBE_NAMES and before.endswith(last + " "))


def _is_year(found: re.Match[str], before: str, people: frozenset[str]) -> bool:
    last, following = _last(before), _next(found)
    the, owned = last.lower() == "the", last.endswith(("'s", "’s", "s'", "s’"))
    if (
        following.lower() in _COUNTED
        or last.lower() in _AMOUNT
        or before.endswith(("-", "/", "#", "+", "$ "))
    ):
        return False
    if last.lower() == "to" and not ((to := _YEAR_TO.search(before)) and (to[1] or "0") < found[0]):
        return False
    things = following.islower() and following not in _GO_ON
    # newspapers write counts with a comma, but not all do
    if things and not (the or owned) and (found[0] < "1900" or found[0].endswith("00")):
        return last.lower() in ("in", "since") and not following.endswith("s")
    if owned or last.lower() in _OPENERS:
        return True
    named = before.endswith(last + " ") and (last[:1].isupper() or last.isdigit())
    return found[0] >= "1900" and not named


def _is_holiday(found: re.Match[str], before: str, people: frozenset[str]) -> bool:
    last, following = _last(before), _next(found)
    if " " in found[0] or last.lower() in _TIMELY:
        return following not in _TREE
    return not (last[:1].isupper() or following[:1].islower())


def _is_day(found: re.Match[str], before: str, people: frozenset[str]) -> bool:
    return _EVENT.match(found.string, found.start()) is None


def _are_years(found: re.Match[str], before: str, people: frozenset[str]) -> bool:
    first, last = found["first"], found["last"]
    years = int(first[: 4 - len(last)] + last) - int(first)
    return years == 1 if found["dash"] == "/" else years > 0


def _is_near(found: re.Match[str], before: str, people: frozenset[str]) -> bool:
    if found[0].islower():
        return True
    return _last(before) not in _PAPERS and (found[0].isupper() or bool(_SENTENCE_STARTS.search(before)))


def _is_stretch(found: re.Match[str], before: str, people: frozenset[str]) -> bool:
    last = _last(before)
    verb = found[0].startswith("last") and last.lower() not in _WHOSE and not last.endswith(("'s", "’s"))
    return not verb


def _is_ago(found: re.Match[str], before: str, people: frozenset[str]) -> bool:
    return not before.endswith(("half ", "and "))


_CHECKS = {
    "weekday": _is_weekday,
    "bare month": _is_month,
    "bare year": _is_year,
    "holiday": _is_holiday,
    "day": _is_day,
    "years": _are_years,
    "near": _is_near,
    "away": _is_ago,
    "stretch": _is_stretch,
}


def _last(before: str) -> str:
    word = _LAST_WORD.search(before)
    return word[1] if word and not re.search(r"[.!?;:]", word[2]) else ""


def _next(found: re.Match[str]) -> str:
    word = _NEXT_WORD.match(found.string, found.end())
    return word[1] if word else ""
