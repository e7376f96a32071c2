"""Parts German text into paragraphs and sentences, by marks and capitals; nothing is named in it yet."""

import re
from collections.abc import Iterator

from services.enrich.nlp_model import AnnotatedText, Extent
from services.languages import GERMAN

_PARAGRAPH = re.compile(r"\S(?:.|\n(?!\s*\n))*", re.MULTILINE)
_END = re.compile(r"[.!?…]+[“”\"»«’')]*\s+(?=[„“\"»«(]?[^\W\d_a-zäöü]|[„“\"»«(]?\d)")
_LAST_WORD = re.compile(r"([^\W\d_]+|\d{1,2})\.\s+\Z")
MOST = 20_000
"""Sentences of one text: a book has fewer."""


def read_plainly(text: str) -> AnnotatedText:
    """A text with its paragraphs and sentences; offsets count code points into it."""
    paragraphs = [
        Extent(found.start(), found.start() + len(found[0].rstrip())) for found in _PARAGRAPH.finditer(text)
    ]
    sentences = [sentence for paragraph in paragraphs for sentence in _sentences(text, paragraph)]
    return AnnotatedText(text, paragraphs, sentences[:MOST], [])


def _sentences(text: str, paragraph: Extent) -> Iterator[Extent]:
    start = paragraph.start
    for end in _END.finditer(text, *paragraph):
        last = _LAST_WORD.search(text, max(start, end.end() - 30), end.end())
        # “am 3. Oktober”, “ca. 20”, “J. Weber”
        inside = last and (
            last[1].isdigit() or len(last[1]) == 1 or last[1].lower() in GERMAN.text.abbreviations
        )
        if not inside:
            yield Extent(start, start + len(text[start : end.start()]) + len(end[0].rstrip()))
            start = end.end()
    if start < paragraph.end:
        yield Extent(start, paragraph.end)
