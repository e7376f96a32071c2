"""Marks lines that tell themselves by their neighbours: menus, titles of other stories, tags, captions."""

from collections.abc import Iterator
from itertools import pairwise

from schemas import RemovalReason
from services.clean.lines import phrases
from services.clean.lines.calls_to_action import is_half_appeal
from services.clean.lines.captions import PHOTOGRAPHER, is_credit_alone
from services.clean.lines.pieces import Piece, head_of
from services.clean.lines.prose import NUMBER, ends_sentence, has_bullet, is_caseless, is_prose, words
from services.clean.lines.vocabulary import MENU_ONLY

BOX = 12
"""Lines after a heading such as “Related stories” that may belong to its box."""
ENTRY_WORDS = 4
"""Words up to which a line is a menu entry or a tag; a title of another story is longer."""
CASELESS_ENTRY = 10
"""Characters of a menu entry in a script that sets no spaces between words."""
QUESTION_WORDS = 15
"""Words up to which a question may be the title of another story."""
KNOWN_ENTRIES = 3
"""Entries of a menu that must be sections or buttons that every page has."""
APPEALS = frozenset({RemovalReason.NEWSLETTER, RemovalReason.CONSENT})
PAGES_OWN = APPEALS | {
    RemovalReason.NAVIGATION,
    RemovalReason.SHARING,
    RemovalReason.COMMENTS,
    RemovalReason.RELATED,
}
"""Between lines of these an article's has nothing to do; a subheading may stand over a caption."""
LONG_RUN = 10
"""Lines that are no sentences, one behind the other, from which on they may be no list of the article's."""
BETWEEN = 4
"""Of such lines at most, as the kinds of cookies that a page asks about."""
DOUBLED = range(8, 41)
"""Words of a caption that stands beside its credit or comes twice; fewer may be a subheading or a refrain."""


def mark_appeals(pieces: list[Piece]) -> None:
    """Mark what goes on with the page's appeal to its reader, beside a line that is one."""
    for way in (pieces, pieces[::-1]):
        for piece, beside in pairwise(way):
            if beside.reason is None and piece.reason in APPEALS and is_half_appeal(beside.text):
                beside.reason = phrases.classify_at_edge(beside.text) or piece.reason


def mark_between(pieces: list[Piece]) -> None:
    """Mark a few short lines in the midst of the page's: a subheading has text behind it."""
    for place in range(1, len(pieces) - 1):
        if pieces[place].reason is None and pieces[place - 1].reason in PAGES_OWN:
            after = range(place + 1, min(place + 1 + BETWEEN, len(pieces)))
            behind = next((n for n in after if pieces[n].reason), None)
            if behind is None or pieces[behind].reason not in PAGES_OWN:
                continue
            lines = pieces[place:behind]
            if all(is_entry(piece.text) for piece in lines) and not any(
                has_bullet(piece.text) or phrases.BY.match(piece.text) for piece in lines
            ):
                consent = pieces[place - 1].reason is pieces[behind].reason is RemovalReason.CONSENT
                for piece in lines:
                    piece.reason = RemovalReason.CONSENT if consent else RemovalReason.NAVIGATION


def mark_runs(pieces: list[Piece]) -> None:
    """Mark the labels of a long run of them in which several are known: menus, tickers, titles of stories.

    Longer ones, that a subheading may be, go where the run is very long or ends the scrape. Above the body,
    where headline and byline stand among them, only short ones go, and only above the last longer line.
    """
    head = head_of(pieces)
    start = 0
    for place in range(len(pieces) + 1):
        if place < len(pieces) and place != head and _is_label(pieces[place]):
            continue
        known = [other for other in range(start, place) if pieces[other].reason in PAGES_OWN]
        if place - start >= LONG_RUN and len(known) >= KNOWN_ENTRIES:
            end = place if place == len(pieces) else known[-1]
            run = pieces[known[0] : end]
            if start < head:
                longer = [
                    n for n, piece in enumerate(run) if piece.reason is None and not is_entry(piece.text)
                ]
                run = [piece for piece in run[: max(longer, default=0)] if is_entry(piece.text)]
            whole = place == len(pieces) or place - start >= 2 * LONG_RUN
            for piece in run:
                if whole or is_entry(piece.text):
                    piece.reason = piece.reason or _of_label_in_run(piece.text)
        start = place + 1


def _is_label(piece: Piece) -> bool:
    line = piece.text
    return piece.reason in PAGES_OWN or not (
        ends_sentence(line)
        or is_prose(line)
        or has_bullet(line)
        or line[-1] in ",:;"
        or len(NUMBER.findall(line)) >= 2
    )


