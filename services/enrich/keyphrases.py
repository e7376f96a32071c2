"""What an article is about: its noun phrases that recur, early ones first."""

import math
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from spacy.lang.en.stop_words import STOP_WORDS

from schemas import Annotator, KeyPhrase
from services.enrich.reading import Reading, Token

ANNOTATOR = Annotator(name="keyphrases", version="1")

MOST = 10
"""Phrases an article gets, at most."""
LONGEST = 4
"""Words of a phrase, at most."""

_NOUNS = frozenset({"NN", "NNS"})
_PARTS = frozenset({"JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS"})
_HYPHENS = frozenset({"-", "–"})
_VAGUE = """
day days week weeks month months year years time times today people person man woman thing things way
ways part parts number lot kind sort end side case cases percent per cent new good big recent certain
able likely such hour hours minute minutes night morning afternoon member members half
"""
_EMPTY = STOP_WORDS | frozenset(_VAGUE.split())


class _Phrase(NamedTuple):
    key: tuple[str, ...]
    text: str
    at: int

    @property
    def words(self) -> int:
        """A hyphen joins two into one."""
        return self.text.count(" ") + 1


def find_keyphrases(reading: Reading) -> tuple[KeyPhrase, ...]:
    """The best phrases, best first; `score` is relative to the best.

    A phrase scores by the logarithms of how often it occurs and how many words it has, as in C-value
    (Frantzi, Ananiadou, Mima 2000; a single word counts as one and a third), and half as much at the end of
    the tagged start as at the beginning.
    """
    phrases: dict[tuple[str, ...], _Phrase] = {}
    tagged = [token for token in reading.tokens if token.tag]
    for phrase in _candidates(reading.text, tagged):
        phrases.setdefault(phrase.key, phrase)
    counts = _count(reading.tokens, phrases.keys())
    reach = 2 * (tagged[-1].end if tagged else 1)
    scores = {
        key: math.log2(1 + counts[key]) * math.log2(max(phrase.words, 4 / 3)) * (1 - phrase.at / reach)
        for key, phrase in phrases.items()
    }
    chosen: list[_Phrase] = []
    for key in sorted(scores, key=lambda key: (-scores[key], phrases[key].at)):
        alone = len(key) == 1 and counts[key] == 1
        if not alone and not any(_repeats(key, other.key) for other in chosen):
            chosen.append(phrases[key])
        if len(chosen) == MOST:
            break
    best = scores[chosen[0].key] if chosen else 1.0
    return tuple(KeyPhrase(text=phrase.text, score=round(scores[phrase.key] / best, 3)) for phrase in chosen)


def _candidates(text: str, tokens: Sequence[Token]) -> Iterator[_Phrase]:
    """Runs of adjectives and nouns that end in a common noun: “bilateral trade deal”, no bare names."""
    run: list[Token] = []
    for index, token in enumerate(tokens):
        joined = token.text in _HYPHENS and bool(run) and token.start == run[-1].end
        inside = bool(run) and run[-1].text in _HYPHENS and token.start == run[-1].end
        if token.opens_sentence or not (token.tag in _PARTS or joined or inside):
            yield from _phrase(text, run)
            run = []
        if token.tag in _PARTS or joined or inside:
            run.append(token)
        if index + 1 == len(tokens):
            yield from _phrase(text, run)


def _phrase(text: str, run: list[Token]) -> Iterator[_Phrase]:
    first, last = 0, len(run)
    while first < last and _skipped(run[first]):
        first += 1
    while last > first and (run[last - 1].tag not in _NOUNS or run[last - 1].text in _HYPHENS):
        last -= 1
    kept = run[first:last]
    if not kept:
        return
    text = " ".join(text[kept[0].start : kept[-1].end].split())
    head = kept[-1].text.lower()
    if text.count(" ") < LONGEST and len(head) > 2 and head.isalpha() and head not in _EMPTY:
        yield _Phrase(tuple(_stem(token.text) for token in kept), text, kept[0].start)


def _skipped(token: Token) -> bool:
    empty = token.text.lower() in _EMPTY and not token.text.isupper()  # “US” is no stop word
    return empty or token.text in _HYPHENS or not token.text[0].isalnum()


def _count(tokens: Sequence[Token], keys: Collection[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
    counts: Counter[tuple[str, ...]] = Counter()
    longest = max(map(len, keys), default=0)
    stems = [_stem(token.text) for token in tokens]
    for start in range(len(stems)):
        for end in range(start + 1, min(start + longest, len(stems)) + 1):
            key = tuple(stems[start:end])
            if key in keys:
                counts[key] += 1
    return counts


def _repeats(key: tuple[str, ...], chosen: tuple[str, ...]) -> bool:
    """Whether one phrase is part of the other; “trade talks” may follow “trade”."""
    short, long = sorted((key, chosen), key=len)
    part = any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))
    return part and not (len(chosen) == 1 < len(key))


def _stem(word: str) -> str:
    word = word.lower()
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
