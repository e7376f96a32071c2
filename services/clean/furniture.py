"""Marks the pieces of a scrape that are not the article: by their words, and by where they stand.

When in doubt, keep: a lost paragraph is worse than a kept menu.
"""

from collections.abc import Iterable

from services.clean import phrases
from services.clean.neighbours import mark_boxes, mark_captions, mark_menus
from services.clean.pieces import Piece, head_of, is_text
from services.clean.tail import mark_comments, mark_tail

__all__ = ["Piece", "head_of", "is_text", "mark_furniture", "mark_head"]


def mark_furniture(paragraphs: Iterable[str], shapes: bool = True) -> list[Piece]:
    """The paragraphs, in order, those that are the page's furniture marked with what they are.

    Without `shapes` a line below the body counts by its words only: of an HTML page, the extractor has
    taken away what its markup shows to be a menu, and a list that is left is the article's.
    """
    pieces = [Piece(text, phrases.wherever(text)) for text in paragraphs]
    mark_menus(pieces)
    mark_boxes(pieces)
    mark_head(pieces)
    mark_captions(pieces)
    if shapes:
        mark_comments(pieces)
    mark_tail(pieces, shapes)
    return pieces


def mark_head(pieces: list[Piece]) -> None:
    """Mark what stands before the first running text, where short evidence will do."""
    for piece in pieces[: head_of(pieces)]:
        piece.reason = piece.reason or phrases.above(piece.text)
