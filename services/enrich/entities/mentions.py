"""Where names stand in the text: what the model marked, put right at the edges, and what it missed."""

import re
from collections.abc import Iterable, Iterator, Set
from itertools import pairwise

from spacy.lang.en.stop_words import STOP_WORDS

from services.enrich.entities.kinds import COMPANY_FORMS
from services.enrich.entities.labels import is_called, is_known
from services.enrich.entities.name_gazetteer import continues_place, family_names, first_names, is_place
from services.enrich.entities.names import FIRST_WORD, NO_NAME, POSSESSIVE, SYNONYMS, WORD_BEFORE, bare
from services.enrich.entities.offices import is_office, whole_offices
from services.enrich.entities.span_trimming import trim
from services.enrich.nlp_model import Name

LABELS = frozenset(
    {"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"}
)
"""The OntoNotes labels of things that have a name; the others are dates, times and amounts."""

_ELSEWHERE = re.compile(r"(\w+) (?:in|at|on) (?:the )?(?=[A-Z])")
_BODIES = frozenset(
    {"Center", "Council", "Commission", "Committee", "Conference", "Institute", "Subcommittee"}
)
_JOINED = re.compile(r"[-–—/]|\s(?:and|&)\s")
_LISTS = frozenset({"ORG", "GPE", "PERSON"})
_LISTED = re.compile(r",? and |, ")
_COMPANY_FORM = re.compile(r", (?:Inc|Ltd|LLC|LLP|L\.|Corp|Co|S\.)| & ")
_WORD = re.compile(r"\w+")
_LARGE_WORD = re.compile(r"\b[^\W_a-z]\w*")
_LOWER_WORD = re.compile(r"\b[a-z]\w*")
_NEIGHBOUR_AFTER = re.compile(r" (\w+)")
_ENVOY = re.compile(r"\b(?:envoy|ambassador|representative|delegate) to (?:the )?$", re.IGNORECASE)
_GLUED_BEFORE = re.compile(r"[\w@#]$|\w['’]$")
_GLUED_AFTER = re.compile(r"[\w@$]")
_LAST_NAME = re.compile(r" ([A-Z][^\W\d_]+)\b")
_FIRST_NAME = re.compile(r"[a-z,;:] ([A-Z][a-z]+) $")
_LARGE_BEFORE = re.compile(r"(?<![\w’'-])([A-Z][^\W\d_]+) $")
_SMALL_AFTER = re.compile(r" (?:do|da|de|del|la) [A-Z][^\W\d_]+")


def mark(text: str, names: Iterable[Name]) -> list[Name]:
    """The named things among what the model marked, trimmed and split, in the order of the text."""
    named = whole_offices(text, [name for name in names if name.label in LABELS])
    marked = [trimmed for name in named for trimmed in trim(text, name)]
    whole = {text[name.start : name.end] for name in marked}
    last_words = {surface.split()[-1] for surface in whole if " " in surface}
    known = whole | last_words | set(SYNONYMS)
    parts = [part for name in marked for part in _split(text, name, whole, known)]
    ends = [0, *(part.end for part in parts)]
    nexts = [*(part.start for part in parts[1:]), len(text)]
    grown = [
        _whole_place(
            text, _with_last_name(text, _with_first_name(text, part, end), start, last_words), end, start
        )
        for part, end, start in zip(parts, ends, nexts, strict=False)
    ]
    return list(_joined(text, grown))


