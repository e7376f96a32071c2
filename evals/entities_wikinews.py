"""Wikinews articles with every mention in its chain (GUM): are the names found, and in the right chain?

DATA/entities/gum_wikinews.jsonl.gz has an article a line: `id`, `text` and `mentions`, each with `start`,
`end`, `chain` and `etype`. The gold's mentions are noun phrases; what is scored is the name in them.
"""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evals.enriched import MODEL_TRIMMED, enriched, model_names
from evals.names import named_span, trimmed, untitled
from evals.progress import told
from evals.results import OURS, Miss, Result, Row, Tally
from evals.spans import Chained, Span, b_cubed
from services.enrich.nlp_model import NUMBERS

FILE = "gum_wikinews.jsonl.gz"
NAMED = ("person", "organization", "place")

Chaining = dict[Span, str]
"""Where names stand, and a key of the chain that each is in."""


def evaluate(folder: Path) -> Result:
    """Score the names found, and B³ over those that a system found at the gold's very place.

    Beside the model with the same name being the same chain. All are without article, title and possessive.
    """
    result, tally = Result(), Tally()
    chained = {OURS: Chained(), MODEL_TRIMMED: Chained()}
    with gzip.open(folder / FILE, "rt", encoding="utf-8") as lines:
        for article in told(map(json.loads, lines), "entities-wikinews"):
            text, gold = article["text"], _gold(article)
            for system, found in ((OURS, _ours(text)), (MODEL_TRIMMED, _same_string(text))):
                chained[system] = chained[system].plus(b_cubed(gold, found))
                surfaces = {text[slice(*span)] for span in found}
                for span in gold:
                    tally.mean("found by surface", text[slice(*span)] in surfaces, system)
                    tally.mean("found exactly", span in found, system)
                if system == OURS:
                    result.misses += (Miss("", article["id"], what) for what in _misses(text, gold, found))
    result.rows += tally.rows("")
    shares = {system: sums.shares() for system, sums in chained.items()}
    for share in shares[OURS]:
        scores = {system: values[share] for system, values in shares.items()}
        result.rows.append(Row("", f"chains B³ {share}", chained[OURS].mentions, scores))
    return result


def _gold(article: dict[str, Any]) -> Chaining:
    """The names with their chains; of phrases that end in one name, the shortest has it."""
    names: Chaining = {}
    for mention in sorted(article["mentions"], key=lambda one: one["end"] - one["start"]):
        if mention["etype"] in NAMED:
            person = mention["etype"] == "person"
            span = named_span(article["text"], (mention["start"], mention["end"]), person)
            if span:
                names.setdefault(span, mention["chain"])
    return names


def _ours(text: str) -> Chaining:
    return {
        _name(text, (mention.start, mention.end), entity.label): str(number)
        for number, entity in enumerate(enriched(text).entities)
        if entity.label not in NUMBERS
        for mention in entity.mentions
    }


def _same_string(text: str) -> Chaining:
    spans = [
        _name(text, (name.start, name.end), name.label)
        for name in model_names(text)
        if name.label not in NUMBERS
    ]
    return {span: text[slice(*span)] for span in spans}


def _name(text: str, span: Span, label: str) -> Span:
    span = trimmed(text, span)
    return untitled(text, span) if label == "PERSON" else span


def _misses(text: str, gold: Chaining, found: Chaining) -> Iterator[str]:
    for span in gold.keys() - found.keys():
        yield f"not found: {text[slice(*span)]!r}"
    both = sorted(gold.keys() & found.keys())
    for one, chain, other in ((gold, "one chain", found), (found, "two chains", gold)):
        first: dict[str, Span] = {}
        for span in both:
            before = first.setdefault(one[span], span)
            if other[span] != other[before]:
                yield f"gold has {chain}: {text[slice(*before)]!r}, {text[slice(*span)]!r}"
