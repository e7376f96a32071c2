"""Marks what stands below the article: readers' comments, the author's card, other stories, tags, menus."""

import re

from schemas import RemovalReason
from services.clean.lines import phrases
from services.clean.lines.context_rules import ENTRY_WORDS, QUESTION_WORDS
from services.clean.lines.pieces import Piece, head_of, is_text
from services.clean.lines.prose import (
    NUMBER,
    ends_sentence,
    has_bullet,
    holds_sentence,
    is_prose,
    is_title_case,
    without_bullet,
    words,
)
from services.clean.lines.time_lines import is_time

TAG_WORDS = 3
FEWEST_WORDS = 50
"""Words of text above readers' comments: with fewer, the heading is a button above the article."""
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
HOUR = re.compile(r"\d[:.h]\d\d|\d ?[ap]\.?m|\bago\b", re.IGNORECASE)
FIRST_COMMENT = 3
"""Lines under their heading among which the first comment says when it was written."""
CONTACTS = re.compile(
    r"\W*(?:(?:for )?(?:media|press|investors?|news|company|public|general|more information|further "
    r"information)"
    r"(?: (?:and|&) \w+)? ?)?(?:contacts?|contact details|enquir(?:y|ies)|inquir(?:y|ies)|relations|"
    r"information)\W*",
    re.IGNORECASE,
)
REACHED = re.compile(r"\S@\S|\d[\d() .-]{5,}\d")
CONTACT_LINES = 10
CONTACT_WORDS = 10
"""Lines under the heading of a press contact, and words of each."""
ROLE = (
    r"(?:(?:co-?)?founder|principal consultant|consultant|professor|lecturer|(?:research |senior )?fellow|"
    r"(?:managing |executive )?director of|president of|chair(?:man|woman)? of|author of|reporter|"
    r"(?:staff |senior |science |sports? |freelance |feature[sd]? )writer|correspondent|"
    r"columnist|journalist|"
    r"(?:\w+ )?editor|contributor|blogger|critic|freelance \w+|intern)\b"
)
AUTHOR = re.compile(
    rf"\W*(?P<name>[A-Z][\w.’'-]*(?: (?:[a-z]{{2,3}} )?[A-Z][\w.’'-]*){{1,3}}),? (?:is|was|has been|"
    rf"works as) (?:an? |the |our )?[^.!?]{{0,60}}?{ROLE}.{{0,700}}|"
    r"\W*(?P<card>The (?:writer|author|columnist)s?) (?:is|are|was|can be|works?|teach(?:es)?|"
    r"tweets?)\b.{5,400}"
)
"""The author's card at the foot: “Ann Lee is a reporter at …”, “The writer is …”."""
MOST_LINES = 1000
"""Lines below the article that are looked at; a page has some hundred."""
CARD = 800
"""Characters of an author's card."""
CARDS = 3
"""Authors' cards at most: more than that is a list of people."""


def mark_comments(pieces: list[Piece]) -> None:
    """Mark readers' comments from their heading to the end, where what follows shows that it is theirs."""
    said, counted = 0, 0
    for place, piece in enumerate(pieces):
        if len(piece.text) > 240 or not COMMENTS_BEGIN.fullmatch(piece.text):
            continue
        said += sum(len(words(above.text)) for above in pieces[counted:place] if is_text(above))
        counted = place
        if said >= FEWEST_WORDS:
            if end := _end_of_comments(pieces, place + 1):
                _mark_from_comments_on(pieces, place, end)
            return


def _mark_from_comments_on(pieces: list[Piece], place: int, end: int) -> None:
    for piece in pieces[place:end]:
        if piece.reason in (None, RemovalReason.CLOCK, RemovalReason.SHARING):
            piece.reason = RemovalReason.COMMENTS
    for piece in pieces[end:]:
        piece.reason = piece.reason or phrases.classify_at_edge(piece.text) or RemovalReason.NAVIGATION


def _end_of_comments(pieces: list[Piece], start: int) -> int:
    """Behind the last comment, which stands below the last commenter's name; 0 where there is none."""
    dated = any(_is_dated(piece.text) for piece in pieces[start : start + FIRST_COMMENT])
    is_one = [
        COMMENTER.fullmatch(piece.text[:60]) or (dated and _is_dated(piece.text)) for piece in pieces[start:]
    ]
    end = max((start + n + 1 for n, found in enumerate(is_one) if found), default=0)
    while 0 < end < len(pieces) and (ends_sentence(pieces[end].text) or is_prose(pieces[end].text)):
        end += 1
    return end


def _is_dated(line: str) -> bool:
    """Whether the line is the time at which a comment was written."""
    return len(line) <= 60 and is_time(line) and HOUR.search(line) is not None


def mark_contacts(pieces: list[Piece]) -> None:
    """Mark whom the press may ask, below a release: a heading, names, and an address or number among them."""
    for place in range(head_of(pieces) + 1, len(pieces)):
        block = pieces[place : place + CONTACT_LINES]
        if len(pieces[place].text) > 60 or not CONTACTS.fullmatch(pieces[place].text):
            continue
        if any(REACHED.search(piece.text[:100]) for piece in block):
            for piece in block:
                if is_prose(piece.text) or len(words(piece.text)) > CONTACT_WORDS:
                    break
                piece.reason = (
                    piece.reason or phrases.classify_at_edge(piece.text) or RemovalReason.NAVIGATION
                )


def mark_tail(pieces: list[Piece], shapes: bool) -> None:
    """Mark what stands below the article's last sentence: by its words, and with `shapes` by its shape."""
    start = len(pieces)
    edge: list[RemovalReason | None] = []
    cards = 0
    while start and len(edge) < MOST_LINES:
        piece = pieces[start - 1]
        reason = piece.reason or phrases.classify_at_edge(piece.text)
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
    found = AUTHOR.fullmatch(line) if len(line) <= CARD else None
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
        or above.endswith(",")
        or phrases.is_authors_end(line)
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
    if "©" in line:
        return RemovalReason.COPYRIGHT
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