def find(
    text: str, surfaces: Iterable[str], taken: Iterable[tuple[int, int]], lower: Set[str]
) -> Iterator[tuple[int, int]]:
    """Every place outside `taken` where one of `surfaces` stands as whole words, the longest first.

    One word that continues a longer capitalised name (“Trump” in “Ivanka Trump”) is left alone, and so is one
    that `lower` has: the words that stand in lower case, see `lower_words`.
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
    ahead = at = 0
    words = _WORD if any(first.islower() for first in lengths) else _LARGE_WORD
    for word in words.finditer(text):
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


def lower_words(text: str) -> set[str]:
    """The words that stand in lower case somewhere in the text."""
    return set(_LOWER_WORD.findall(text))


def _with_first_name(text: str, name: Name, since: int) -> Name:
    """“and Ivanka Trump”, of which the model saw “Trump” alone; `since` is where the name before ends."""
    before = (
        _FIRST_NAME.search(text, max(since, name.start - 20), name.start)
        if name.label in ("PERSON", "ORG")
        else None
    )
    if not before or not _continues(before[1]):
        return name
    surface = text[name.start : name.end]
    several = " " in surface
    if name.label == "ORG":
        slip = not (several or is_known(surface) or surface.isupper()) and is_called(before[1])
        return Name(before.start(1), name.end, "PERSON") if slip else name
    return Name(before.start(1), name.end, "PERSON") if not several or before[1] in first_names() else name


def _with_last_name(text: str, name: Name, until: int, known: Set[str]) -> Name:
    """“Novak Djokovic beat”, of which the model saw “Novak”: “Djokovic” stands alone elsewhere.

    `until` is where the next name begins.
    """
    surface = text[name.start : name.end]
    personal = name.label == "PERSON" or surface in first_names() or surface in family_names()
    after = _LAST_NAME.match(text, name.end, until) if personal and " " not in surface else None
    if not after or surface in known or is_known(surface) or not _continues(after[1]):
        return name
    full = text.count(surface + after[0])
    alone = text.count(surface) == full < text.count(after[1])
    return Name(name.start, after.end(), "PERSON") if alone else name


def _whole_place(text: str, name: Name, since: int, until: int) -> Name:
    """“Lower Saxony” and “Rio Grande do Sul”, of which the model saw “Saxony” and “Rio Grande”.

    And “WisdomTree Japan KK”, of which it saw “Japan KK”.
    """
    start, end, label = name
    before = _LARGE_BEFORE.search(text, max(since, start - 20), start)
    if before and label == "ORG" and _continues(before[1]):
        country, _, form = text[start:end].rpartition(" ")
        if bare(form) in COMPANY_FORMS and is_place(country):
            return Name(before.start(1), end, "ORG")
    after = _SMALL_AFTER.match(text, end, until)
    opens = before and before[1].lower() in STOP_WORDS
    if before and not opens and continues_place(text[before.start(1) : end]):
        return Name(before.start(1), end, "GPE")
    if after and continues_place(text[start : after.end()]):
        return Name(start, after.end(), "GPE")
    return name


def _joined(text: str, names: Iterable[Name]) -> Iterator[Name]:
    """The names, with “Natalia” and “Veselnitskaya”, side by side, made one."""
    held: Name | None = None
    for name in names:
        if held and name.label == "PERSON" and _is_first_name_of(text, held, name):
            held = Name(held.start, name.end, "PERSON")
            continue
        if held:
            yield held
        held = name
    if held:
        yield held


def _is_first_name_of(text: str, first: Name, last: Name) -> bool:
    word = text[first.start : first.end]
    side_by_side = text[first.end : last.start] == " " and " " not in text[last.start : last.end]
    return side_by_side and word in first_names() and not is_known(word)


def _split(text: str, name: Name, whole: Set[str], known: Set[str]) -> Iterator[Name]:
    """“Abe-Trump” is two names if both are known from elsewhere; so is “UN Nikki Haley” of an envoy."""
    start, end, _ = name
    first = FIRST_WORD.match(text, start, end)
    if first and first[0].strip() in SYNONYMS and _ENVOY.search(text, max(0, start - 30), start):
        yield Name(start, start + len(first[0].rstrip()), SYNONYMS[first[0].strip()][1])
        yield Name(first.end(), end, "PERSON")
        return
    several = name.label in _LISTS and ", " in text[start:end]
    if several and not _COMPANY_FORM.search(text, start, end) and not is_office(text, start, end):
        cuts = [(start, start), *(cut.span() for cut in _LISTED.finditer(text, start, end)), (end, end)]
        parts = [
            (left[1], right[0]) for left, right in pairwise(cuts) if text[left[1] : left[1] + 1].isupper()
        ]
        if any(text[slice(*part)] in known or is_known(text[slice(*part)]) for part in parts):
            yield from (Name(*part, name.label) for part in parts)
            return
    elsewhere = _ELSEWHERE.search(text, start, end) if name.label in ("ORG", "FAC") else None
    # a Council on Foreign Relations is one name, and so is the University of California at Berkeley
    whole_name = elsewhere and (elsewhere[1] in _BODIES or text.startswith("University of", start))
    if elsewhere and elsewhere.start() > start and not whole_name:
        yield Name(start, elsewhere.end(1), name.label)
        yield Name(elsewhere.end(), end, "GPE")
        return
    joints = [(start, start), *(joint.span() for joint in _JOINED.finditer(text, start, end)), (end, end)]
    parts = [(left[1], right[0]) for left, right in pairwise(joints)]
    pieces = [text[slice(*part)] for part in parts]
    if (
        len(parts) > 1
        and not is_known(text[start:end])
        and all(piece in known or is_known(piece) for piece in pieces)
    ):
        # the label of the pair says nothing about either, so the model's other votes decide
        yield from (Name(*part, "") for part in parts)
    else:
        yield Name(_after_opener(text, start, end, whole), end, name.label)


def _after_opener(text: str, start: int, end: int, whole: Set[str]) -> int:
    """Where “Naturally China” and “Back Abe”, that the model took whole at a sentence's start, begin."""
    first = FIRST_WORD.match(text, start, end)
    if not first or is_known(text[start:end]):
        return start
    word = first[0].strip()
    opens = word.lower() in STOP_WORDS or (word.endswith("ly") and word not in first_names())
    rest = text[first.end() : end]
    return first.end() if opens and not word.isupper() and (rest in whole or is_place(rest)) else start


def _stands_alone(text: str, start: int, end: int, lower: Set[str]) -> bool:
    """Whether the words at a place are a whole name; `lower` are the words that occur in lower case."""
    before, after = text[max(0, start - 2) : start], text[end : end + 1]
    glued = bool(_GLUED_BEFORE.search(before) or _GLUED_AFTER.match(after))
    surface = text[start:end]
    if glued or " " in surface:
        return not glued
    preceding = WORD_BEFORE.search(text, max(0, start - 40), start)
    if preceding and _continues(preceding[1]):
        return False
    if surface in SYNONYMS or (surface.isupper() and len(surface) > 1):
        return bool(lower)  # in a text all in capitals US may as well be the pronoun
    following = _NEIGHBOUR_AFTER.match(text, end)
    if following and following[1][0].isupper() and bare(following[1]) not in NO_NAME:
        return False
    return surface.lower() not in lower


def _continues(word: str) -> bool:
    """Whether a word before a name makes it a longer one: “Ivanka”, but not “President” or “When”."""
    if not word[0].isupper() or not word[-1].isalpha() or POSSESSIVE.search(word):
        return False
    return bare(word) not in NO_NAME
