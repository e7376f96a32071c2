"""Names that the model passed over, found by their own words: “Ana Prates”, “Ministry of Defence”."""

import re
from collections.abc import Iterable, Iterator, Set

from services.enrich.entities.labels import is_called, is_organisation
from services.enrich.entities.name_gazetteer import first_names, is_place
from services.enrich.entities.names import HONORIFICS, NO_NAME, POSSESSIVE, ROLES, bare
from services.enrich.entities.organisations import ORGANISATIONS
from services.enrich.nlp_model import AnnotatedText, Name

_CAPITAL = r"(?:(?:[A-Z]\.)+|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Prof)\.|[^\W\d_a-z][\w’'&-]*)"
_SMALL = "of for and the & de la del bin ibn al van von der"
_RUN = re.compile(
    rf"(?<![\w@#.’'-]){_CAPITAL}(?: (?:(?:{_SMALL.replace(' ', '|')}) ){{0,2}}{_CAPITAL}){{0,12}}"
)
_PIECE = re.compile(r"\S+")
_BRACKETED = re.compile(r"(?<=\w \()[A-Z]{2,7}(?=\))")
_NOT_IN_PEOPLE = frozenset({"of", "for", "and", "the", "&"})
_JOINS = frozenset(_SMALL.split())
_OPENERS = frozenset(word.title() for word in NO_NAME)


def find_missed(reading: AnnotatedText, taken: Iterable[tuple[int, int]], lower: Set[str]) -> Iterator[Name]:
    """Names outside `taken`, with the label that their words show, in no order.

    A word that `lower` has, the words that stand in lower case, is nobody's name.
    """
    covered = sorted(taken)
    starts = {sentence.start for sentence in reading.sentences}
    for words in _free(reading.text, covered):
        yield from _named(reading.text, words, starts, lower)
    at = 0
    for found in _BRACKETED.finditer(reading.text):
        while at < len(covered) and covered[at][1] <= found.start():
            at += 1
        if at == len(covered) or covered[at][0] >= found.end():
            yield Name(*found.span(), "ORG")


def _free(text: str, covered: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Capitalised words that stand together, outside what is covered; a possessive ends a name."""
    at = 0
    for run in _RUN.finditer(text):
        while at < len(covered) and covered[at][1] <= run.start():
            at += 1
        if (at < len(covered) and covered[at][0] <= run.start() and run.end() <= covered[at][1]) or run[
            0
        ] in _OPENERS:
            continue
        words: list[tuple[int, int]] = []
        for piece in _PIECE.finditer(text, run.start(), run.end()):
            while at < len(covered) and covered[at][1] <= piece.start():
                at += 1
            free = at == len(covered) or covered[at][0] >= piece.end()
            possessive = POSSESSIVE.search(piece[0])
            if free:
                words.append((piece.start(), piece.end() - (len(possessive[0]) if possessive else 0)))
            if possessive or not free:
                yield words
                words = []
        yield words


def _named(text: str, spans: list[tuple[int, int]], starts: set[int], lower: Set[str]) -> Iterator[Name]:
    words = [text[start:end] for start, end in spans]
    first, last = 0, len(words)
    while first < last and (words[first] in _JOINS or bare(words[first]) in NO_NAME):
        first += 1
    while first < last and words[last - 1] in _JOINS:
        last -= 1
    words, before = words[first:last], words[first - 1] if first else ""
    if not words or (len(words) > 2 and all(word.isupper() for word in words)):
        return
    start, end = spans[first][0], spans[last - 1][1]
    label = _label(words, start in starts, bare(before), lower)
    if label:
        yield Name(start, end, label)


def _label(words: list[str], opens: bool, before: str, lower: Set[str]) -> str:
    name = " ".join(words)
    many = len(words) > 1
    if name in ORGANISATIONS or (many and is_organisation(words) and not words[0].isdigit()):
        return "ORG"
    if is_place(name) and (many or not (opens or name in first_names())):
        return "GPE"
    called = before in HONORIFICS or (many and (before in ROLES or is_called(words[0])))
    person = called and len(words) <= 4 and not _NOT_IN_PEOPLE.intersection(words)
    if person and not any(bare(word) in lower or bare(word) in NO_NAME for word in words):
        return "PERSON"
    return ""
