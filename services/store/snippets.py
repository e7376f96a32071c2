"""Snippets: the piece of a text that shows best why a search found it.

FTS5's own `snippet()` compares every match with every other, and its `highlight()` copies the text for each:
a text that repeats one word a hundred thousand times would hold the store for minutes. So `highlight()` gets
pieces, and the choice is made here.
"""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing

from services.store.sqlite.schema import TOKENS
from services.store.values import CLOSES, OPENS
from services.store.views import Span

PIECE, PIECES = 20_000, 50
"""Characters of a text that are marked at once, and how many such pieces of a longer one are looked at."""
SNIPPET_CHARS = 240
"""Characters of a snippet, at most a word more at each end."""
BEFORE = 60
"""Characters shown before the first match."""
MAX_SNIPPET_MATCHES = 500
"""Matches from which a snippet may start, the first in the text."""

_EDGE = re.compile(r"\s")


def mark_piece(text: str, words: Iterable[str]) -> str:
    """The piece of a long text with the most of these words, marked."""
    starts = range(0, min(len(text), PIECE * PIECES), PIECE)
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute(f"CREATE VIRTUAL TABLE pieces USING fts5 (piece, {TOKENS})")
        memory.executemany(
            "INSERT INTO pieces VALUES (?)", ((text[start : start + PIECE],) for start in starts)
        )
        found = memory.execute(
            "SELECT highlight(pieces, 0, ?, ?) FROM pieces WHERE pieces MATCH ? ORDER BY rank LIMIT 1",
            (OPENS, CLOSES, " OR ".join(words)),
        ).fetchone()
    return text[:PIECE] if found is None else str(found[0])


def snippet(marked: str) -> tuple[str, tuple[Span, ...]]:
    """The piece of a text with the most different matches, and where they stand in it.

    `marked` is the text with `OPENS` and `CLOSES` around each match.
    """
    text, found = _read_marks(marked)
    start = _best_start(text, found)
    begins = _word_at(text, max(0, start - BEFORE), start)
    ends = len(text) if len(text) <= begins + SNIPPET_CHARS else _word_end(text, begins + SNIPPET_CHARS)
    head, tail = "…" if begins else "", "…" if ends < len(text) else ""
    moved = len(head) - begins
    spans = (Span(start=s + moved, end=e + moved) for s, e in found if begins <= s and e <= ends)
    return head + text[begins:ends].rstrip() + tail, tuple(spans)


def _read_marks(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and where they stood."""
    pieces, found, length = [], [], 0
    for piece in marked.split(OPENS):
        matched, closed, after = piece.partition(CLOSES)
        if closed:
            found.append((length, length + len(matched)))
        pieces += [matched, after]
        length += len(matched) + len(after)
    return "".join(pieces), found


def _best_start(text: str, found: Sequence[tuple[int, int]]) -> int:
    best, start = 0, 0
    end = 0
    words = [text[s:e].casefold() for s, e in found[: 2 * MAX_SNIPPET_MATCHES]]
    inside: dict[str, int] = {}
    for first, (begins, _) in enumerate(found[:MAX_SNIPPET_MATCHES]):
        while end < len(words) and found[end][1] <= begins - BEFORE + SNIPPET_CHARS:
            inside[words[end]] = inside.get(words[end], 0) + 1
            end += 1
        if len(inside) > best:
            best, start = len(inside), begins
        if first < end:
            inside[words[first]] -= 1
            if not inside[words[first]]:
                del inside[words[first]]
        else:
            end = first + 1
    return start


def _word_at(text: str, begins: int, latest: int) -> int:
    """Where the first whole word from `begins` on starts."""
    if begins == 0:
        return 0
    edge = _EDGE.search(text, begins, latest)
    return begins if edge is None else edge.end()


def _word_end(text: str, ends: int) -> int:
    """Where the word at `ends` ends, or there if that is far."""
    edge = _EDGE.search(text, ends, ends + 40)
    return ends if edge is None else edge.start()
