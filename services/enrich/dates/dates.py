"""When: the dates of an article, with what they mean on the day it was written.

They are found by the forms in which the press writes them, not by the model: on evals/gold/dates.jsonl it
finds three dates of four, and of what it finds one third is no date or wrongly cut.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from schemas import Annotator, DateMention
from services.enrich.dates import periods
from services.enrich.dates.date_forms import FORMS, IN_PARTS, Form
from services.enrich.dates.date_values import ReferenceTime
from services.enrich.dates.false_dates import is_date
from services.enrich.dates.periods import Tense
from services.enrich.dates.tenses import tense
from services.enrich.nlp_model import AnnotatedText

ANNOTATOR = Annotator(name="dates", version="2")

LATE = timedelta(days=2)
"""How long before the day of its dateline an article may be published: time zones, and a morrow's paper."""
MAX_INTERVAL_CHARS = 60
"""Characters of an interval, and before a date, in which is looked for what it belongs to."""
NEAR = 2
"""Sentences, its own included, in which a date is looked for that “two days later” counts from."""

ISO = re.compile(r"[12]\d{3}-\d\d-\d\d")
_STARTS: dict[str, tuple[Form, ...]] = {
    word: tuple(form for form in FORMS if word in form.starts) for form in FORMS for word in form.starts
}
_PARTS = frozenset(("early", "mid", "late", "end", "beginning", "start", "middle", "close"))
_FIRST_WORDS = _PARTS | _STARTS.keys()
_WORD = re.compile(r"['’](?=[0-9]0s\b)|[^\W_]+")
_PART = re.compile(
    r"(?i:(?:early|mid|late)[\s-]|(?:end|beginning|start|middle|close)\sof\s(?P<the>the\s)?)(?=\S)"
)
_NOT_BEFORE = re.compile(r"(?:[\w$£€¥#@&]|\d[-–.,:/])\Z")
_UNTIL = re.compile(r"\s?[-–]\s?|\s(?:to|until|till|through)\s")
_AND = re.compile(r",?\s(?:and|or)\s|,\s")
_TELLS = re.compile(r"\b(?:said|says|told|announced|reported|tweeted|wrote)(?:\s\w+){0,4}\s$")
_LISTED = frozenset((" and ", " or ", ", and ", ", or "))
_APPOSED = re.compile(r",\s(?:(?:just|only|some|about|nearly|almost)\s)?")
_BETWEEN = re.compile(r"(?i:between)\s(?:the\s)?$")


class DateMatch(NamedTuple):
    """A date in the text; `last` is the other end of an interval."""

    start: int
    end: int
    form: Form
    words: re.Match[str]
    last: "DateMatch | None" = None


def find_dates(
    reading: AnnotatedText, reference: date | None, dateline_date: str | None = None
) -> tuple[DateMention, ...]:
    """The dates of a text, in order; a length of time, an age or “every Sunday” is no date.

    “Sunday” and “last week” count from the day the article was written: the day of its dateline, or else
    `reference`, the day it was published; without either they have no value.
    """
    return tuple(_dates(reading, written_on(reference, dateline_date)))


def written_on(published: date | None, dateline_date: str | None) -> date | None:
    """The day a dateline names, in the year that fits the day of publication; without one, that day.

    It comes in ISO, or, in messages of before `dateline.text`, as printed.
    """
    if ISO.fullmatch(dateline_date or ""):
        try:
            return date.fromisoformat(dateline_date or "")
        except ValueError:  # 2021-02-31, of a message that holds what was printed
            return published
    forms = [form for form in FORMS if form.name == "day"]
    words = [form.pattern.fullmatch((dateline_date or "").strip().title()) for form in forms]
    latest = published and min(published, date.max - LATE) + LATE
    for form, found in zip(forms, words, strict=True):
        value = found and _read(form, found, ReferenceTime(latest, Tense.BEHIND))
        if value:
            return periods.first_day(value)
    return published


