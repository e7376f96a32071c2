"""What people type as a question, read as words and “phrases”: nothing in it is an operator."""

import re
import unicodedata

MAX_PHRASES = 64
"""Words or phrases of a query that are looked for; the rest of a 10 kB query would only cost time."""
MAX_WORDS = 256
"""Words of all of them together: OpenSearch takes 1,024 clauses, and each word is one in three fields."""

_PIECE = re.compile(r'["“”„«»]([^"“”„«»]+)["“”„«»]|([^\s"“”„«»]+)')
_WORD = re.compile(r"[^\W_]+")


def phrases_of(query: str) -> list[tuple[str, ...]]:
    """The phrases of a query, each once and in order, of one word or several.

    `U.S.` is the phrase “U S”, which is how texts are indexed too.
    """
    found: dict[tuple[str, ...], None] = {}
    left = MAX_WORDS
    pieces = list(_PIECE.finditer(unicodedata.normalize("NFC", query)))
    for piece in pieces[:MAX_PHRASES]:
        words = tuple(_WORD.findall(piece[1] or piece[2])[:left])
        if words and words not in found:
            found[words] = None
            left -= len(words)
    return list(found)
