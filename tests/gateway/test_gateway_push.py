"""Pushing over HTTP: what is answered 202 lies on the topic, what is refused does not, and says why."""

import asyncio
import json
import socket
from functools import partial
from typing import Any

import pytest
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.structs import ConsumerRecord

from schemas import RawArticle
from services.chassis.kafka import admin, partitions_of, reader, true_ends
from services.chassis.settings import Settings
from services.chassis.topics import config_of
from services.gateway import push
from services.gateway.app import make_app
from services.identity import article_id
from services.line import FIRST
from tests.gateway.serving import serving

ARTICLE = {"content": "Ships collide off Dover.", "source": "Courier", "url": "https://courier.example/ships"}
KEYS = "desk:correct-horse-battery,wire:another-long-secret-key"


async def on_topic(broker: str, since: dict[int, int] | None = None) -> list[ConsumerRecord]:
    """What lies on `articles.raw` from there on."""
    async with reader(broker) as consumer:
        partitions = await partitions_of(consumer, [FIRST.input_topic])
        ends = await true_ends(consumer, partitions)
        found: list[ConsumerRecord] = []
        wanted = sum(end - (since or {}).get(p.partition, 0) for p, end in ends.items())
        for partition in partitions:
            consumer.seek(partition, (since or {}).get(partition.partition, 0))
        while len(found) < wanted:
            for records in (await consumer.getmany(timeout_ms=500)).values():
                found += records
        return found


async def ends_of(broker: str) -> dict[int, int]:
    async with reader(broker) as consumer:
        ends = await true_ends(consumer, await partitions_of(consumer, [FIRST.input_topic]))
        return {partition.partition: end for partition, end in ends.items()}


async def test_an_article_is_on_the_topic_under_its_id_when_it_is_answered(settings: Settings) -> None:
    before = await ends_of(settings.broker)
    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    async with serving(make_app(settings)) as client:
        answer = await client.post("/v1/articles", json=ARTICLE, headers={"traceparent": trace})
    [record] = await on_topic(settings.broker, before)
    assert answer.status_code == 202
    wanted = article_id(RawArticle(**ARTICLE))
    assert answer.json()["article_id"] == wanted
    place = f"articles.raw:{record.partition}:{record.offset}:{record.timestamp}"
    assert answer.json()["delivery_id"] == place
    assert record.key.decode() == wanted
    assert json.loads(record.value) == ARTICLE
    headers = dict(record.headers)
    assert headers["ce_type"] == b"pressline.article.raw.v1"
    assert headers["traceparent"] == trace.encode()


async def test_a_list_is_answered_with_a_list_in_its_order(settings: Settings) -> None:
    articles = [{"content": f"Report {number}."} for number in range(1000)]
    async with serving(make_app(settings)) as client:
        answer = await client.post("/v1/articles", json=articles)
    assert answer.status_code == 202
    assert [r["article_id"] for r in answer.json()] == [article_id(RawArticle(**one)) for one in articles]
    assert len({r["delivery_id"] for r in answer.json()}) == 1000


async def test_none_is_taken_when_one_is_refused(settings: Settings) -> None:
    before = await ends_of(settings.broker)
    wrong = {"content": "Fine.", "published_at": "yesterday" * 40}
    async with serving(make_app(settings)) as client:
        answer = await client.post("/v1/articles", json=[ARTICLE, wrong, {"content": 7}])
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    first, second = answer.json()["errors"]
    assert (first["index"], first["field"]) == (1, "published_at")
    assert len(first["value"]) <= 60
    assert (second["index"], second["field"], second["value"]) == (2, "content", "7")
    assert answer.json()["detail"].startswith("article 1: published_at: not an RFC 3339 date")
    assert await on_topic(settings.broker, before) == []


