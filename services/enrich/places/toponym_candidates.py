"""What a place's name may mean: the country, region and cities that the gazetteer knows by it."""

import re
from functools import lru_cache
from typing import NamedTuple

from services.enrich.places.cities import City
from services.enrich.places.countries import country_code, demonym_country, is_shared
from services.enrich.places.gazetteer import MIN_PROMINENCE, Region, gazetteer
from services.enrich.places.placenames import fold
from services.enrich.places.toponym_context import Area

COUNTRY = 9.5
"""Prominence of a country: above London's 9.0, so that no namesake comes near it."""
REGION = 7.0
"""Prominence of a region: below that of Washington (7.5), near that of Victoria in Canada (7.1)."""
PART = 6.5
"""Prominence of a place of which only the country is known."""
OVER_REGION = 7.5
"""Prominence of a city that goes before the region it lies in: New York, not Quebec or Oaxaca."""

BEHIND = 2.0
"""How much less prominent the region is then."""

_AIRPORT = re.compile(r"(?: International| National)? Airport$")
_DIRECTION = re.compile(
    r"(?:(?:north|south|east|west)(?:ern|east|west|eastern|western)?|central|upstate|downtown|mid|inner|greater"
    r"|metropolitan|metro|occupied|mainland|rural|suburban|government-held|rebel-held)[ -]",
    re.IGNORECASE,
)
_KIND_BEHIND = re.compile(
    r" (?:state|province|region|oblast|prefecture|governorate|peninsula|islands?)$", re.IGNORECASE
)
_KIND_AHEAD = re.compile(r"(?:(?:state|province|island) of) ", re.IGNORECASE)
_CITY_BESIDE = re.compile(r"(?:city|town|village|port) of (?:the )?|(?<=\w) city$", re.IGNORECASE)


class ToponymCandidate(NamedTuple):
    """One place that a name may mean; coordinates are null where only its country is known."""

    country: str
    region: str | None
    latitude: float | None
    longitude: float | None
    prominence: float
    kind: str

    def within(self, area: Area) -> bool:
        """Whether the place lies in an area, as far as is known."""
        return self.country == area.country and area.region in (None, self.region)


@lru_cache(maxsize=8192)
def toponym_candidates(name: str) -> tuple[ToponymCandidate, ...]:
    """The places that a name may mean, the most prominent first; none where the gazetteer knows none."""
    if is_shared(name):
        return ()
    return _plain(name) or _part(name)


def _plain(name: str) -> tuple[ToponymCandidate, ...]:
    known, folded = gazetteer(), fold(name)
    region = known.short.get(name) or known.regions.get(folded)
    if folded in known.landmarks:
        return (only_country(known.landmarks[folded]),)
    code = country_code(name)
    found = [_city(city) for city in known.cities.named(folded)]
    if region:
        own = [city for city in found if (city.country, city.region) == (region.country, region.code)]
        over = bool(own) and own[0].prominence >= OVER_REGION
        found = found if over else [city for city in found if city not in own]
        behind = own[0].prominence - BEHIND if over else REGION
        found.append(_region(region, COUNTRY if code == region.country else behind))
    if code and not (region and code == region.country):
        latitude, longitude = known.city_states.get(code, (None, None))
        found = [city for city in found if city.country != code or city.kind != "city"]
        found.append(
            ToponymCandidate(code, None, latitude, longitude, REGION if region else COUNTRY, "country")
        )
    part = known.subdivisions.get(folded) or ("US" if folded in known.counties else None)
    if part and all(meaning.country != part for meaning in found):
        found.append(only_country(part))
    return tuple(sorted(found, key=lambda meaning: -meaning.prominence))


def _part(name: str) -> tuple[ToponymCandidate, ...]:
    """“Northern Ireland” is known as it is; of “northern Iraq” the country is, of “east London” the place."""
    rest = _CITY_BESIDE.sub("", name)
    if rest != name:
        return tuple(meaning for meaning in _plain(rest) if meaning.kind == "city")
    rest = _KIND_AHEAD.sub("", _KIND_BEHIND.sub("", name))
    if rest != name:
        found = _plain(rest)
        wide = tuple(meaning for meaning in found if meaning.kind == "region")
        large = (meaning for meaning in found[:1] if meaning.prominence >= MIN_PROMINENCE)
        return wide or tuple(only_country(meaning.country) for meaning in large)
    rest = _DIRECTION.sub("", name, count=1)
    if rest != name:
        return tuple(m if m.kind == "city" else only_country(m.country) for m in _plain(rest))
    rest = _AIRPORT.sub("", name)
    if rest != name:
        return tuple(only_country(meaning.country) for meaning in _plain(rest)[:1])
    people = demonym_country(name)
    return (only_country(people),) if people else ()


def _city(city: City) -> ToponymCandidate:
    latitude, longitude = round(city.latitude, 5), round(city.longitude, 5)
    return ToponymCandidate(city.country, city.region, latitude, longitude, city.prominence, "city")


def _region(region: Region, prominence: float) -> ToponymCandidate:
    return ToponymCandidate(
        region.country, region.code, region.latitude, region.longitude, prominence, "region"
    )


def only_country(code: str) -> ToponymCandidate:
    """Somewhere in a country."""
    return ToponymCandidate(code, None, None, None, PART, "part")
