"""What organisations are called for short: “IAEA”, “Toyota” for Toyota Motor Corp, “the State Department”."""

import re
from collections.abc import Iterator

from services.enrich.entities.chains import Chain
from services.enrich.entities.kinds import COMMON, ORGANISATION_ENDS, PLACE_ENDS
from services.enrich.entities.name_gazetteer import is_place
from services.enrich.entities.names import GROUPS, SYNONYMS, bare
from services.enrich.entities.organisations import ORGANISATIONS
from services.enrich.places.countries import demonym_country

_ACRONYM = re.compile(r"[A-Z][A-Za-z]{0,4}[A-Z]")
_SMALL_WORDS = frozenset({"of", "the", "and", "for", "in", "on", "to", "&", "'s", "’s"})


def join_acronyms(text: str, chains: dict[str, Chain]) -> None:
    """Give the mentions of “IAEA” to the International Atomic Energy Agency, where only one name fits."""
    holders: dict[str, list[Chain]] = {}
    beside: dict[int, Chain] = {}
    for chain in chains.values():
        words = chain.name.split()
        if len(words) > 1 and chain.label != "PERSON":
            beside.update((end, chain) for _, end in chain.spans)
            large = [word for word in words if word.lower() not in _SMALL_WORDS]
            for initials in {"".join(word[0] for word in kept).upper() for kept in (words, large)}:
                holders.setdefault(initials, []).append(chain)
    for chain in list(chains.values()):
        acronym = chain.name.replace(".", "")
        if not _ACRONYM.fullmatch(acronym) or chain.key in GROUPS:
            continue
        candidates = holders.get(acronym.upper(), [])
        if len(candidates) == 1:
            candidates[0].take(chains.pop(chain.key))
            continue
        for start, _ in chain.spans:
            whole = beside.get(start - 2) if text[start - 2 : start] == " (" else None
            if whole and _abbreviates(acronym, whole.name):
                whole.take(chains.pop(chain.key))
                break


def _abbreviates(acronym: str, name: str) -> bool:
    """Whether the letters stand in the name in their order, the first where a word begins."""
    at = name.lower().find(acronym[0].lower())
    for letter in acronym.lower():
        at = name.lower().find(letter, at)
        if at < 0:
            return False
        at += 1
    return True


def join_organisations(chains: dict[str, Chain]) -> None:
    """Give “Toyota” to Toyota Motor Corp, “State Department” to the U.S. State Department."""
    holders: dict[str, list[Chain]] = {}
    for chain in chains.values():
        if chain.label == "ORG":
            for short in short_names(chain.name):
                holders.setdefault(short.casefold(), []).append(chain)
    for chain in list(chains.values()):
        candidates = holders.get(chain.name.casefold(), [])
        if len(candidates) == 1 and candidates[0].key in chains and _may_be_short(chain):
            candidates[0].take(chains.pop(chain.key))


def short_names(name: str) -> Iterator[str]:
    """What an organisation may be called for short: without “Motor Corp”, without a country, without both."""
    words = name.split()
    head = len(words)
    while head > 1 and bare(words[head - 1]) in ORGANISATION_ENDS:
        head -= 1
    country = next((cut for cut in (2, 1) if cut < len(words) and _is_of_place(" ".join(words[:cut]))), 0)
    ends = range(head, len(words) + 1)
    for start in {0, country}:
        for end in ends:
            short = " ".join(words[start:end])
            if 0 < end - start < len(words) and not _is_of_place(short) and _is_telling(words[start:end]):
                yield short


def _is_telling(words: list[str]) -> bool:
    """Not “State” of the State Department, nor “Wall Street” of its Journal."""
    last = bare(words[-1])
    common = len(words) == 1 and (last in ORGANISATION_ENDS or last in COMMON)
    return not common and last not in PLACE_ENDS


def _is_of_place(name: str) -> bool:
    # Toyota is a city as well, but nobody means it
    return name not in ORGANISATIONS and (name in SYNONYMS or is_place(name) or bool(demonym_country(name)))


def _may_be_short(chain: Chain) -> bool:
    """Not a place, a people or a person that an organisation is named after."""
    name = chain.name
    if chain.key in GROUPS or _is_of_place(name):
        return False
    return chain.label in ("", "ORG", "GPE", "PRODUCT") or (chain.label == "PERSON" and len(chain.words) == 1)


def join_halves(chains: dict[str, Chain]) -> None:
    """Give “the North” to North Korea where the article has both."""
    for half in ("north", "south"):
        whole = chains.get(SYNONYMS[f"{half.title()} Korea"][0])
        if whole and half in chains:
            whole.take(chains.pop(half))
