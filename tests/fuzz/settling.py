"""What passes a stage, odd as it is, into a real store and out to readers: `python -m tests.fuzz.settling`.

Of mutated messages those that a stage lets through (absurd dates, offsets of four hundred digits, names of
control characters) are settled with SQLite, a batch at a time as the line does it, and what was written is
then asked for over the gateway's routes and pages. A find is an exception, a store that says that it is away
(the line would wait for it for ever), and an answer of 500 or more.
"""

import argparse
import asyncio
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote, urlencode

import httpx

from schemas import EnrichedArticle
from services.chassis.outgoing import records_of
from services.chassis.settings import Settings
from services.chassis.step import Passed, StageFunction, step
from services.chassis.verdicts import written
from services.gateway.app import make_app
from services.index.core import Prepared
from services.line import STAGES, Stage
from services.store import Store, open_store
from tests.fuzz.extremes import extreme
from tests.fuzz.real import NOW, corpora
from tests.fuzz.steps import fuzzed, load

BATCH = 50
NAMES = 3
"""Of the people and places of an article, how many are asked for."""
WELL = 500
"""Answers below this tell of the request; the others of us."""


@dataclass
class Tried:
    """What was tried and what was found."""

    settled: Counter[str] = field(default_factory=Counter)
    asked: Counter[int] = field(default_factory=Counter)
    finds: dict[str, list[str]] = field(default_factory=dict)

    def found(self, what: str, where: str) -> None:
        """Note a find."""
        self.finds.setdefault(what[-2000:], []).append(where)


def settle(
    stage: Stage, work: StageFunction, corpus: Sequence[bytes], seed: int, count: int, store: Store
) -> Tried:
    """Settle of so many messages what passes."""
    tried = Tried()
    passed = _passed(stage, work, corpus, seed, count)
    for start in range(0, len(passed), BATCH):
        batch = passed[start : start + BATCH]
        try:
            _settle(stage, [result for _, result in batch], store, tried)
        except Exception:
            for number, result in batch:
                try:
                    _settle(stage, [result], store, tried)
                except Exception as error:
                    tried.found(f"{type(error).__name__}: {error}", f"{stage.name} {number}")
    return tried


def _passed(
    stage: Stage, work: StageFunction, corpus: Sequence[bytes], seed: int, count: int
) -> list[tuple[int, Passed]]:
    """Mutated messages; of index every other one, of which some values are extreme."""
    passed = []
    for one in fuzzed(stage, corpus, seed, range(count)):
        value = one.value
        if stage.name == "index" and one.number % 2:
            rng = Random(f"{seed}:extreme:{one.number}")
            value = extreme(rng, rng.choice(corpus), one.number)
        result = step(stage, work, value, one.delivery)
        if isinstance(result, Passed):
            passed.append((one.number, result))
    return passed


def _settle(stage: Stage, passed: Sequence[Passed], store: Store, tried: Tried) -> None:
    answers = stage.resolve(stage.write_batch or "")(store, [result.result for result in passed], NOW)
    for result, answer in zip(passed, answers, strict=True):
        done = written(stage, result.identity, answer)
        for sent in records_of(stage, done.sends, [], result.identity.delivery_id, NOW):
            if sent.value is not None and stage.output_model is not None:
                stage.output_model.model_validate_json(sent.value)
        tried.settled[answer.outcome.value] += 1


def articles_of(
    work: StageFunction, stage: Stage, corpus: Sequence[bytes], seed: int, count: int
) -> list[EnrichedArticle]:
    """The articles that such a run settles."""
    passed = _passed(stage, work, corpus, seed, count)
    return [result.result.article for _, result in passed if isinstance(result.result, Prepared)]


