"""The one place that meets the model: an article's text in, plain data out.

The model reads paragraph by paragraph, each different one once, inside a memory zone that frees
what spaCy remembers of an article; so nothing of spaCy's may leave this module.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

PIECE = 10_000
"""Characters read at once, at most: the model takes about 1 GB for 100,000 (spaCy's own note, E088)."""
WORD = 500
"""Characters of a word, at most: the tokenizer takes 15 s for 10,000 brackets, growing by the square."""
TAGGED = 2_000
"""Characters from the start that get part-of-speech tags: the tagger costs a third of the model's time,
and an article says what it is about where it starts."""

_BLANK_LINE = re.compile(r"\n\s*\n")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LONG_WORD = re.compile(rf"\S{{{WORD}}}")
_WORD_OR_SPACE = re.compile(rf"\S{{1,{WORD}}}|\s{{1,{WORD}}}")


class Extent(NamedTuple):
    """A stretch of the text, in code points."""

    start: int
    end: int


class Token(NamedTuple):
    """A token; `tag` is its Penn Treebank tag, empty where the tagger was not asked."""

    text: str
    start: int
    end: int
    tag: str
    opens_sentence: bool


class Name(NamedTuple):
    """A stretch that the model takes for a name, a date or a number, with its OntoNotes label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Reading:
    """What the model says of a text. Sentences and paragraphs are trimmed of white space, in order."""

    text: str
    paragraphs: list[Extent]
    sentences: list[Extent]
    tokens: list[Token]
    names: list[Name]

    def sentence_at(self, offset: int) -> Extent:
        """The sentence that covers `offset`, or the last one before it."""
        return self.sentences[max(0, bisect_right(self.sentences, (offset, len(self.text))) - 1)]


class _Passage(NamedTuple):
    """One piece as read; its offsets count from its own start, so that a repeated piece is read once."""

    tokens: list[Token]
    names: list[Name]


def read(text: str, nlp: Language) -> Reading:
    """Let the model read `text`; offsets count code points into it.

    `nlp` has sentence boundaries (`senter`), names (`ner`) and tags (`tagger`).
    """
    paragraphs = list(_paragraphs(text))
    pieces = [piece for paragraph in paragraphs for piece in _pieces(text, paragraph)]
    # the model cannot encode a lone surrogate; one stand-in each keeps the offsets
    surfaces = [_SURROGATE.sub("\ufffd", text[start:end]) for start, end in pieces]
    lead = set(surfaces[: bisect_right(pieces, (TAGGED, 0))])
    with nlp.memory_zone():
        passages = _passages(lead, nlp, unused=[])
        passages |= _passages(set(surfaces) - lead, nlp, unused=["tok2vec", "tagger"])
    tokens: list[Token] = []
    names: list[Name] = []
    for surface, (at, _) in zip(surfaces, pieces, strict=True):
        passage = passages[surface]
        tokens += [Token(t.text, t.start + at, t.end + at, t.tag, t.opens_sentence) for t in passage.tokens]
        names += [Name(name.start + at, name.end + at, name.label) for name in passage.names]
    return Reading(text, paragraphs, list(_sentences(text, tokens)), tokens, names)


def _passages(surfaces: set[str], nlp: Language, unused: list[str]) -> dict[str, _Passage]:
    # sorted, because the company a text has in a batch can move the last bit of a score
    ordered = sorted(surfaces)
    return {text: _passage(doc) for text, doc in zip(ordered, nlp.pipe(ordered, disable=unused), strict=True)}


def _passage(doc: Doc) -> _Passage:
    tokens = [
        Token(
            token.text,
            token.idx,
            token.idx + len(token),
            token.tag_,
            token.i == 0 or bool(token.is_sent_start),
        )
        for token in doc
    ]
    return _Passage(tokens, [Name(name.start_char, name.end_char, name.label_) for name in doc.ents])


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


def _sentences(text: str, tokens: list[Token]) -> Iterator[Extent]:
    starts = [index for index, token in enumerate(tokens) if token.opens_sentence]
    for first, after in zip(starts, [*starts[1:], len(tokens)], strict=True):
        yield from _trimmed(text, tokens[first].start, tokens[after - 1].end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Extent]:
    stretch = text[start:end]
    kept = stretch.strip()
    if kept:
        start += len(stretch) - len(stretch.lstrip())
        yield Extent(start, start + len(kept))
