"""What an article is about: its noun phrases that recur, made of words that recur, early ones first."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from schemas import Annotator, Entity, KeyPhrase
from services.enrich.gist.noun_phrases import Placed, find_runs
from services.enrich.gist.words import ADJECTIVE, NOUN
from services.enrich.nlp_model import AnnotatedText
from services.languages import ENGLISH

ANNOTATOR = Annotator(name="keyphrases", version="2")

MAX_KEYPHRASES = 10
"""Phrases an article gets, at most."""
MAX_PHRASE_WORDS = 4
"""Words of a phrase, at most."""
FADE = 3000
"""Characters from the start after which a phrase counts half: news says first what matters most."""
ALONE = 0.05
"""What a phrase of a single word counts for each of its letters, beside longer ones: short words say less."""

_VAGUE = ENGLISH.text.vague_words
_COMMON = ENGLISH.text.common_in_news

_ROOTS = [math.sqrt(words) for words in range(MAX_PHRASE_WORDS + 1)]

Key = tuple[str, ...]
"""The stems of a phrase."""


def find_keyphrases(reading: AnnotatedText, entities: Sequence[Entity] = ()) -> tuple[KeyPhrase, ...]:
    """The best phrases, best first, none of them a name of `entities`; `score` is relative to the best.

    A phrase scores by how often it occurs, as in C-value (Frantzi, Ananiadou, Mima 2000), by how often each
    of its words does, as in RAKE (Rose et al. 2010), both as logarithms, and by how early it first stands.
    """
    words: list[str] = []
    parts: list[Key] = []
    first_at: dict[Key, tuple[int, int]] = {}
    for run in find_runs(reading, entities):
        stems = tuple([placed.word.stem for placed in run])
        words += stems
        for first, last in _parts(run, stems):
            key = stems[first : last + 1]
            parts.append(key)
            if last + 1 == len(run) and key not in first_at:
                first_at[key] = run[first].start, run[last].end
    counts = Counter(parts)
    weights = {word: math.log2(1 + count) for word, count in Counter(words).items()}
    scores = {
        key: math.log2(1 + counts[key]) * _weight(key, weights) / (1 + start / FADE)
        for key, (start, _) in first_at.items()
        if len(key) > 1 or (counts[key] > 1 and key[0] not in _COMMON)
    }
    chosen = _choose(sorted(scores, key=scores.__getitem__, reverse=True), reading.text, first_at, entities)
    best = max([scores[key] for key in chosen], default=1.0)
    return tuple(KeyPhrase(text=text, score=round(scores[key] / best, 3)) for key, text in chosen.items())


def _parts(run: Sequence[Placed], stems: Key) -> Iterator[tuple[int, int]]:
    """First and last word of each part of a run that may be a phrase of its own."""
    for last, placed in enumerate(run):
        use = placed.word.use
        if use & NOUN and stems[last] not in _VAGUE:
            for first in range(max(0, last + 1 - MAX_PHRASE_WORDS), last):
                if stems[first] not in _VAGUE:
                    yield first, last
            if not use & ADJECTIVE:
                yield last, last


def _weight(key: Key, weights: Mapping[str, float]) -> float:
    if len(key) == 1:
        return weights[key[0]] * ALONE * len(key[0])
    return sum([weights[word] for word in key]) / _ROOTS[len(key)]


def _choose(
    ranked: Iterable[Key], text: str, first_at: Mapping[Key, tuple[int, int]], entities: Iterable[Entity]
) -> dict[Key, str]:
    """The best keys with their phrases, none of which repeats another or is a name."""
    names = {entity.name.casefold() for entity in entities}
    chosen: dict[Key, str] = {}
    for key in ranked:
        phrase = " ".join(text[slice(*first_at[key])].rstrip("'’").split())
        plain = phrase[0].lower() + phrase[1:]
        phrase = plain if plain in text else phrase  # the capital may be the sentence's
        if phrase.casefold() not in names and not any(_repeats(key, other) for other in chosen):
            chosen[key] = phrase
        if len(chosen) == MAX_KEYPHRASES:
            break
    return chosen


def _repeats(key: Key, chosen: Key) -> bool:
    """Whether one phrase is part of the other; “trade talks” may follow “trade”."""
    short, long = sorted((key, chosen), key=len)
    part = any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))
    return part and not (len(chosen) == 1 < len(key))
