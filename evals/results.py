"""What an evaluation gives: rows of the table, details for `--json`, and what it missed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from evals.scoring import Counts, same_text

OURS = "pressline"
SHARES = {"P": "precision", "R": "recall", "F1": "f1"}


class Row(NamedTuple):
    """One line of the table: each system's share, from 0 to 1, more being better, of so many items."""

    part: str
    measure: str
    of: int
    scores: dict[str, float]


class Miss(NamedTuple):
    """One thing that pressline got wrong, for people who want to mend it."""

    part: str
    id: str
    what: str


@dataclass
class Result:
    """The outcome of one evaluation; `detail` is for `--json` only."""

    rows: list[Row] = field(default_factory=list)
    detail: dict[str, Any] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)


class Tally:
    """Adds up, item by item, what every system scored; keeps sums only."""

    def __init__(self) -> None:
        self._sums: dict[str, dict[str, Counts]] = {}
        self._found: set[str] = set()

    def mean(self, measure: str, value: float, system: str = OURS) -> None:
        """One more value, from 0 to 1, of which the row shows the mean."""
        self._add(measure, Counts(right=value, missed=1 - value), system)

    def share(self, measure: str, of: int, missed: int, system: str = OURS) -> None:
        """So many more items, and how many of them a system missed; the row shows the share of the rest."""
        self._add(measure, Counts(right=of - missed, missed=missed), system)

    def counts(self, measure: str, counts: Counts, system: str = OURS) -> None:
        """More counts; three rows show precision, recall and F1 of their sum."""
        self._found.add(measure)
        self._add(measure, counts, system)

    def rows(self, part: str) -> Iterator[Row]:
        """The rows, in the order in which the measures first came; one of nothing is left out."""
        for measure, systems in self._sums.items():
            if not any(map(any, systems.values())):
                continue
            counted = [systems[OURS]] if OURS in systems else systems.values()
            of = round(max(counts.right + counts.missed for counts in counted))
            if measure not in self._found:
                yield Row(part, measure, of, {name: counts.recall for name, counts in systems.items()})
                continue
            for column, share in SHARES.items():
                scores = {name: getattr(counts, share) for name, counts in systems.items()}
                yield Row(part, f"{measure} {column}", of, scores)

    def _add(self, measure: str, counts: Counts, system: str) -> None:
        systems = self._sums.setdefault(measure, {})
        systems[system] = systems.get(system, Counts()).plus(counts)


def unlike(facts: Iterable[tuple[str, str | None, str | None]]) -> Iterator[str]:
    """What to say of the facts, as (name, gold, found), that are not as gold has them."""
    for name, gold, found in facts:
        if not same_text(gold, found):
            yield f"{name}: {found!r}, not {gold!r}"