@pytest.mark.parametrize(
    ("article", "field"),
    [
        ({}, "content"),
        ({"content": "x", "url": "ftp://a/b"}, "url"),
        ({"content": "x", "published_at": "2999-01-01"}, "published_at"),
        ({"content": "x", "published_at": "1500-01-01"}, "published_at"),
        ({"content": "x", "content_type": "application/pdf"}, "content_type"),
        ({"content": "x", "bylines": "Jane Doe"}, "bylines"),
        ({"content": "x", "retracted": "yes"}, "retracted"),
        ({"retracted": True}, "url"),
        ({"content": "x", "tags": ["ok", 5]}, "tags.1"),
        ("text", ""),
        (None, ""),
    ],
)
async def test_a_fault_is_named(settings: Settings, article: Any, field: str) -> None:
    async with serving(make_app(settings), ready=False) as client:
        answer = await client.post("/v1/articles", content=json.dumps(article))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field
    assert answer.json()["detail"].startswith(field)


@pytest.mark.parametrize(
    ("body", "headers", "status", "said"),
    [
        (b"", {}, 400, "not JSON"),
        (b"{", {}, 400, "not JSON"),
        (b"\xff\xfe", {}, 400, "not JSON"),
        (b'{"content": "\\ud800"}', {}, 400, "not JSON"),
        (b"[" * 100_000, {}, 400, "not JSON"),
        (b'{"content": NaN}', {}, 400, "not JSON"),
        (b"[]", {}, 422, "1 to 1,000"),
        (json.dumps([{"content": "x"}] * 1001).encode(), {}, 422, "1,001"),
        (b"<a/>", {"content-type": "application/xml"}, 415, "application/xml"),
        (b"content=x", {"content-type": "application/x-www-form-urlencoded"}, 415, "urlencoded"),
        (b"{}", {"content-type": "application/json; charset=utf-16"}, 415, "utf-16"),
        (b"{}", {"content-encoding": "br"}, 415, "'br'"),
        (b'{"content": "x"}', {"origin": "https://elsewhere.example"}, 415, "application/json"),
        (b"[" + b"[]," * 1_000_000 + b"[]]", {}, 413, "1,000,000 brackets"),
    ],
)
async def test_what_is_no_article_at_all_is_said_so(
    settings: Settings, body: bytes, headers: dict[str, str], status: int, said: str
) -> None:
    async with serving(make_app(settings), ready=False) as client:
        answer = await client.post("/v1/articles", content=body, headers=headers)
    assert answer.status_code == status
    assert said in answer.json()["detail"]


async def test_what_is_too_large_is_refused_with_its_size(settings: Settings) -> None:
    before = await ends_of(settings.broker)
    eight = 8 * 1024 * 1024
    async with serving(make_app(settings)) as client:
        fits = await client.post("/v1/articles", json={"content": "a" * eight})
        over = await client.post("/v1/articles", json=[{"content": "b"}, {"content": "a" * (eight + 1)}])
        # as JSON six times its size: over what a message may have
        swollen = await client.post("/v1/articles", content=b'{"content": "' + b"\\u0001" * 5_590_000 + b'"}')
        body = await client.post("/v1/articles", content=b" " * 40_000_000)
        endless = await client.post("/v1/articles", content=pieces(40))
        watch = await client.put("/v1/watches/w", content=b" " * 70_000)
    assert fits.status_code == 202
    assert over.status_code == 413
    assert over.json()["errors"][0]["index"] == 1
    assert "8,388,609 bytes" in over.json()["detail"]
    assert (swollen.status_code, body.status_code, endless.status_code) == (413, 413, 413)
    assert "33,554,432" in body.json()["detail"]
    assert watch.status_code == 413
    assert len(await on_topic(settings.broker, before)) == 1


async def test_what_the_topic_itself_refuses_is_said_so(kafka: str, url: str) -> None:
    before = await ends_of(kafka)
    resource = partial(ConfigResource, ConfigResourceType.TOPIC, FIRST.input_topic)
    usual = config_of(FIRST.input_topic)
    async with admin(kafka) as administrator, serving(make_app(Settings(broker=kafka, index=url))) as client:
        await administrator.alter_configs([resource({**usual, "max.message.bytes": "20000"})])
        try:
            articles = [{"content": "a"}, {"content": "b" * 30_000}]
            small, large = [await client.post("/v1/articles", json=article) for article in articles]
        finally:
            await administrator.alter_configs([resource(usual)])
    assert (small.status_code, large.status_code) == (202, 413)
    assert "0 of 1 articles were accepted" in large.json()["detail"]
    assert "max.message.bytes" in large.json()["detail"]
    assert len(await on_topic(kafka, before)) == 1


