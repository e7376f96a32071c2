"""The floors: what the measures on shipped gold may not fall under."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from evals.results import OURS, Row

FLOORS = Path(__file__).parent / "floors.toml"
ROUNDING = 1e-9

Floors = Mapping[str, Mapping[str, Mapping[str, float]]]
"""Evaluation, part, measure: the floor, from 0 to 1."""


class Under(NamedTuple):
    """A measure under its floor; the value is null where the measure was not taken at all."""

    evaluation: str
    part: str
    measure: str
    value: float | None
    floor: float

    def __str__(self) -> str:
        value = "not measured" if self.value is None else f"{self.value:.4f}"
        return f"{self.evaluation} {self.part}: {self.measure}: {value}, under its floor of {self.floor:.4f}"


def read_floors(path: Path = FLOORS) -> Floors:
    """The floors as the file has them.

    Raises:
        ValueError: the file is not TOML.
    """
    return tomllib.loads(path.read_text(encoding="utf-8"))


def floor_of(floors: Floors, evaluation: str, row: Row) -> float | None:
    """The floor of a row; null where it has none."""
    return floors.get(evaluation, {}).get(row.part, {}).get(row.measure)


def under_floor(floors: Floors, evaluation: str, rows: Iterable[Row]) -> list[Under]:
    """Every floor of an evaluation that its rows don't reach, a measure that is missing among them."""
    values = {(row.part, row.measure): row.scores.get(OURS) for row in rows}
    under = []
    for part, measures in floors.get(evaluation, {}).items():
        for measure, floor in measures.items():
            value = values.get((part, measure))
            if value is None or value < floor - ROUNDING:
                under.append(Under(evaluation, part, measure, value, floor))
    return under
