"""Marks the pieces of a scrape that are not the article: by their words, and by where they stand.

When in doubt, keep: a lost paragraph is worse than a kept menu.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from schemas import RemovalReason
from services.clean import phrases
from services.clean.prose import (
    ends_sentence,
    has_bullet,
    holds_sentence,
    is_prose,
    is_title_case,
    without_bullet,
    words,
)

RELATED_BOX = 12
"""Lines after a heading such as “Related stories” that may belong to its box."""
MENU_WORDS = 4
"""Words up to which a line at the end is a menu entry; a title of another story is longer."""
TAG_WORDS = 3
NUMBER = re.compile(r"(?<![\w-])\d+")


@dataclass(slots=True)
class Piece:
    """A paragraph of the scrape, or a part cut out of one; with a reason it is not the article's body."""

    text: str
    reason: RemovalReason | None = None


def mark_furniture(paragraphs: Iterable[str], shapes: bool = True) -> list[Piece]:
    """The paragraphs, in order, those that are the page's furniture marked with what they are.

    Without `shapes` a line below the body counts by its words only: of an HTML page, the extractor has
    taken away what its markup shows to be a menu, and a list that is left is the article's.
    """
    pieces = [Piece(text, phrases.wherever(text)) for text in paragraphs]
    _mark_related_boxes(pieces)
    mark_head(pieces)
    _mark_tail(pieces, shapes)
    return pieces


def is_text(piece: Piece) -> bool:
    """Whether the piece is running text by its shape, and nothing else has claimed it."""
    return piece.reason is None and is_prose(piece.text)


def head_of(pieces: list[Piece]) -> int:
    """How many pieces stand before the first running text; all of them where there is none."""
    return next((place for place, piece in enumerate(pieces) if is_text(piece)), len(pieces))


def _mark_related_boxes(pieces: list[Piece]) -> None:
    left = 0
    # above the body such a heading is a menu entry, and the article's own headline follows
    for piece in pieces[head_of(pieces) :]:
        if phrases.opens_related(piece.text):
            left = RELATED_BOX
        elif left and not ends_sentence(piece.text) and not is_prose(piece.text):
            piece.reason = piece.reason or RemovalReason.RELATED
            left -= 1
        else:
            left = 0


def mark_head(pieces: list[Piece]) -> None:
    """Mark what stands before the first running text, where short evidence will do."""
    for piece in pieces[: head_of(pieces)]:
        piece.reason = piece.reason or phrases.at_an_edge(piece.text)


def _mark_tail(pieces: list[Piece], shapes: bool) -> None:
    start = len(pieces)
    edge: list[RemovalReason | None] = []
    while start:
        piece = pieces[start - 1]
        reason = piece.reason or phrases.at_an_edge(piece.text)
        if reason is None and _is_finished(piece.text):
            break
        edge.append(reason)
        start -= 1
    if start == 0:
        return
    for piece, reason in zip(reversed(pieces), edge, strict=False):
        piece.reason = reason
    # a list that the text announces belongs to it
    if not shapes or pieces[start - 1].text.endswith(":"):
        return
    loose = [piece for piece in pieces[start:] if piece.reason is None]
    kept = sum(len(piece.text) for piece in pieces[:start] if piece.reason is None)
    if sum(len(piece.text) for piece in loose) > kept:
        return
    for piece in loose:
        piece.reason = _by_shape(piece.text, alone=len(loose) == 1)


def _is_finished(line: str) -> bool:
    """Whether a line is the author's by its shape: a sentence, the lead to a list, a row of a table."""
    return (
        ends_sentence(line)
        or line.endswith((":", ","))
        or is_prose(line)
        or holds_sentence(line)
        or len(NUMBER.findall(line[:500])) >= 2
        or line.count("|") > 1
    )


def _by_shape(line: str, alone: bool) -> RemovalReason | None:
    """What an unfinished line below the body is; null where it may still be the author's."""
    if _lists_tags(line):
        return RemovalReason.TAGS
    if has_bullet(line) or len(words(line)) <= MENU_WORDS:
        return RemovalReason.NAVIGATION
    return RemovalReason.RELATED if is_title_case(line) or not alone else None


def _lists_tags(line: str) -> bool:
    values = without_bullet(line).split(",")
    return len(values) >= 3 and all(
        0 < len(value.split()) <= TAG_WORDS and value.split()[0] != "and" for value in values
    )