async def pieces(count: int) -> Any:
    """A body of so many megabytes, which says nothing of its length."""
    for _ in range(count):
        yield b" " * 1_000_000


async def test_an_article_is_taken_back_by_its_id_or_by_what_names_it(settings: Settings) -> None:
    before = await ends_of(settings.broker)
    wanted = article_id(RawArticle(**ARTICLE))
    async with serving(make_app(settings)) as client:
        by_id = await client.delete(f"/v1/articles/{wanted}")
        by_url = await client.post("/v1/articles", json={"url": ARTICLE["url"], "retracted": True})
        wrong = await client.delete("/v1/articles/nonsense")
    assert (by_id.status_code, by_url.status_code, wrong.status_code) == (202, 202, 404)
    assert by_id.json()["article_id"] == by_url.json()["article_id"] == wanted
    assert "'nonsense'" in wrong.json()["detail"]
    tombstone, retraction = await on_topic(settings.broker, before)
    assert (tombstone.key.decode(), tombstone.value) == (wanted, None)
    assert json.loads(retraction.value)["retracted"] is True


async def test_writing_needs_a_key_where_keys_are_set(settings: Settings) -> None:
    locked = settings.model_copy(update={"api_keys": Settings(api_keys=KEYS).api_keys})
    bearer = {"Authorization": "Bearer another-long-secret-key"}
    header = {"X-API-Key": "correct-horse-battery"}
    async with serving(make_app(locked)) as client:
        for method, path in (
            ("POST", "/v1/articles"),
            ("DELETE", "/v1/articles/" + "0" * 32),
            ("PUT", "/v1/watches/w"),
            ("DELETE", "/v1/watches/w"),
        ):
            for wrong in (
                {},
                {"X-API-Key": "desk"},
                {"Authorization": "Bearer é"},
                {"Authorization": "Basic eDp5"},
            ):
                answer = await client.request(method, path, headers=encoded(wrong), content=b"{}")
                assert answer.status_code == 401, (method, path, wrong)
                assert answer.headers["www-authenticate"].startswith("Bearer")
                assert "correct-horse" not in answer.text
        assert (await client.post("/v1/articles", json=ARTICLE, headers=bearer)).status_code == 202
        assert (await client.post("/v1/articles", json=ARTICLE, headers=header)).status_code == 202
        assert (await client.put("/v1/watches/w", json={"query": "x"}, headers=bearer)).status_code == 200
        assert (await client.get("/v1/watches")).status_code == 200


def encoded(headers: dict[str, str]) -> dict[bytes, bytes]:
    return {name.encode(): value.encode() for name, value in headers.items()}


async def test_without_a_broker_nothing_is_said_to_be_taken(url: str) -> None:
    app = make_app(Settings(broker="127.0.0.1:1", index=url))
    async with serving(app, ready=False) as client:
        answer = await client.post("/v1/articles", json=ARTICLE)
        ready = await client.get("/readyz")
        alive = await client.get("/livez")
        still = await client.get("/v1/search")
    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    assert "127.0.0.1:1" in answer.json()["detail"]
    assert (ready.status_code, alive.status_code, still.status_code) == (503, 200, 200)


async def test_nobody_waits_for_the_others_tries_of_a_broker_that_is_silent(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(push, "ANSWER_WITHIN", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        app = make_app(Settings(broker=f"127.0.0.1:{silent.getsockname()[1]}", index=url))
        async with serving(app, ready=False) as client, asyncio.timeout(4):
            answers = await asyncio.gather(*(client.post("/v1/articles", json=ARTICLE) for _ in range(6)))
    assert {answer.status_code for answer in answers} == {503}
