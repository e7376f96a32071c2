"""Where words stand between quotation marks, whoever wrote them and whyever."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from services.enrich.reading import Extent

_MARK = re.compile('["“”„«»]')
_OPENING = '"“„«'
_CLOSED_BY = {'"': '"”', "“": "”", "„": "“”", "«": "»"}


class Marked(NamedTuple):
    """Words between marks, marks included; `closed` is false where the paragraph ends first."""

    start: int
    end: int
    closed: bool

    def inner(self, text: str) -> str:
        """The words alone."""
        return text[self.start + 1 : self.end - self.closed].strip()


def find_marked(text: str, paragraph: Extent) -> Iterator[Marked]:
    """The stretches of one paragraph between double marks, straight or curly; nested ones are part of theirs.

    A straight mark opens only where a word may start and closes where one may end: 6'2" opens nothing.
    """
    opened: re.Match[str] | None = None
    nested = 0
    balanced = text.count("“", *paragraph) == text.count("”", *paragraph)
    last = {closer: text.rfind(closer, *paragraph) for closer in "“”»"}
    for mark in _MARK.finditer(text, *paragraph):
        if opened is None:
            if mark[0] in _OPENING and not text[max(0, mark.start() - 1) : mark.start()].isalnum():
                opened, nested = mark, 0
        elif mark[0] == "“" and (opened[0] == '"' or (opened[0] == "“" and balanced)):
            nested += 1
        elif nested and mark[0] == "”":
            nested -= 1
        elif _closes(text, opened[0], mark, last):
            if mark.start() > opened.end():
                yield Marked(opened.start(), mark.end(), True)
            opened = None
    if opened is not None and opened.end() < paragraph.end:
        yield Marked(opened.start(), paragraph.end, False)


def _closes(text: str, opened: str, mark: re.Match[str], last: dict[str, int]) -> bool:
    if mark[0] == '"' and text[mark.end() : mark.end() + 1].isalnum():
        return False
    if mark[0] in _CLOSED_BY[opened]:
        return True
    # sloppy editors close a curly mark with a straight one
    return mark[0] == '"' and all(last[closer] < mark.end() for closer in _CLOSED_BY[opened])
