"""`make eval`, or `python -m evals [DATA]`: every evaluation, one table beside the baselines.

An evaluation is a file of its own with a function `evaluate(folder) -> Result`, and a line in
EVALUATIONS. Those of the gold that the project ships (evals/gold) have floors in floors.toml; under
one of them the exit code is 1. The others run over a folder of real data, where there is one.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from evals import (
    dates,
    entities_pud,
    entities_wikinews,
    german,
    html_bodies,
    html_extraction,
    html_metadata,
    keyphrases,
    near_duplicates,
    openings,
    places,
    quote_marks,
    quotes_polnear,
    scrapes,
    stories,
)
from evals.floors import FLOORS, read_floors, under_floor
from evals.results import Result
from evals.table import Ran, document, print_misses, print_table

GOLD = Path(__file__).parent / "gold"
HIDDEN_PART = "test"


class Evaluation(NamedTuple):
    """An evaluation: the file without which it is skipped, and the function that scores the file's folder.

    `needs` is a path under the shipped gold, or else under DATA.
    """

    name: str
    shipped: bool
    needs: str
    evaluate: Callable[[Path], Result]


EVALUATIONS = (
    Evaluation("scrapes", True, "scrapes-dev.jsonl", scrapes.evaluate),
    Evaluation("openings", True, "openings-dev.jsonl", openings.evaluate),
    Evaluation("datelines", False, "datelines/gold.jsonl", openings.evaluate_datelines),
    Evaluation("html-extraction", False, "html-extraction/gold.jsonl", html_extraction.evaluate),
    Evaluation("html-bodies", False, "html-bodies/gold.jsonl", html_bodies.evaluate),
    Evaluation("html-metadata", False, "html-metadata/gold.jsonl", html_metadata.evaluate),
    Evaluation("quote-marks", True, "quotes.jsonl", quote_marks.evaluate),
    Evaluation("places", True, "places-dev.jsonl", places.evaluate),
    Evaluation("dates", True, "dates.jsonl", dates.evaluate),
    Evaluation("keyphrases", True, "keyphrases.jsonl", keyphrases.evaluate),
    Evaluation("german", True, "german-dev.jsonl", german.evaluate),
    Evaluation("near-duplicates", True, "duplicates_pairs.jsonl", near_duplicates.evaluate),
    Evaluation("stories", True, "stories_leads.jsonl", stories.evaluate),
    Evaluation("stories-ecbplus", False, "stories/ecbplus.jsonl.gz", stories.evaluate_ecbplus),
    Evaluation("entities-pud", False, "entities/uner_en_pud.iob2", entities_pud.evaluate),
    Evaluation("entities-wikinews", False, "entities/gum_wikinews.jsonl.gz", entities_wikinews.evaluate),
    Evaluation("quotes-polnear", False, "quotes/polnear.jsonl.gz", quotes_polnear.evaluate),
)


def main(argv: Sequence[str] | None = None, floors_file: Path = FLOORS) -> int:
    """Run what was asked for and print it; the exit code: 1 under a floor, 2 for wrong usage."""
    asked = _arguments(argv)
    floors = read_floors(floors_file)
    chosen = [one for one in EVALUATIONS if not asked.only or one.name in asked.only]
    runs = [run(one, asked.gold, asked.data) for one in chosen]
    under = [one for ran in runs for one in under_floor(floors, ran.name, ran.result.rows)]
    shown = [_with_misses(ran, asked.misses, asked.test_misses) for ran in runs]
    if asked.json:
        sys.stdout.write(
            json.dumps({"evaluations": document(shown, floors), "under_floor": [u._asdict() for u in under]})
        )
        sys.stdout.write("\n")
    else:
        print_table(shown, floors)
        for ran in shown:
            print_misses(ran.name, ran.result.misses)
    for one in under:
        sys.stderr.write(f"{one}\n")
    return 1 if under else 0


def run(evaluation: Evaluation, gold: Path, data: Path | None) -> Ran:
    """The result of one evaluation, or why it was skipped."""
    root = gold if evaluation.shipped else data
    if root is None:
        return Ran(evaluation.name, Result(), "no folder of data was named")
    needed = root / evaluation.needs
    if not needed.is_file():
        return Ran(evaluation.name, Result(), f"there is no {needed}")
    return Ran(evaluation.name, evaluation.evaluate(needed.parent))


def _with_misses(ran: Ran, misses: bool, test_misses: bool) -> Ran:
    """Only the misses that may be seen: whoever looks at the test part tunes to it."""
    seen = [one for one in ran.result.misses if (test_misses if one.part == HIDDEN_PART else misses)]
    return replace(ran, result=replace(ran.result, misses=seen))


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m evals", description="Measure the stages beside open tools."
    )
    parser.add_argument(
        "data", nargs="?", type=Path, help="folder of real data; without it, shipped gold only"
    )
    names = [one.name for one in EVALUATIONS]
    parser.add_argument("--only", action="append", choices=names, help="run this one; may be given again")
    parser.add_argument("--json", action="store_true", help="one JSON document instead of the table")
    parser.add_argument("--misses", action="store_true", help="say what was got wrong, in the dev parts")
    parser.add_argument(
        "--test-misses", action="store_true", help="say it of the test parts: don't tune on them"
    )
    parser.add_argument("--gold", type=Path, default=GOLD, help=argparse.SUPPRESS)
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
