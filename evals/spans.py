"""The arithmetic on stretches of a text, pure and small: how like two are, and what a chaining is worth."""

import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence, Set
from typing import NamedTuple, TypeVar

from evals.scoring import WORD, Counts

Span = tuple[int, int]
"""Start and end of a stretch, in code points."""
ALIKE = 0.8
"""Token IoU from which a stretch counts as found (the issue's number)."""

_SOMETHING = re.compile(r"\w")
Key = TypeVar("Key", bound=Hashable)


def word_starts(text: str, span: Span) -> frozenset[int]:
    """Where the words of a stretch begin: what stands for its words where two stretches are compared."""
    return frozenset(word.start() for word in WORD.finditer(text, *span))


def likeness(one: Set[int], other: Set[int]) -> float:
    """Intersection over union, from 0 to 1; 0 where there are no words."""
    return len(one & other) / len(one | other) if one or other else 0.0


def most_alike(text: str, wanted: Span, found: Sequence[Span]) -> int | None:
    """The place in `found` of the stretch most like the wanted one; null where none is alike enough."""
    words = word_starts(text, wanted)
    near = (
        (likeness(words, word_starts(text, span)), -at)
        for at, span in enumerate(found)
        if span[0] < wanted[1] and wanted[0] < span[1]
    )
    best, at = max(near, default=(0.0, 0))
    return -at if best >= ALIKE else None


def joined(text: str, spans: Collection[Span]) -> list[Span]:
    """The stretches in order, those made one between which there is no word."""
    together: list[Span] = []
    for start, end in sorted(spans):
        if together and not _SOMETHING.search(text, together[-1][1], start):
            together[-1] = (together[-1][0], max(end, together[-1][1]))
        else:
            together.append((start, end))
    return together


def in_common(gold: Set[Key], found: Set[Key]) -> Counts:
    """How many of what was found are in gold, exactly as they are."""
    right = len(gold & found)
    return Counts(right, len(found) - right, len(gold) - right)


class Chained(NamedTuple):
    """The sums of B³ over mentions: divide by `mentions` for precision and recall."""

    precision: float = 0
    recall: float = 0
    mentions: int = 0

    def plus(self, other: "Chained") -> "Chained":
        """Both together."""
        return Chained(
            self.precision + other.precision, self.recall + other.recall, self.mentions + other.mentions
        )

    def shares(self) -> dict[str, float]:
        """Precision, recall and their harmonic mean; 1 where there was no mention."""
        if not self.mentions:
            return {"P": 1.0, "R": 1.0, "F1": 1.0}
        precision, recall = self.precision / self.mentions, self.recall / self.mentions
        return {"P": precision, "R": recall, "F1": 2 * precision * recall / (precision + recall)}


def b_cubed(gold: Mapping[Key, Hashable], found: Mapping[Key, Hashable]) -> Chained:
    """B³ (Bagga and Baldwin 1998) of two chainings, mention to chain, over the mentions that both have."""
    both = gold.keys() & found.keys()
    wanted, got = _chains(gold, both), _chains(found, both)
    shared = {key: len(wanted[gold[key]] & got[found[key]]) for key in both}
    precision = sum(shared[key] / len(got[found[key]]) for key in both)
    recall = sum(shared[key] / len(wanted[gold[key]]) for key in both)
    return Chained(precision, recall, len(both))


def _chains(chaining: Mapping[Key, Hashable], kept: Set[Key]) -> dict[Hashable, set[Key]]:
    chains = defaultdict[Hashable, set[Key]](set)
    for key in kept:
        chains[chaining[key]].add(key)
    return chains
