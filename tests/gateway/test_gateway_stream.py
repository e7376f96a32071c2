"""The live stream, on each broker: nothing lost, nothing repeated, and nobody waits for a slow reader."""

import asyncio
from pathlib import Path

import httpx
import pytest

from services.chassis.settings import Settings
from services.chassis.topics import apply_topics
from services.gateway.app import make_app
from services.gateway.ring import Ring
from services.store import Store, Watch
from tests.gateway.serving import Seen, index, indexed, serving, stream, take, until
from tests.integration.brokers import running_broker


@pytest.fixture
def on_each(broker: str, url: str) -> Settings:
    """Settings for a gateway on each broker."""
    return Settings(broker=broker, index=url)


async def test_an_indexed_article_comes_as_an_event(on_each: Settings) -> None:
    async with serving(make_app(on_each)) as client, stream(client) as reading:
        await anext(reading)
        await index(on_each.broker, [indexed("a1", story_id="s9", watches=("summit",), source="Courier")])
        [event] = await take(reading, 1)
    assert event.kind == "article"
    assert event.json["article_id"] == "a1"
    assert event.json["story_id"] == "s9"
    assert event.json["watches"] == ["summit"]
    assert event.id


async def test_a_new_reader_starts_now(settings: Settings) -> None:
    await index(settings.broker, [indexed("old") for _ in range(20)])
    async with serving(make_app(settings)) as client, stream(client) as reading:
        await anext(reading)
        await index(settings.broker, [indexed("new")])
        [event] = await take(reading, 1)
    assert event.article == "new"


async def test_a_retraction_comes_once_and_past_every_filter(settings: Settings, store: Store) -> None:
    store.watch(Watch(name="summit", query="summit"))
    async with (
        serving(make_app(settings)) as client,
        stream(client, watch="summit") as watched,
        stream(client, source="Wire") as of_wire,
    ):
        await anext(watched)
        await anext(of_wire)
        gone = indexed("b1", story_id=None, retracted=True)
        await index(
            settings.broker,
            [
                indexed("b1", watches=("summit",), source="Courier"),
                indexed("b2", source="Wire"),
                indexed("b3", source="Courier"),
                gone,
                "b1",
                indexed("b1", watches=("summit",), source="Wire"),
            ],
        )
        one, other = await take(watched, 3), await take(of_wire, 3)
    assert [(event.kind, event.article) for event in one] == [
        ("article", "b1"),
        ("retraction", "b1"),
        ("article", "b1"),
    ]
    assert sorted((event.kind, event.article) for event in other) == [
        ("article", "b1"),
        ("article", "b2"),
        ("retraction", "b1"),
    ]


async def test_a_reader_resumes_where_it_was_though_the_gateway_was_away(on_each: Settings) -> None:
    names = [f"c{number}" for number in range(1000)]
    seen: list[str] = []
    last: str | None = None
    for start in (0, 500):
        async with serving(make_app(on_each)) as client:
            async with stream(client, last) as reading:
                first = await anext(reading)
                last = last or first.id
                wanted = names[start : start + 500]
                await index(on_each.broker, [indexed(name) for name in wanted])
                taken = await take(reading, 200)
                seen += [event.article for event in taken]
                last = taken[-1].id
            async with stream(client, last_event_id=last) as reading:
                taken = await take(reading, 50)
                seen += [event.article for event in taken]
                last = taken[-1].id
    async with serving(make_app(on_each)) as client:
        async with stream(client, last) as reading:
            rest = await take(reading, 1000 - len(seen))
        async with stream(client, rest[-1].id) as reading:
            await anext(reading)
            await index(on_each.broker, [indexed("after")])
            [after] = await take(reading, 1)
    seen += [event.article for event in rest]
    assert sorted(seen) == sorted(names)
    assert after.article == "after"


async def test_one_who_does_not_read_slows_nobody_and_loses_nothing(on_each: Settings) -> None:
    ring = Ring(events=100)
    text = "x" * 20_000  # 16 MB in all: more than sockets hold
    names = [f"d{number}" for number in range(800)]
    async with (
        serving(make_app(on_each, ring=ring)) as client,
        stream(client) as slow,
        stream(client) as quick,
    ):
        await anext(slow)
        await anext(quick)
        writing = asyncio.create_task(index(on_each.broker, [indexed(name, headline=text) for name in names]))
        by_quick = await take(quick, 800)  # while the other has taken nothing
        await writing
        assert ring.end - ring.first <= 100
        by_slow = await take(slow, 800)
    assert sorted(event.article for event in by_quick) == sorted(names)
    assert sorted(event.article for event in by_slow) == sorted(names)
    assert not {event.kind for event in by_slow} - {"article"}


