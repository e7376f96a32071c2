"""JSON Lines cut out of the pieces in which they arrive; no more than one line is held."""

from collections.abc import Iterator
from dataclasses import dataclass

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Line:
    """One line; `number` counts from 1, blank ones too; `text` is None where it is over the limit."""

    number: int
    text: bytes | None


class Lines:
    """Cuts at each line feed. Blank lines are passed over, and so is a carriage return before the feed."""

    def __init__(self, limit: int) -> None:
        """Hold `limit` bytes of a line at most."""
        self._limit = limit
        self._begun = bytearray()
        self._over = False
        self.number = 1
        """The line that has begun, or will with the next byte."""

    @property
    def held(self) -> int:
        """Bytes of the line that has begun."""
        return len(self._begun)

    def cut(self, piece: bytes) -> Iterator[Line]:
        """The lines that end in this piece; to be taken to the end."""
        *ending, beginning = piece.split(b"\n")
        for part in ending:
            self._add(part)
            yield from self.end()
            self.number += 1
        self._add(beginning)

    def end(self) -> Iterator[Line]:
        """The line that has begun, as a whole one; none where it is blank."""
        text, over = bytes(self._begun), self._over
        self._begun.clear()
        self._over = False
        if self.number == 1:
            text = text.removeprefix(BYTE_ORDER_MARK)
        if over:
            yield Line(self.number, None)
        elif not text.isspace() and text:
            yield Line(self.number, text)

    def _add(self, part: bytes) -> None:
        if self._over or len(self._begun) + len(part) > self._limit:
            self._over = True
            self._begun.clear()
        else:
            self._begun += part
