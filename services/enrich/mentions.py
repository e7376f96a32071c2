"""Where names stand in the text: what the model marked, put right at the edges, and what it missed."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from spacy.lang.en.stop_words import STOP_WORDS

from services.enrich.names import CALENDAR, KEPT_TITLES, ROLES, SYNONYMS, TITLES
from services.enrich.reading import Name

LABELS = frozenset(
    {"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"}
)
"""The OntoNotes labels of things that have a name; the others are dates, times and amounts."""
LONGEST = 100
"""Characters of a name, at most: a longer one is a slip of the model."""

_EDGE = " \t\r\n\v\f\xa0\"“”„«»‘'’`([{<*•=_|#-–—,;:!?…"
_CLOSING_EDGE = _EDGE + ")]}>"
_DETERMINER = re.compile(r"(?:the|an?|some|this|that|these|those|only|both)\s+(?=\S)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_INNER_POSSESSIVE = re.compile(r"(?<=\w)(?:['’]s|(?<=s)['’])(?=\s)")
_FINAL_DOT = re.compile(r"(?<=[^\W\d_]{5})\.$")
_FIRST_WORD = re.compile(r"\S+\s+(?=\S)")
_JOINED = re.compile(r"[-–—/]|\s(?:and|&)\s")
_WORD = re.compile(r"\w+")
_NEIGHBOUR_BEFORE = re.compile(r"(\S+) $")
_NO_NAME = TITLES | CALENDAR | STOP_WORDS
_NEIGHBOUR_AFTER = re.compile(r" (\w+)")
_WHO = re.compile(r", (?:who|whose|\d\d,)\b")
_ENVOY = re.compile(r"\b(?:envoy|ambassador|representative|delegate) to (?:the )?$", re.IGNORECASE)
_SYLLABLE = re.compile(r" [A-Z][a-z]{1,2}\b(?! [A-Z])")
_GLUED_BEFORE = re.compile(r"[\w@#]$|\w['’]$")
_GLUED_AFTER = re.compile(r"[\w@$]")
_FIRST_NAME = re.compile(r"[a-z,] ([A-Z][a-z]+) $")
_KEPT_TITLE = re.compile(rf"\b(?:{'|'.join(sorted(KEPT_TITLES))}) $")


def mark(text: str, names: Iterable[Name]) -> list[Name]:
    """The named things among what the model marked, trimmed and split, in the order of the text."""
    marked = [trimmed for name in names if name.label in LABELS for trimmed in _trim(text, name)]
    whole = {text[name.start : name.end] for name in marked}
    known = whole | {surface.split()[-1] for surface in whole} | set(SYNONYMS)
    parts = [part for name in marked for part in _split(text, name, known)]
    ends = [0, *(part.end for part in parts)]
    return [_with_first_name(text, part, end) for part, end in zip(parts, ends, strict=False)]


def find(text: str, surfaces: Iterable[str], taken: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Every place outside `taken` where one of `surfaces` stands as whole words, the longest first.

    One word that continues a longer capitalised name (“Trump” in “Ivanka Trump”) is left alone.
    """
    wanted = set(surfaces)
    lengths: dict[str, list[int]] = {}
    for surface in sorted(wanted, key=len, reverse=True):
        first = _WORD.match(surface)
        if first:
            sizes = lengths.setdefault(first[0], [])
            if len(surface) not in sizes:
                sizes.append(len(surface))
    covered = sorted(taken)
    lower = {word[0] for word in _WORD.finditer(text) if word[0].islower()}
    ahead = at = 0
    for word in _WORD.finditer(text):
        if word.start() < at or word[0] not in lengths:
            continue
        while ahead < len(covered) and covered[ahead][1] <= word.start():
            ahead += 1
        room = covered[ahead][0] if ahead < len(covered) else len(text)
        for length in lengths[word[0]]:
            end = word.start() + length
            if (
                end <= room
                and text[word.start() : end] in wanted
                and _stands_alone(text, word.start(), end, lower)
            ):
                yield word.start(), end
                at = end
                break


def bare(word: str) -> str:
    """A word as the tables have it: lower case, without its dot."""
    return word.rstrip(".").lower()


