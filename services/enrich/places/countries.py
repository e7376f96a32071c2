"""Countries by every name that the news has for them and their people, as ISO 3166-1 alpha-2 codes.

Names, official and common names come from pycountry, news names from `exonyms`, peoples from `demonyms`.
Kosovo has the code XK, which ISO leaves to its users and which the EU, the World Bank and GeoNames use.
"""

from collections.abc import Iterator
from functools import lru_cache

import pycountry

from services.enrich.places.demonyms import CONTINENTALS, DEMONYMS
from services.enrich.places.exonyms import NEWS_NAMES, NO_COUNTRY, SHORT_NAMES
from services.enrich.places.placenames import fold

_PEOPLE = ("woman", "women", "man", "men")
_SHORTEST = 4
"""Letters of a demonym that has a plural in s: “Lao” has none."""


@lru_cache(maxsize=4096)
def country_code(name: str) -> str | None:
    """The code of the country that `name` is a name of: “Britain” and “U.K.” are GB; null for other places.

    Parts of a country that the news names beside countries have its code: Scotland, Crimea, the Gaza Strip.
    """
    short = name.replace(".", "").removeprefix("the ").removeprefix("The ")
    if len(short) <= 4 and short.isupper() and short in SHORT_NAMES:
        return SHORT_NAMES[short]
    return _names().get(fold(name))


def is_country(name: str) -> bool:
    """Whether `name` is a country's, or of a part of one that the news treats like a country (Scotland).

    “Georgia” is one here: whether it is the American state only the text can say, see `geography`.
    """
    return country_code(name) is not None


@lru_cache(maxsize=4096)
def demonym_country(name: str) -> str | None:
    """The code of the country whose people or adjective `name` is: “Dutch”, “South Koreans”, “Bosnian Serb”.

    Null for the people of no one country: “Korean”, “Latin American”, “Kurds”, “Israeli-Palestinian”.
    """
    folded = fold(name)
    code = _demonym(folded)
    words = folded.split()
    if code or len(words) < 2:
        return code
    if words[-1].startswith("american"):
        return None if words[-2] in CONTINENTALS else "US"
    codes = {code for word in words if (code := _demonym(word))}
    return codes.pop() if len(codes) == 1 else None


def country_name(code: str) -> str | None:
    """A country's usual name in English: “Bolivia”, “South Korea”, “Russia”; null for an unknown code."""
    if code in _USUAL:
        return _USUAL[code]
    found = pycountry.countries.get(alpha_2=code)
    return str(getattr(found, "common_name", found.name)) if found else None


def is_shared(name: str) -> bool:
    """Whether `name` is of no one country though it looks like one's: “the Koreas”, “Soviet Union”."""
    return fold(name) in _shared()


_USUAL = {
    "BN": "Brunei", "CD": "Congo", "CG": "Republic of Congo", "CV": "Cape Verde", "FK": "Falkland Islands",
    "FM": "Micronesia", "MO": "Macau", "PS": "Palestine", "RU": "Russia", "TL": "East Timor", "TR": "Turkey",
    "VA": "Vatican City", "VG": "British Virgin Islands", "VI": "U.S. Virgin Islands", "XK": "Kosovo",
    "CI": "Ivory Coast", "MF": "Saint Martin", "SX": "Sint Maarten",
}  # fmt: skip


def listed(table: str) -> Iterator[tuple[str, str]]:
    """The pairs of code and name of a table like those of `demonyms`."""
    code = ""
    for line in table.strip().splitlines():
        if not line.startswith(" "):
            code, _, line = line.partition(" ")  # noqa: PLW2901 - the rest of the line is what is read
        yield from ((code, name.strip()) for name in line.split(";"))


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    names = {}
    for country in pycountry.countries:
        given = (country.name, getattr(country, "common_name", ""), getattr(country, "official_name", ""))
        for name in filter(None, given):
            plain, _, rest = name.partition(" (")[0].partition(", ")
            names[fold(f"{rest} {plain}" if rest else plain)] = country.alpha_2
    names |= {fold(name): code for code, name in listed(NEWS_NAMES)}
    return names


@lru_cache(maxsize=1)
def _demonyms() -> dict[str, str]:
    return {fold(name): code for code, name in listed(DEMONYMS)}


@lru_cache(maxsize=1)
def _shared() -> frozenset[str]:
    return frozenset(map(fold, NO_COUNTRY.replace("\n", ";").split(";")))


def _demonym(folded: str) -> str | None:
    demonyms = _demonyms()
    if folded in demonyms:
        return demonyms[folded]
    if folded.endswith("s") and len(folded) > _SHORTEST:
        return demonyms.get(folded[:-1])
    for ending in _PEOPLE:
        if folded.endswith(ending):
            return demonyms.get(folded.removesuffix(ending))
    return None
