"""`make demo`: a line of its own for a minute: the seeds go in, and a person sees what comes out."""

import asyncio
import os
import re
import signal
import socket
import sys
import tempfile
from http import HTTPStatus
from pathlib import Path

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

from services.chassis.embedded import HOST
from services.chassis.errors import PresslineError
from services.chassis.lag import find_bootstrap, running_services
from services.chassis.settings import EMBEDDED, Settings
from services.console.audit import audit
from services.console.inputs import find_articles
from services.console.push import Pushed, push, wait_for_end
from services.console.searches import marked, print_facets
from services.console.show import show_audit
from services.console.stored import opened
from services.console.stories import print_head
from services.console.terminal import QUIET, people, print_rows, print_text, styled
from services.line import GATEWAY, SERVICES
from services.store import Store, StoredArticle, Watch

SEEDS = Path(__file__).parents[2] / "seeds"
QUERY = "trade talks"
WATCH = Watch(name="north-korea", query="denuclearization", place="North Korea")
PARAGRAPH = "\n\n"


async def demo() -> None:
    """Show the whole line once.

    Raises:
        PresslineError: something did not work; the text says what.
    """
    with tempfile.TemporaryDirectory(prefix="pressline-demo-") as folder:
        broker_port, metrics_port = _free_ports()
        settings = Settings(
            data=Path(folder),
            broker=EMBEDDED,
            index="",
            broker_port=broker_port,
            metrics_port=metrics_port,
            http_port=metrics_port + len(SERVICES),
        )
        people().print(f"bringing up the line: broker, topics, {', '.join(SERVICES)} …")
        line = await _bring_up(settings)
        try:
            await _show(settings)
        finally:
            line.send_signal(signal.SIGINT)
            code = await line.wait()
        if code:
            raise PresslineError(f"`pressline up` ended with {code}")


def _free_ports() -> tuple[int, int]:
    """Ports that nobody has, so that a demo runs beside anything else.

    The broker's, and the first of a row: the metrics ports, then the gateway's.
    """
    with socket.socket() as broker:
        broker.bind((HOST, 0))
        port: int = broker.getsockname()[1]
    for first in range(20_000, 30_000, 50):
        try:
            for number in range(first, first + len(SERVICES) + 1):
                with socket.socket() as probe:
                    probe.bind((HOST, number))
        except OSError:
            continue
        return port, first
    raise PresslineError("no free ports between 20000 and 30000")


async def _bring_up(settings: Settings) -> asyncio.subprocess.Process:
    environment = {
        **os.environ,
        "PRESSLINE_DATA": str(settings.data),
        "PRESSLINE_BROKER": settings.broker,
        "PRESSLINE_BROKER_PORT": str(settings.broker_port),
        "PRESSLINE_METRICS_PORT": str(settings.metrics_port),
        "PRESSLINE_HTTP_PORT": str(settings.http_port),
        "PRESSLINE_LOG_LEVEL": "warning",
    }
    for name in ("PRESSLINE_INDEX",):
        environment.pop(name, None)
    line = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "services.cli",
        "up",
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    ready = (await line.stdout.readline()).decode() if line.stdout else ""
    if not re.match(r"ready broker \S+:\d+", ready):
        raise PresslineError(f"`pressline up` did not come up (exit {await line.wait()})")
    people().print(ready.strip())
    return line


async def _show(settings: Settings) -> None:
    found = list(find_articles([str(SEEDS)], {}))
    with opened(settings) as store:
        store.watch(WATCH)
        pushed = await push(find_bootstrap(settings), found, len(found))
        pushed = await wait_for_end(store, pushed, lambda: find_bootstrap(settings))
        if any(one.outcome != "indexed" for one in pushed):
            raise PresslineError(
                f"not every seed was indexed: {[(one.label, one.outcome) for one in pushed]}"
            )
        articles = [_stored(store, one) for one in pushed]
        for one, article in zip(pushed, articles, strict=True):
            _show_article(Path(one.label).name, article)
        _show_story(store, articles)
        await _show_http(settings)
        await _show_metrics(settings)
        result = await audit(store, settings)
    show_audit(result, as_json=False)
    if not result.balanced:
        raise PresslineError("the audit does not balance")


