"""What clean costs on a page over trafilatura alone: `python -m bench.clean [DATA] [--rounds N]`.

Every page goes through clean whole, trafilatura fast and trafilatura as it comes, one after the other and
each in turn first, parsing included, several rounds in one process. DATA is a folder with .html or
.html.gz files anywhere in it; without it, pages are made of the seeds' paragraphs. Those are so simple that
trafilatura is done with one in a third of the time that a real page takes it: judge the ratio by real pages.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from statistics import mean, median

from bench.line import varied
from evals.systems import cleaned, extracted, read_page

OURS, FAST, DEFAULT = "clean", "trafilatura fast", "trafilatura"
SYSTEMS: dict[str, Callable[[str], object]] = {
    OURS: lambda html: cleaned(html, "text/html"),
    FAST: lambda html: extracted(html, fast=True),
    DEFAULT: lambda html: extracted(html, fast=False),
}
MADE = 40
MENU = "".join(f'<li class="menu-item"><a href="/{n}">Section {n}</a></li>' for n in range(40))
CARDS = "".join(
    f'<div class="card"><a href="/story/{n}"><img src="/{n}.jpg" alt=""><h3>Story {n}</h3></a>'
    f'<span class="meta"><time datetime="2018-09-22">22 September</time></span></div>'
    for n in range(60)
)
SCRIPT = f"<script>var settings = {json.dumps({f'key{n}': 'value' * 10 for n in range(1500)})};</script>"
"""With these a page weighs what real ones do: some 700 elements and 200 kB, most of it script."""


def page_of(paragraphs: Iterable[str], headline: str) -> str:
    """A page as publishers make them: speaking markup, a script, a menu, links between paragraphs, a foot."""
    facts = {"@type": "NewsArticle", "headline": headline, "datePublished": "2018-09-23T10:00:00Z"}
    related = '<aside><h3>Related</h3><ul><li><a href="/r">Another story of the day</a></li></ul></aside>'
    text = related.join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return (
        f"<!DOCTYPE html><html lang=en><head><title>{escape(headline)}</title>"
        f'<meta property="og:title" content="{escape(headline)}">{SCRIPT}'
        f'<script type="application/ld+json">{json.dumps(facts)}</script></head><body>'
        f"<nav><ul>{MENU}</ul></nav><main><article><h1>{escape(headline)}</h1>{text}</article></main>"
        f"<section><h2>Most read</h2>{CARDS}</section>"
        f"<footer><ul>{MENU}</ul><p>All rights reserved.</p></footer>{SCRIPT}</body></html>"
    )


def make_pages(folder: Path) -> None:
    """Pages of 12 to 36 paragraphs, 5,000 to 15,000 characters of text."""
    for number, article in enumerate(varied(MADE)):
        paragraphs = article.content.split("\n\n") * (1 + number % 3)
        numbered = (f"{paragraph} Part {place}." for place, paragraph in enumerate(paragraphs))
        (folder / f"{number}.html").write_text(page_of(numbered, f"Story {number} of the day"))


def timed(paths: list[Path], round_number: int) -> dict[str, list[float]]:
    """Milliseconds of each system on each page; who goes first changes from page to page."""
    names = list(SYSTEMS)
    taken: dict[str, list[float]] = {name: [] for name in names}
    for place, path in enumerate(paths):
        html = read_page(path)
        first = (place + round_number) % len(names)
        for name in names[first:] + names[:first]:
            started = time.perf_counter()
            SYSTEMS[name](html)
            taken[name].append(1000 * (time.perf_counter() - started))
    return taken


def measure(paths: list[Path], rounds: int) -> None:
    for work in SYSTEMS.values():
        work(read_page(paths[0]))  # what loads at the first page is not the page's
    results = [timed(paths, number) for number in range(rounds)]
    print(f"{len(paths)} pages, {rounds} rounds")
    for name in SYSTEMS:
        all_taken = [one for result in results for one in result[name]]
        print(f"{name:18} median {median(all_taken):6.1f} ms  mean {mean(all_taken):6.1f} ms")
    for other in (FAST, DEFAULT):
        ratios = sorted(sum(result[OURS]) / sum(result[other]) for result in results)
        by_page = median(
            ours / theirs
            for result in results
            for ours, theirs in zip(result[OURS], result[other], strict=True)
        )
        print(
            f"clean takes {median(ratios):.2f} × {other} over all pages ({ratios[0]:.2f} to {ratios[-1]:.2f} "
            f"by round), {by_page:.2f} × on the median page"
        )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.clean")
    parser.add_argument("data", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if asked.data is None:
            make_pages(Path(folder))
        paths = sorted((asked.data or Path(folder)).rglob("*.html*"))
        if not paths or asked.rounds < 1:
            parser.error(f"no pages in {asked.data}" if not paths else "at least one round is needed")
        measure(paths, asked.rounds)


if __name__ == "__main__":
    main()
