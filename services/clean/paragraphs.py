"""Makes paragraphs of lines: joins what was wrapped at a column, keeps apart what stands alone."""

from itertools import pairwise

from services.clean.prose import ends_sentence, has_bullet

COLUMNS = range(40, 121)
"""Widths, in characters, at which people and wire services wrap text."""
FULL_SHARE = 0.4
SMALL_SHARE = 0.25
"""Of wrapped lines more than half are full, and some 70% begin with a small letter; of paragraphs, none."""

Line = tuple[int, str]
"""How far a line is indented, and the line with single spaces."""


def split(text: str) -> list[str]:
    """The paragraphs of a tidied text, each on one line, none of them empty.

    A blank line ends a paragraph. A single line break ends one too, unless the text was hard-wrapped:
    then a line whose successor's first word would not have fitted goes on in the next line.
    """
    lines = [(len(raw) - len(raw.lstrip()), " ".join(raw.split())) for raw in text.split("\n")]
    column = _column(lines)
    paragraphs: list[list[str]] = []
    previous: Line | None = None
    for line in lines:
        if not line[1]:
            previous = None
            continue
        if previous and column and _goes_on(previous, line, column):
            paragraphs[-1].append(line[1])
        else:
            paragraphs.append([line[1]])
        previous = line
    return [_join(parts) for parts in paragraphs]


def _width(line: Line) -> int:
    return line[0] + len(line[1])


def _is_full(line: Line, following: Line, column: int) -> bool:
    """Whether the following line's first word would not have fitted on this line."""
    return _width(line) + 1 + len(following[1].split(" ", 1)[0]) > column


def _column(lines: list[Line]) -> int | None:
    """The column where the text is wrapped, in characters; null where its lines are paragraphs."""
    breaks = [(line, following) for line, following in pairwise(lines) if line[1] and following[1]]
    if len(breaks) < 2:
        return None
    column = sorted(_width(line) for line, _ in breaks)[len(breaks) * 9 // 10]
    full = sum(_is_full(line, following, column) for line, following in breaks)
    small = sum(following[1][0].islower() for _, following in breaks)
    wrapped = full >= FULL_SHARE * len(breaks) and small >= SMALL_SHARE * len(breaks)
    return column if wrapped and column in COLUMNS else None


def _goes_on(line: Line, following: Line, column: int) -> bool:
    if following[0] > line[0] or has_bullet(following[1]):
        return False
    return _is_full(line, following, column) or (following[1][0].islower() and not ends_sentence(line[1]))


def _join(parts: list[str]) -> str:
    # a hyphen at the end of a wrapped line stays: “trade-/related” is the likelier case today
    glued = [part if part[-1] == "-" and part[-2:-1].isalpha() else part + " " for part in parts[:-1]]
    return "".join([*glued, parts[-1]])
