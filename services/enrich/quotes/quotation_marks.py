"""Where words stand between quotation marks, whoever wrote them and whyever."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from services.enrich.nlp_model import Extent

_MARK = re.compile("[\"“”„«»]|(?<!')''(?!')|``")
_OPENING = ('"', "“", "„", "«", "''")
_CLOSED_BY = {'"': ('"', "”"), "“": ("”",), "”": ("”",), "„": ("“", "”"), "«": ("»",), "''": ("''",)}
_OUTER = " \t\n\xa0\"“”„«»‘’'`"
_SINGLE_OPENING = re.compile(
    r"(?<![^\s(\[—–-])[‘'](?!(?:\d\ds?|em|til|cause|twas|tis|n|round|bout)\b)(?=[^\W_]|[‘’'“$£€…])"
)
_SINGLE_CLOSING = re.compile(r"(?<=\S)['’](?!\w)")
_PLURAL = re.compile(r"(?<=s)['’](?=\s+[^\W\d_])")
_MARGIN = 20
_LINE_STOPS = frozenset(".?!:…\"”»’')")
_LINE_OPENS = frozenset('"“«')
_SIGNATURES = frozenset("―—–-")


class Marked(NamedTuple):
    """Words between marks, marks included; `closed` is false where the paragraph ends first."""

    start: int
    end: int
    closed: bool

    def inner(self, text: str) -> str:
        """The words alone, also without the marks nested at their ends."""
        return text[self.start : self.end].strip(_OUTER)


def split_lines(text: str, paragraphs: Sequence[Extent]) -> list[Extent]:
    """The paragraphs, parted also at a line's end where a sentence ends before or a mark opens after."""
    lines = []
    for start, end in paragraphs:
        at = start
        line_end = text.find("\n", start, end)
        while line_end >= 0:
            before = text[max(at, line_end - _MARGIN) : line_end].rstrip()
            after = text[line_end + 1 : min(end, line_end + _MARGIN)].lstrip()
            parted = before and after and (before[-1] in _LINE_STOPS or after[0] in _LINE_OPENS)
            if parted and after[0] not in _SIGNATURES:
                lines.append(Extent(at, max(at, line_end - _MARGIN) + len(before)))
                at = line_end + 1 + text[line_end + 1 : line_end + _MARGIN].index(after[0])
            line_end = text.find("\n", line_end + 1, end)
        lines.append(Extent(at, end))
    return lines


def find_marked(text: str, paragraph: Extent) -> Iterator[Marked]:
    """The stretches of one paragraph between marks, in order; what is nested in one is a part of it.

    Double marks first, straight, curly or angled; then the single ones of British papers around them.
    """
    double = list(_find_double(text, paragraph))
    single = list(_find_single(text, paragraph, double))
    yield from sorted([marked for marked in double if not _inside(marked.start, single)] + single)


def _find_double(text: str, paragraph: Extent) -> Iterator[Marked]:
    marks = list(_MARK.finditer(text, *paragraph))
    if not marks:
        return
    opened: re.Match[str] | None = None
    nested = 0
    balanced = text.count("“", *paragraph) == text.count("”", *paragraph)
    last = {_shape(mark): mark.start() for mark in marks}
    for index, mark in enumerate(marks):
        if opened is None:
            if _may_open(text, mark):
                opened, nested = mark, 0
        elif _nests(text, _shape(opened), mark, balanced):
            nested += 1
        elif nested and mark[0] in ("”", '"'):
            nested -= 1
        elif _closes(text, _shape(opened), mark, marks[index + 1 : index + 2], last):
            if mark.start() > opened.end():
                yield Marked(opened.start(), mark.end(), True)
            opened = None
    if opened is not None and opened.end() < paragraph.end:
        yield Marked(opened.start(), paragraph.end, False)


def _shape(mark: re.Match[str]) -> str:
    """The mark; two single ones, as some wires type it, are alike at both ends."""
    return "''" if mark[0] == "``" else mark[0]


def _may_open(text: str, mark: re.Match[str]) -> bool:
    """A mark opens where a word may start: 6'2" opens nothing, nor does an attribute's (id="7")."""
    before, after = text[max(0, mark.start() - 1) : mark.start()], text[mark.end() : mark.end() + 1]
    if mark[0] == "”":  # a slip of the keyboard
        return not before.strip() and after.isalnum()
    return _shape(mark) in _OPENING and not before.isalnum() and before != "="


def _nests(text: str, opened: str, mark: re.Match[str], balanced: bool) -> bool:
    if mark[0] == "“":
        return opened == '"' or (opened == "“" and balanced)
    return mark[0] == '"' and opened in ("“", "”") and _begins_word(text, mark)


def _begins_word(text: str, mark: re.Match[str]) -> bool:
    return text[mark.start() - 1].isspace() and not text[mark.end() : mark.end() + 1].isspace()


def _closes(
    text: str, opened: str, mark: re.Match[str], following: Sequence[re.Match[str]], last: dict[str, int]
) -> bool:
    if mark[0] == '"' and text[mark.end() : mark.end() + 1].isalnum():
        return False
    if _shape(mark) in _CLOSED_BY[opened]:
        return True
    if mark[0] == "“" and opened == "“":  # the wrong way round
        return not text[mark.start() - 1].isspace() and not text[mark.end() : mark.end() + 1].isalnum()
    # sloppy editors close a curly mark with a straight one
    if mark[0] != '"':
        return False
    after = following[0] if following else None
    opens_next = after is not None and (after[0] == "“" or (after[0] == '"' and _begins_word(text, after)))
    return opens_next or all(last.get(closer, -1) < mark.end() for closer in _CLOSED_BY[opened])


def _find_single(text: str, paragraph: Extent, double: Sequence[Marked]) -> Iterator[Marked]:
    """An apostrophe after an s closes only where no better mark comes before the next one that opens."""
    if text.find("'", *paragraph) < 0 and text.find("‘", *paragraph) < 0:
        return
    openings = [
        m.start() for m in _SINGLE_OPENING.finditer(text, *paragraph) if not _inside(m.start(), double)
    ]
    if not openings:
        return
    closings = [
        m.start() for m in _SINGLE_CLOSING.finditer(text, *paragraph) if not _inside(m.start(), double)
    ]
    sure = [at for at in closings if not _PLURAL.match(text, at)]
    openings.append(paragraph.end)
    at = paragraph.start
    for start, following in pairwise(openings):
        if start < at:
            continue
        room = max(following, start + 1)
        chosen = _first_between(sure, start + 2, paragraph.end)
        if chosen is None or chosen > room:
            plural = _first_between(closings, start + 2, room)
            chosen = chosen if plural is None else plural
        if chosen is not None:
            yield Marked(start, chosen + 1, True)
            at = chosen + 1
        elif start == paragraph.start and text[start] == "‘" and following == paragraph.end:
            yield Marked(start, paragraph.end, False)


def _first_between(places: Sequence[int], start: int, end: int) -> int | None:
    index = bisect_left(places, start)
    return places[index] if index < len(places) and places[index] < end else None


def _inside(at: int, stretches: Sequence[Marked]) -> bool:
    index = bisect_right(stretches, (at, len(stretches) and stretches[-1].end + 1, True)) - 1
    return index >= 0 and at < stretches[index].end
