"""The gist of an article in two or three of its own sentences."""

import re
from collections import Counter

from spacy.lang.en.stop_words import STOP_WORDS

from schemas import Annotator
from services.enrich.reading import Reading

ANNOTATOR = Annotator(name="summary", version="1")

SHORTEST, LONGEST = 6, 60
"""Words of a sentence that can stand in a summary."""
MANY = 8
"""Sentences of a text whose summary has three, not two."""
REPEATS = 0.6
"""Share of a sentence's content words that the summary may have already."""
FADE = 0.15
"""How fast a sentence counts less the later it stands: news says first what matters most."""

_WORD = re.compile(r"[^\W\d_]{3,}")


def summarize(reading: Reading) -> tuple[str, ...]:
    """Sentences of the text word for word, in its order; none where no sentence is fit.

    A sentence scores by the mean frequency of its content words (Nenkova, Vanderwende 2005, SumBasic), fading
    with its place in the text.
    """
    sentences = [reading.text[start:end] for start, end in reading.sentences]
    contents = [_content(sentence) for sentence in sentences]
    counts = Counter(word for words in contents for word in words)
    fit = [index for index, sentence in enumerate(sentences) if _fit(sentence) and contents[index]]
    scores = {
        index: sum(counts[word] for word in contents[index]) / len(contents[index]) / (1 + FADE * index)
        for index in fit
    }
    wanted = 3 if len(sentences) >= MANY else 2
    chosen: list[int] = []
    told: set[str] = set()
    for index in sorted(fit, key=lambda index: (-scores[index], index)):
        if len(chosen) < wanted and len(contents[index] & told) <= REPEATS * len(contents[index]):
            chosen.append(index)
            told |= contents[index]
    return tuple(sentences[index] for index in sorted(chosen))


def _content(sentence: str) -> set[str]:
    return {word for word in _WORD.findall(sentence.lower()) if word not in STOP_WORDS}


def _fit(sentence: str) -> bool:
    """A whole sentence, that does not begin or end inside a quotation."""
    balanced = sentence.count("“") == sentence.count("”") and sentence.count('"') % 2 == 0
    return (
        balanced
        and SHORTEST <= len(sentence.split()) <= LONGEST
        and sentence.rstrip("\"”’')")[-1:] in (".", "!", "?", "…")
    )
