"""Real pages of every kind with passages that must appear in the text and passages that must not.

DATA/html-extraction/gold.jsonl has a page a line: `html` (a file under html/), `with`, `without`.
"""

import json
from pathlib import Path

from evals import scoring
from evals.progress import told
from evals.results import OURS, Miss, Result, Tally
from evals.systems import DEFAULT, FAST, cleaned, extracted, read_page


def evaluate(folder: Path) -> Result:
    """Score the body that clean finds, beside trafilatura in both modes; a page dropped has no text."""
    result, tally = Result(), Tally()
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        for gold in told(map(json.loads, lines), "html-extraction"):
            html = read_page(folder / "html" / gold["html"])
            found = cleaned(html, "text/html")
            texts = {
                OURS: found.text if found else "",
                DEFAULT: extracted(html, fast=False),
                FAST: extracted(html, fast=True),
            }
            for system, text in texts.items():
                tally.counts("passages", scoring.snippets(text, gold["with"], gold["without"]), system)
            held = scoring.normal(texts[OURS])
            for name, passages, wanted in (("lost", gold["with"], True), ("kept", gold["without"], False)):
                result.misses += (
                    Miss("", gold["html"], f"{name}: {passage!r}")
                    for passage in passages
                    if (scoring.normal(passage) in held) is not wanted
                )
    result.rows += tally.rows("")
    return result
