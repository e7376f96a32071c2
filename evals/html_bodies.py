"""Real pages with the article's body as people cut it out: no headline, caption, teaser or author's card.

DATA/html-bodies/gold.jsonl has a page a line: `html` (a file under html/), `url`, `body`. Scored as
scrapinghub's article-extraction-benchmark does (evaluate.py): precision and recall in word 4-grams of each
page, the mean of either over the pages, a page without any text in the second only, and F1 of the two means.
"""

import json
from pathlib import Path

from evals import scoring
from evals.progress import told
from evals.results import OURS, Miss, Result, Row
from evals.scoring import Counts
from evals.systems import DEFAULT, FAST, cleaned, extracted, read_page

GOOD = 0.98
"""Precision or recall under which a page is worth a look."""


def evaluate(folder: Path) -> Result:
    """Score the body that clean finds, beside trafilatura in both modes."""
    result = Result()
    pages: dict[str, list[Counts]] = {OURS: [], DEFAULT: [], FAST: []}
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        for gold in told(map(json.loads, lines), "html-bodies"):
            html = read_page(folder / gold["html"])
            found = cleaned(html, "text/html", gold["url"])
            texts = {
                OURS: found.text if found else "",
                DEFAULT: extracted(html, fast=False),
                FAST: extracted(html, fast=True),
            }
            for system, text in texts.items():
                pages[system].append(scoring.overlap(gold["body"], text, scoring.SHINGLE))
            ours = pages[OURS][-1]
            if min(ours.precision, ours.recall) < GOOD:
                said = f"body: 4-gram P {ours.precision:.3f} R {ours.recall:.3f}"
                result.misses.append(Miss("", gold["html"], said))
    scores = {system: scoring.of_means(counts) for system, counts in pages.items()}
    for place, share in enumerate(("P", "R", "F1")):
        values = {system: of_system[place] for system, of_system in scores.items()}
        result.rows.append(Row("", f"body 4-gram {share}", len(pages[OURS]), values))
    return result
