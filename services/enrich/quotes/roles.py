"""What the text says of those it names: their offices and trades, their age, their gender.

“Prime Minister Shinzo Abe” tells who “the prime minister” is later, “Kate Moore, 29,” who “the 29-year-old”
is, and “Mrs. Carter” whom “she” may stand for. No list of first names: only what the article itself says.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from services.enrich.nlp_model import Extent
from services.enrich.quotes.speaker_candidates import NamedMention, SpeakerCandidates
from services.languages import ENGLISH

MEN, WOMEN = ENGLISH.people.men, ENGLISH.people.women
PERSONS = MEN | WOMEN | ENGLISH.people.anyone
"""Nouns for one person."""
COMPANIES = ENGLISH.people.companies
"""Nouns for any organisation: “the company” may be Toyota."""
BODIES = COMPANIES | ENGLISH.people.bodies
"""Nouns for organisations; those that are not in COMPANIES stand in the name: “the commission”."""

OFFICES = ENGLISH.people.offices
"""Nouns that papers call a person by whom they have named otherwise: “the Vermont senator”."""
NEVER_NAMED = ENGLISH.people.never_named
"""Nouns for people whom papers often leave without a name."""

_AGE = re.compile(r"\d{1,3}-year-old")
_RANKS = ENGLISH.people.rank_words
PORTFOLIOS = ENGLISH.people.portfolios
"""Words that tell one minister, secretary or president from another."""
_ABBREVIATED = {short: title for short, (title,) in ENGLISH.people.abbreviated_titles.items()}
_MR, _MS = frozenset({"mr", "sir"}), frozenset({"mrs", "ms", "miss", "madam", "mme", "dame"})
_STOP = re.compile(r"[,;:!?()\"“”\n]|(?<=[a-z]{4})\.")
_APPOSED_BEFORE = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Ii]ts) ((?:[\w’'.-]+ ){0,7}?[\w’'-]+), $"
)
_AGED = re.compile(r"(?:,? \(|, (?:aged )?)(\d{1,3})(?=[,.;)])")
_APPOSED_AFTER = re.compile(
    r"(?:, (?:aged )?\d{1,3})?(?:,| is| was| became)(?: now| who is| who was)? "
    r"(?:the|an?|his|her|their|its|[A-Z][\w.]+[’']s?|former|chief|head)? ?((?:[\w’'.&-]+ ){0,7}[\w’'-]+)"
)
_PARTY = re.compile(r" \((?:D|R|I)-")
_HE = re.compile(r"\b(?:(he|his|him|himself)|(?:she|her|hers|herself))\b", re.IGNORECASE)


class KnownRole(NamedTuple):
    """What the text says of one whom it names: words of offices, and `m`, `f` or nothing of the gender."""

    words: frozenset[str]
    gender: str


def describe(cast: SpeakerCandidates, sentences: Sequence[Extent]) -> dict[str, KnownRole]:
    """What the text says of each person whom it names, by name."""
    text = cast.text
    words: dict[str, set[str]] = defaultdict(set)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for named in cast.named:
        if named.person:
            said = _said_of(text, named)
            words[named.name] |= said
            for gender, nouns in (("m", MEN | _MR), ("f", WOMEN | _MS)):
                if said & nouns:
                    votes[named.name][gender] += 3
    for name, gender in _pronouns(cast, sentences):
        votes[name][gender] += 1
    return {name: KnownRole(frozenset(said), _winner(votes[name])) for name, said in words.items()}


def matches(known: KnownRole, noun: str, words: frozenset[str]) -> int:
    """How well “the … `noun`” with its other `words` fits what is known; 0 where it does not."""
    if noun not in known.words or not words & PORTFOLIOS <= known.words:
        return 0
    ranks = len((known.words ^ words) & _RANKS)
    return 10 + 2 * len(known.words & words) - 3 * ranks


def is_role(phrase: str) -> bool:
    """Whether a phrase ends in a noun for a person or a body: “prime minister”, “43-year-old”, “company”."""
    noun = phrase.rsplit(None, 1)[-1].lower()
    return noun in PERSONS or noun in BODIES or bool(_AGE.fullmatch(noun))


def gender_of(noun: str) -> str:
    """`m`, `f` or nothing: what a noun alone says."""
    return "m" if noun in MEN else "f" if noun in WOMEN else ""


def _said_of(text: str, named: NamedMention) -> set[str]:
    said: set[str] = set()
    before = _STOP.split(text[max(0, named.start - 60) : named.start])[-1].split()[-5:]
    if before:
        last = [word.rstrip(".").lower() for word in before]
        last = [_ABBREVIATED.get(word, word) for word in last]
        if last[-1] in PERSONS or last[-1] in _MR or last[-1] in _MS:
            said.update(_from_the_office(last))
    inside = [
        _ABBREVIATED.get(word, word)
        for word in text[named.start : named.end].lower().replace(".", "").split()
    ]
    said.update(word for word in inside[:-1] if word in PERSONS)
    comma = text.startswith(", ", named.start - 2)
    apposed = comma and _APPOSED_BEFORE.search(text, max(0, named.start - 90), named.start)
    if apposed:
        said |= _office(apposed[1])
    if not text.startswith((",", " (", " is ", " was ", " became "), named.end):
        return said
    aged = _AGED.match(text, named.end)
    if aged:
        said.add(f"{aged[1]}-year-old")
    after = _APPOSED_AFTER.match(text, named.end, named.end + 110)
    if after:
        said |= _office(after[1])
    if _PARTY.match(text, named.end):
        said.add("lawmaker")
    return said


def _from_the_office(words: list[str]) -> list[str]:
    """The words that belong to the office: “met Foreign Minister” → foreign, minister."""
    kept = 1
    while kept < len(words) and (words[-kept - 1] in PERSONS or words[-kept - 1] in _RANKS or kept < 2):
        kept += 1
    return words[-kept:]


def _office(phrase: str) -> set[str]:
    """The words of an apposition up to its noun and the body it belongs to, if its noun is a person's."""
    words = [word.rstrip(".").lower() for word in phrase.split()]
    return set(words) if any(word in PERSONS for word in words) else set()


def _pronouns(cast: SpeakerCandidates, sentences: Sequence[Extent]) -> Iterator[tuple[str, str]]:
    """Pronouns after the only person whom their sentence names: whom else could they stand for?"""
    for start, end in sentences:
        people = {named.name: named.end for named in reversed(cast.within(start, end)) if named.person}
        if len(people) == 1:
            ((name, since),) = people.items()
            found = _HE.finditer(cast.text, since, end)
            genders = {"m" if pronoun[1] else "f" for pronoun in found if not cast.is_quoted(pronoun.start())}
            if len(genders) == 1:
                yield name, genders.pop()


def _winner(votes: Counter[str]) -> str:
    man, woman = votes["m"], votes["f"]
    return "m" if man > 2 * woman else "f" if woman > 2 * man else ""