def _of_label_in_run(line: str) -> RemovalReason:
    return RemovalReason.NAVIGATION if is_entry(line) else RemovalReason.RELATED


def mark_boxes(pieces: list[Piece]) -> None:
    """Mark the titles under a heading of other stories, and the tags under a heading of tags."""
    kind, left, claimed = RemovalReason.RELATED, 0, 0
    # above the body such a heading is a menu entry, and the article's own headline follows
    for place in range(head_of(pieces), len(pieces)):
        piece = pieces[place]
        if phrases.opens_related(piece.text):
            kind, left, claimed = RemovalReason.RELATED, BOX, 0
        elif phrases.opens_tags(piece.text) and place + 1 < len(pieces) and is_entry(pieces[place + 1].text):
            piece.reason = RemovalReason.TAGS
            kind, left, claimed = RemovalReason.TAGS, BOX, 0
        elif left and (piece.reason or _is_in_box(piece.text, kind, claimed)):
            menu = kind is RemovalReason.RELATED and phrases.is_menu_entry(piece.text)
            piece.reason = piece.reason or (RemovalReason.NAVIGATION if menu else kind)
            left, claimed = left - 1, claimed + 1
        else:
            left = 0


def _is_in_box(line: str, kind: RemovalReason, claimed: int) -> bool:
    if kind is RemovalReason.TAGS:
        return is_entry(line)
    asks = claimed > 0 and line[-1] in "?!" and len(words(line)) <= QUESTION_WORDS
    return asks or not (ends_sentence(line) or is_prose(line))


def is_entry(line: str) -> bool:
    """Whether the line is as short as a menu entry or a tag, and no sentence."""
    longest = CASELESS_ENTRY if is_caseless(line) else 60
    return len(line) <= longest and len(line.split()) <= ENTRY_WORDS and line[-1] not in ".!?,;:…—。"


def mark_menus(pieces: list[Piece]) -> None:
    """Mark the entries of a menu that no list knows, where they stand among those that every page has."""
    for start, end in _runs(pieces):
        known = [place for place in range(start, end) if _is_known(pieces[place])]
        if len(known) < KNOWN_ENTRIES or 4 * len(known) < known[-1] - known[0] + 1:
            continue
        said = {word for place in known for word in pieces[place].text.casefold().split()}
        announced = start > 0 and pieces[start - 1].text.endswith(":")
        if said & MENU_ONLY and not announced:
            for piece in pieces[known[0] : known[-1] + 1]:
                piece.reason = piece.reason or RemovalReason.NAVIGATION


def _runs(pieces: list[Piece]) -> Iterator[tuple[int, int]]:
    """From where to where lines as short as menu entries follow each other."""
    start = None
    for place, piece in enumerate(pieces):
        if is_entry(piece.text) and not has_bullet(piece.text):
            start = place if start is None else start
        elif start is not None:
            yield start, place
            start = None
    if start is not None:
        yield start, len(pieces)


def _is_known(piece: Piece) -> bool:
    return piece.reason is RemovalReason.NAVIGATION or phrases.is_menu_entry(piece.text)


def mark_captions(pieces: list[Piece]) -> None:
    """Mark captions that tell themselves by what stands beside them: a credit, or the same again."""
    head = head_of(pieces)
    for place, piece in enumerate(pieces):
        credit = is_credit_alone(piece.text) or (place < head and PHOTOGRAPHER.fullmatch(piece.text[:100]))
        if credit and piece.reason in (None, RemovalReason.CAPTION):
            piece.reason = RemovalReason.CAPTION
            for beside in pieces[max(0, place - 1) : place] + pieces[place + 1 : place + 2]:
                if beside.reason is None and place >= head and _is_unfinished_caption(beside.text):
                    beside.reason = RemovalReason.CAPTION
        again = place + 1 < len(pieces) and pieces[place + 1].text == piece.text
        if piece.reason is None and (again or _is_twice(piece.text)) and len(words(piece.text)) in DOUBLED:
            piece.reason = RemovalReason.CAPTION


def _is_unfinished_caption(line: str) -> bool:
    """Whether the line could be a caption without a full stop; a subheading is shorter."""
    return not ends_sentence(line) and len(words(line)) in DOUBLED


def _is_twice(line: str) -> bool:
    half = len(line) // 2
    return len(line) <= 2 * phrases.MAX_LINE_CHARS and line[:half].strip() == line[half:].strip()
