"""The worker processes: real ones, with articles that hang, crash and raise."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import REGISTRY

from schemas import IngestedArticle, Reason
from services.chassis.errors import Misconfigured
from services.chassis.pool import CHUNK_ARTICLES, CHUNK_BYTES, Pool, Slow, _chunks
from services.chassis.settings import Settings
from services.chassis.slow_lane import work_slowly
from services.chassis.step import Identity, Passed, Refused, Result
from services.chassis.worker_process import Item
from services.line import STAGES, Stage
from tests.integration.awkward import awkward_stage
from tests.unit.ingest.made import delivery

STAGE = awkward_stage("awkward")
BUDGET = 1.0


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    pool = Pool([STAGE], Settings(time_budget=BUDGET, workers=2, retry_after=0.1, worker_memory=512))
    yield pool
    pool.stop()


def items(contents: Sequence[str]) -> list[Item]:
    """An article for each content, at offsets 0, 1, 2…"""
    return [
        (json.dumps({"content": content}).encode(), delivery(offset=offset))
        for offset, content in enumerate(contents)
    ]


async def run(pool: Pool, stage: Stage, sent: Sequence[Item]) -> list[Result]:
    """What becomes of each item, those in the slow lane too, one after the other."""
    results: list[Result] = []
    for (value, place), result in zip(sent, await pool.run(stage, sent), strict=True):
        if isinstance(result, Slow):
            results.append(await work_slowly(pool, stage, (value, place), result))
        else:
            results.append(result)
    return results


def told(results: Sequence[Result]) -> list[str]:
    """The content that passed, or the reason against it; all in the order of the items."""
    for offset, result in enumerate(results):
        assert result.identity.delivery_id == delivery(offset=offset).id
    return [
        result.result.content if isinstance(result, Passed) else result.reason.value for result in results
    ]


async def test_results_come_in_the_order_of_the_items(pool: Pool) -> None:
    contents = [f"Article {number}." for number in range(5 * CHUNK_ARTICLES + 3)]
    contents[0] = "sleep 0.3"  # the first chunk is done last
    assert told(await run(pool, STAGE, items(contents))) == contents


async def test_nothing_gives_nothing(pool: Pool) -> None:
    assert await run(pool, STAGE, []) == []


async def test_an_article_that_hangs_is_the_only_one_to_pay(pool: Pool) -> None:
    results = await run(pool, STAGE, items(["Before.", "spin", "After."]))
    assert told(results) == ["Before.", "timeout", "After."]
    (hung,) = [result for result in results if isinstance(result, Refused)]
    assert hung.error == "took more than its time budget of 1 s"
    assert told(await run(pool, STAGE, items(["Next."]))) == ["Next."]


async def test_a_chunk_of_slow_articles_is_not_a_hanging_article(pool: Pool) -> None:
    slow = ["sleep 0.4"] * 3
    assert told(await run(pool, STAGE, items(slow))) == slow


async def test_an_article_that_waits_uses_none_of_its_time(pool: Pool) -> None:
    """As where the machine is busy with others, or was suspended."""
    assert told(await run(pool, STAGE, items(["sleep 2", "After."]))) == ["sleep 2", "After."]


async def test_an_article_that_eats_all_memory_is_the_only_one_to_pay(pool: Pool) -> None:
    results = await run(pool, STAGE, items(["Before.", "eat", "After."]))
    assert told(results) == ["Before.", "crashed", "After."]
    (hungry,) = [result for result in results if isinstance(result, Refused)]
    assert hungry.error == "needs more memory than the 512 MiB of a worker process"
    assert hungry.attempts == 2


async def test_a_heavy_article_does_not_travel_with_the_others(pool: Pool) -> None:
    heavy = "word " * 20_000
    sent = items(["Before.", heavy, "After."])
    results = await pool.run(STAGE, sent)
    assert [isinstance(result, Slow) for result in results] == [False, True, False]
    assert told(await run(pool, STAGE, sent)) == ["Before.", heavy, "After."]


async def test_an_article_that_kills_its_process_twice_is_the_only_one_to_pay(pool: Pool) -> None:
    contents = ["Before.", "die", "Between.", "die", *["After."] * CHUNK_ARTICLES]
    results = await run(pool, STAGE, items(contents))
    assert told(results) == [content.replace("die", "crashed") for content in contents]
    assert {result.error for result in results if isinstance(result, Refused)} == {
        "the worker process died on this article (exit code -9), in 2 attempts"
    }


async def test_every_kind_of_failure_beside_the_others(pool: Pool) -> None:
    contents = ["raise", "refuse", "die", "Fine.", "spin"]
    results = await run(pool, STAGE, items(contents))
    assert told(results) == ["error", "not_an_article", "crashed", "Fine.", "timeout"]
    bug = results[0]
    assert isinstance(bug, Refused)
    assert "RuntimeError" in (bug.traceback or ""), "it comes home from the process"


async def test_bytes_that_are_no_message_and_no_bytes_at_all(pool: Pool) -> None:
    here = delivery()
    results = await run(pool, STAGE, [(b"\xff", here), (None, here), (None, delivery(key=b"0" * 32))])
    assert [isinstance(result, Passed) for result in results] == [False, False, True]
    assert {result.reason for result in results if isinstance(result, Refused)} == {Reason.INVALID}


async def test_a_message_on_the_line_that_hangs_keeps_its_identity(pool: Pool) -> None:
    later = replace(STAGE, input_topic="articles.ingested", input_model=IngestedArticle)
    article = IngestedArticle(
        content="spin",
        delivery_id="articles.raw:0:1:2",
        article_id="a1",
        revision="r1",
        accepted_at=datetime(2026, 3, 1, tzinfo=UTC),
    )
    (hung,) = await run(
        pool, later, [(article.model_dump_json().encode(), delivery(topic=later.input_topic))]
    )
    assert isinstance(hung, Refused)
    assert (hung.reason, hung.identity) == (Reason.TIMEOUT, Identity("articles.raw:0:1:2", "a1", "r1"))


MISSING: dict[str, tuple[Stage, dict[str, Any], str]] = {
    "a model": (STAGES[2], {"model": "no_such_model"}, "no_such_model"),
    "a library": (
        replace(STAGE, load="tests.integration.no_such_module:load"),
        {},
        "awkward can't load: .*no_such_module.*: pip install 'pressline\\[awkward\\]'",
    ),
}


@pytest.mark.parametrize("what", MISSING)
async def test_what_is_missing_is_said_before_the_first_article(what: str) -> None:
    stage, fields, text = MISSING[what]
    pool = Pool([stage], Settings(**fields))
    try:
        with pytest.raises(Misconfigured, match=text):
            await pool.warm_up()
    finally:
        pool.stop()


sizes = st.lists(st.integers(0, 2_000) | st.integers(CHUNK_BYTES // 4, 2 * CHUNK_BYTES), max_size=40)


@given(sizes)
def test_articles_travel_in_small_chunks(sizes: list[int]) -> None:
    sent: list[Item] = [(bytes(size) or None, delivery(offset=n)) for n, size in enumerate(sizes)]
    chunks = list(_chunks(sent))
    assert [item for chunk in chunks for item in chunk] == sent
    for chunk in chunks:
        assert 1 <= len(chunk) <= CHUNK_ARTICLES
        assert len(chunk) == 1 or sum(len(value or b"") for value, _ in chunk) <= CHUNK_BYTES
    for chunk, following in pairwise(chunks):
        size = sum(len(value or b"") for value, _ in [*chunk, following[0]])
        assert len(chunk) == CHUNK_ARTICLES or size > CHUNK_BYTES, "none is smaller than it must be"


@pytest.mark.timeout(240)
async def test_a_stage_tells_what_its_memory_was_good_for() -> None:
    enrich = next(stage for stage in STAGES if stage.name == "enrich")
    identity = {"article_id": "a", "revision": "r", "delivery_id": "d", "accepted_at": "2026-03-01T11:00:00Z"}
    value = json.dumps({**identity, "text": "Rain fell in Oslo.\n\nSnow fell in Bergen."}).encode()

    def looked_up(result: str) -> float:
        labels = {"service": "enrich", "cache": "paragraphs", "result": result}
        return REGISTRY.get_sample_value("pressline_cache_lookups_total", labels) or 0.0

    before = looked_up("hit"), looked_up("miss")
    pool = Pool([enrich], Settings(workers=1))
    try:
        results = await run(pool, enrich, [(value, delivery(offset=offset)) for offset in range(3)])
    finally:
        pool.stop()
    assert all(isinstance(result, Passed) for result in results)
    assert (looked_up("hit") - before[0], looked_up("miss") - before[1]) == (4, 2)
