"""Reads the opening of the article off the marked pieces: headline, bylines, dateline, agency.

What is found is cut out of the text and stays in the list as a piece of its own, with its reason.
"""

import re
from dataclasses import dataclass, field

from schemas import Dateline, RemovalReason
from services.clean.lines.boilerplate import MOST_LINES, mark_head
from services.clean.lines.pieces import Piece, head_of, is_text
from services.clean.lines.posts import may_sign_quotation
from services.clean.lines.prose import ends_sentence, words
from services.clean.opening.agencies import agency_of_credit
from services.clean.opening.byline_lines import (
    LABELS,
    SIGNED_TEXT,
    BylineCut,
    is_role_line,
    names_several,
    read_byline,
    read_stamped_byline,
    split_byline,
    split_title,
)
from services.clean.opening.bylines import Byline, is_name, is_role, read_names
from services.clean.opening.closing import take_credits, take_signature
from services.clean.opening.datelines import DatelineCut, read_dateline, split_dateline
from services.clean.opening.headline import find_headline, repeats
from services.clean.opening.timestamps import holds_timestamp

FIRST_PARAGRAPHS = 3
"""Paragraphs in front of which a dateline or byline may stand: behind a standfirst, it is not the first."""
FIRST_LINES = 12
"""Lines in front of which they are looked for where there is no paragraph, as in a table of figures."""
WORD = re.compile(r"[^\s,;:“”‘’\"'()/@.]+")
SHORT_NAME = 3
LOOKED_AT = 20
"""Words of a name that only its shape tells, and paragraphs behind it in which none of them may come."""
LONGEST_NAMES = 120
"""Characters of a line of nothing but names."""
DASHES = ("-", "–", "—")
KICKER = 3
"""Words up to which a line is the name of a section."""
CREDITED = (RemovalReason.CAPTION, RemovalReason.CREDIT)
BESIDE_NAMES = (RemovalReason.CLOCK, RemovalReason.SHARING, RemovalReason.BYLINE)


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

    def file(self, found: DatelineCut) -> None:
        """Take in a dateline, with the text that is cut; the first agency named stays."""
        self.dateline = found.dateline and found.dateline.model_copy(update={"text": found.cut})
        self.agency = self.agency or found.agency


def read_opening(pieces: list[Piece], known_headline: str | None, short_by: bool = False) -> Opening:
    """Find headline, bylines, dateline and agency, and mark or cut the pieces where they stand.

    `known_headline`, from the producer or the page, is looked for first: it may repeat in the text.
    `short_by` is whether “De” in front of a name means “by” in the article's language.
    """
    opening = Opening()
    head = head_of(pieces)
    start = head - MOST_LINES if MOST_LINES < head < len(pieces) else 0
    near = pieces[start:]
    _take_one_line(near, opening, known_headline)
    _take_byline_lines(near, opening, short_by)
    _take_lines_above_text(near, opening)
    _take_headline(near, opening, known_headline)
    _take_names_in_front(near, opening)
    pieces[start:] = near
    opening.add(take_credits(pieces))
    opening.add(take_signature(pieces, opening.bylines))
    return opening


def _take_one_line(pieces: list[Piece], opening: Opening, known: str | None) -> None:
    """Cut the headline off an article that is all on one line, with a byline and a dateline behind it."""
    place = next((place for place, piece in enumerate(pieces) if piece.reason is None), 0)
    titled = split_title(pieces[place].text) if pieces else None
    if titled and (known is None or repeats(titled[0], known)):
        opening.headline, pieces[place].text = titled
        pieces.insert(place, Piece(titled[0], RemovalReason.HEADLINE))


def _take_byline_lines(pieces: list[Piece], opening: Opening, short_by: bool) -> None:
    # a byline may stand behind a standfirst, which is text already
    head = pieces[: min(head_of(pieces), MOST_LINES) + FIRST_PARAGRAPHS]
    paragraphs = 0
    for place, piece in enumerate(head):
        above = head[place - 1] if place else None
        if paragraphs > 1 and may_sign_quotation(piece.text):
            continue  # behind a standfirst there may be a byline, behind more a quotation's source
        paragraphs += is_text(piece)
        if above and (label := LABELS.fullmatch(above.text[:30].rstrip(" :"))) and _is_free(piece):
            names = read_names(piece.text) if len(piece.text) <= LONGEST_NAMES else None
            if names and names.names:
                above.reason = piece.reason = RemovalReason.BYLINE if label["by"] else RemovalReason.CREDIT
                if label["by"]:
                    opening.add(names)
                continue
        credited = piece.reason in CREDITED and SIGNED_TEXT.search(piece.text)
        if (piece.reason is None or credited) and (byline := read_byline(piece.text, short_by)):
            opening.add(byline)
            if piece.reason is not RemovalReason.CREDIT:
                piece.reason = RemovalReason.BYLINE
            if above and above.reason is None and piece.text[0] == "/" and len(words(above.text)) <= KICKER:
                above.reason = RemovalReason.BYLINE  # “ABC Rural” above “/ By Ann Lee”
        elif above and above.reason is RemovalReason.BYLINE and _is_free(piece) and is_role_line(piece.text):
            piece.reason = RemovalReason.BYLINE  # “Associated Press Writer”
        elif piece.reason in (None, RemovalReason.CLOCK) and (byline := read_stamped_byline(piece.text)):
            opening.add(byline)
            piece.reason = RemovalReason.CLOCK


