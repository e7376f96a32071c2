"""What processes held while they ran: whether it stays the same once they are warm."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from tests.chaos.copies import Sample

WARM_UP = 0.25
"""Share of a process's life that doesn't count."""
FLAT = 0.05
"""Share by which the last quarter may hold more or less than the first one that counts."""
ENOUGH = 60
"""Samples of a process, for saying something about it."""


@dataclass(frozen=True)
class Held:
    """A process's memory in bytes: at most, and by the median, early and late once it was warm.

    `drift` is how much more it held late, as a share; None where it did not live long enough.
    """

    copy: str
    pid: int
    most: int
    early: int
    late: int
    drift: float | None

    @property
    def flat(self) -> bool:
        return self.drift is None or abs(self.drift) <= FLAT


def held(samples: Sequence[Sample]) -> list[Held]:
    """By process, in the order of their copies' names."""
    series: dict[tuple[str, int], list[Sample]] = defaultdict(list)
    for sample in samples:
        series[sample.copy, sample.pid].append(sample)
    found = []
    for (copy, pid), of_one in sorted(series.items()):
        of_one.sort(key=lambda sample: sample.at)
        warm = [sample.rss for sample in of_one[int(len(of_one) * WARM_UP) :]]
        part = max(len(warm) // 4, 1)
        early, late = int(median(warm[:part])), int(median(warm[-part:]))
        drift = (late - early) / early if len(of_one) >= ENOUGH and early else None
        found.append(Held(copy, pid, max(sample.rss for sample in of_one), early, late, drift))
    return found