def _stored(store: Store, one: Pushed) -> StoredArticle:
    article = store.get(one.article_id or "")
    if article is None:
        raise PresslineError(f"{one.label} is not in the store")
    return article


def _show_article(name: str, article: StoredArticle) -> None:
    dateline = article.dateline.place if article.dateline else None
    people_named = [e for e in article.entities if e.label == "PERSON"]
    rows = [
        ("headline", article.headline),
        (
            "byline · agency · dateline",
            f"{', '.join(article.bylines) or '–'} · {article.agency or '–'} · {dateline or '–'}",
        ),
        (
            "body",
            f"{len(article.text.split(PARAGRAPH))} paragraphs, {article.word_count} words, "
            f"{article.language}",
        ),
        ("removed", "\n".join(f"{r.reason}: {' '.join(r.text.split())}" for r in article.removed) or None),
        ("tags", ", ".join(article.tags) or None),
        (
            "people",
            "\n".join(
                f"{e.name}: {', '.join(dict.fromkeys(m.text for m in e.mentions))}" for e in people_named
            ),
        ),
        ("quotes", "\n".join(f"{q.speaker or '?'} {q.cue or ''} {q.text}" for q in article.quotes) or None),
        ("about", ", ".join(phrase.text for phrase in article.keyphrases)),
        ("watches", ", ".join(article.watches) or None),
    ]
    print_rows(f"{name} ({article.source}, {str(article.published_at)[:10]})", ("", "found"), rows)


def _show_story(store: Store, articles: list[StoredArticle]) -> None:
    ids = {article.story_id for article in articles}
    if len(ids) != 1:
        raise PresslineError(f"the seeds are in {len(ids)} stories, not one")
    story = store.story(str(ids.pop()))
    if story is None:
        raise PresslineError("the seeds' story is not in the store")
    print_head(story, len(story.sources))
    rows = [(m.source, str(m.published_at)[:10], m.title) for m in story.articles]
    print_rows("its articles", ("source", "published", "title"), rows)
    for hit in store.search(QUERY, limit=1).hits:
        print_text(styled(f"search “{QUERY}”: ", (hit.source or "", "bold"), " ").append_text(marked(hit)))
        print_facets(store.facets(QUERY))


async def _show_http(settings: Settings) -> None:
    """That the gateway answers, with what."""
    url = f"http://{HOST}:{settings.http_port}/v1/stories"
    async with aiohttp.ClientSession() as http, http.get(url) as answer:
        body = await answer.text()
    if answer.status != HTTPStatus.OK:
        raise PresslineError(f"{url} answered {answer.status}: {body[:200]}")
    print_text(styled(f"\nGET {url}\n", (f"{body[:200]}…\n", QUIET)))


async def _show_metrics(settings: Settings) -> None:
    """Throughput and latency of each stage, read from the services' own pages."""
    rows = []
    async with aiohttp.ClientSession() as http:
        for service, port in running_services(settings):
            if service == GATEWAY:
                continue  # no stage: articles only begin there
            async with http.get(f"http://{HOST}:{port}/metrics") as answer:
                sums = _sums(await answer.text())
            articles = sums["pressline_articles_consumed_total"]
            busy = sums["pressline_processing_seconds_sum"]
            age = sums["pressline_article_age_seconds_sum"] / max(
                1, sums["pressline_article_age_seconds_count"]
            )
            rate = f"{articles / busy:.0f}/s" if busy else "–"
            rows.append(
                (service, f"{articles:.0f}", f"{1000 * busy / max(1, articles):.0f} ms", rate, f"{age:.2f} s")
            )
    columns = ("service", "articles", "work per article", "throughput", "age when done")
    print_rows("from the services' /metrics", columns, rows)


def _sums(page: str) -> dict[str, float]:
    sums: dict[str, float] = {}
    for family in text_string_to_metric_families(page):
        for sample in family.samples:
            sums[sample.name] = sums.get(sample.name, 0.0) + sample.value
    return sums
