"""A scrape in pieces, that the parts of clean hand on until the body is what nobody has claimed."""

from dataclasses import dataclass

from schemas import RemovalReason
from services.clean.lines.prose import is_prose


@dataclass(slots=True)
class Piece:
    """A paragraph of the scrape, or a part cut out of one; with a reason it is not the article's body."""

    text: str
    reason: RemovalReason | None = None


def is_text(piece: Piece) -> bool:
    """Whether the piece is running text by its shape, and nothing else has claimed it."""
    return piece.reason is None and is_prose(piece.text)


def head_of(pieces: list[Piece]) -> int:
    """How many pieces stand before the first running text; all of them where there is none."""
    return next((place for place, piece in enumerate(pieces) if is_text(piece)), len(pieces))
