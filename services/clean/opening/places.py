"""Places that news is filed from, for datelines in mixed case: “New York —” is a place, “Ann Lee —” is not.

Sources: the cities that stand alone in datelines by the AP Stylebook, the capitals of the world and cities
from which papers outside America file; the states, provinces and countries by their names and by the
abbreviations of datelines, old (“N.M.”, “West Germany”) and postal (“NM”); and, in cities.txt and towns.txt,
the smaller cities of the world and of the English-speaking countries from GeoNames.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib import resources

from services.languages import ENGLISH, GERMAN


def _folded_all(listed: Iterable[str]) -> frozenset[str]:
    return frozenset(map(str.casefold, listed))


CITIES = _folded_all(ENGLISH.datelines.cities) | _folded_all(GERMAN.datelines.dateline_cities)
REGIONS = _folded_all(ENGLISH.datelines.states) | _folded_all(ENGLISH.datelines.countries)
FIRST_WORDS = frozenset({"san", "santa", "saint", "st.", "fort", "port", "mount", "cape", "lake"})
LAST_WORDS = _folded_all(ENGLISH.datelines.ground_words)
LAST_WORDS_OF_TOWNS = _folded_all(ENGLISH.datelines.town_words)
PLACES_IN_CAPITALS = _folded_all(ENGLISH.datelines.seats)
TOWN = re.compile(
    r"[a-z]{2,}(?:ton|ville|burgh?|ham|field|town|bury|land|dale|mouth|chester|wick|haven|brook|bridge|minster"
    r"|hurst|combe|stadt|dorf|heim|hausen|grad|gorod|pur|pura|abad|stan|polis)"
)
"""How towns are named in English, German, Russian and the languages of India."""
MOST_WORDS = 3
"""Words of a name that is only built like a city’s; “NEW ZEALAND WOOL STOCKPILE FALLS” is a headline."""
SHORT = 3
"""Letters of an abbreviation that is a word too: “Me”, “OK”, “Man”."""
BETWEEN = re.compile(r"\s*(?:/|,|&|\band\b)\s*", re.IGNORECASE)


def is_city(name: str) -> bool:
    """Whether the name is of a city in the list, in any case, or built like one: “Palm Beach”, “San Remo”."""
    parts = name.casefold().split()
    return name.casefold() in CITIES or (
        1 < len(parts) <= MOST_WORDS and (parts[0] in FIRST_WORDS or parts[-1] in LAST_WORDS)
    )


def is_region(name: str) -> bool:
    """Whether the name is of a country, state or province, as it stands behind a city: “Texas”, “N.M.”."""
    return name.casefold() in REGIONS and (len(name) > 2 or name.isupper())


def is_listed(name: str) -> bool:
    """Whether the name is in the lists of cities and regions, word for word."""
    return name.casefold() in CITIES or (len(name) > SHORT and is_region(name))


def names_city(name: str, listed: bool = False) -> bool:
    """Whether the name is of a city, or of several with one that is: “London/New York”.

    With `listed` a name that is only built like a city's (“Palm Beach”) does not count.
    """
    parts = BETWEEN.split(name[:100])
    return any(part.casefold() in CITIES if listed else is_city(part) for part in parts)


def is_city_of_the_world(name: str) -> bool:
    """Whether the name is of one of some 10,000 cities of GeoNames, in any case, with accents or without.

    It may be a surname too (“Santos”), so it counts for less than the lists here.
    """
    return _folded(name) in _listed_in("cities.txt")


def is_town(name: str) -> bool:
    """Whether a name in capitals is of a city or town anywhere, or of a place like the White House.

    Many towns of the English-speaking countries are surnames too: in mixed case this counts for nothing.
    """
    folded = _folded(name)
    if "-" in name and all(is_city(part) or is_town(part) for part in name.split("-", 3)):
        return True  # “MINNEAPOLIS-ST. PAUL”
    return (
        folded in _listed_in("towns.txt")
        or folded in _listed_in("cities.txt")
        or folded in PLACES_IN_CAPITALS
    )


def is_built_like_town(name: str) -> bool:
    """Whether an unknown name has the form of a town’s: “PLEASANTVILLE”, “TALLOW CREEK”, “CEBU CITY”."""
    parts = _folded(name).split()
    if len(parts) == 1:
        return TOWN.fullmatch(parts[0]) is not None
    first = " ".join(parts[:-1])  # “MANCHESTER CITY” is a club
    is_club = first in CITIES or first in _listed_in("towns.txt")
    return 0 < len(parts) <= MOST_WORDS and parts[-1] in LAST_WORDS_OF_TOWNS and not is_club


def _folded(name: str) -> str:
    """The name in small letters without accents."""
    letters = unicodedata.normalize("NFD", name[:100])
    return "".join(char for char in letters if not unicodedata.combining(char)).casefold()


@cache
def _listed_in(file: str) -> frozenset[str]:
    lines = resources.files(__package__).joinpath(file).read_text(encoding="utf-8").splitlines()
    return frozenset(line.casefold() for line in lines if not line.startswith("#"))
