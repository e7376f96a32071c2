"""Reads the opening of the article off the marked pieces: headline, bylines, dateline, agency.

What is found is cut out of the text and stays in the list as a piece of its own, with its reason.
"""

from dataclasses import dataclass, field

from schemas import Dateline, RemovalReason
from services.clean.agencies import agency_in, agency_of_credit, split_sign_off
from services.clean.bylines import Byline, BylineCut, is_name, is_role, read_byline, split_byline
from services.clean.datelines import split_dateline
from services.clean.furniture import Piece, head_of, is_text, mark_head
from services.clean.places import is_city
from services.clean.prose import ends_sentence, has_bullet, is_title_case, words

FIRST_PARAGRAPHS = 3
"""Paragraphs in front of which a dateline or byline may stand: behind a standfirst, it is not the first."""
LONGEST_HEADLINE = 30
"""Words."""


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
    _take_headline(pieces, opening, known_headline)
    _take_names_in_front(pieces, opening)
    _take_credits(pieces, opening)
    return opening


def _same(one: str, other: str) -> bool:
    return _letters(one) == _letters(other) != ""


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text[:1000])).casefold()


def _take_byline_lines(pieces: list[Piece], opening: Opening) -> None:
    # a byline may stand behind a standfirst, which is text already
    for piece in pieces[: head_of(pieces) + FIRST_PARAGRAPHS]:
        if piece.reason is None and (byline := read_byline(piece.text)):
            opening.add(byline)
            piece.reason = RemovalReason.BYLINE


def _take_headline(pieces: list[Piece], opening: Opening, known: str | None) -> None:
    head = head_of(pieces)
    repeats = [
        piece for piece in pieces[: head + 1] if known and piece.reason is None and _same(piece.text, known)
    ]
    candidates = [
        place
        for place, piece in enumerate(pieces[:head])
        if piece.reason is None
        and _may_be_headline(piece.text)
        and (not known or _resembles(piece.text, known))
    ]
    if repeats:
        chosen = pieces.index(repeats[0])
    elif head < len(pieces) and candidates:
        chosen = next((place for place in candidates if len(words(pieces[place].text)) > 3), candidates[-1])
    elif not known and head < len(pieces) - 1 and _is_asking_headline(pieces, head):
        chosen = head
        pieces[chosen].reason = RemovalReason.HEADLINE
        mark_head(pieces)  # the head goes on behind it
    else:
        return
    opening.headline = pieces[chosen].text
    for place, piece in enumerate(pieces[: max(head, chosen + 1)]):
        if piece.reason is None and _same(piece.text, opening.headline):
            piece.reason = RemovalReason.HEADLINE
        elif piece.reason is None and place < chosen and len(words(piece.text)) <= 3:
            piece.reason = RemovalReason.NAVIGATION
    _take_bare_name(pieces, chosen, opening)


def _resembles(line: str, known: str) -> bool:
    """Whether half of the words of the shorter one are in the other: a headline is often changed a little."""
    one, other = (set(text.casefold().split()) for text in (line, known))
    return 2 * len(one & other) >= min(len(one), len(other))


def _may_be_headline(line: str) -> bool:
    count = len(words(line))
    finished = ends_sentence(line) and line[-1:] not in "?!" and not _ends_with_initials(line)
    single = count >= 2 or not any(char.isascii() for char in line)
    return (
        single
        and count <= LONGEST_HEADLINE
        and len(line) <= 300
        and not finished
        and not has_bullet(line)
        and "://" not in line
    )


def _ends_with_initials(line: str) -> bool:
    last = words(line)[-1]
    return last.endswith(".") and last.count(".") * 2 == len(last)


def _is_asking_headline(pieces: list[Piece], place: int) -> bool:
    """Whether the first text is a title in the form of a question or a cry; a lede may be one too."""
    line = pieces[place].text
    before = any(piece.reason for piece in pieces[:place])
    return (
        line[-1] in "?!"
        and len(words(line)) <= 15
        and (before or is_title_case(line))
        and not has_bullet(line)
    )


def _take_bare_name(pieces: list[Piece], headline: int, opening: Opening) -> None:
    """A name alone between headline and text is a byline where a clock or a role stands beside it."""
    for place in range(headline + 1, head_of(pieces)):
        piece = pieces[place]
        beside = [pieces[other] for other in (place - 1, place + 1) if headline < other < len(pieces)]
        if piece.reason is None and is_name(piece.text) and not is_city(piece.text):
            if any(other.reason == RemovalReason.CLOCK or is_role(other.text) for other in beside):
                opening.add(Byline((piece.text,), None))
                piece.reason = RemovalReason.BYLINE
        elif piece.reason is None and is_role(piece.text) and len(words(piece.text)) <= 4:
            piece.reason = RemovalReason.BYLINE
        elif piece.reason is None and len(words(piece.text)) == 1:
            piece.reason = RemovalReason.NAVIGATION


def _take_names_in_front(pieces: list[Piece], opening: Opening) -> None:
    """Cut “Kristian Rouz — ” and “NEW YORK — ” off the first paragraphs, in either order."""
    seen, place = 0, 0
    while place < len(pieces) and seen < FIRST_PARAGRAPHS:
        piece = pieces[place]
        if piece.reason is None:
            seen += is_text(piece)
            for cut, rest, reason in _cuts(pieces, place, opening):
                pieces.insert(place, Piece(cut, reason))
                place += 1
                piece.text = rest
        place += 1


def _cuts(pieces: list[Piece], place: int, opening: Opening) -> list[tuple[str, str, RemovalReason]]:
    cuts: list[tuple[str, str, RemovalReason]] = []
    text = pieces[place].text
    for _ in range(2):
        if opening.dateline is None and (found := split_dateline(text)) and found.rest:
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
