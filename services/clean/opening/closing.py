"""Reads what stands below the article: an agency's signature, the reporters' credit, a byline at the foot."""

from collections.abc import Collection

from schemas import RemovalReason
from services.clean.lines.pieces import Piece, is_text
from services.clean.lines.posts import dates_quotation
from services.clean.opening.agencies import agency_in, agency_of_credit, split_sign_off
from services.clean.opening.byline_lines import read_byline, read_card, read_credit
from services.clean.opening.bylines import Byline
from services.clean.opening.timestamps import holds_timestamp

LINES = 12
"""Lines below the last paragraph that are looked at."""
SIGNATURES = 2
"""Lines below the last paragraph that may sign it; further below stand other stories with their bylines."""
UNKNOWN = (None, RemovalReason.NAVIGATION, RemovalReason.RELATED)
"""What a line below the body is whose shape alone has been looked at."""


def take_credits(pieces: list[Piece]) -> Byline:
    """The reporters and the first agency that credits name; a sign-off is cut off the last paragraph."""
    body = [place for place, piece in enumerate(pieces) if piece.reason is None]
    if body and (signed := split_sign_off(pieces[body[-1]].text)):
        pieces[body[-1]].text = signed[0]
        pieces.insert(body[-1] + 1, Piece(signed[1], RemovalReason.CREDIT))
    names: list[str] = []
    agency: str | None = None
    for piece in pieces:
        if piece.reason in (RemovalReason.CREDIT, RemovalReason.COPYRIGHT):
            agency = agency or agency_of_credit(piece.text) or agency_in(piece.text)
        if piece.reason is RemovalReason.CREDIT:
            names += read_credit(piece.text)
    return Byline(tuple(dict.fromkeys(names)), agency)


def take_signature(pieces: list[Piece], known: Collection[str]) -> Byline:
    """Mark a byline below the last paragraph and read it, or, where no author is `known` yet, a card.

    With authors known, only a line that names none but them is a byline of this article.
    """
    last = max((place for place, piece in enumerate(pieces) if is_text(piece)), default=len(pieces))
    for place, piece in enumerate(pieces[last + 1 : last + 1 + LINES]):
        signs = place < SIGNATURES and piece.reason in UNKNOWN and not dates_quotation(piece.text)
        byline = read_byline(piece.text) if signs else None
        if byline and byline.names and (not known or set(byline.names) <= set(known)):
            piece.reason = RemovalReason.BYLINE
            return byline
        if byline and not byline.names and holds_timestamp(piece.text):
            piece.reason = RemovalReason.CLOCK  # “Posted by admin on March 3, 2026”
        if not known and piece.reason is RemovalReason.BYLINE and (name := read_card(piece.text)):
            return Byline((name,), None)
    return Byline((), None)