def _trim(text: str, name: Name) -> Iterator[Name]:
    start, end, label = name
    if label in ("ORG", "PRODUCT", "WORK_OF_ART") and _is_introduced(text, start, end):
        label = "PERSON"
    if label in ("PERSON", "GPE", "NORP"):
        possessive = _INNER_POSSESSIVE.search(text, start, end)
        end = possessive.start() if possessive else end
    before = None
    while before != (start, end):
        before = start, end
        start, end = _strip(text, start, end)
        determiner = _DETERMINER.match(text, start, end)
        start = determiner.end() if determiner else start
        for ending in (_POSSESSIVE, _FINAL_DOT):
            found = ending.search(text, start, end)
            end = found.start() if found else end
        if label == "PERSON":
            start = _after_title(text, start, end)
    if label == "PERSON":
        end = _with_last_syllable(text, start, end)
        kept = _KEPT_TITLE.search(text, max(0, start - 10), start)
        start = kept.start() if kept else start
    if start < end <= start + LONGEST and _WORD.search(text, start, end):
        yield Name(start, end, label)


def _is_introduced(text: str, start: int, end: int) -> bool:
    """“Mr. Trump”, “analyst Jesper Koll”, “Nikki Haley, who …”: a person, whatever the model says."""
    before = _NEIGHBOUR_BEFORE.search(text, max(0, start - 40), start)
    return bool(before and bare(before[1]) in ROLES) or bool(_WHO.match(text, end))


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _CLOSING_EDGE:
        end -= 1
    return start, end


def _after_title(text: str, start: int, end: int) -> int:
    first = _FIRST_WORD.match(text, start, end)
    if not first:
        return start
    word = first[0].strip()
    return first.end() if bare(word) in TITLES and word not in KEPT_TITLES else start


def _with_last_syllable(text: str, start: int, end: int) -> int:
    """Korean names end in a short third word, which the model may take for “in”: Moon Jae In."""
    if len(text[start:end].split()) != 2:
        return end
    syllable = _SYLLABLE.match(text, end)
    return syllable.end() if syllable and syllable[0].strip().lower() in STOP_WORDS else end


def _with_first_name(text: str, name: Name, since: int) -> Name:
    """“and Ivanka Trump”, of which the model saw “Trump” alone; `since` is where the name before ends."""
    if name.label != "PERSON" or " " in text[name.start : name.end]:
        return name
    before = _FIRST_NAME.search(text, max(since, name.start - 20), name.start)
    return Name(before.start(1), name.end, "PERSON") if before and _continues(before[1]) else name


def _split(text: str, name: Name, known: set[str]) -> Iterator[Name]:
    """“Abe-Trump” is two names if both are known from elsewhere; so is “UN Nikki Haley” of an envoy."""
    start, end, _ = name
    first = _FIRST_WORD.match(text, start, end)
    if first and first[0].strip() in SYNONYMS and _ENVOY.search(text, max(0, start - 30), start):
        yield Name(start, start + len(first[0].rstrip()), SYNONYMS[first[0].strip()][1])
        yield Name(first.end(), end, "PERSON")
        return
    joints = [(start, start), *(joint.span() for joint in _JOINED.finditer(text, start, end)), (end, end)]
    parts = [(left[1], right[0]) for left, right in pairwise(joints)]
    if len(parts) > 1 and all(text[slice(*part)] in known for part in parts):
        # the label of the pair says nothing about either, so the model's other votes decide
        yield from (Name(*part, "") for part in parts)
    else:
        yield name


def _stands_alone(text: str, start: int, end: int, lower: set[str]) -> bool:
    """Whether the words at a place are a whole name; `lower` are the words that occur in lower case."""
    before, after = text[max(0, start - 2) : start], text[end : end + 1]
    glued = bool(_GLUED_BEFORE.search(before) or _GLUED_AFTER.match(after))
    surface = text[start:end]
    if glued or " " in surface:
        return not glued
    preceding = _NEIGHBOUR_BEFORE.search(text, max(0, start - 40), start)
    if preceding and _continues(preceding[1]):
        return False
    if surface in SYNONYMS:
        return bool(lower)  # in a text all in capitals US may as well be the pronoun
    following = _NEIGHBOUR_AFTER.match(text, end)
    if following and following[1][0].isupper() and bare(following[1]) not in _NO_NAME:
        return False
    return surface.lower() not in lower


def _continues(word: str) -> bool:
    """Whether a word before a name makes it a longer one: “Ivanka”, but not “President” or “When”."""
    if not word[0].isupper() or not word[-1].isalpha() or _POSSESSIVE.search(word):
        return False
    return bare(word) not in _NO_NAME
