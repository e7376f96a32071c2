"""JSON Lines over HTTP: each line is answered for as it is taken, whatever becomes of the others."""

import asyncio
import gzip
import json
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from backports import zstd

from schemas import RawArticle
from services.chassis.embedded import start_broker
from services.chassis.settings import Settings
from services.chassis.topics import apply_topics
from services.gateway import line_answers, push, push_lines
from services.gateway.app import make_app
from services.identity import article_id
from tests.gateway.duplex import duplex
from tests.gateway.serving import serving, until
from tests.gateway.test_gateway_push import ends_of, on_topic
from tests.integration.brokers import free_port

LINES = {"content-type": "application/x-ndjson"}
KEYS = "desk:correct-horse-battery"
NONE_MORE = {"last": True, "retry": True, "status": "unavailable"}


def line(number: int) -> bytes:
    return json.dumps({"content": f"Report {number} of the ships off Dover."}).encode() + b"\n"


def receipts(answer: httpx.Response) -> list[dict[str, Any]]:
    assert answer.status_code == 202, answer.text
    assert answer.headers["content-type"] == "application/x-ndjson"
    return [json.loads(each) for each in answer.text.split("\n") if each]


async def test_each_line_is_answered_with_its_number(settings: Settings) -> None:
    before = await ends_of(settings.broker)
    body = (
        b'\xef\xbb\xbf{"content": "One."}\r\n'
        b"\r\n"
        b'{"content": 7, "url": "ftp://x"}\r\n'
        b"{broken\n"
        b'{"content": "\\ud800"}\n'
        b"[]\n"
        b'{"content": "x", "published_at": "2999-01-01"}\n'
        b'{"url": "https://courier.example/a", "retracted": true}\n'
        b'{"content": "Last."}'
    )
    async with serving(make_app(settings)) as client:
        found = receipts(await client.post("/v1/articles", content=body, headers=LINES))
    statuses = [(receipt["line"], receipt["status"]) for receipt in found]
    assert statuses == [
        (1, "accepted"),
        (3, "refused"),
        (4, "refused"),
        (5, "refused"),
        (6, "refused"),
        (7, "refused"),
        (8, "accepted"),
        (9, "accepted"),
    ]
    assert found[0]["article_id"] == article_id(RawArticle(content="One."))
    assert [fault["field"] for fault in found[1]["errors"]] == ["content", "url"]
    assert found[2]["detail"].startswith("not JSON")
    assert found[5]["detail"].startswith("published_at: ")
    assert {receipt["retry"] for receipt in found[1:6]} == {False}
    on_it = {
        f"articles.raw:{r.partition}:{r.offset}:{r.timestamp}"
        for r in await on_topic(settings.broker, before)
    }
    assert on_it == {found[place]["delivery_id"] for place in (0, 6, 7)}


@pytest.mark.parametrize(
    "kind", ["application/ndjson", "application/jsonl", "Application/X-NDJSON; charset=UTF-8"]
)
async def test_json_lines_go_by_several_names(settings: Settings, kind: str) -> None:
    async with serving(make_app(settings)) as client:
        answer = await client.post("/v1/articles", content=line(1), headers={"content-type": kind})
        watch = await client.put("/v1/watches/w", content=b'{"query": "x"}', headers={"content-type": kind})
    assert [receipt["status"] for receipt in receipts(answer)] == ["accepted"]
    assert watch.status_code == 415


async def test_ten_thousand_lines_are_all_taken_in_their_order(settings: Settings) -> None:
    before = await ends_of(settings.broker)
    body = zstd.compress(b"".join(map(line, range(10_000))))
    packed = {**LINES, "content-encoding": "zstd"}
    async with serving(make_app(settings)) as client:
        found = receipts(await client.post("/v1/articles", content=body, headers=packed))
    assert [receipt["line"] for receipt in found] == list(range(1, 10_001))
    assert {receipt["status"] for receipt in found} == {"accepted"}
    assert sum((await ends_of(settings.broker)).values()) - sum(before.values()) == 10_000
    places = [receipt["delivery_id"].split(":") for receipt in found]
    for partition in {place[1] for place in places}:
        offsets = [int(place[2]) for place in places if place[1] == partition]
        assert offsets == sorted(offsets)