async def test_another_copy_of_the_gateway_takes_a_reader_over(settings: Settings) -> None:
    async with serving(make_app(settings)) as one, serving(make_app(settings)) as other:
        async with stream(one) as reading:
            await anext(reading)
            await index(settings.broker, [indexed(f"e{number}") for number in range(60)])
            first = await take(reading, 30)
        async with stream(other, first[-1].id) as reading:
            second = await take(reading, 30)
    assert sorted(event.article for event in first + second) == sorted(f"e{n}" for n in range(60))


def test_a_topic_made_anew_is_told_from_the_one_before(url: str, tmp_path: Path) -> None:
    async def read(broker: str, last: str | None, names: list[str]) -> list[Seen]:
        await apply_topics(broker, Settings(partitions=3))
        async with serving(make_app(Settings(broker=broker, index=url))) as client:
            if last is not None:
                await index(broker, [indexed(name) for name in names])
            async with stream(client, last) as reading:
                await anext(reading)
                if last is None:
                    await index(broker, [indexed(name) for name in names])
                return await take(reading, len(names) + (last is not None))

    with running_broker("embedded", tmp_path) as broker:
        before = asyncio.run(read(broker, None, ["f1", "f2", "f3"]))
    # longer than the one before: the offsets alone would fit
    names = [f"g{number}" for number in range(60)]
    with running_broker("embedded", tmp_path) as broker:
        gap, *after = asyncio.run(read(broker, before[-1].id, names))
    assert gap.kind == "gap"
    assert "made anew" in gap.json["detail"]
    assert sorted(event.article for event in after) == sorted(names)


async def test_what_is_no_id_is_said_so(settings: Settings) -> None:
    async with serving(make_app(settings)) as client:
        for wrong in ("yesterday", "1-2-x", "1.9.5", "0-0-0.1.5", "-1", "9" * 30):
            answer = await client.get("/v1/stream", headers={"Last-Event-ID": wrong})
            assert answer.status_code == 400, wrong
            assert wrong[:20] in answer.json()["detail"]
            assert (await client.get("/v1/stream", params={"last_event_id": wrong})).status_code == 400


async def test_a_watch_that_is_not_there_is_said_so(settings: Settings) -> None:
    async with serving(make_app(settings)) as client:
        answer = await client.get("/v1/stream", params={"watch": "nobody"})
    assert (answer.status_code, answer.json()["detail"]) == (404, "no watch nobody")


async def lets_in(client: httpx.AsyncClient) -> bool:
    """Whether one more stream may be opened."""
    async with client.stream("GET", "/v1/stream") as answer:
        return answer.status_code == 200


async def test_only_so_many_streams_are_let_in(settings: Settings) -> None:
    async with serving(make_app(settings, streams=2)) as client:
        async with stream(client) as one:
            await anext(one)
            async with stream(client) as other:
                await anext(other)
                answer = await client.get("/v1/stream")
                assert answer.status_code == 503
                assert answer.headers["retry-after"]
                assert "pressline_stream_readers 2.0" in (await client.get("/metrics")).text

        await until(lambda: lets_in(client))


async def test_no_client_takes_the_streams_of_all(settings: Settings) -> None:
    keyed = settings.model_copy(update={"api_keys": Settings(api_keys="desk:correct-horse-battery").api_keys})
    key = {"X-API-Key": "correct-horse-battery"}
    async with serving(make_app(keyed, of_one=2)) as client:
        async with stream(client) as one:
            await anext(one)
            async with stream(client) as other:
                await anext(other)
                over = await client.get("/v1/stream")
                made_up = await client.get("/v1/stream", headers={"X-API-Key": "made-up"})
                async with client.stream("GET", "/v1/stream", headers=key) as with_key:
                    assert with_key.status_code == 200

        await until(lambda: lets_in(client))
    assert (over.status_code, made_up.status_code) == (429, 429)
    assert over.headers["content-type"] == "application/problem+json"
    assert over.headers["retry-after"]
    assert "2 streams of one client" in over.json()["detail"]
