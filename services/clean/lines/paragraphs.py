"""Makes paragraphs of lines: joins what was wrapped at a column, keeps apart what stands alone."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from services.clean.lines.hyphens import ends_cut, seam, words_of
from services.clean.lines.prose import ends_sentence, has_bullet

COLUMNS = range(40, 121)
"""Widths, in characters, at which people and wire services wrap text."""
FULL_SHARE = 0.4
SMALL_SHARE = 0.25
"""Of wrapped lines more than half are full, and some 70% begin with a small letter; of paragraphs, none."""
WIDE = 0.5
"""Share of the column that a wrapped line fills; a shorter one is a label, or ends its paragraph."""
SPACED_SHARE = 0.9
"""Of the lines of a double-spaced text nearly all have a blank line behind them."""

NARROW = range(52, 101)
"""Widths at which a few lines are wrapped: those of the wires and of mail, not those of verse."""
COMMON = 0.2
"""Share of the lines from which on an indent is no stray line's."""
RAGGED = 3
"""Characters that the longest line of a wrapped text is beyond nearly all others, if it is no stray one."""

MANY_BLANK = re.compile(r"\n{4,}")
"""More blank lines than say anything more: millions of them would each take a line's memory."""
DANGLING = re.compile(
    r"(?:,|\b(?:a|an|the|of|in|on|at|to|by|for|from|with|as|and|or|but|that|which|who|is|was|were|are|has|had|have|will"
    r"|would|could|than|its|his|her|their|said|says|der|die|das|und|von|de|la|le|les|et|el|y|di|e))$"
)
"""The end of a line behind which a sentence goes on, with whatever letter."""

Line = tuple[int, str]
"""How far a line is indented, and the line with single spaces; empty for a blank line."""


def split(text: str) -> list[str]:
    """The paragraphs of a tidied text, each on one line, none of them empty.

    A blank line ends a paragraph. A single line break ends one too, unless the text was hard-wrapped:
    then a line whose successor's first word would not have fitted goes on in the next line. Of a
    double-spaced text that was hard-wrapped, a single blank line counts as a line break.
    """
    text = MANY_BLANK.sub("\n\n\n\n", text)
    lines = [(len(raw) - len(raw.lstrip()), " ".join(raw.split())) for raw in text.split("\n")]
    column = _column(lines)
    if column is None and (closed := _without_double_spacing(lines)):
        column = _column(closed)
        lines = closed if column else lines
    paragraphs: list[list[str]] = []
    margin = _margin(lines)
    previous: Line | None = None
    for line in lines:
        if not line[1]:
            previous = None
            continue
        if previous and column and _goes_on(previous, line, column, margin):
            paragraphs[-1].append(line[1])
        else:
            paragraphs.append([line[1]])
        previous = line
    known = words_of(_whole_words(paragraphs)) if column else frozenset()
    return [_join(parts, known) for parts in paragraphs]


def _without_double_spacing(lines: list[Line]) -> list[Line] | None:
    """The lines without the blank line behind each; null where they are not double-spaced."""
    said = sum(1 for line in lines if line[1])
    alone = sum(1 for line, following in pairwise(lines) if line[1] and not following[1])
    if said < 4 or alone < SPACED_SHARE * (said - 1):
        return None
    closed: list[Line] = []
    blank = 0
    for line in lines:
        blank = 0 if line[1] else blank + 1
        if line[1] or blank > 1:
            closed.append(line)
    return closed


def _width(line: Line) -> int:
    return line[0] + len(line[1])


def _is_full(line: Line, following: Line, column: int) -> bool:
    """Whether the following line's first word would not have fitted on this line, or began on it."""
    return ends_cut(line[1]) or _width(line) + 1 + len(following[1].split(" ", 1)[0]) > column


def _column(lines: list[Line]) -> int | None:
    """The column where the text is wrapped, in characters; null where its lines are paragraphs or verse.

    The longest of these end with a mark of punctuation mostly, and what is wrapped seldom does. Lines under
    a third of the narrowest column, a menu's, have no say.
    """
    breaks = [
        (line, following)
        for line, following in pairwise(lines)
        if following[1] and len(line[1]) >= COLUMNS.start // 3 and line[1]
    ]
    if not breaks:
        return None
    widths = sorted(_width(line) for line, _ in breaks)
    column = widths[len(breaks) * 9 // 10]
    if widths[-1] - column <= RAGGED:
        column = widths[-1]
    full = [line[1] for line, following in breaks if _is_full(line, following, column)]
    ended = sum(ends_sentence(line) or (column < NARROW.start and line[-1] in ",;:") for line in full)
    if full and 2 * ended >= len(full):
        return None
    small = sum(following[1][0].islower() for _, following in breaks)
    wrapped = len(full) >= FULL_SHARE * len(breaks) and small >= SMALL_SHARE * len(breaks)
    if len(breaks) > 1 and wrapped and column in COLUMNS:
        return column
    return _column_of_few(lines, breaks)


def _column_of_few(lines: list[Line], breaks: list[tuple[Line, Line]]) -> int | None:
    """The column of a text of so few lines that shares say little: then no line may speak against it.

    No line is longer, each that ends inside a sentence is full, and one in four shows that the sentence goes
    on: verse is uneven, and the lines of a table or list begin with capitals or numbers.
    """
    column = max(map(_width, lines))
    inside = [(line, following) for line, following in breaks if not ends_sentence(line[1])]
    cut = [line for line, following in inside if following[1][0].islower() or DANGLING.search(line[1])]
    if column not in NARROW or len(cut) < SMALL_SHARE * len(breaks) or not cut:
        return None
    labels = [line for line, following in inside if not _is_full(line, following, column)]
    return None if any(_width(line) >= WIDE * column for line in labels) else column


def _margin(lines: list[Line]) -> int:
    """How far the lines inside paragraphs are indented, a stray one aside: one that is further begins one."""
    indents = Counter(line[0] for line in lines if line[1])
    common = (indent for indent, lines in indents.items() if lines >= COMMON * indents.total())
    return min(common, default=0)


def _goes_on(line: Line, following: Line, column: int, margin: int) -> bool:
    if following[0] > min(line[0], margin) or (has_bullet(following[1]) and not _is_dash(line, following)):
        return False
    if _is_full(line, following, column):
        return True
    return following[1][0].islower() and not ends_sentence(line[1]) and _width(line) >= WIDE * column


def _is_dash(line: Line, following: Line) -> bool:
    """Whether the mark in front of a line is a dash inside the sentence: “in need of repair / – this one”."""
    text = following[1]
    return text[0] in "–—" and text[2:3].islower() and not ends_sentence(line[1]) and line[1][-1] not in ":;"


def _whole_words(paragraphs: Iterable[list[str]]) -> Iterator[str]:
    """The lines without the word cut at their end, and without its rest: neither half is evidence."""
    for parts in paragraphs:
        for before, part in zip([None, *parts], parts, strict=False):
            start = part.split(" ", 1)[1:] if before and ends_cut(before) else [part]
            yield from (text.rsplit(" ", 1)[0] if ends_cut(text) else text for text in start)


def _join(parts: list[str], known: frozenset[str]) -> str:
    joined: list[str] = []
    for part, following in pairwise(parts):
        between = seam(part, following, known)
        joined += (part.removesuffix("-"), between) if ends_cut(part) else (part, between)
    return "".join([*joined, parts[-1]])
