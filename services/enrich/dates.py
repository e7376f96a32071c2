"""When: the dates of an article, with what they mean on the day it was published."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date

from schemas import Annotator, DateMention
from services.enrich.periods import BARE, EXPRESSION, resolve, resolve_bare
from services.enrich.reading import Extent, Reading

ANNOTATOR = Annotator(name="dates", version="1")

_DETERMINER = re.compile(r"(?:the|an?)\s+(?=\S)", re.IGNORECASE)
_POINTS = re.compile(
    r"[A-Z]\w{2}|\b\d{4}\b|\b(?:this|last|next|past|coming|that|ago|later|earlier|early|late|recent|spring|summer"
    r"|autumn|fall|winter|new year)\b"
)
_LENGTH = re.compile(
    r"(?i:an?|every|each|[a-z]+teen|two|three|four|five|six|seven|eight|nine|ten|[\d.,]+)[\s-]"
)
_FUTURE = "will shall 'll ’ll wo scheduled expected planned plans plan due upcoming set ahead until till by"
_PAST = "after since following said told says was were had did from"
_AHEAD, _BEHIND = frozenset(_FUTURE.split()), frozenset(_PAST.split())
_WORD = re.compile(r"['’]?\w+")


def find_dates(reading: Reading, published: date | None) -> tuple[DateMention, ...]:
    """The dates of a text, in order; a length of time or an age is no date.

    `published` is the day that “Sunday” and “last week” count from; without it they have no value.
    """
    return tuple(sorted(_dates(reading, published), key=lambda found: found.start))


def _dates(reading: Reading, published: date | None) -> Iterator[DateMention]:
    text = reading.text
    known = list(EXPRESSION.finditer(text))
    for found in known:
        value = resolve(found, published, _ahead(reading, found.start()))
        yield DateMention(text=found[0], start=found.start(), end=found.end(), value=value)
    starts = [found.start() for found in known]
    for name in reading.names:
        if name.label != "DATE":
            continue
        index = bisect_left(starts, name.end) - 1
        start, end = _trim(text, name.start, name.end)
        surface = text[start:end]
        if (
            (index >= 0 and known[index].end() > name.start)
            or not _POINTS.search(surface)
            or _LENGTH.match(surface)
        ):
            continue
        bare = BARE.fullmatch(surface)
        value = resolve_bare(bare, published, _ahead(reading, start)) if bare else None
        yield DateMention(text=surface, start=start, end=end, value=value)


def _trim(text: str, start: int, end: int) -> Extent:
    determiner = _DETERMINER.match(text, start, end)
    start = determiner.end() if determiner else start
    stretch = text[start:end]
    return Extent(start + len(stretch) - len(stretch.lstrip()), end - len(stretch) + len(stretch.rstrip()))


def _ahead(reading: Reading, at: int) -> bool:
    """Whether the words before a date speak of what is to come: “will meet Monday”, not “after meeting”."""
    start = max(reading.sentence_at(at).start, at - 300)
    for word in reversed(_WORD.findall(reading.text, min(start, at), at)):
        if word.lower() in _AHEAD:
            return True
        if word.lower() in _BEHIND or (word.endswith("ed") and word.islower()):
            return False
    return False
