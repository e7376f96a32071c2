"""Who says it: the subject of a cue, read off the words around it.

No parser runs here (it costs 40 % of the model's speed); a news sentence puts its speaker beside
the verb often enough for rules over names, commas and prepositions.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schemas import Entity
from services.enrich.cues import FOLLOWED_BY_SPEAKER, find_cues

REACH = 400
"""Characters between a speaker and the cue, at most."""


def _any(*words: str) -> str:
    return f"(?:{'|'.join(' '.join(words).split())})"


_PREPOSITION = _any(
    "of with for by to from at in on about against between near under than like including behind over via",
    "into",
)
_CONJUNCTION = _any("and or but that as after before during because when while who")
_BESIDE_VERB = _any(
    "also later then once again just now still never recently first even further reportedly often only both",
    "all himself herself has had have is was did would will could can n't not who which \\w+ly",
)
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he)\b")
_PRONOUN_AFTER = re.compile(r"\s+(?:he|she)\b")
_POSSESSIVE = re.compile(r"['’]")
_BESIDE = re.compile(rf"(?:[\s,]+{_BESIDE_VERB})*\s*")
_NO_WORDS = re.compile(rf"[\W_]*(?:(?:and|but|as|the|{_BESIDE_VERB})\b[\W_]*)*")
_AFTER_PREPOSITION = re.compile(
    rf"\b{_PREPOSITION}\s+(?:(?:the|an?|former|then|his|her|its|their)\s+|[A-Z][\w.’'-]*\s+|[a-z]+\s+(?=[A-Z]))*$"
)
_COMMON_NOUNS = rf"\s+(?!(?:{_PREPOSITION}|{_CONJUNCTION})\b)[a-z][\w’'-]*(?:\s+[a-z][\w’'-]*){{0,2}}"
_COMMON_NOUN = re.compile(rf"{_COMMON_NOUNS}\s*")
_SPEAKS_FOR = re.compile(rf"{_COMMON_NOUNS}\s+")
_ROLE = re.compile(
    rf"(?:^|,|\b{_CONJUNCTION}\s)\s*"
    r"(?:the|an?|one|another|some|several|many|most|his|her|their|its|two|three|[a-z]+s)\s(?:[\w.’'-]+\s){0,8}$"
)
_APPOSED = re.compile(r"\s*[,(—–-].*[,)—–-]\s*", re.DOTALL)
_OTHER_CLAUSE = re.compile(rf"\b(?:{_PREPOSITION}|{_CONJUNCTION}|he|she|it|they|his|her)\b")
_TITLES_AND_WORDS = re.compile(r"(?:[^,.;:!?()\"“”]|\b(?:[A-Z]|[A-Z][a-z]{1,2})\.)*")


class Named(NamedTuple):
    """A mention of somebody or something that may speak, outside any quotation marks."""

    start: int
    end: int
    name: str
    person: bool


class Subject(NamedTuple):
    """The subject of a cue: a name, or a pronoun at `start`; neither for a role (“an official”)."""

    start: int
    name: str | None
    pronoun: bool = False


_SOMEBODY = Subject(-1, None)


def cast(entities: Sequence[Entity], quoted: Sequence[tuple[int, int]]) -> list[Named]:
    """Those who may speak, in the order of the text: quoted words name nobody who speaks them."""
    speakers = sorted(
        Named(mention.start, mention.end, entity.name, entity.label == "PERSON")
        for entity in entities
        if entity.label in ("PERSON", "ORG", "GPE", "NORP")
        for mention in entity.mentions
    )
    starts = [start for start, _ in quoted]
    outside = []
    for named in speakers:
        index = bisect_left(starts, named.end) - 1
        if index < 0 or quoted[index][1] <= named.start:
            outside.append(named)
    return outside


def find_subject(
    text: str, cast: Sequence[Named], start: int, cue: re.Match[str], end: int
) -> Subject | None:
    """The subject of `cue` in the clause `text[start:end]`; null where the clause shows none."""
    start = max(start, cue.start() - REACH)
    if cue[0].lower() in FOLLOWED_BY_SPEAKER or _NO_WORDS.fullmatch(text, start, cue.start()):
        return _after(text, cast, cue.end(), min(end, cue.end() + REACH))
    if cue[0].lower().endswith("ing"):
        return _main_subject(text, cast, start, cue)
    return _before(text, cast, start, cue.start())


def named_in(cast: Sequence[Named], start: int, end: int) -> Sequence[Named]:
    """Those named in a stretch of the text."""
    return cast[bisect_left(cast, (start,)) : bisect_left(cast, (end,))]


def _after(text: str, cast: Sequence[Named], start: int, end: int) -> Subject | None:
    """“said Koll”, “said Prime Minister Shinzo Abe”, “said Trump spokesman Jason Miller”, “said he”."""
    pronoun = _PRONOUN_AFTER.match(text, start, end)
    if pronoun:
        return Subject(pronoun.start(), None, pronoun=True)
    candidates = named_in(cast, start, end)
    for index, named in enumerate(candidates):
        between = text[start : named.start]
        if _OTHER_CLAUSE.search(between) or not _TITLES_AND_WORDS.fullmatch(between):
            return None
        if _POSSESSIVE.match(text, named.end):
            continue
        following = candidates[index + 1 : index + 2]
        if following and _SPEAKS_FOR.fullmatch(text, named.end, following[0].start):
            continue
        if named.person or _NO_WORDS.fullmatch(between):
            return Subject(named.start, named.name)
    return None


def _main_subject(text: str, cast: Sequence[Named], start: int, cue: re.Match[str]) -> Subject | None:
    """“Abe said that …, adding”: who says it is the subject of the main verb."""
    beside = named_in(cast, start, cue.start())[-1:]
    if beside and beside[0].person and text[beside[0].end : cue.start()].isspace():
        return Subject(beside[0].start, beside[0].name)
    main = next(find_cues(text, start, cue.start()), None)
    if main and not main[0].lower().endswith("ing"):
        return find_subject(text, cast, start, main, cue.start())
    for named in named_in(cast, start, cue.start()):
        owner = _POSSESSIVE.match(text, named.end)
        if named.person and not owner and not _is_object(text, start, named.start):
            return Subject(named.start, named.name)
    pronoun = _PRONOUN.search(text, start, cue.start())
    return Subject(pronoun.start(), None, pronoun=True) if pronoun else None


def _before(text: str, cast: Sequence[Named], start: int, end: int) -> Subject | None:
    """The nearest before the verb that can be its subject."""
    apposed = text[start:end].rstrip().endswith((",", "—", "–", ")", " -"))
    for subject, named_end, person in _candidates(text, cast, start, end):
        between = text[named_end:end]
        if subject.pronoun:
            return subject
        beside = not apposed and bool(_BESIDE.fullmatch(between))
        owner = bool(_POSSESSIVE.match(between))
        if owner or _is_object(text, start, subject.start):
            # “Abe’s spokesman said”, “a spokesman for Abe said”
            if (owner and "," not in between) or (beside and person):
                return _SOMEBODY
        elif beside or (person and apposed and _APPOSED.fullmatch(between)):
            return subject
        elif person and not apposed:
            return _SOMEBODY if _COMMON_NOUN.fullmatch(between) or _ROLE.search(between) else subject
    return None


def _candidates(
    text: str, cast: Sequence[Named], start: int, end: int
) -> Iterator[tuple[Subject, int, bool]]:
    found = [
        (Subject(named.start, named.name), named.end, named.person) for named in named_in(cast, start, end)
    ]
    for pronoun in _PRONOUN.finditer(text, start, end):
        found.append((Subject(pronoun.start(), None, pronoun=True), pronoun.end(), True))
    return iter(sorted(found, key=lambda item: -item[0].start))


def _is_object(text: str, start: int, at: int) -> bool:
    """Whether a preposition stands before the name: “a spokesman for Trump”."""
    return bool(_AFTER_PREPOSITION.search(text, max(start, at - 60), at))
