"""Names that are known before any text is read: places of the world, and what people are called.

Places come from `gazetteer` and `countries`, first and family names from the lists by which mimesis
makes up people in 40 languages. A known name proves nothing (Paris Hilton, Jordan): it is weighed against
what the text says.
"""

import json
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from services.enrich.places.countries import is_country
from services.enrich.places.gazetteer import MIN_PROMINENCE, gazetteer, is_region
from services.enrich.places.placenames import fold
from services.languages import ENGLISH

METROPOLIS = 7.2
"""Prominence (see `gazetteer.City`) of a city whose name alone says that it is one: Leeds, not Durham."""

_REGIONS = ENGLISH.names.wide_regions


COMMON_WORDS = ENGLISH.names.names_that_are_words
"""First and family names and cities that are words as well, and say nothing alone."""


@lru_cache(maxsize=20_000)
def prominence(name: str) -> float:
    """How sure it is that `name` is a place's, from 0 for what is none, to 1."""
    # “OK” and “IN” are seldom states
    if name.islower() or (len(name) == 2 and name.isupper()):
        return 0.0
    if is_country(name) or name in _REGIONS:
        return 1.0
    personal = " " not in name and name in first_names()
    if is_region(name):
        return 0.3 if personal else 1.0
    cities = gazetteer().cities.named(fold(name))[:1]
    if not cities or cities[0].prominence < MIN_PROMINENCE or name in COMMON_WORDS:
        return 0.0
    if cities[0].prominence >= METROPOLIS:
        return 0.3 if personal else 1.0
    return 0.2 if personal or name in family_names() else 0.5


def is_place(name: str) -> bool:
    """Whether `name` is a country's, a state's or province's, a larger city's or a continent's."""
    return prominence(name) > 0


def is_wide(name: str) -> bool:
    """Whether `name` is of a continent, an ocean or a part of a city, which nobody governs."""
    return name in _REGIONS


@lru_cache(maxsize=4096)
def continues_place(name: str) -> bool:
    """Whether `name` is a place's as a whole, of whatever size: “Lower Saxony”, “Rio Grande do Sul”."""
    return is_country(name) or is_region(name) or fold(name) in gazetteer().subdivisions


def first_names() -> frozenset[str]:
    """First names of 40 languages, as they are written in Latin letters."""
    return _names()[0]


def family_names() -> frozenset[str]:
    """Family names of 40 languages, as they are written in Latin letters."""
    return _names()[1]


def warm() -> None:
    """Read the lists now (0.1 s, 13 MB), so that the first article need not wait."""
    _names()


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    """First and family names, from the same files."""
    files = (folder / "person.json" for folder in resources.files("mimesis").joinpath("datasets").iterdir())
    people = [json.loads(file.read_text(encoding="utf-8")) for file in files if file.is_file()]
    return _listed(people, "names"), _listed(people, "surnames")


def _listed(people: list[dict[str, Any]], kind: str) -> frozenset[str]:
    found: set[str] = set()
    for each in people:
        lists = each.get(kind, [])
        for names in lists.values() if isinstance(lists, dict) else [lists]:
            found.update(name for name in names if len(name) > 1 and name[0].isupper() and name.isalpha())
    return frozenset(found)
