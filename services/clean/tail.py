"""Marks what stands below the article: readers' comments, the author's card, other stories, tags, menus."""

import re

from schemas import RemovalReason
from services.clean import phrases
from services.clean.neighbours import ENTRY_WORDS, QUESTION_WORDS
from services.clean.pieces import Piece
from services.clean.prose import (
    ends_sentence,
    has_bullet,
    holds_sentence,
    is_prose,
    is_title_case,
    without_bullet,
    words,
)

TAG_WORDS = 3
FEWEST_WORDS = 50
"""Words of text above readers' comments: with fewer, the heading is a button above the article."""
NUMBER = re.compile(r"(?<![\w-])\d+")
LABELLED = re.compile(r"[A-Z][\w’' -]{2,24}: \S.{0,80}")
"""A row under a table: “Referee: Ann Lee”."""
COMMENTS_BEGIN = re.compile(
    r"\W*\d{0,5}\s*(?:reader )?(?:comments?|thoughts|responses|replies)(?: (?:on|to) .{1,200}|"
    r"\W*\(?\d{0,5}\)?)\W*",
    re.IGNORECASE,
)
COMMENTER = re.compile(
    r"[^.!?]{1,40} (?:says|wrote|said|writes):|(?:reply|like reply|log in to reply|report abuse)\W*|"
    r"@\w{2,30}",
    re.IGNORECASE,
)
"""Lines that only a reader's comment has: “harbourwatcher says:”, “Reply”."""
ROLE = (
    r"(?:reporter|(?:staff |senior |science |sports? |freelance |feature[sd]? )writer|correspondent|"
    r"columnist|journalist|"
    r"(?:\w+ )?editor|contributor|blogger|critic|freelance \w+|intern)\b"
)
AUTHOR = re.compile(
    rf"\W*(?P<name>[A-Z][\w.’'-]*(?: (?:[a-z]{{2,3}} )?[A-Z][\w.’'-]*){{1,3}}),? (?:is|was|has been|"
    rf"works as) (?:an? |the |our )?[^.!?]{{0,60}}?{ROLE}.{{0,400}}|"
    r"\W*(?P<card>The (?:writer|author|columnist)s?) (?:is|are|was|can be|works?|teach(?:es)?|"
    r"tweets?)\b.{5,400}"
)
"""The author's card at the foot: “Ann Lee is a reporter at …”, “The writer is …”."""
CARDS = 3
"""Authors' cards at most: more than that is a list of people."""


def mark_comments(pieces: list[Piece]) -> None:
    """Mark readers' comments from their heading to the end, where what follows shows that it is theirs."""
    said = 0
    for place, piece in enumerate(pieces):
        if said >= FEWEST_WORDS and len(piece.text) <= 240 and COMMENTS_BEGIN.fullmatch(piece.text):
            if any(COMMENTER.fullmatch(after.text[:60]) for after in pieces[place + 1 :]):
                for after in pieces[place:]:
                    if after.reason in (None, RemovalReason.CLOCK, RemovalReason.SHARING):
                        after.reason = RemovalReason.COMMENTS
            return
        if piece.reason is None:
            said += len(words(piece.text))


def mark_tail(pieces: list[Piece], shapes: bool) -> None:
    """Mark what stands below the article's last sentence: by its words, and with `shapes` by its shape."""
    start = len(pieces)
    edge: list[RemovalReason | None] = []
    cards = 0
    while start:
        piece = pieces[start - 1]
        reason = piece.reason or phrases.at_an_edge(piece.text)
        if reason is None and cards < CARDS and _is_card(pieces, start - 1):
            reason, cards = RemovalReason.BYLINE, cards + 1
        if reason is None and _is_finished(pieces, start - 1):
            break
        edge.append(reason)
        start -= 1
    # a list that the text announces belongs to it
    if start == 0 or pieces[start - 1].text.endswith(":"):
        return
    for piece, reason in zip(reversed(pieces), edge, strict=False):
        piece.reason = reason
    if not shapes:
        return
    loose = [piece for piece in pieces[start:] if piece.reason is None]
    kept = sum(len(piece.text) for piece in pieces[:start] if piece.reason is None)
    if sum(len(piece.text) for piece in loose) > kept:
        return
    for piece in loose:
        piece.reason = _by_shape(piece.text, alone=len(loose) == 1)


def _is_card(pieces: list[Piece], place: int) -> bool:
    """Whether the piece says who the author is; of a person of the story, the name comes again in it."""
    line = pieces[place].text
    found = AUTHOR.fullmatch(line) if len(line) <= phrases.LONGEST else None
    if not found or found["card"]:
        return found is not None
    surname = found["name"].split()[-1]
    return not any(
        surname in other.text for other in pieces[:place] if other.reason is None and is_prose(other.text)
    )


def _is_finished(pieces: list[Piece], place: int) -> bool:
    """Whether a line is the author's by its shape: a sentence, the lead to a list, a row of a table."""
    line = pieces[place].text
    if line[-1] in "?!" and len(words(line)) <= QUESTION_WORDS and _is_among_titles(pieces, place):
        return False
    above = pieces[place - 1].text if place else ""
    return (
        ends_sentence(line)
        or line.endswith((":", ","))
        or is_prose(line)
        or holds_sentence(line)
        or _is_row(line)
        or (
            LABELLED.fullmatch(line) is not None and (_is_row(above) or LABELLED.fullmatch(above) is not None)
        )
    )


def _is_row(line: str) -> bool:
    return (
        len(NUMBER.findall(line[:500])) >= 2
        or line.count("|") > 1
        or (LABELLED.fullmatch(line[:200]) is not None and line[-1].isdigit())
    )


def _is_among_titles(pieces: list[Piece], place: int) -> bool:
    """Whether the lines above and below are no sentences: a question between them is a title too."""
    return 0 < place < len(pieces) - 1 and not any(
        ends_sentence(beside.text) or is_prose(beside.text)
        for beside in (pieces[place - 1], pieces[place + 1])
    )


def _by_shape(line: str, alone: bool) -> RemovalReason | None:
    """What an unfinished line below the body is; null where it may still be the author's."""
    if _lists_tags(line):
        return RemovalReason.TAGS
    if has_bullet(line) or len(words(line)) <= ENTRY_WORDS:
        return RemovalReason.NAVIGATION
    return RemovalReason.RELATED if is_title_case(line) or not alone else None


def _lists_tags(line: str) -> bool:
    values = without_bullet(line).split(",")
    return len(values) >= 3 and all(
        0 < len(value.split()) <= TAG_WORDS and value.split()[0] != "and" for value in values
    )
