"""How fast each stage went in the last minutes and how old its articles were: sums of bounded size.

Latencies are counted in bins whose borders grow by `GROWTH`, so that a quantile is right within half of that,
whatever the distribution (the idea of DDSketch: Masson, Rim and Lee, VLDB 2019).
"""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=5)
STEP = 5
"""Seconds that are counted together."""
GROWTH = 1.05
MIN_LATENCY_SECONDS, MAX_LATENCY_SECONDS = 0.001, 30 * 86400.0
"""Seconds: what is shorter or longer counts as this."""


@dataclass
class _Slot:
    """What happened in `STEP` seconds at one stage."""

    done: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    latencies: Counter[int] = field(default_factory=Counter)


@dataclass(frozen=True)
class Throughput:
    """One stage over `WINDOW`: articles it was done with, latencies in seconds, and its outcomes' counts."""

    done: int
    p50: float | None
    p95: float | None
    outcomes: dict[str, int]


class Throughputs:
    """Counts what stages did, and forgets what is older than `WINDOW`."""

    def __init__(self) -> None:
        self._slots: dict[str, dict[int, _Slot]] = defaultdict(dict)

    def count(self, stage: str, outcome: str, at: datetime, latency: float | None) -> None:
        """Note that a stage was done with an article at `at`, `latency` seconds after it was accepted."""
        slots = self._slots[stage]
        slot = slots.setdefault(int(at.timestamp()) // STEP, _Slot())
        slot.done += 1
        slot.ends[outcome] += 1
        if latency is not None:
            slot.latencies[_bin(latency)] += 1

    def forget(self, now: datetime) -> None:
        """Let go of what is older than `WINDOW`."""
        oldest = int((now - WINDOW).timestamp()) // STEP
        for slots in self._slots.values():
            for number in [number for number in slots if number < oldest]:
                del slots[number]

    def of(self, stage: str, now: datetime) -> Throughput:
        """How the stage went in the `WINDOW` before now."""
        oldest = int((now - WINDOW).timestamp()) // STEP
        slots = [slot for number, slot in self._slots.get(stage, {}).items() if number >= oldest]
        latencies: Counter[int] = Counter()
        outcomes: Counter[str] = Counter()
        for slot in slots:
            latencies.update(slot.latencies)
            outcomes.update(slot.ends)
        return Throughput(
            done=sum(slot.done for slot in slots),
            p50=_quantile(latencies, 0.5),
            p95=_quantile(latencies, 0.95),
            outcomes=dict(outcomes),
        )


def _bin(seconds: float) -> int:
    return math.ceil(math.log(min(max(seconds, MIN_LATENCY_SECONDS), MAX_LATENCY_SECONDS), GROWTH))


def _quantile(bins: Counter[int], share: float) -> float | None:
    left = share * bins.total()
    for number in sorted(bins):
        left -= bins[number]
        if left <= 0:
            return float(f"{2 * GROWTH**number / (1 + GROWTH):.3g}")  # the bin's middle, as DDSketch has it
    return None
