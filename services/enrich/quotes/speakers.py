"""Who says it: the subject of a cue, read off the words around it.

No parser runs here (it costs 40 % of the model's speed); a news sentence puts its speaker beside
the verb often enough for rules over names, roles, commas and prepositions.
"""

import re
from collections.abc import Iterator

from services.enrich.quotes.cues import Cue, find_cues
from services.enrich.quotes.role_phrases import (
    BESIDE_VERB,
    SOMEBODY,
    Subject,
    any_of,
    by_role,
    role_after,
    role_beside,
    role_first,
)
from services.enrich.quotes.speaker_candidates import NamedMention, SpeakerCandidates

REACH = 400
"""Characters between a speaker and the cue, at most."""
_OWNER = re.compile(r"\b([Hh]is|[Hh]er|[Ii]ts)\b[^,]*$")
_OWNERS = {"his": "he", "her": "she", "its": "it"}
_RIGHT_BEFORE = re.compile(r"\s+(?:is |was )?")


_CONJUNCTION = any_of("and or but that as after before during because when while who whom where if since")
_PREPOSITION = any_of(
    "of with for by to from at in on about against between near under than like including behind over via",
    "into",
)
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey)\b")
_PRONOUN_AFTER = re.compile(r"\s+(he|she|it|they)\b")
_BESIDE = re.compile(rf"(?:['’]s)?(?:[\s,]+{BESIDE_VERB})*\s*")
_RELATIVE = re.compile(r"(?:,?\s*\([^()]{0,40}\))?,?\s+(?:who|which)(?:\s+[a-z][\w’'-]*){0,5}\s*")
_NO_WORDS = re.compile(rf"[\W_]*(?:(?:and|but|as|the|or|then|{BESIDE_VERB})\b[\W_]*)*")
_COORDINATED = re.compile(rf"(?:\b(?:and|but|or|then)|,)(?:\s+{BESIDE_VERB})*\s*$")
_COMMON_NOUNS = rf"\s+(?!(?:{_PREPOSITION}|{_CONJUNCTION})\b)[a-z][\w’'-]*(?:\s+[a-z][\w’'-]*){{0,2}}"
_COMMON_NOUN = re.compile(rf"{_COMMON_NOUNS}\s*")
_SPEAKS_FOR = re.compile(rf"{_COMMON_NOUNS}\s+")
_ANOTHER = re.compile(
    rf"(?:^|,|\b{_CONJUNCTION}\s)\s*"
    r"(?:the|an?|one|another|some|several|many|most|his|her|their|its|two|three|[a-z]+s)\s(?:[\w.’'-]+\s){0,8}$"
)
_APPOSED = re.compile(r"\s*[,(—–-].*[,)—–-]\s*", re.DOTALL)
_BODY_APPOSED = re.compile(r",\s(?:which|whose|an?|the|based)\b")
_ENDS_APART = re.compile(r"(?:[,—–)]| -)\s*$")
_OTHER_CLAUSE = re.compile(rf"\b(?:{_PREPOSITION}|{_CONJUNCTION}|he|she|it|they|his|her)\b")
_TITLES_AND_WORDS = re.compile(r"(?:[^,.;:!?()\"“”]|\b(?:[A-Z]|[A-Z][a-z]{1,3})\.)*")
_AFTER_COMMA = re.compile(r",\s(?:[Tt]he\s)?$")
_INSIDE_APPOSITION = re.compile(
    r"[A-Z][\w’'-]+, [^,]{0,80}\b(?:son|daughter|grandson|granddaughter|brother|sister|wife|husband|widow"
    r"|nephew|niece|cousin|partner|successor|predecessor|aide|adviser|deputy|ally) (?:of|to) [^,]{1,40}, $"
)
_NAME_AFTER_COMMA = re.compile(r",\s+$")


def find_subject(cast: SpeakerCandidates, start: int, cue: Cue, end: int, *, leads: bool) -> Subject | None:
    """The subject of `cue` in the clause `text[start:end]`; null where the clause shows none.

    `leads` tells that the cue stands before the quoted words: “Said Abe: …” is rare there, and a cue
    without a subject carries on with that of the clause before: “…” and said “…”.
    """
    text = cast.text
    start = max(start, cue.start - REACH)
    if cue.speaker_follows:
        return _after(cast, cue.end, min(end, cue.end + REACH))
    if cue.saying:
        return _owner(cast, start, cue)
    if _NO_WORDS.fullmatch(text, start, cue.start):
        inverted = not leads or cue.text[0].isupper()
        return _after(cast, cue.end, min(end, cue.end + REACH)) if inverted and not cue.participle else None
    if cue.participle:
        return _main_subject(cast, start, cue)
    return _before(cast, start, cue.start)


def first_subject(cast: SpeakerCandidates, start: int, end: int) -> Subject | None:
    """The subject of a whole clause: the first name, pronoun or role in it that can be one."""
    text = cast.text
    role = role_first(text, start, end)
    if role:
        return role
    pronoun = _PRONOUN.search(text, start, end)
    named = next((n for n in cast.subjects(start, end) if n.person or not _is_aside(text, start, n)), None)
    if named and (not pronoun or named.start < pronoun.start()):
        return Subject(named.start, named.name)
    return Subject(pronoun.start(), None, pronoun[0].lower()) if pronoun else None