def _dates(reading: AnnotatedText, reference: date | None) -> Iterator[DateMention]:
    text = reading.text
    dates = list(_joined(text, _found(reading)))
    anchor, anchored, sentence, side = None, -NEAR, -1, Tense.UNSAID
    for index, found in enumerate(dates):
        number = bisect_right(reading.sentences, (found.start, len(text))) - 1
        first, last = reading.sentences[number]
        same = number == sentence
        before = dates[index - 1].end if same else first
        behind = dates[index + 1] if index + 1 < len(dates) else None
        after = max(found.end, min(last, behind.start if behind else last))
        listed = same and index > 0 and text[dates[index - 1].end : found.start] in _LISTED
        if not (listed and side):
            side = tense(text, found.start, found.end, before, after) or (side if same else Tense.UNSAID)
        apposed = index > 0 and _APPOSED.fullmatch(text, dates[index - 1].end, found.start)
        moment = ReferenceTime(reference, side, anchor if number - anchored < NEAR and not apposed else None)
        value = _value(
            found, moment, behind if behind and _AND.fullmatch(text, found.end, behind.start) else None
        )
        if value and not _TELLS.search(text, max(before, found.start - MAX_INTERVAL_CHARS), found.start):
            anchor, anchored = value, number
        sentence = number
        yield DateMention(text=text[found.start : found.end], start=found.start, end=found.end, value=value)


def _found(reading: AnnotatedText) -> Iterator[DateMatch]:
    text, end = reading.text, 0
    people = _surnames(reading)
    for word in _WORD.finditer(text):
        start = word.start()
        key = _key(word[0])
        if key not in _FIRST_WORDS or start < end or _NOT_BEFORE.search(text, max(end, start - 2), start):
            continue
        found = (key in _PARTS and _with_part(text, start)) or _match(text, start, _STARTS.get(key, ()))
        if found and is_date(found.form.name, found.words, start, people):
            yield found
            end = found.end


def _key(word: str) -> str:
    return word.lower() if word[0] > "9" else "0" if word[0] >= "0" else word


def _match(text: str, start: int, forms: tuple[Form, ...]) -> DateMatch | None:
    for form in forms:
        if words := form.pattern.match(text, start):
            return DateMatch(start, words.end(), form, words)
    return None


def _with_part(text: str, start: int) -> DateMatch | None:
    part = _PART.match(text, start)
    word = _WORD.match(text, part.end()) if part else None
    if not part or not word:
        return None
    forms = _STARTS.get(_key(word[0]), ())
    found = _match(text, word.start(), tuple(form for form in forms if form.name in IN_PARTS))
    # “the end of the 2016 season”
    return found._replace(start=start) if found and not (part["the"] and found.form.grain == "year") else None


def _joined(text: str, dates: Iterable[DateMatch]) -> Iterator[DateMatch]:
    """The dates, with two that are the ends of an interval made one."""
    held: DateMatch | None = None
    for found in dates:
        if held and _is_interval(text, held, found):
            held = held._replace(end=found.end, last=found)
            continue
        if held:
            yield held
        held = found
    if held:
        yield held


def _is_interval(text: str, first: DateMatch, last: DateMatch) -> bool:
    if (
        first.last
        or not first.form.grain
        or first.form.grain != last.form.grain
        or last.end - first.start > MAX_INTERVAL_CHARS
    ):
        return False
    if first.form.grain == "year" and first.words[0][-4:] >= last.words[0][-4:]:
        return False
    between = _BETWEEN.search(text, max(0, first.start - 12), first.start)
    and_ = between and text[first.end : last.start] == " and "
    return bool(and_ or _UNTIL.fullmatch(text, first.end, last.start))


def _value(found: DateMatch, moment: ReferenceTime, beside: DateMatch | None) -> str | None:
    """The value of a date; of an interval and a list without a year the year is that of the `beside` one."""
    last = found.last or beside
    end = last and last.form.grain == found.form.grain and _has_year(last) and not _has_year(found)
    if last and end and (value := _read(last.form, last.words, moment)):
        moment = moment._replace(reference=periods.first_day(value), tense=Tense.BEHIND)
    first = _read(found.form, found.words, moment)
    if not found.last or not first:
        return first
    if not end:
        moment = moment._replace(reference=periods.first_day(first), tense=Tense.AHEAD)
    value = _read(found.last.form, found.last.words, moment) if not end else value
    return value and periods.interval(first, value)


def _has_year(found: DateMatch) -> bool:
    groups = found.words.groupdict()
    return bool(groups.get("year") or groups.get("of"))


def _read(form: Form, words: re.Match[str], moment: ReferenceTime) -> str | None:
    try:
        return form.read(words, moment)
    except (ValueError, OverflowError, LookupError):
        # a day that no calendar has, or a letter like “ſ”, that patterns take for “s” and tables don't
        return None


def _surnames(reading: AnnotatedText) -> frozenset[str]:
    names = (
        reading.text[name.start : name.end].lower().split()
        for name in reading.names
        if name.label == "PERSON"
    )
    return frozenset(words[-1] for words in names if len(words) > 1)