async def test_a_line_that_is_too_large_leaves_the_others_alone(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    nine = b'{"content": "' + b"a" * (9 * 1024 * 1024) + b'"}\n'
    async with serving(make_app(settings)) as client:
        found = receipts(await client.post("/v1/articles", content=line(1) + nine + line(2), headers=LINES))
        monkeypatch.setattr(push_lines, "MAX_MESSAGE", 1000)
        over = receipts(await client.post("/v1/articles", content=line(1) + nine + line(2), headers=LINES))
    assert [receipt["status"] for receipt in found] == ["accepted", "refused", "accepted"]
    assert found[1]["errors"][0]["field"] == "content"
    assert "8,388,608" in found[1]["detail"]
    assert [receipt["status"] for receipt in over] == ["accepted", "refused", "accepted"]
    assert "over 1,000 bytes" in over[1]["detail"]


@pytest.mark.parametrize(
    ("body", "headers", "status", "said"),
    [
        (b"", {}, 422, "no line"),
        (b"\r\n \n", {}, 422, "no line"),
        (b"\x1f\x8b", {"content-encoding": "gzip"}, 400, "gzip ends before its end"),
        (b"{}", {"content-encoding": "zstd"}, 400, "not zstd"),
        (b"{}", {"content-encoding": "br"}, 415, "'br'"),
        (b"{}", {"content-type": "application/x-ndjson; charset=utf-16"}, 415, "utf-16"),
        (
            gzip.compress(b" " * 1024 * 1024) * 40,
            {"content-encoding": "gzip"},
            413,
            "unpack to over 33,554,432",
        ),
    ],
)
async def test_a_body_of_which_nothing_can_be_taken_is_no_202(
    settings: Settings, body: bytes, headers: dict[str, str], status: int, said: str
) -> None:
    async with serving(make_app(settings)) as client:
        answer = await client.post("/v1/articles", content=body, headers={**LINES, **headers})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert said in answer.json()["detail"]


async def test_what_was_whole_before_the_stream_broke_is_taken(settings: Settings) -> None:
    whole = b"".join(map(line, range(500)))
    packed = gzip.compress(whole)
    packed = packed[: len(packed) // 2]
    async with serving(make_app(settings)) as client:
        headers = {**LINES, "content-encoding": "gzip"}
        *taken, last = receipts(await client.post("/v1/articles", content=packed, headers=headers))
    assert 0 < len(taken) < 500
    assert {receipt["status"] for receipt in taken} == {"accepted"}
    assert last == {**NONE_MORE, "line": len(taken) + 1, "detail": last["detail"]}
    assert "ends before its end" in last["detail"]


async def test_lines_are_answered_for_while_others_are_still_to_come(settings: Settings) -> None:
    async with serving(make_app(settings)) as client, duplex(client.base_url.port or 0) as lines:
        for number in range(3):
            await lines.send(line(number)[:10])
            await lines.send(line(number)[10:])
            receipt = await asyncio.wait_for(lines.receipt(), 10)
            assert receipt is not None
            assert (receipt["line"], receipt["status"]) == (number + 1, "accepted")
        await lines.end()
        assert await lines.rest() == []
    assert lines.status == 202


async def test_who_reads_nothing_before_all_is_sent_gets_every_receipt(settings: Settings) -> None:
    async with serving(make_app(settings)) as client, duplex(client.base_url.port or 0) as lines:
        async with asyncio.timeout(60):
            for _ in range(100):
                await lines.send(b"{}\n" * 200)
            await lines.end()
            assert [receipt["line"] for receipt in await lines.rest()] == list(range(1, 20_001))


async def test_who_never_reads_is_given_up(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_answers, "UNREAD", 1000)
    monkeypatch.setattr(line_answers, "READ_ON_WITHIN", 0.2)
    monkeypatch.setattr(line_answers, "OPEN_OF_ONE", 1)
    async with serving(make_app(settings)) as client, duplex(client.base_url.port or 0) as lines:

        async def push_on() -> None:
            while True:
                await lines.send(b"{}\n" * 2000)

        pushing = asyncio.create_task(push_on())

        async def let_in() -> bool:
            return (await client.post("/v1/articles", content=line(1), headers=LINES)).status_code == 202

        async def full() -> bool:
            return not await let_in()

        await until(full)
        await until(let_in)
        pushing.cancel()
        await asyncio.gather(pushing, return_exceptions=True)
        lines.leave()


async def test_who_leaves_in_the_middle_makes_room(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_answers, "OPEN_OF_ONE", 1)
    async with serving(make_app(settings)) as client, duplex(client.base_url.port or 0) as lines:
        await lines.send(line(1) + b"{")
        assert await lines.receipt()
        second = await client.post("/v1/articles", content=line(2), headers=LINES)
        assert (second.status_code, second.headers["retry-after"]) == (429, "5")
        lines.leave()

        async def let_in() -> bool:
            return (await client.post("/v1/articles", content=line(3), headers=LINES)).status_code == 202

        await until(let_in)


async def test_who_falls_silent_is_told_from_where(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(push_lines, "READ_WITHIN", 0.3)
    async with serving(make_app(settings)) as client, duplex(client.base_url.port or 0) as lines:
        await lines.send(line(1) + b'{"content":')
        first, last = await lines.receipt(), await lines.receipt()
    assert first is not None
    assert last is not None
    assert first["status"] == "accepted"
    assert (last["line"], last["last"], last["retry"]) == (2, True, True)
    assert "0.3 s" in last["detail"]


async def test_a_gateway_that_stops_says_from_where(settings: Settings) -> None:
    app = make_app(settings)
    async with serving(app) as client, duplex(client.base_url.port or 0) as lines:
        await lines.send(line(1))
        assert await lines.receipt()
        app.state.line_pushes.close()
        last = await lines.receipt()
        assert last is not None
        assert (last["line"], last["last"]) == (2, True)
        await lines.end()
        assert await lines.rest() == []


@pytest.fixture
async def stoppable(tmp_path: Path) -> AsyncIterator[tuple[str, asyncio.subprocess.Process]]:
    """A broker of the test's own: its address and its process."""
    process, address = await start_broker(Settings(broker_port=free_port()), tmp_path / "broker.log")
    try:
        await apply_topics(address, Settings(partitions=3))
        yield address, process
    finally:
        process.kill()
        await process.wait()


async def test_a_broker_that_goes_away_leaves_no_doubt_of_what_it_took(
    stoppable: tuple[str, asyncio.subprocess.Process], url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, broker = stoppable
    async with serving(make_app(Settings(broker=address, index=url))) as client:
        async with duplex(client.base_url.port or 0) as lines:
            await lines.send(line(1) + line(2))
            taken = [await lines.receipt(), await lines.receipt()]
            monkeypatch.setattr(push, "ANSWER_WITHIN", 0.5)
            broker.send_signal(signal.SIGSTOP)
            await lines.send(line(3) + b"{broken\n")
            away = [await lines.receipt(), await lines.receipt()]
            nothing = await client.post("/v1/articles", content=line(5), headers=LINES)
            broker.send_signal(signal.SIGCONT)
            # a newer line after an older one that was not taken would be overtaken by it later
            await lines.send(line(5))
            await lines.end()
            after = await lines.rest()
        monkeypatch.undo()
        again = receipts(await client.post("/v1/articles", content=line(3) + line(5), headers=LINES))
    assert [receipt and receipt["status"] for receipt in taken] == ["accepted"] * 2
    assert [receipt and (receipt["line"], receipt["status"]) for receipt in away] == [
        (3, "unavailable"),
        (4, "refused"),
    ]
    assert [(receipt["line"], receipt["status"], receipt["retry"]) for receipt in after] == [
        (5, "unavailable", True)
    ]
    assert (nothing.status_code, nothing.headers["retry-after"]) == (503, "5")
    assert [receipt["status"] for receipt in again] == ["accepted"] * 2


async def test_keys_are_needed_for_lines_too(settings: Settings) -> None:
    locked = settings.model_copy(update={"api_keys": Settings(api_keys=KEYS).api_keys})
    async with serving(make_app(locked)) as client:
        without = await client.post("/v1/articles", content=line(1), headers=LINES)
        key = {**LINES, "X-API-Key": "correct-horse-battery"}
        with_one = await client.post("/v1/articles", content=line(1), headers=key)
    assert without.status_code == 401
    assert with_one.headers["ratelimit"].startswith('"key"')
    assert len(receipts(with_one)) == 1
