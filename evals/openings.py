"""First lines of articles, from the shipped gold: datelines in every form, and lines that look like one."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from evals import scoring
from evals.gold import PARTS, GoldOpening, read_gold
from evals.progress import told
from evals.results import Miss, Result, Tally, unlike
from evals.systems import cleaned
from schemas import CleanArticle, Dateline


def evaluate(folder: Path) -> Result:
    """Score the dateline, bylines and agency that clean reads off each opening; no open tool reads them."""
    result = Result()
    for part in PARTS:
        path = folder / f"openings-{part}.jsonl"
        if path.exists():
            openings = told(read_gold(path, GoldOpening), f"openings {part}")
            _part(part, openings, result)
    return result


def evaluate_datelines(folder: Path) -> Result:
    """The same over real openings, where somebody has them: gold.jsonl, of the shipped gold's form."""
    result = Result()
    _part("", told(read_gold(folder / "gold.jsonl", GoldOpening), "datelines"), result)
    return result


def _part(part: str, openings: Iterable[GoldOpening], result: Result) -> None:
    tally = Tally()
    for opening in openings:
        found = cleaned(opening.text)
        _score(tally, opening, found)
        result.misses += (Miss(part, opening.id, what) for what in _misses(opening, found))
    result.rows += tally.rows(part)


def _score(tally: Tally, gold: GoldOpening, found: CleanArticle | None) -> None:
    dateline = found.dateline if found else None
    if gold.kind == "none":
        tally.mean("no false dateline", dateline is None)
    else:
        place = scoring.place_found(gold.place, dateline.place if dateline else None)
        tally.counts(f"{gold.kind} place", scoring.one_value(gold.place, place))
        tally.mean(f"{gold.kind} date", scoring.same_text(gold.date, _printed(gold, dateline)))
    tally.mean("byline set", scoring.same_people(gold.bylines, found.bylines if found else ()))
    tally.mean("agency", scoring.same_text(gold.agency, found.agency if found else None))


def _printed(gold: GoldOpening, dateline: Dateline | None) -> str | None:
    """The gold's date where the dateline found holds it, with a day or none as nobody knows the year."""
    printed = dateline.text or "" if dateline else ""
    return gold.date if gold.date and gold.date in printed else dateline.date if dateline else None


def _misses(gold: GoldOpening, found: CleanArticle | None) -> Iterator[str]:
    if found is None:
        yield "dropped"
        return
    dateline = found.dateline
    place = scoring.place_found(gold.place, dateline.place if dateline else None)
    if not scoring.same_people(gold.bylines, found.bylines):
        yield f"bylines: {found.bylines}, not {gold.bylines}"
    yield from unlike(
        (
            (f"{gold.kind} place", gold.place, place),
            (f"{gold.kind} date", gold.date, _printed(gold, dateline)),
            ("agency", gold.agency, found.agency),
        )
    )
