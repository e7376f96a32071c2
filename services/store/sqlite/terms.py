"""The exact terms under which an article is found: who and what it names.

A term is a number of 64 bits, drawn from what it stands for: a third of the room that the words took, and
nothing has to be looked up to make one. Two things under one term are as likely as a fault of the disk.
"""

import sqlite3
from array import array
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from hashlib import blake2b

from schemas import EnrichedArticle
from services.store.interface import ASKED_AS
from services.store.sources import source_of


class TermKind(IntEnum):
    """What a term stands for; its lowest bits say so."""

    PERSON = 0
    PLACE = 1
    ORGANISATION = 2
    SOURCE = 3
    SPEAKER = 4


_BITS = 3

FILTERS = {
    "person": TermKind.PERSON,
    "place": TermKind.PLACE,
    "organisation": TermKind.ORGANISATION,
    "source": TermKind.SOURCE,
}
"""The kind of term that each filter asks for."""


def term_of(kind: TermKind, value: str) -> int:
    """The term of everything that has this source, or names this name in whatever case."""
    text = value if kind is TermKind.SOURCE else value.casefold()
    drawn = int.from_bytes(blake2b(text.encode(errors="replace"), digest_size=8).digest(), "big", signed=True)
    return drawn >> _BITS << _BITS | kind


def kind_of(term: int) -> TermKind:
    """What a term stands for."""
    return TermKind(term & (1 << _BITS) - 1)


def named(article: EnrichedArticle) -> dict[int, str]:
    """The terms of who and what an article names, where it comes from and who speaks, with their names."""
    found = [
        (FILTERS[ASKED_AS[entity.label]], entity.name)
        for entity in article.entities
        if entity.label in ASKED_AS
    ]
    found += [(TermKind.SPEAKER, quote.speaker) for quote in article.quotes if quote.speaker]
    source = source_of(article)
    if source:
        found.append((TermKind.SOURCE, source))
    terms: dict[int, str] = {}
    for kind, name in found:
        terms.setdefault(term_of(kind, name), name)
    return terms


def asked_for(named: Iterable[int]) -> list[int]:
    """Those terms that filters ask for."""
    return [term for term in named if kind_of(term) is not TermKind.SPEAKER]


def name(connection: sqlite3.Connection, named: Mapping[int, str]) -> None:
    """Keep how the names behind terms are written, where that isn't known yet."""
    connection.executemany("INSERT OR IGNORE INTO names VALUES (?, ?)", named.items())


def pack_terms(terms: Iterable[int]) -> bytes:
    """Terms as bytes, 8 each."""
    return array("q", terms).tobytes()


def unpack_terms(packed: bytes) -> Sequence[int]:
    """The terms that were packed."""
    terms = array("q")
    terms.frombytes(packed)
    return terms


def add(connection: sqlite3.Connection, article: int, at: int, terms: Iterable[int]) -> None:
    """Let these terms find the article."""
    connection.executemany("INSERT INTO terms VALUES (?, ?, ?)", [(term, at, article) for term in terms])


def remove(connection: sqlite3.Connection, article: int, at: int, terms: Iterable[int]) -> None:
    """Let these terms find it no more."""
    connection.executemany(
        "DELETE FROM terms WHERE term = ? AND at = ? AND article = ?", [(term, at, article) for term in terms]
    )
