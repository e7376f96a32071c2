"""The arithmetic of clusters: how a grouping of items compares with the gold's."""

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import NamedTuple

from evals.scoring import Counts


class Shares(NamedTuple):
    """Precision and recall as means over items."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def b_cubed(gold: Sequence[Hashable], found: Sequence[Hashable]) -> Shares:
    """B³ (Bagga and Baldwin 1998): what share of each item's found cluster, and of its gold one, is right."""
    right, ours, theirs = Counter(zip(gold, found, strict=True)), Counter(found), Counter(gold)
    each = [(right[pair], ours[pair[1]], theirs[pair[0]]) for pair in zip(gold, found, strict=True)]
    number = len(each) or 1
    return Shares(sum(r / o for r, o, _ in each) / number, sum(r / t for r, _, t in each) / number)


def pairwise(gold: Sequence[Hashable], found: Sequence[Hashable]) -> Counts:
    """The pairs of items that share a cluster: found and in the gold, found only, in the gold only."""
    right = _pairs(Counter(zip(gold, found, strict=True)))
    return Counts(right, _pairs(Counter(found)) - right, _pairs(Counter(gold)) - right)


def _pairs(sizes: Counter[Hashable]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())
