"""What the words beside a place's name say of where it is: “Paris, Texas”, “the Lebanese port of Tripoli”."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from services.enrich.places.countries import country_code, demonym_country
from services.enrich.places.gazetteer import gazetteer
from services.enrich.places.placenames import fold

REACH = 70
"""Characters beside a name that are looked at."""

_KINDS = (
    "city|town|village|hamlet|port|capital|suburb|province|region|state|district|resort|island|neighbou?rhood"
    "|enclave|stronghold|borough|municipality"
)
_WORD = r"[A-Z][\w.’'-]*"
_NAME = rf"{_WORD}(?: (?:{_WORD}|of|and|the)){{0,5}}"
_BEHIND = re.compile(rf"(?:, | \(|, in )({_NAME})")
_INSIDE = re.compile(rf" in (?:the )?(?:(?:north|south|east|west|central|upstate|rural)[a-z-]* )?({_NAME})")
_KIND_AHEAD = re.compile(
    rf"({_WORD}(?: {_WORD}){{0,2}})(?:['’]s?)?(?: [a-z-]+){{0,3}} (?:{_KINDS})(?: of)? $"
)
_OWNER_AHEAD = re.compile(rf"({_WORD}(?: {_WORD}){{0,2}})['’]s? (?:[a-z]+ )?$")
_STATE_BESIDE = re.compile(r" [Ss]tate\b(?! (?:University|College|Department))")
_STATE_AHEAD = re.compile(r"\b(?:state of|upstate) $", re.IGNORECASE)
_TRAILING = ".,;:)’'"


_COMMA = re.compile(r"\s*,\s*")
_BETWEEN = re.compile(r"\s*(?:/|&|\band\b)\s*", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
MAX_DATELINE_CHARS = 160
"""Characters of a dateline's place that are read."""


class Area(NamedTuple):
    """A country, or a region of it by its GeoNames code."""

    country: str
    region: str | None = None


@lru_cache(maxsize=4096)
def areas(name: str) -> tuple[Area, ...]:
    """The regions and countries that a name, as written, stands for: two for “Georgia”, none for “Leeds”."""
    known = gazetteer()
    region = known.short.get(name) or known.regions.get(fold(name))
    code = country_code(name)
    found = [Area(region.country, region.code)] if region else []
    if code and not any(area.country == code for area in found):
        found.append(Area(code))
    return tuple(found)


def dateline_places(dateline: str | None) -> list[tuple[str, tuple[Area, ...]]]:
    """The places of a dateline, each with the areas that stand behind it: “TURNBERRY/GLASGOW, Scotland”."""
    if not dateline:
        return []
    head, *behind = _COMMA.split(dateline.strip()[:MAX_DATELINE_CHARS])
    around = next((found for part in reversed(behind) if (found := areas(_BRACKETS.sub("", part)))), ())
    bracketed = _BRACKETS.search(dateline[:MAX_DATELINE_CHARS])
    if not around and bracketed:
        around = areas(bracketed[1])
    places = _BETWEEN.split(_BRACKETS.sub("", head))
    return [(place, around) for place in places if place]


def clues_behind(text: str, end: int) -> tuple[Area, ...]:
    """The area that is named right behind a place: “, Texas”, “ (Texas)”."""
    named = _BEHIND.match(text, end, end + REACH)
    return _longest(named[1]) if named else ()


def clues_around(text: str, start: int, end: int) -> Iterator[Area]:
    """The areas that a place may well be in: “in northern Ohio” behind it, “Ohio’s” before it."""
    inside = _INSIDE.match(text, end, end + REACH)
    if inside:
        yield from _longest(inside[1])
    ahead = text[max(0, start - REACH) : start]
    for pattern in (_KIND_AHEAD, _OWNER_AHEAD):
        found = pattern.search(ahead)
        if found:
            yield from _last(found[1])


def says_state(text: str, start: int, end: int) -> bool:
    """Whether the text says that a name is the state's: “Washington state”, “the state of New York”."""
    return bool(_STATE_BESIDE.match(text, end) or _STATE_AHEAD.search(text, max(0, start - 10), start))


def _longest(words: str) -> tuple[Area, ...]:
    """The areas of the longest name at the beginning."""
    parts = words.split()
    for count in range(len(parts), 0, -1):
        name = _bare(" ".join(parts[:count]))
        found = areas(name) or areas(name.rstrip(_TRAILING))
        if found:
            return found
    return ()


def _last(words: str) -> tuple[Area, ...]:
    """The areas of the longest name, or of the people, at the end."""
    parts = words.split()
    for first in range(len(parts)):
        name = _bare(" ".join(parts[first:]))
        people = demonym_country(name)
        found = areas(name) or ((Area(people),) if people else ())
        if found:
            return found
    return ()


def _bare(name: str) -> str:
    for ending in ("'s", "’s", "'", "’"):
        name = name.removesuffix(ending)
    return name
