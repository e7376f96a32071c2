"""Where marked words stand in an article: in which line, and what their sentence says around them."""

import re
from bisect import bisect_right
from itertools import islice
from typing import NamedTuple

from services.enrich.nlp_model import AnnotatedText, Extent
from services.enrich.quotes.non_quotes import names_a_thing
from services.enrich.quotes.quotation_marks import Marked, find_marked, split_lines

REACH = 400
"""Characters of a sentence that are looked at before and after marked words, at most."""
MAX_STRETCHES = 20_000
"""Stretches between marks of one article that are looked at: a book has fewer, and each costs 50 µs."""

_FULL_STOP = re.compile(r"[.?!…]['’)\]]*\s+$")


class QuotePosition(NamedTuple):
    """Marked words, and the words before and after them in their sentence, outside other quotations."""

    marked: Marked
    inner: str
    line: int
    head: Extent
    tail: Extent
    opens_line: bool
    thing: bool

    @property
    def opens_sentence(self) -> bool:
        """Whether no words stand before."""
        return self.head.start == self.head.end


class Layout:
    """An article's lines, sentences and marked words."""

    def __init__(self, reading: AnnotatedText) -> None:
        self.text = reading.text
        self.lines = split_lines(reading.text, reading.paragraphs)
        self.marked = self._marked()
        self.quoted = [Extent(marked.start, marked.end) for row in self.marked for marked in row]
        self.sentence_starts = self._sentence_starts(reading) if self.quoted else []

    def _marked(self) -> list[list[Marked]]:
        rows, room = [], MAX_STRETCHES
        for line in self.lines:
            row = list(islice(find_marked(self.text, line), room))
            room -= len(row)
            rows.append(row)
        return rows

    @property
    def sentences(self) -> list[Extent]:
        """The sentences, each up to the next one's start."""
        ends = [*self.sentence_starts[1:], len(self.text)] if self.sentence_starts else []
        return [Extent(*sentence) for sentence in zip(self.sentence_starts, ends, strict=True)]

    def place(self, line: int, index: int, since: int) -> QuotePosition:
        """Where the marked words `index` of a line stand; the quotation before them ends at `since`."""
        row, extent = self.marked[line], self.lines[line]
        marked = row[index]
        opens_line = marked.start == extent.start
        if opens_line and line and self.text[self.lines[line - 1].end - 1] == ":":
            # “Caddell continued:” leads into the next line
            end = self.lines[line - 1].end
            head = Extent(self.sentence_start(end), end)
        else:
            start = max(extent.start, since, self.sentence_start(marked.start))
            stopped = _FULL_STOP.search(self.text, max(start, marked.start - 9), marked.start)
            head = Extent(marked.start if stopped else start, marked.start)
        inner = marked.inner(self.text)
        thing = bool(inner) and names_a_thing(self.text, inner, head)
        return QuotePosition(marked, inner, line, head, self._tail(line, index), opens_line, thing)

    def sentence_start(self, end: int) -> int:
        """The start of the sentence of the character before `end`, or REACH before it."""
        index = bisect_right(self.sentence_starts, end - 1) - 1
        return max(self.sentence_starts[index] if index >= 0 else 0, end - REACH)

    def _tail(self, line: int, index: int) -> Extent:
        row = self.marked[line]
        start = row[index].end
        room = row[index + 1].start if index + 1 < len(row) else self.lines[line].end
        # the model often begins a sentence with the words right after a quotation: “…,” | Abe said
        following = bisect_right(self.sentence_starts, start + 3)
        ends = self.sentence_starts[following : following + 1]
        return Extent(start, max(start, min(room, start + REACH, *ends)))

    def _sentence_starts(self, reading: AnnotatedText) -> list[int]:
        """As the model says, and at every line, and where a quotation comes after a full stop."""
        starts = {sentence.start for sentence in reading.sentences} | {line.start for line in self.lines}
        for start, _ in self.quoted:
            if _FULL_STOP.search(self.text, max(0, start - 9), start):
                starts.add(start)
        return sorted(starts)