def _is_free(piece: Piece) -> bool:
    """Whether nobody has claimed the line, or only as the entry of a menu."""
    return piece.reason in (None, RemovalReason.NAVIGATION)


def _take_lines_above_text(pieces: list[Piece], opening: Opening) -> None:
    """Take a name above the stamp of the page, and right above the text a dateline or a list of names."""
    head = head_of(pieces)
    free = [place for place, piece in enumerate(pieces[:head]) if piece.reason is None]
    if head == len(pieces):
        _take_dateline_alone(pieces, opening)
        return
    for place, piece in enumerate(pieces[:head]):
        stamped = piece.reason is None and holds_timestamp(piece.text)
        if stamped:
            piece.reason = RemovalReason.CLOCK
        # the first line above a bare date may be the title: “Bank Holiday”
        first = 0 if stamped else free[0] + 1 if free else 0
        above = pieces[place - 1] if place > first else None
        if piece.reason is RemovalReason.CLOCK and above and above.reason is None and is_name(above.text):
            _take_names(pieces, place - 1, opening)
    if not free:
        return
    last, following = pieces[free[-1]], pieces[free[-1] + 1]
    line = f"{last.text} ({following.text})" if agency_of_credit(following.text) else last.text
    if last.reason is None and (dated := read_dateline(line)):
        opening.file(dated)
        last.reason = RemovalReason.DATELINE
    elif last.reason is None and names_several(last.text):
        _take_names(pieces, free[-1], opening)
    if opening.dateline is None:
        # without a dash or an agency, place and date are a page's clock
        filed = [piece for piece in pieces[:head] if piece.text.endswith(DASHES) or "(" in piece.text]
        _take_dateline_alone(filed, opening)


def _take_dateline_alone(pieces: list[Piece], opening: Opening) -> None:
    """Above a company’s figures, where no sentence is, a dateline may have a line to itself."""
    for piece in pieces[:FIRST_LINES]:
        if piece.reason is None and (dated := read_dateline(piece.text)) and dated.dateline:
            if dated.dateline.date or dated.agency:
                opening.file(dated)
                piece.reason = RemovalReason.DATELINE
            return


def _take_names(pieces: list[Piece], place: int, opening: Opening) -> None:
    """Take a line of nothing but names as a byline, where no word of it comes again: it may be a title."""
    named = read_names(pieces[place].text)
    behind = pieces[place + 1 : place + 1 + LOOKED_AT]
    text = " ".join(piece.text[:1000] for piece in behind if piece.reason is None).casefold()
    said = [word for name in named.names for word in name.casefold().split()] if named else []
    again = not set(WORD.findall(text)).isdisjoint(word for word in said if len(word) > 3)
    if named and not again and all(len(name.split()) <= SHORT_NAME for name in named.names):
        opening.add(named)
        pieces[place].reason = RemovalReason.BYLINE


def _take_headline(pieces: list[Piece], opening: Opening, known: str | None) -> None:
    if opening.headline:
        return
    title = find_headline(pieces, known)
    if title is None:
        if known:  # it may be the page's own, and stand in none of the lines
            _take_bare_names(pieces, -1, opening)
        return
    opening.headline = " ".join(piece.text for piece in pieces[title.start : title.stop])
    for piece in pieces[title.start : title.stop]:
        piece.reason = RemovalReason.HEADLINE
    mark_head(pieces)  # behind a headline that is a sentence, the head goes on
    for other, piece in enumerate(pieces[: head_of(pieces)]):
        if piece.reason is None and repeats(piece.text, opening.headline):
            piece.reason = RemovalReason.HEADLINE
        elif piece.reason is None and other < title.start and not ends_sentence(piece.text):
            piece.reason = RemovalReason.NAVIGATION
    _take_bare_names(pieces, title.stop - 1, opening)


def _take_bare_names(pieces: list[Piece], headline: int, opening: Opening) -> None:
    """Take names alone between headline and text, where a clock, a button or a role stands beside them."""
    capitals = headline >= 0 and pieces[headline].text.isupper()
    for place in range(headline + 1, head_of(pieces)):
        piece = pieces[place]
        if piece.reason is not None:
            continue
        beside = [pieces[other] for other in (place - 1, place + 1) if headline < other < len(pieces)]
        named = read_names(piece.text) if len(piece.text) <= LONGEST_NAMES else None
        if named and named.names:
            stands_out = piece.text.isupper() and not capitals
            # a page's headline is known and not among the lines: what is left above the text is the byline
            stands_out = stands_out or (headline < 0 and place + 1 == head_of(pieces))
            if stands_out or any(other.reason in BESIDE_NAMES or is_role(other.text) for other in beside):
                _take_names(pieces, place, opening)
        elif headline >= 0 and is_role_line(piece.text):
            piece.reason = RemovalReason.BYLINE
        elif headline >= 0 and piece.text.isalpha():
            piece.reason = RemovalReason.NAVIGATION


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
            opening.file(found)
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
