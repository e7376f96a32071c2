"""A whole line behind the gateway: pushed over HTTP, read on the stream, found, and taken back."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from pathlib import Path

import httpx
import psutil
import pytest

from services.chassis.kafka import Producer
from services.chassis.records import ProducerRecord
from services.chassis.settings import Settings
from services.chassis.topics import apply_topics
from services.console.audit import audit
from services.gateway import line_health
from services.line import FIRST, STAGES
from services.store import open_store
from tests.gateway.serving import Seen, stream, take, until
from tests.integration.brokers import running_broker
from tests.integration.whole import Line, running_line

ARTICLE = {
    "content": (
        "Prime Minister Shinzo Abe met President Donald Trump in New York on Sunday.\n\n"
        "“We will keep working together on trade,” Abe told reporters after the dinner. Both governments "
        "said that talks on tariffs would go on this week, and that nothing had been agreed so far."
    ),
    "url": "https://courier.example/abe",
    "source": "Courier",
    "headline": "Abe meets Trump in New York",
    "published_at": "2018-09-23T14:00:00Z",
}
OTHER = {**ARTICLE, "url": "https://wire.example/abe", "source": "Wire"}


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    with running_line("embedded", tmp_path_factory.mktemp("line")) as running:
        yield running


async def test_an_article_goes_all_the_way_and_back(line: Line) -> None:
    address = f"http://127.0.0.1:{line.variables['PRESSLINE_HTTP_PORT']}"
    async with httpx.AsyncClient(base_url=address, timeout=30) as client:
        watch = await client.put("/v1/watches/abe", json={"query": "tariffs", "person": "Shinzo Abe"})
        assert watch.status_code == 200
        async with stream(client, watch="abe") as reading:
            await anext(reading)
            first, second = (await client.post("/v1/articles", json=[ARTICLE, OTHER])).json()
            events = await take(reading, 2)
            while len(by_id := {event.article: event for event in events}) < 2:
                events += await take(reading, 1)  # whichever comes later may have changed the other
            assert set(by_id) == {first["article_id"], second["article_id"]}
            assert all(event.json["watches"] == ["abe"] for event in events)
            # one text by two publishers
            assert len({event.json["story_id"] for event in events}) == 1
            await _is_there(client, by_id[first["article_id"]])

            gone = await client.delete(f"/v1/articles/{first['article_id']}")
            assert gone.status_code == 202
            told = await take(reading, 1)
            while told[-1].kind != "retraction":
                # where the other one was its copy, that stands for itself from now on
                assert (told[-1].kind, told[-1].article) == ("change", second["article_id"])
                told += await take(reading, 1)
            assert told[-1].article == first["article_id"]
        found = (await client.get("/v1/search", params={"q": "tariffs"})).json()["hits"]
        assert [hit["article_id"] for hit in found] == [second["article_id"]]
        assert (await client.get(f"/v1/articles/{first['article_id']}")).json()["retracted"] is True


async def _is_there(client: httpx.AsyncClient, event: Seen) -> None:
    name = event.article
    article = (await client.get(f"/v1/articles/{name}")).json()
    assert article["story_id"] == event.json["story_id"]
    assert "Shinzo Abe" in {entity["name"] for entity in article["entities"]}
    page = (await client.get("/v1/search", params={"q": '"talks on tariffs"', "person": "Shinzo Abe"})).json()
    [hit] = page["hits"]
    assert name in {hit["article_id"], *(copy["article_id"] for copy in hit["copies"])}
    story = (await client.get(f"/v1/stories/{event.json['story_id']}")).json()
    assert story["sources"] == ["Courier", "Wire"]
    [quote, *_] = (await client.get("/v1/quotes", params={"speaker": "shinzo abe"})).json()["quotes"]
    assert "working together on trade" in quote["text"]

    async def ended() -> bool:
        answer = await client.get(f"/v1/articles/{name}/trace")
        return answer.status_code == 200 and [r["outcome"] for r in answer.json()][-1] == "indexed"

    await until(ended)


async def test_the_line_tells_its_pace(line: Line) -> None:
    address = f"http://127.0.0.1:{line.variables['PRESSLINE_HTTP_PORT']}"
    async with httpx.AsyncClient(base_url=address, timeout=30) as client:
        articles = [{"content": f"Report {number} on the harbour. It was quiet."} for number in range(40)]
        assert (await client.post("/v1/articles", json=articles)).status_code == 202

        async def counted() -> bool:
            now = (await client.get("/v1/line")).json()
            stages = {stage["stage"]: stage for stage in now["stages"]}
            assert list(stages) == [stage.name for stage in STAGES if stage.outcome]
            return all(
                stage["articles_per_minute"] >= 40 / 5
                and 0 < stage["latency_p50"] <= stage["latency_p95"] < 60
                and stage["waiting"] is not None
                for stage in stages.values()
            )

        await until(counted)


async def test_the_audit_answers_while_articles_come(line: Line) -> None:
    """Twenty and more a second; a busy line balances."""
    settings = Settings(broker=line.address, data=line.folder)
    sent = asyncio.Event()

    async def push() -> None:
        async with Producer(line.address) as producer:
            for number in range(60):
                articles = [{"content": f"Bulletin {number}.{n}: the sea was calm."} for n in range(3)]
                records = [
                    ProducerRecord(FIRST.input_topic, None, json.dumps(one).encode(), []) for one in articles
                ]
                await producer.deliver(records)
                await asyncio.sleep(0.1)
        sent.set()

    pushing = asyncio.create_task(push())
    with closing(open_store(settings)) as store:
        seen = []
        while not sent.is_set():
            async with asyncio.timeout(5):
                seen.append(await audit(store, settings))
        await pushing
    assert all(found.balanced for found in seen), seen
    assert any(found.in_flight or found.waiting for found in seen)


async def test_a_stage_that_stops_is_told_everywhere(line: Line) -> None:
    """The first stage is halted as by SIGSTOP: its articles are acknowledged, and nobody takes them."""
    line.until_all_ended(0)
    address = f"http://127.0.0.1:{line.variables['PRESSLINE_HTTP_PORT']}"
    assert line.process is not None
    [ingest] = [
        child
        for child in psutil.Process(line.process.pid).children(recursive=True)
        if child.cmdline()[-2:] == ["service", "ingest"]
    ]
    async with httpx.AsyncClient(base_url=address, timeout=30) as client:
        ingest.suspend()
        try:
            articles = [{"content": f"Note {number}: the ferry is late again."} for number in range(100)]
            assert (await client.post("/v1/articles", json=articles)).status_code == 202
            done = await asyncio.to_thread(line.run, "audit", "--json")
            found = json.loads(done.stdout)
            assert (done.returncode, found["waiting"], found["balanced"]) == (1, 100, False)
            assert "100 wait on articles.raw" in found["note"]

            async def told() -> bool:
                now = (await client.get("/v1/line")).json()
                return bool(now["troubles"])

            await until(told)
            now = (await client.get("/v1/line")).json()
            stages = {stage["stage"]: stage for stage in now["stages"]}
            assert now["waiting"] == stages["ingest"]["waiting"] == 100
            assert [name for name, stage in stages.items() if stage["state"] == "dead"] == ["ingest"]
            assert stages["ingest"]["oldest_waiting_seconds"] > 0
            said = "ingest is dead: no process of pressline-ingest answers, 100 messages wait on articles.raw"
            assert now["troubles"] == [said]
            readyz = await client.get("/readyz")
            assert (readyz.status_code, readyz.text) == (200, f"ok\n{said}\n"), "readers are served"
            assert said in (await client.get("/line")).text
            dead = 'pressline_stage_state{service="ingest",state="dead",topic="articles.raw"} 1.0'
            assert dead in (await client.get("/metrics")).text
        finally:
            ingest.resume()

        async def well() -> bool:
            now = (await client.get("/v1/line")).json()
            return not now["troubles"] and now["waiting"] == 0

        await until(well)
        assert (await client.get("/readyz")).text == "ok\n"
    assert line.until_all_ended(100)["balanced"]


def test_who_asks_first_is_not_told_of_long_ago(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_health, "LOOK_EVERY", 0.1)
    with asyncio.Runner() as runner:
        with running_broker("embedded", tmp_path) as broker:
            runner.run(apply_topics(broker, Settings(partitions=1)))
            health = runner.run(_looking(broker))
        runner.run(until(_noticing(health)))
        said = health.snapshot()
        runner.run(health.stop())
    assert "does not answer" in (said.problem or "")
    assert {stage.waiting for stage in said.stages} == {None}


def _noticing(health: line_health.LineHealth) -> Callable[[], Awaitable[bool]]:
    """Whether it knows that something is wrong, seen from within: to ask is what must not be needed."""

    async def noticed() -> bool:
        return health._observer.problem is not None

    return noticed


async def _looking(broker: str) -> line_health.LineHealth:
    """What has seen the broker, and is asked no more."""
    health = line_health.LineHealth(broker)
    health.start()

    async def knows() -> bool:
        return health.snapshot().problem is None

    await until(knows)
    await asyncio.sleep(1)  # the look that this asked for
    return health
