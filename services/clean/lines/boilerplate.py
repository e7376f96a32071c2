"""Marks the pieces of a scrape that are not the article: by their words, and by where they stand.

When in doubt, keep: a lost paragraph is worse than a kept menu.
"""

import re
from collections.abc import Iterable

from services.clean.lines import phrases
from services.clean.lines.context_rules import (
    mark_appeals,
    mark_between,
    mark_boxes,
    mark_captions,
    mark_menus,
    mark_runs,
)
from services.clean.lines.pieces import Piece, head_of, is_text
from services.clean.lines.prose import holds_sentence, is_prose
from services.clean.lines.spoken import of_pack
from services.clean.lines.tail import mark_comments, mark_contacts, mark_tail
from services.languages import ENGLISH, Language

MOST_LINES = 1000
"""Lines above the article that are looked at; a page has some hundred."""

EITHER_END = 10_000
"""Lines at either end of a scrape that are looked at: a million short ones would take half a minute."""

LABEL = re.compile(r"[A-Z]{3,12}(?: [A-Z]{3,12})?\s?[:|] ")


def mark_boilerplate(
    paragraphs: Iterable[str], shapes: bool = True, language: Language = ENGLISH
) -> list[Piece]:
    """The paragraphs, in order, those that are the page's boilerplate marked with what they are.

    Without `shapes` a line below the body counts by its words only: of an HTML page, the extractor has
    taken away what its markup shows to be a menu, and a list that is left is the article's. The words of
    `language` count first, then those that all pages share.
    """
    pieces = [Piece(text) for text in paragraphs]
    looked_at = pieces if len(pieces) <= 2 * EITHER_END else pieces[:EITHER_END] + pieces[-EITHER_END:]
    for piece in looked_at:
        piece.reason = of_pack(piece.text, language) or phrases.classify_anywhere(piece.text)
    _keep_labelled_text(looked_at)
    mark_menus(looked_at)
    mark_boxes(looked_at)
    mark_appeals(looked_at)
    mark_head(looked_at)
    mark_captions(looked_at)
    if shapes:
        mark_between(looked_at)
        mark_runs(looked_at)
        mark_contacts(looked_at)
        mark_comments(looked_at)
    mark_tail(looked_at, shapes)
    return pieces


def _keep_labelled_text(pieces: list[Piece]) -> None:
    """Leave a paragraph behind a label, as “PHOTOS: Snow falls on …”, where it is all the text there is."""
    if any(map(is_text, pieces)):
        return
    for piece in pieces:
        if LABEL.match(piece.text) and holds_sentence(piece.text) and is_prose(piece.text):
            piece.reason = None


def mark_head(pieces: list[Piece]) -> None:
    """Mark what stands before the first running text, where short evidence will do."""
    for piece in pieces[: min(head_of(pieces), MOST_LINES)]:
        piece.reason = piece.reason or phrases.classify_in_header(piece.text)
