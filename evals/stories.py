"""Stories: articles of events that look alike, in order of arrival, through enrich and a real store.

The shipped sets (evals/gold/stories_*.jsonl) are invented news: a dense stream of leads, local shootings, and
full articles. ECB+ (Cybulska and Vossen 2014) is real news of 66 events in look-alike pairs, without dates.
"""

import gzip
import json
import random
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from evals.arrival import IDENTITY
from evals.clusters import b_cubed, pairwise
from evals.enriched import enriched, reader
from evals.gold import PARTS, read_gold
from evals.indexed import GoldArticle, arrived, stored
from evals.progress import told
from evals.results import OURS, Miss, Result, Row
from evals.tfidf import best_clusters
from schemas import EnrichedArticle, IngestedArticle, NotAnArticle
from services.clean.core import clean
from services.enrich.core import enrich

BASELINE = "tf-idf, best threshold"
SETS = ("leads", "shootings", "full")
SEED = 20260301


def evaluate(folder: Path) -> Result:
    """Score the shipped sets."""
    result = Result()
    for name in SETS:
        rows = list(read_gold(folder / f"stories_{name}.jsonl", GoldArticle))
        for part in PARTS:
            articles = sorted(
                (row for row in rows if row.part == part), key=lambda row: str(row.published_at)
            )
            if articles:
                _score(name, part, articles, result)
    return result


def evaluate_ecbplus(folder: Path) -> Result:
    """Score ECB+; its articles arrive in an order of chance that is the same on every run."""
    result = Result()
    with gzip.open(folder / "ecbplus.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = sorted(map(_ecbplus, lines), key=lambda row: row.part)
    for part, articles in groupby(rows, key=lambda row: row.part):
        mixed = list(articles)
        random.Random(SEED).shuffle(mixed)  # noqa: S311  # chance, not secrecy
        _score("ECB+", part, mixed, result)
    return result


def _ecbplus(line: str) -> GoldArticle:
    row = json.loads(line)
    lines = [each for each in row["text"].split("\n") if not each.startswith("http")]
    return GoldArticle(id=row["id"], part=row["split"], text="\n\n".join(lines), event=row["cluster"])


def _score(name: str, part: str, articles: Sequence[GoldArticle], result: Result) -> None:
    read = (
        arrived(_read(each), each, number)
        for number, each in enumerate(told(articles, f"stories {name} {part}"))
    )
    gold = [each.event for each in articles]
    found = [each.story_id for each in stored(list(read))]
    baseline = best_clusters([f"{each.headline or ''}\n{each.text}" for each in articles], gold)
    for measure, score in (("B3 F1", b_cubed), ("pair F1", pairwise)):
        scores = {OURS: score(gold, found).f1, BASELINE: score(gold, baseline).f1}
        result.rows.append(Row(part, f"{name} {measure}", len(articles), scores))
    result.misses += _misses(part, articles, found)


def _read(gold: GoldArticle) -> EnrichedArticle:
    """The article as clean and enrich hand it on; as it is where clean finds no sentence in it."""
    raw = IngestedArticle(
        **IDENTITY, content=gold.text, headline=gold.headline, published_at=gold.published_at
    )
    try:
        found = clean(raw)
    except NotAnArticle:
        return enriched(gold.text, gold.headline, gold.published_at)
    return enrich(found.model_copy(update={"language": "en"}), reader())


def _misses(part: str, articles: Sequence[GoldArticle], found: Iterable[str | None]) -> Iterable[Miss]:
    """Each article that is not with the first of its event, or is with one of another event."""
    first: dict[str | None, str | None] = {}
    opened: dict[str | None, str | None] = {}
    for article, story in zip(articles, found, strict=True):
        home, event = first.setdefault(article.event, story), opened.setdefault(story, article.event)
        if event != article.event:
            yield Miss(part, article.id, f"in the story of {event}")
        elif home != story:
            yield Miss(part, article.id, "not in the story of its event")
