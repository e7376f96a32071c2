"""What the index stage and searches cost as the store grows: `make bench`, or `python -m bench.index`.

Made-up news (`bench/news.py`) is settled in the stage's batches by its own functions, in one process.
Preparing and settling are timed, not the making. `--store` names a store that stays; one that holds the first
of these articles already is filled up, and searches are timed again without filling it again.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

from bench.news import BETWEEN, ORGANISATIONS, PEOPLE, PLACES, SOURCES, START, WORDS, News
from services.chassis.settings import Settings
from services.index.core import prepare
from services.index.entry import write_batch
from services.line import STAGES
from services.store import Store, open_store

BATCH = next(stage.batch_size for stage in STAGES if stage.name == "index")
STEPS = (1_000, 10_000, 100_000)
"""Articles in the store when the pace is taken."""
WINDOW = 2_000
"""Articles over which it is taken, from there on."""
EACH = 20
"""Queries of each kind."""
ROUNDS = 3

Query = tuple[str, dict[str, Any]]


def queries(news: News) -> dict[str, list[Query]]:
    """200 questions of ten kinds, always the same."""
    chance = random.Random(2)
    last = START + len(news) * BETWEEN

    def text_of_some_article() -> list[str]:
        return news.article(chance.randrange(len(news))).text.split()

    def word(low: int, high: int) -> str:
        return chance.choice(WORDS.things[low:high])

    def phrase() -> str:
        words = text_of_some_article()
        start = chance.randrange(len(words) - 3)
        return f'"{" ".join(words[start : start + 3])}"'

    makers: dict[str, Callable[[], Query]] = {
        "a rare word": lambda: (word(20_000, 60_000), {}),
        "a word": lambda: (word(500, 5_000), {}),
        "two words": lambda: (f"{word(300, 3_000)} {word(300, 3_000)}", {}),
        "a very common word": lambda: (word(0, 20), {}),
        "a phrase": lambda: (phrase(), {}),
        "a common word and a person": lambda: (word(0, 200), {"person": PEOPLE.draw(chance)}),
        "a word, a place and a source": lambda: (
            word(0, 2_000),
            {"place": PLACES.draw(chance), "source": SOURCES.draw(chance)},
        ),
        "a common word, since": lambda: (
            word(0, 200),
            {"since": last - timedelta(days=chance.choice((0.1, 1, 7, 30)))},
        ),
        "blank": lambda: ("", {"until": last - timedelta(days=chance.randrange(60))}),
        "blank, with filters": lambda: (
            "",
            {"organisation": ORGANISATIONS.draw(chance), "place": PLACES.draw(chance)},
        ),
    }
    return {kind: [make() for _ in range(EACH)] for kind, make in makers.items()}


def stored(store: Store, news: News) -> int:
    """How many of the articles are in the store: it was filled from the first on."""
    low, high = 0, len(news)
    while low < high:
        middle = (low + high) // 2
        if store.get(news.article(middle).article_id) is None:
            high = middle
        else:
            low = middle + 1
    return low


def fill(store: Store, news: News) -> dict[int, tuple[float, float]]:
    """Settle what is not there yet; the seconds per article at each of the steps, by the clock and of CPU."""
    took: list[tuple[int, float, float]] = []
    for start in range(stored(store, news), len(news), BATCH):
        articles = [news.article(number) for number in range(start, min(start + BATCH, len(news)))]
        started, worked = time.perf_counter(), time.process_time()
        write_batch(store, [prepare(article) for article in articles], datetime.now(UTC))
        took.append((start, time.perf_counter() - started, time.process_time() - worked))
        if (start + BATCH) % WINDOW == 0:
            latest = [seconds for _, seconds, _ in took[-WINDOW // BATCH :]]
            pace = BATCH * len(latest) / sum(latest)
            print(
                f"{start + BATCH:9,} stored: {pace:5.0f} articles/s, slowest batch {max(latest):.2f} s",
                file=sys.stderr,
            )
    costs = {}
    for step in STEPS:
        window = [(seconds, cpu) for start, seconds, cpu in took if step <= start < step + WINDOW]
        if len(window) == WINDOW // BATCH:
            seconds, cpu = map(sum, zip(*window, strict=True))
            costs[step] = (seconds / WINDOW, cpu / WINDOW)
    return costs


def percentile(seconds: list[float], part: float) -> float:
    """In milliseconds."""
    return 1000 * sorted(seconds)[min(len(seconds) - 1, int(part * len(seconds)))]


def ask(store: Store, asked: dict[str, list[Query]]) -> None:
    """Time every query: its first page, its second page, its facets."""
    pages: defaultdict[str, list[float]] = defaultdict(list)
    facets: defaultdict[str, list[float]] = defaultdict(list)
    for _ in range(ROUNDS):
        for kind, listed in asked.items():
            for query, filters in listed:
                started = time.perf_counter()
                found = store.search(query, **filters)
                pages[kind].append(time.perf_counter() - started)
                if found.next is not None:
                    started = time.perf_counter()
                    store.search(query, after=found.next, **filters)
                    pages[kind].append(time.perf_counter() - started)
                started = time.perf_counter()
                store.facets(query, **filters)
                facets[kind].append(time.perf_counter() - started)
    print(f"{'milliseconds':34}{'search p50':>12}{'p95':>8}{'facets p50':>12}{'p95':>8}")
    for kind in asked:
        _row(kind, pages[kind], facets[kind])
    _row("all", [*chain(*pages.values())], [*chain(*facets.values())])


def _row(kind: str, pages: list[float], facets: list[float]) -> None:
    print(
        f"{kind:34}{percentile(pages, 0.5):12.1f}{percentile(pages, 0.95):8.1f}"
        f"{percentile(facets, 0.5):12.1f}{percentile(facets, 0.95):8.1f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="What the index stage and searches cost as the store grows.")
    parser.add_argument("--articles", type=int, default=STEPS[-1], help="stored when searches are timed")
    parser.add_argument("--store", help="its address; a new SQLite file where none is given")
    wanted = parser.parse_args()
    news = News(wanted.articles + WINDOW)
    with tempfile.TemporaryDirectory() as folder:
        url = wanted.store or f"sqlite:///{Path(folder) / 'index.db'}"
        with closing(open_store(Settings(index=url))) as store:
            costs = fill(store, news)
            for step, (seconds, cpu) in costs.items():
                print(f"at {step:7,} articles: {1 / seconds:5.0f} articles/s, {1 / cpu:5.0f} a second of CPU")
            if len(costs) > 1:
                grown = [
                    late / early for late, early in zip(costs[max(costs)], costs[min(costs)], strict=True)
                ]
                print(
                    f"cost of an article, last over first: {grown[0]:.2f} by the clock, {grown[1]:.2f} of CPU"
                )
            ask(store, queries(news))


if __name__ == "__main__":
    main()
