"""The one place that meets the model: an article's text in, plain data out.

The model reads paragraph by paragraph, each different one once: wire copy comes again word for word in other
articles, so what was read is remembered. All that needs the whole article is done after it, elsewhere.
It reads inside a memory zone, that frees what spaCy remembers; nothing of spaCy's may leave this module.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

from cachetools import LRUCache
from spacy.language import Language
from spacy.tokens import Doc

PIECE = 10_000
"""Characters read at once, at most: the model takes about 1 GB for 100,000 (spaCy's own note, E088)."""
WORD = 500
"""Characters of a word, at most: the tokenizer takes 15 s for 10,000 brackets, growing by the square."""
BATCH = 64
"""Paragraphs that the model reads at once: measured, 1.35 times as fast as spaCy's own 1,000."""
REMEMBERED = 100_000
"""Sentences and names that are remembered, in one process: some 20 MB, or 10,000 paragraphs."""

NUMBERS = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"})
"""The OntoNotes labels of what the model marks and is no name."""

_BLANK_LINE = re.compile(r"\n\s*\n")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LONG_WORD = re.compile(rf"\S{{{WORD}}}")
_WORD_OR_SPACE = re.compile(rf"\S{{1,{WORD}}}|\s{{1,{WORD}}}")


class Extent(NamedTuple):
    """A stretch of the text, in code points."""

    start: int
    end: int


class Name(NamedTuple):
    """A stretch that the model takes for a name, a date or a number, with its OntoNotes label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class AnnotatedText:
    """What the model says of a text. Sentences and paragraphs are trimmed of white space, in order."""

    text: str
    paragraphs: list[Extent]
    sentences: list[Extent]
    names: list[Name]


class _Passage(NamedTuple):
    """One piece as read; its offsets count from its own start."""

    sentences: tuple[Extent, ...]
    names: tuple[Name, ...]


class NlpModel:
    """A model at work, with a memory of the pieces it has read.

    `nlp` has sentence boundaries (`senter`) and names (`ner`). The memory holds for this model only.
    `asked` counts the pieces of the texts that were read, `misses` those that the model had to read for it.
    """

    def __init__(self, nlp: Language, remembered: int = REMEMBERED) -> None:
        self._nlp = nlp
        self._memory: LRUCache[bytes, _Passage] = LRUCache(remembered, getsizeof=_size)
        self.model = f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"
        self.asked = 0
        self.misses = 0

    def read(self, text: str) -> AnnotatedText:
        """Let the model read `text`; offsets count code points into it."""
        paragraphs = list(_paragraphs(text))
        pieces, surfaces = _surfaces(text, paragraphs)
        passages = self._passages(surfaces)
        self.asked += len(surfaces)
        sentences: list[Extent] = []
        names: list[Name] = []
        for surface, (at, _) in zip(surfaces, pieces, strict=True):
            passage = passages[surface]
            sentences += [Extent(start + at, end + at) for start, end in passage.sentences]
            names += [Name(name.start + at, name.end + at, name.label) for name in passage.names]
        return AnnotatedText(text, paragraphs, sentences, names)

    def read_ahead(self, texts: Iterable[str]) -> None:
        """Read several texts together, which is faster, to remember what is in them."""
        self._passages([surface for text in texts for surface in _surfaces(text, _paragraphs(text))[1]])

    def _passages(self, surfaces: Sequence[str]) -> dict[str, _Passage]:
        keys = {surface: blake2b(surface.encode(), digest_size=16).digest() for surface in surfaces}
        known = {surface: self._memory[key] for surface, key in keys.items() if key in self._memory}
        # sorted, because the company a text has in a batch can move the last bit of a score
        unknown = sorted(keys.keys() - known.keys())
        self.misses += len(unknown)
        with self._nlp.memory_zone():
            for surface, doc in zip(unknown, self._nlp.pipe(unknown, batch_size=BATCH), strict=True):
                known[surface] = passage = _passage(doc)
                if _size(passage) <= self._memory.maxsize:
                    self._memory[keys[surface]] = passage
        return known


def _size(passage: _Passage) -> int:
    return 1 + len(passage.sentences) + len(passage.names)


def _passage(doc: Doc) -> _Passage:
    starts = [token.idx for token in doc if token.i == 0 or token.is_sent_start]
    text = doc.text
    ends = [*starts[1:], len(text)]
    sentences = (
        extent for start, end in zip(starts, ends, strict=True) for extent in _trimmed(text, start, end)
    )
    return _Passage(
        tuple(sentences), tuple(Name(name.start_char, name.end_char, name.label_) for name in doc.ents)
    )


def _surfaces(text: str, paragraphs: Iterable[Extent]) -> tuple[list[Extent], list[str]]:
    """The pieces that the model reads: where they stand, and how they are written."""
    pieces = [piece for paragraph in paragraphs for piece in _pieces(text, paragraph)]
    # the model cannot encode a lone surrogate; one stand-in each keeps the offsets
    return pieces, [_SURROGATE.sub("\ufffd", text[start:end]) for start, end in pieces]


def _paragraphs(text: str) -> Iterator[Extent]:
    start = 0
    for blank in _BLANK_LINE.finditer(text):
        yield from _trimmed(text, start, blank.start())
        start = blank.end()
    yield from _trimmed(text, start, len(text))


def _pieces(text: str, paragraph: Extent) -> Iterator[Extent]:
    start, end = paragraph
    if end - start <= PIECE and not _LONG_WORD.search(text, start, end):
        yield paragraph
        return
    for word in _WORD_OR_SPACE.finditer(text, start, end):
        if word.end() - start > PIECE:
            yield Extent(start, word.start())
            start = word.start()
        elif len(word[0]) == WORD:
            yield Extent(start, word.end())
            start = word.end()
    if start < end:
        yield Extent(start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Extent]:
    stretch = text[start:end]
    kept = stretch.strip()
    if kept:
        start += len(stretch) - len(stretch.lstrip())
        yield Extent(start, start + len(kept))
