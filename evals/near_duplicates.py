"""Near-duplicates: invented copies, cuts, updates and rewrites, and pages of which only a paywall is left.

Beside it plain MinHash LSH (Leskovec, Rajaraman, Ullman, “Mining of Massive Datasets”, 3.4) over the same
shingles: texts that share a band are of one group.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

from rensa import RMinHash, RMinHashLSH

from evals.arrival import IDENTITY
from evals.gold import PARTS, read_gold
from evals.indexed import GoldArticle, arrived, stored
from evals.results import OURS, Miss, Result, Tally
from evals.scoring import Counts, shingles
from schemas import EnrichedArticle

BASELINE = "MinHash LSH"
JACCARD, HASHES, BANDS = 0.5, 128, 32
"""32 bands of 4: half of the pairs with Jaccard .42 share one, 87 of 100 with .5."""
SHINGLE = 3
PAYWALLS = "pw-"
"""How the ids of pages without a text of their own begin; no two of them belong together."""

Pair = tuple[str, str]


def evaluate(folder: Path) -> Result:
    """Score pairs of near-duplicates, and how many paywall pages were left alone."""
    result = Result()
    rows = [
        row
        for name in ("duplicates_pairs.jsonl", "duplicates_paywalls.jsonl")
        for row in read_gold(folder / name, GoldArticle)
    ]
    for part in PARTS:
        articles = sorted((row for row in rows if _is_of(row, part)), key=lambda row: str(row.published_at))
        _part(part, articles, result)
    return result


def _is_of(row: GoldArticle, part: str) -> bool:
    return part == (row.part or row.id.split("-")[1])


def _part(part: str, articles: Sequence[GoldArticle], result: Result) -> None:
    pages = [each.id for each in articles if each.id.startswith(PAYWALLS)]
    gold = _pairs((each.id, each.group) for each in articles)
    tally = Tally()
    for system, found in ((OURS, _ours(articles)), (BASELINE, _banded(articles))):
        among = {pair for pair in found if not any(each.startswith(PAYWALLS) for each in pair)}
        tally.counts("pairs", Counts(len(gold & among), len(among - gold), len(gold - among)), system)
        merged = {each for pair in found for each in pair if each.startswith(PAYWALLS)}
        tally.share("paywalls left alone", len(pages), len(merged), system)
        if system == OURS:
            result.misses += (Miss(part, one, f"not with {other}") for one, other in sorted(gold - found))
            result.misses += (Miss(part, one, f"with {other}") for one, other in sorted(found - gold))
    result.rows += tally.rows(part)


def _pairs(members: Iterable[tuple[str, str | None]]) -> set[Pair]:
    """Every two that are of one group; null is no group."""
    named = sorted((name, group) for name, group in members if group is not None)
    return {(one, other) for (one, mine), (other, theirs) in combinations(named, 2) if mine == theirs}


def _ours(articles: Sequence[GoldArticle]) -> set[Pair]:
    bare = (
        EnrichedArticle(
            **{**IDENTITY, "text": each.text, "headline": each.headline, "language": "en"},
            published_at=each.published_at,
        )
        for each in articles
    )
    made = [
        arrived(article, each, number)
        for number, (article, each) in enumerate(zip(bare, articles, strict=True))
    ]
    return _pairs((each.article_id, each.duplicate_of or each.article_id) for each in stored(made))


def _banded(articles: Sequence[GoldArticle]) -> set[Pair]:
    index = RMinHashLSH(JACCARD, HASHES, BANDS)
    group: list[int] = []
    for number, each in enumerate(articles):
        hashes = RMinHash(num_perm=HASHES, seed=1)
        hashes.update([" ".join(run).lower() for run in shingles(each.text, SHINGLE)])
        alike = {group[other] for other in index.query(hashes)}
        joined = min(alike, default=number)
        group = [joined if other in alike else other for other in group] + [joined]
        index.insert(number, hashes)
    return _pairs((each.id, str(number)) for each, number in zip(articles, group, strict=True))
