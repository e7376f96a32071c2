"""Reads the opening of the article off the marked pieces: headline, bylines, dateline, agency.

What is found is cut out of the text and stays in the list as a piece of its own, with its reason.
"""

from dataclasses import dataclass, field

from schemas import Dateline, RemovalReason
from services.clean.agencies import agency_in, agency_of_credit, split_sign_off
from services.clean.bylines import Byline, BylineCut, is_name, is_role, read_byline, read_names, split_byline
from services.clean.datelines import read_dateline, split_dateline
from services.clean.furniture import Piece, head_of, is_text, mark_head
from services.clean.headline import find_headline, repeats
from services.clean.places import is_listed
from services.clean.prose import ends_sentence, words
from services.clean.stamps import holds_stamp

FIRST_PARAGRAPHS = 3
"""Paragraphs in front of which a dateline or byline may stand: behind a standfirst, it is not the first."""
FIRST_LINES = 12
"""Lines in front of which they are looked for where there is no paragraph, as in a table of figures."""
SHORT_NAME = 3
LOOKED_AT = 20
"""Words of a name that only its shape tells, and paragraphs behind it in which none of them may come."""
KICKER = 3
"""Words up to which a line above the headline is the name of a section."""


@dataclass
class Opening:
    """What the opening and the closing lines say; empty where they say nothing."""

    headline: str | None = None
    bylines: list[str] = field(default_factory=list)
    dateline: Dateline | None = None
    agency: str | None = None

    def add(self, byline: Byline) -> None:
        """Take in a byline; the first agency named stays."""
        self.bylines += [name for name in byline.names if name not in self.bylines]
        self.agency = self.agency or byline.agency


def read_opening(pieces: list[Piece], known_headline: str | None) -> Opening:
    """Find headline, bylines, dateline and agency, and mark or cut the pieces where they stand.

    `known_headline`, from the producer or the page, is looked for first: it may repeat in the text.
    """
    opening = Opening()
    _take_byline_lines(pieces, opening)
    _take_lines_above_text(pieces, opening)
    _take_headline(pieces, opening, known_headline)
    _take_names_in_front(pieces, opening)
    _take_credits(pieces, opening)
    return opening


def _take_byline_lines(pieces: list[Piece], opening: Opening) -> None:
    # a byline may stand behind a standfirst, which is text already
    for piece in pieces[: head_of(pieces) + FIRST_PARAGRAPHS]:
        if piece.reason is None and (byline := read_byline(piece.text)):
            opening.add(byline)
            piece.reason = RemovalReason.BYLINE


def _take_lines_above_text(pieces: list[Piece], opening: Opening) -> None:
    """Take a name above the stamp of the page, and right above the text a dateline or a list of names."""
    head = head_of(pieces)
    free = [place for place, piece in enumerate(pieces[:head]) if piece.reason is None]
    if not free or head == len(pieces):
        return
    for place in free:
        if holds_stamp(pieces[place].text):
            pieces[place].reason = RemovalReason.CLOCK
            if place - 1 in free and is_name(pieces[place - 1].text):
                _take_names(pieces, place - 1, opening)
    last, following = pieces[free[-1]], pieces[free[-1] + 1]
    line = f"{last.text} ({following.text})" if agency_of_credit(following.text) else last.text
    if last.reason is None and (dated := read_dateline(line)):
        opening.dateline, opening.agency = dated.dateline, opening.agency or dated.agency
        last.reason = RemovalReason.DATELINE
    elif last.reason is None and len((read_names(last.text) or Byline((), None)).names) > 1:
        _take_names(pieces, free[-1], opening)


def _take_names(pieces: list[Piece], place: int, opening: Opening) -> None:
    """Take a line of nothing but names as a byline, where no word of it comes again: it may be a title."""
    named = read_names(pieces[place].text)
    behind = pieces[place + 1 : place + 1 + LOOKED_AT]
    text = " ".join(piece.text[:1000] for piece in behind if piece.reason is None).casefold()
    said = [word for name in named.names for word in name.casefold().split()] if named else []
    again = any(len(word) > 3 and word in text for word in said)
    if named and not again and all(len(name.split()) <= SHORT_NAME for name in named.names):
        opening.add(named)
        pieces[place].reason = RemovalReason.BYLINE


