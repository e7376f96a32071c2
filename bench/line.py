"""How much of the bare work's pace the line keeps: `make bench`, or `python -m bench.line 300`.

One process runs admit, clean, enrich and prepare one after the other on N varied articles made of
the seeds' paragraphs. Then `pressline up` gets the same articles, one copy of each service, and the
time runs from the push to the last end in the ledger. The ratio is of articles per second, both
seen in this run.
"""

import json
import random
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from schemas import Delivery, RawArticle
from services.chassis.settings import Settings
from services.line import STAGES
from services.store import open_store
from tests.integration.whole import running_line

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))


def varied(count: int) -> list[RawArticle]:
    """Articles of 12 paragraphs drawn from the seeds, a number in each so that no two are one."""
    paragraphs = [p for seed in SEEDS for p in seed.read_text().split("\n\n") if len(p) > 80]
    chance = random.Random(1)
    return [
        RawArticle(
            content="\n\n".join(f"{p.strip()} This was point {n}." for p in chance.sample(paragraphs, 12)),
            url=f"https://example.com/{n}",
        )
        for n in range(count)
    ]


def bare(articles: list[RawArticle]) -> float:
    """Articles per second of the stages' functions alone."""
    works = [stage.resolve(stage.load)(Settings()) for stage in STAGES[:4]]
    now = datetime.now(UTC)
    started = time.perf_counter()
    for number, article in enumerate(articles):
        message: object = article
        for work in works:
            message = work(message, Delivery("articles.raw", 0, number, 1, None, now))
    return len(articles) / (time.perf_counter() - started)


def line(articles: list[RawArticle]) -> float:
    """Articles per second of the whole line."""
    with tempfile.TemporaryDirectory() as folder, running_line("embedded", Path(folder)) as running:
        pages = Path(folder) / "articles.jsonl"
        pages.write_text("".join(a.model_dump_json(exclude_unset=True) + "\n" for a in articles))
        with closing(open_store(Settings(index=f"sqlite:///{folder}/index.db"))) as store:
            started = time.perf_counter()
            running.json("push", str(pages))
            while store.tally()["indexed"] < len(articles):
                time.sleep(0.05)
            seconds = time.perf_counter() - started
        running.stop()
    return len(articles) / seconds


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    articles = varied(count)
    functions, whole = bare(articles), line(articles)
    print(json.dumps({"articles": count, "bare": round(functions, 1), "line": round(whole, 1)}))
    print(f"the line keeps {whole / functions:.2f} × the bare functions' pace")


if __name__ == "__main__":
    main()
