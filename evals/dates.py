"""Dates in short texts, from the shipped gold: where they stand, and which day, month or year they mean."""

from collections.abc import Iterable
from pathlib import Path

from evals.annotated_gold import GoldDates, read_parts
from evals.enriched import MODEL, enriched, model_names
from evals.results import OURS, Miss, Result, Tally
from evals.spans import in_common
from schemas import Dateline


def evaluate(folder: Path) -> Result:
    """Score the dates found, exact in span, beside the bare model's, and the values of those found."""
    result = Result()
    for part, texts in read_parts(folder / "dates.jsonl", GoldDates):
        _part(part, texts, result)
    return result


def _part(part: str, texts: Iterable[GoldDates], result: Result) -> None:
    tally = Tally()
    for gold in texts:
        dateline = Dateline(date=gold.dateline_date) if gold.dateline_date else None
        article = enriched(gold.text, published_at=gold.published_at, dateline=dateline)
        wanted = {date.span: date.value for date in gold.dates}
        found = {(date.start, date.end): date.value for date in article.dates}
        alone = {(name.start, name.end) for name in model_names(gold.text) if name.label == "DATE"}
        tally.counts("dates", in_common(wanted.keys(), found.keys()))
        tally.counts("dates", in_common(wanted.keys(), alone), MODEL)
        for span in sorted(wanted.keys() | found.keys()):
            said = repr(gold.text[slice(*span)])
            if span not in found:
                result.misses.append(Miss(part, gold.id, f"not found: {said}"))
            elif span not in wanted:
                result.misses.append(Miss(part, gold.id, f"no date: {said}"))
            else:
                tally.mean("value", wanted[span] == found[span], OURS)
                if wanted[span] != found[span]:
                    value = f"{found[span]}, not {wanted[span]}"
                    result.misses.append(Miss(part, gold.id, f"value: {value}: {said}"))
    result.rows += tally.rows(part)
