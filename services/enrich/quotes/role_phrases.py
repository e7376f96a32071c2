"""Phrases that stand for a speaker: “the prime minister said”, “said the mayor”, “an official said”."""

import re
from typing import NamedTuple

from services.enrich.quotes.roles import is_role
from services.enrich.quotes.speaker_candidates import SpeakerCandidates


def any_of(*words: str) -> str:
    """A pattern for any of the words in `words`."""
    return f"(?:{'|'.join(' '.join(words).split())})"


BESIDE_VERB = any_of(
    "also later then once again just now still never recently first even further reportedly often only both",
    "all himself herself itself has had have is was were are did does do would will could can may might not",
    "n't never been being since already always previously soon quickly [a-z]+ly",
)
"""Words that may stand between a subject and its verb."""
_DETERMINER = "(?:[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother|[Tt]his|[Tt]hat|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Oo]ur|[Mm]y)"
_PHRASE = re.compile(rf"\b({_DETERMINER})\s+((?:(?!{_DETERMINER}\s)[\w.’'&-]+\s+){{0,6}}?[\w’'-]+)$")
_PHRASE_OF = re.compile(
    rf"\b({_DETERMINER})\s+((?:[\w.’'&-]+\s+){{0,4}}?[\w’'-]+)\s+(?:of|for|at|from|in)\s+[^,;:.]{{1,60}}$"
)
_PHRASE_FIRST = re.compile(
    rf"\W*({_DETERMINER})\s+((?:[\w.’'&-]+\s+){{0,6}}?[\w’'-]+)"
    rf"(?=,|\s+(?:of|for|at|from|in|on|who|{BESIDE_VERB}|\w+(?:ed|s)\b))"
)
_PHRASE_AFTER = re.compile(rf"\s+({_DETERMINER})\s+((?:[\w.’'&-]+\s+){{0,6}}[\w’'-]+)")
_WORD_END = re.compile(r"[\w’'-]+")
_TRAILING_ADVERBS = re.compile(rf"(?:\s+{BESIDE_VERB}){{0,4}}\s*$")


class Subject(NamedTuple):
    """The subject of a cue at `start`: a name, or the words that stand for one: “she”, “the prime minister”.

    Neither for somebody whom the text does not name: “an official”.
    """

    start: int
    name: str | None
    words: str = ""


SOMEBODY = Subject(-1, None)


def role_beside(cast: SpeakerCandidates, start: int, end: int) -> Subject | None:
    """“the prime minister said”, “the mayor of Kyoto also said”; an official's words are nobody's by name."""
    text = cast.text
    adverbs = _TRAILING_ADVERBS.search(text, max(start, end - 80), end)
    stop = adverbs.start() if adverbs else end
    begin = max(start, stop - 140)
    for pattern in (_PHRASE, _PHRASE_OF):
        phrase = pattern.search(text, begin, stop)
        if phrase and is_role(phrase[2]):
            if any(named.end == phrase.end(2) for named in cast.within(phrase.start(), phrase.end())):
                return None  # “the International Atomic Energy Agency”
            if text.startswith(", ", phrase.start() - 2) and cast.within(start, phrase.start()):
                return None  # “Clinton, the former secretary of state said”
            owner = any(n.person and cast.owns(n) for n in cast.within(phrase.start(), phrase.end()))
            return SOMEBODY if owner else by_role(phrase)
    return None


def role_after(text: str, start: int, end: int) -> re.Match[str] | None:
    """The phrase right after a cue up to the first noun for a role: “the foreign minister”."""
    found = None
    for stop in _WORD_END.finditer(text, start, min(end, start + 80)):
        phrase = _PHRASE_AFTER.fullmatch(text, start, stop.end())
        if phrase and is_role(phrase[2]):
            found = phrase
        elif found:
            break
    return found


def role_first(text: str, start: int, end: int) -> Subject | None:
    """The role that a clause begins with: “The company, which makes cars, …”."""
    phrase = _PHRASE_FIRST.match(text, start, end)
    return by_role(phrase) if phrase and is_role(phrase[2]) else None


def by_role(phrase: re.Match[str]) -> Subject:
    """Whom a phrase stands for: somebody known only where it is definite."""
    definite = phrase[1].lower() in ("the", "this", "that")
    return Subject(phrase.start(), None, phrase[2].lower()) if definite else SOMEBODY