async def read(settings: Settings, articles: Sequence[EnrichedArticle]) -> Tried:
    """Ask a gateway over that store for each article, and for what it names."""
    tried = Tried()
    transport = httpx.ASGITransport(make_app(settings), client=("127.0.0.1", 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        for path in ("/", "/line", "/quotes", "/v1/stories", "/v1/search", "/v1/quotes"):
            await _follow(client, path, tried)
        for article in articles:
            for path in _paths(article):
                await _ask(client, path, tried)
    return tried


def _paths(article: EnrichedArticle) -> Iterator[str]:
    name = quote(article.article_id, safe="")
    yield from (f"/v1/articles/{name}", f"/v1/articles/{name}/trace", f"/articles/{name}")
    yield f"/v1/articles/{name}?{urlencode({'revision': article.revision})}"
    words = f"{article.headline} {article.text}"[:300]
    asked: list[dict[str, str]] = [{"q": words[-40:]}, {"q": f'"{words[:40]}"'}]
    asked += [{"person": entity.name} for entity in article.entities[:NAMES]]
    asked += [{"source": article.source}] if article.source else []
    asked += [{"since": article.published_at.isoformat()}] if article.published_at else []
    for fields in asked:
        yield f"/v1/search?{urlencode(fields)}"
        yield f"/search?{urlencode(fields)}"
    for said in article.quotes[:NAMES]:
        yield f"/v1/quotes?{urlencode({'speaker': said.speaker or ''})}"


async def _ask(client: httpx.AsyncClient, path: str, tried: Tried) -> httpx.Response | None:
    try:
        answer = await client.get(path)
    except httpx.InvalidURL:
        return None  # no client could ask for it
    except Exception as error:
        tried.found(f"{type(error).__name__}: {error}", path[:200])
        return None
    tried.asked[answer.status_code] += 1
    if answer.status_code >= WELL:
        tried.found(f"{answer.status_code}: {answer.text[:500]}", path[:200])
    return answer


async def _follow(client: httpx.AsyncClient, path: str, tried: Tried) -> None:
    """Page after page of a list, and each story that it names."""
    after: str | None = ""
    while after is not None:
        answer = await _ask(client, f"{path}?{urlencode({'after': after})}" if after else path, tried)
        after = None
        if answer is not None and path.startswith("/v1/") and answer.status_code == 200:
            document: dict[str, Any] = answer.json()
            after = document.get("next")
            for story in document.get("stories", ()):
                for shown in ("/v1/stories/", "/stories/"):
                    await _ask(client, shown + quote(story["story_id"], safe=""), tried)


def run(
    works: dict[str, StageFunction], seed: int, count: int, readers: int, folder: Path
) -> dict[str, dict[str, Any]]:
    """All stages that have a store, `count` messages each, then `readers` articles asked for."""
    messages = corpora(works)
    settings = Settings(index=f"sqlite:///{folder / 'index.db'}", broker="127.0.0.1:1", rate_limit=10**9)
    seen: dict[str, Tried] = {}
    with closing(open_store(settings)) as store:
        for stage in STAGES:
            if stage.write_batch is not None:
                seen[stage.name] = settle(stage, works[stage.name], messages[stage.name], seed, count, store)
    [index] = [stage for stage in STAGES if stage.name == "index"]
    articles = articles_of(works["index"], index, messages["index"], seed, count)
    seen["readers"] = asyncio.run(read(settings, articles[:readers]))
    return {
        name: {"settled": dict(tried.settled), "asked": dict(tried.asked), "finds": tried.finds}
        for name, tried in seen.items()
    }


def main() -> None:
    """Run; exit 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000, help="messages of each stage that has a store")
    parser.add_argument("--readers", type=int, default=500, help="articles that are asked for")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        works = load([stage.name for stage in STAGES])
        seen = run(works, asked.seed, asked.count, asked.readers, Path(folder))
    for name, tried in seen.items():
        sys.stdout.write(json.dumps({"seed": asked.seed, "of": name, **tried}) + "\n")
    sys.exit(any(tried["finds"] for tried in seen.values()))


if __name__ == "__main__":
    main()
