"""Real news pages of many publishers with their title, authors, date and paragraphs.

DATA/html-metadata/gold.jsonl has a page a line: `html` (a file under html/), `url`, `title`, `authors`,
`publishing_date` and `paragraphs`, a list of the body's paragraphs and subheadings.
"""

import json
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import trafilatura

from evals import scoring
from evals.progress import told
from evals.results import OURS, Miss, Result, Tally
from evals.systems import DEFAULT, FAST, cleaned, extracted, read_page


class Facts(NamedTuple):
    """What a system says of a page; `days` are those that its date may fall on, as ISO dates."""

    days: Collection[str]
    authors: tuple[str, ...]
    title: str | None


def evaluate(folder: Path) -> Result:
    """Score date, author set and title, all exact, and the body's word 4-grams, beside trafilatura."""
    result, tally = Result(), Tally()
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        for gold in told(map(json.loads, lines), "html-metadata"):
            html = read_page(folder / "html" / gold["html"])
            facts, text = _ours(html, gold)
            _score_facts(tally, gold, facts, OURS)
            _score_facts(tally, gold, _theirs(html), DEFAULT)
            body = "\n\n".join(filter(None, gold["paragraphs"]))
            texts = {OURS: text, DEFAULT: extracted(html, fast=False), FAST: extracted(html, fast=True)}
            for system, one in texts.items():
                _score_body(tally, body, one, system)
            result.misses += (Miss("", gold["html"], what) for what in _misses(gold, facts, body, text))
    result.rows += tally.rows("")
    return result


def _ours(html: str, gold: dict[str, Any]) -> tuple[Facts, str]:
    found = cleaned(html, "text/html", gold["url"])
    if found is None:
        return Facts((), (), None), ""
    moment = found.published_at
    # the wire has UTC, the gold the publisher's zone: of one moment, either day is right
    zone = datetime.fromisoformat(gold["publishing_date"]).tzinfo or UTC
    days = {str(moment.astimezone(one).date()) for one in (UTC, zone)} if moment else ()
    return Facts(days, found.bylines, found.headline), found.text


def _theirs(html: str) -> Facts:
    found = trafilatura.extract_metadata(html)
    authors = tuple(found.author.split("; ")) if found.author else ()
    return Facts((found.date,) if found.date else (), authors, found.title)


def _score_facts(tally: Tally, gold: dict[str, Any], facts: Facts, system: str) -> None:
    tally.mean("date", gold["publishing_date"][:10] in facts.days, system)
    tally.mean("author set", scoring.same_set(_authors(gold), facts.authors), system)
    tally.mean("title", scoring.same_text(gold["title"], facts.title), system)


def _score_body(tally: Tally, body: str, text: str, system: str) -> None:
    counts = scoring.overlap(body, text, scoring.SHINGLE)
    tally.mean("body 4-gram P", counts.precision, system)
    tally.mean("body 4-gram R", counts.recall, system)
    tally.mean("body 4-gram F1", counts.f1, system)


def _authors(gold: dict[str, Any]) -> list[str]:
    return gold["authors"] or []


def _misses(gold: dict[str, Any], facts: Facts, body: str, text: str) -> list[str]:
    misses = []
    if gold["publishing_date"][:10] not in facts.days:
        misses.append(f"date: {sorted(facts.days)}, not {gold['publishing_date']}")
    if not scoring.same_set(_authors(gold), facts.authors):
        misses.append(f"authors: {facts.authors}, not {_authors(gold)}")
    if not scoring.same_text(gold["title"], facts.title):
        misses.append(f"title: {facts.title!r}, not {gold['title']!r}")
    counts = scoring.overlap(body, text, scoring.SHINGLE)
    if counts.f1 < 0.95:
        misses.append(f"body: 4-gram P {counts.precision:.3f} R {counts.recall:.3f}")
    return misses
