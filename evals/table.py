"""The one table that `make eval` prints, and the document of `--json`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from evals.floors import Floors, floor_of
from evals.results import OURS, Miss, Result

WIDTH = 150
"""Columns of the table where no terminal says how many there are."""


@dataclass
class Ran:
    """An evaluation and its result, or why it was skipped."""

    name: str
    result: Result
    skipped: str | None = None


def print_table(runs: Sequence[Ran], floors: Floors) -> None:
    """Every measure of every evaluation, the floor and the other systems beside it; then what was skipped."""
    screen = _screen()
    others = list(
        dict.fromkeys(s for run in runs for row in run.result.rows for s in row.scores if s != OURS)
    )
    table = Table(box=None, pad_edge=False)
    for column in ("evaluation", "part", "measure"):
        table.add_column(column, no_wrap=True)
    for column in ("of", OURS, "floor", *others):
        table.add_column(column, justify="right")
    for run in runs:
        for row in run.result.rows:
            scores = [_share(row.scores.get(system)) for system in others]
            floor = _share(floor_of(floors, run.name, row))
            table.add_row(
                run.name, row.part, row.measure, str(row.of), _share(row.scores.get(OURS)), floor, *scores
            )
    if table.rows:
        screen.print(table)
    for run in runs:
        if run.skipped:
            screen.print(f"{run.name}: skipped: {escape(run.skipped)}")


def print_misses(name: str, misses: Sequence[Miss]) -> None:
    """What pressline got wrong, one a line."""
    screen = _screen()
    for miss in misses:
        where = " ".join(filter(None, (name, miss.part, miss.id)))
        screen.print(escape(f"{where}: {miss.what}"), soft_wrap=True)


def document(runs: Sequence[Ran], floors: Floors) -> list[dict[str, Any]]:
    """The same as plain data, with each evaluation's detail."""
    return [
        {
            "name": run.name,
            "skipped": run.skipped,
            "rows": [{**row._asdict(), "floor": floor_of(floors, run.name, row)} for row in run.result.rows],
            "detail": run.result.detail,
            "misses": [miss._asdict() for miss in run.result.misses],
        }
        for run in runs
    ]


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}"


def _screen() -> Console:
    screen = Console(highlight=False, emoji=False)
    return screen if screen.is_terminal else Console(highlight=False, emoji=False, width=WIDTH)
