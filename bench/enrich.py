"""What enrich costs over the bare model: `python -m bench.enrich [FILE] [--rounds N] [--soak N]`.

The same texts go through `nlp.pipe` (sentence boundaries and names, batched as spaCy does) and through
the stage as its worker process runs it, 8 articles at a time, each in turn first, in one process.
Unique texts are made of the seeds' paragraphs, no two alike, or are the `text` of a JSON Lines FILE (.gz
too); syndicated ones are the seeds again and again, with a changed and a missing paragraph. `--soak N`
sends N articles through instead and prints the process's memory as it goes.
"""

import argparse
import gzip
import json
import random
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import psutil
from spacy.language import Language

from bench.line import SEEDS, varied
from schemas import CleanArticle, Delivery
from services.chassis.pool import CHUNK_ARTICLES
from services.chassis.settings import Settings
from services.enrich.entry import Enricher, open_model

UNIQUE, SYNDICATED = 60, 150
"""Articles of a round."""
SOAK_NEW = 5
"""Of so many soaked articles one is new; the others are syndicated. New text is what may leak."""
SYLLABLES = ("ara", "beni", "colo", "dura", "esti", "fano", "gori", "helu", "imba", "jato", "kera", "lomi")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="?", type=Path, help="JSON Lines with a `text` each")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--soak", type=int, default=0, help="articles to send through, for the memory")
    given = parser.parse_args()
    nlp = open_model(Settings().model)
    if given.soak:
        soak(nlp, given.soak)
        return
    unique = texts_of(given.file) if given.file else [article.content for article in varied(UNIQUE)]
    compare(nlp, "unique", unique, given.rounds)
    compare(nlp, "syndicated", list(map(syndicated, range(SYNDICATED))), given.rounds)


def texts_of(file: Path) -> list[str]:
    """The texts of a JSON Lines file."""
    data = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    return [json.loads(line)["text"] for line in data.splitlines()]


def syndicated(number: int) -> str:
    """A seed as another paper prints it: one paragraph touched, one left out."""
    chance = random.Random(number)
    paragraphs = [p for p in SEEDS[number % len(SEEDS)].read_text().split("\n\n") if p.strip()]
    place = chance.randrange(len(paragraphs))
    paragraphs[place] += f" This was version {number}."
    del paragraphs[chance.randrange(len(paragraphs))]
    return "\n\n".join(paragraphs)


def invented(number: int) -> str:
    """A new article, full of names that no other has."""
    chance = random.Random(number)

    def name() -> str:
        return "".join(chance.choices(SYLLABLES, k=3)).capitalize()

    sentences = [
        f"{name()} {name()} of {name()} said {name()} would pay {n}{number} dollars." for n in range(12)
    ]
    return "\n\n".join(" ".join(sentences[at : at + 3]) for at in range(0, 12, 3))


def article(text: str, number: int) -> CleanArticle:
    """A clean article of this text."""
    return CleanArticle(
        article_id=str(number), revision="r", delivery_id="d", accepted_at=datetime.now(UTC), text=text
    )


def bare(nlp: Language, articles: Sequence[CleanArticle]) -> None:
    """The model alone."""
    with nlp.memory_zone():
        for _ in nlp.pipe(article.text for article in articles):
            pass


def ours(enricher: Enricher, articles: Sequence[CleanArticle]) -> None:
    """The stage, as the pool runs it."""
    for start in range(0, len(articles), CHUNK_ARTICLES):
        chunk = articles[start : start + CHUNK_ARTICLES]
        enricher.prepare(chunk)
        for one in chunk:
            enricher(one, Delivery("articles.clean", 0, start, 1, None, one.accepted_at))


def seconds(work: Callable[[], None]) -> float:
    """Seconds of CPU that the work takes."""
    started = time.process_time()
    work()
    return time.process_time() - started


def compare(nlp: Language, kind: str, texts: Sequence[str], rounds: int) -> None:
    """Time both on the same texts, and print how they stand."""
    articles = [article(text, number) for number, text in enumerate(texts)]
    ratios = []
    for number in range(rounds):
        enricher = Enricher(nlp)  # with an empty memory
        works = {"bare": lambda: bare(nlp, articles), "ours": lambda e=enricher: ours(e, articles)}
        order = ("bare", "ours") if number % 2 else ("ours", "bare")
        took = {name: seconds(works[name]) for name in order}
        ratios.append(took["bare"] / took["ours"])
        pace = {name: len(articles) / took[name] for name in took}
        print(f"{kind}: bare {pace['bare']:.1f} articles/s, enrich {pace['ours']:.1f}")
    print(f"{kind}: {median(ratios):.2f} x the bare pace ({min(ratios):.2f}–{max(ratios):.2f})")


def soak(nlp: Language, count: int) -> None:
    """Send many articles through and print the memory."""
    enricher, process = Enricher(nlp), psutil.Process()
    for start in range(0, count, CHUNK_ARTICLES):
        numbers = range(start, min(count, start + CHUNK_ARTICLES))
        texts = [invented(n) if n % SOAK_NEW == 0 else syndicated(n) for n in numbers]
        ours(enricher, [article(text, n) for n, text in zip(numbers, texts, strict=True)])
        if start % 1000 == 0:
            print(f"{start:>7} articles  {process.memory_info().rss / 2**20:.0f} MiB", flush=True)
    print(f"{count:>7} articles  {process.memory_info().rss / 2**20:.0f} MiB")


if __name__ == "__main__":
    main()