def _is_aside(text: str, start: int, named: NamedMention) -> bool:
    """Whether words of the clause stand before a place’s or a body’s name: it is seldom the subject then."""
    return not (
        _NO_WORDS.fullmatch(text, start, named.start) or _AFTER_COMMA.search(text, start, named.start)
    )


def _owner(cast: SpeakerCandidates, start: int, cue: Cue) -> Subject | None:
    """“Robert Kline’s answer was”, “her claim that”."""
    named = cast.within(start, cue.start)[-1:]
    if named and cast.owns(named[0]) and cue.start - named[0].end < 20:
        return Subject(named[0].start, named[0].name)
    owner = _OWNER.search(cast.text, max(start, cue.start - 20), cue.start)
    return Subject(cue.start, None, _OWNERS[owner[1].lower()]) if owner else SOMEBODY


def _joins(text: str, start: int, end: int) -> bool:
    """Whether a name belongs to the role before it: “the minister Jonas Weber”, also after a comma."""
    return end - start <= 2 and not text[start:end].strip(", ")


def _after(cast: SpeakerCandidates, start: int, end: int) -> Subject | None:
    """“said Koll”, “said Prime Minister Abe”, “said Trump spokesman Jason Miller”, “said the minister”."""
    text = cast.text
    pronoun = _PRONOUN_AFTER.match(text, start, end)
    if pronoun:
        return Subject(pronoun.start(), None, pronoun[1])
    phrase = role_after(text, start, end)
    for index, named in enumerate(candidates := cast.within(start, end)):
        between = text[start : named.start]
        if phrase and phrase.end() <= named.start and not _joins(text, phrase.end(), named.start):
            break
        if not phrase and (_OTHER_CLAUSE.search(between) or not _TITLES_AND_WORDS.fullmatch(between)):
            return None
        if cast.owns(named):
            continue
        following = candidates[index + 1 : index + 2]
        if following and _SPEAKS_FOR.fullmatch(text, named.end, following[0].start):
            continue
        if named.person or _NO_WORDS.fullmatch(between):
            return Subject(named.start, named.name)
    return by_role(phrase) if phrase else None


def _main_subject(cast: SpeakerCandidates, start: int, cue: Cue) -> Subject | None:
    """“Abe said that …, adding”: who says it is the subject of the main verb."""
    text = cast.text
    beside = cast.within(start, cue.start)[-1:]
    if beside and beside[0].person and _RIGHT_BEFORE.fullmatch(text, beside[0].end, cue.start):
        return Subject(beside[0].start, beside[0].name)
    main = next(find_cues(text, start, cue.start), None)
    if main and not main.participle:
        subject = find_subject(cast, start, main, cue.start, leads=True)
        if subject:
            return subject
    return first_subject(cast, start, cue.start)


def _before(cast: SpeakerCandidates, start: int, end: int) -> Subject | None:
    """The nearest before the verb that can be its subject."""
    text = cast.text
    role = role_beside(cast, start, end)
    if role:
        return role
    apart = bool(_ENDS_APART.search(text, start, end))
    if not apart and _COORDINATED.search(text, max(start, end - 60), end):
        return first_subject(cast, start, end)
    for subject, named in _candidates(cast, start, end):
        found = _of_verb(cast, start, named, text[named.end : end]) if named else subject
        if found:
            return found
    return first_subject(cast, start, end) if apart else None


def _of_verb(cast: SpeakerCandidates, start: int, named: NamedMention, between: str) -> Subject | None:
    """The name as the subject of the verb after `between`, or who stands there in its place."""
    subject = Subject(named.start, named.name)
    apart = bool(_ENDS_APART.search(between))
    beside = not apart and bool(_BESIDE.fullmatch(between))
    owner = cast.owns(named)
    if _RELATIVE.fullmatch(between):
        return subject
    if owner or cast.is_object(named, start):
        # “Abe’s spokesman said”, “a spokesman for Abe said”
        return SOMEBODY if (owner and "," not in between) or (beside and named.person) else None
    if beside or (apart and _stands_apart(cast.text, start, named, between)):
        return subject
    if apart or not named.person:
        return None
    return SOMEBODY if _COMMON_NOUN.fullmatch(between) or _ANOTHER.search(between) else subject


def _stands_apart(text: str, start: int, named: NamedMention, between: str) -> bool:
    """“Koll, an economist, said”, “her husband, Frank Doyle, said”."""
    if named.person and not between.strip(" ,") and _NAME_AFTER_COMMA.search(text, start, named.start):
        # “Akio Toyoda, grandson of its founder, Kiichiro Toyoda, said”
        return not _INSIDE_APPOSITION.search(text, start, named.start)
    body = named.label == "ORG" and _BODY_APPOSED.match(between)
    return bool(_APPOSED.fullmatch(between)) and (named.person or bool(body))


def _candidates(
    cast: SpeakerCandidates, start: int, end: int
) -> Iterator[tuple[Subject, NamedMention | None]]:
    found: list[tuple[Subject, NamedMention | None]] = [
        (Subject(named.start, named.name), named) for named in cast.within(start, end)
    ]
    for pronoun in _PRONOUN.finditer(cast.text, start, end):
        found.append((Subject(pronoun.start(), None, pronoun[0].lower()), None))
    return iter(sorted(found, key=lambda item: -item[0].start))