def _take_headline(pieces: list[Piece], opening: Opening, known: str | None) -> None:
    place = find_headline(pieces, known)
    if place is None:
        return
    opening.headline = pieces[place].text
    pieces[place].reason = RemovalReason.HEADLINE
    mark_head(pieces)  # behind a headline that is a sentence, the head goes on
    for other, piece in enumerate(pieces[: head_of(pieces)]):
        if piece.reason is None and repeats(piece.text, opening.headline):
            piece.reason = RemovalReason.HEADLINE
        elif piece.reason is None and other < place and len(words(piece.text)) <= KICKER:
            piece.reason = RemovalReason.NAVIGATION
    _take_bare_name(pieces, place, opening)


def _take_bare_name(pieces: list[Piece], headline: int, opening: Opening) -> None:
    """A name alone between headline and text is a byline where a clock or a role stands beside it."""
    for place in range(headline + 1, head_of(pieces)):
        piece = pieces[place]
        beside = [pieces[other] for other in (place - 1, place + 1) if headline < other < len(pieces)]
        if piece.reason is None and is_name(piece.text) and not is_listed(piece.text):
            stands_out = piece.text.isupper() and not pieces[headline].text.isupper()
            if stands_out or any(
                other.reason == RemovalReason.CLOCK or is_role(other.text) for other in beside
            ):
                opening.add(read_names(piece.text) or Byline((), None))
                piece.reason = RemovalReason.BYLINE
        elif piece.reason is None and _is_role_line(piece.text):
            piece.reason = RemovalReason.BYLINE
        elif piece.reason is None and len(words(piece.text)) == 1:
            piece.reason = RemovalReason.NAVIGATION


def _is_role_line(line: str) -> bool:
    return is_role(line) and len(words(line)) <= 4 and not ends_sentence(line)


def _take_names_in_front(pieces: list[Piece], opening: Opening) -> None:
    """Cut “Kristian Rouz — ” and “NEW YORK — ” off the first paragraphs, in either order."""
    seen, tried, place = 0, 0, 0
    while place < len(pieces) and seen < FIRST_PARAGRAPHS and tried < FIRST_LINES:
        piece = pieces[place]
        if piece.reason is None:
            seen += is_text(piece)
            tried += 1
            for cut, rest, reason in _cuts(pieces, place, opening):
                pieces.insert(place, Piece(cut, reason))
                place += 1
                piece.text = rest
        place += 1


def _cuts(pieces: list[Piece], place: int, opening: Opening) -> list[tuple[str, str, RemovalReason]]:
    cuts: list[tuple[str, str, RemovalReason]] = []
    text = pieces[place].text
    for _ in range(2):
        others = (piece.text for other, piece in enumerate(pieces) if other != place and piece.reason is None)
        if opening.dateline is None and (found := split_dateline(text, others)) and found.rest:
            opening.dateline, opening.agency = found.dateline, opening.agency or found.agency
            cuts.append((found.cut, found.rest, RemovalReason.DATELINE))
        elif (signed := split_byline(text)) and not _comes_again(signed, pieces, place):
            opening.add(signed.byline)
            cuts.append((signed.cut, signed.rest, RemovalReason.BYLINE))
        else:
            break
        text = cuts[-1][1]
    return cuts


def _comes_again(signed: BylineCut, pieces: list[Piece], place: int) -> bool:
    """Whether a surname of the byline is in the text elsewhere: a reporter is no person of the story."""
    surnames = [name.split()[-1] for name in signed.byline.names]
    others = [piece.text for other, piece in enumerate(pieces) if other != place and piece.reason is None]
    return any(surname in text for surname in surnames for text in [signed.rest, *others])


def _take_credits(pieces: list[Piece], opening: Opening) -> None:
    body = [place for place, piece in enumerate(pieces) if piece.reason is None]
    if body and (signed := split_sign_off(pieces[body[-1]].text)):
        pieces[body[-1]].text = signed[0]
        pieces.insert(body[-1] + 1, Piece(signed[1], RemovalReason.CREDIT))
    for piece in pieces:
        if piece.reason in (RemovalReason.CREDIT, RemovalReason.COPYRIGHT):
            opening.agency = opening.agency or agency_of_credit(piece.text) or agency_in(piece.text)
