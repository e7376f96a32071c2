"""Keys of a file: what each may, and that the file is followed while the gateway serves."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from services.chassis.errors import Misconfigured
from services.chassis.settings import Settings
from services.gateway.app import make_app
from services.gateway.key_file import EVERY_SCOPE, Scope, keep, new_key
from services.gateway.page.static_files import STATIC_FILES
from tests.gateway.serving import events, index, indexed, serving, until
from tests.gateway.test_gateway_openapi import OPERATIONS

ARTICLE = {"content": "Ships collide off Dover.", "url": "https://news.example/ships"}
GONE = {"url": ARTICLE["url"], "retracted": True}
LINES = {"content-type": "application/x-ndjson"}
KEYS = {scope: new_key() for scope in Scope}
ALL, OVER, TO_BE_OVER = new_key(), new_key(), new_key()
EACH = "\n".join(
    [
        *(keep(f"{scope}er", [scope], key).line for scope, key in KEYS.items()),
        keep("all", EVERY_SCOPE, ALL).line,
        keep("old", EVERY_SCOPE, OVER, datetime(2026, 1, 1, tzinfo=UTC)).line,
    ]
)
READING = ("/v1/search", "/v1/stories", "/v1/quotes", "/v1/watches", "/v1/line", "/", "/search", "/line")
OPEN = ("/livez", "/readyz", "/metrics", "/openapi.json", f"/static/{next(iter(STATIC_FILES))}")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "api-keys"
    path.write_text(EACH)
    return path


def with_file(settings: Settings, file: Path, **more: Any) -> Settings:
    return settings.model_copy(update={"api_keys_file": file, **more})


def header(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


async def test_a_key_is_good_for_its_scopes_alone(settings: Settings, file: Path) -> None:
    asked: dict[Scope, tuple[tuple[str, str, Any], ...]] = {
        Scope.PUSH: (("POST", "/v1/articles", ARTICLE),),
        Scope.RETRACT: (("DELETE", "/v1/articles/" + "0" * 32, None),),
        Scope.WATCH: (("PUT", "/v1/watches/w", {"query": "x"}), ("DELETE", "/v1/watches/w", None)),
    }
    async with serving(make_app(with_file(settings, file))) as client:
        for scope, requests in asked.items():
            for method, path, document in requests:
                for other, key in KEYS.items():
                    answer = await client.request(method, path, json=document, headers=header(key))
                    assert (answer.status_code == 403) == (other is not scope), (method, path, other)
                    if other is not scope:
                        assert answer.headers["content-type"] == "application/problem+json"
                        assert f"`{scope}`" in answer.json()["detail"]
                        assert f"{other}er" in answer.json()["detail"]
                for wrong in ({}, header("made-up"), header(OVER)):
                    answer = await client.request(method, path, json=document, headers=wrong)
                    assert answer.status_code == 401, (method, path)
                    assert answer.headers["www-authenticate"] == 'Bearer realm="pressline"'
                    assert OVER not in answer.text
        assert "2026-01-01" in answer.json()["detail"]  # the last was the one whose time is over
        metrics = (await client.get("/metrics")).text
    assert 'pressline_api_key_requests_total{key="' in metrics
    assert not any(key in metrics for key in (*KEYS.values(), OVER))


async def test_taking_back_by_a_push_needs_its_scope_too(settings: Settings, file: Path) -> None:
    async with serving(make_app(with_file(settings, file))) as client:

        async def push(body: Any, key: str, **headers: str) -> httpx.Response:
            return await client.post("/v1/articles", content=body, headers={**header(key), **headers})

        one, several = json.dumps(GONE), json.dumps([ARTICLE, GONE])
        lines = f"{json.dumps(ARTICLE)}\n{json.dumps(GONE)}\n{json.dumps(ARTICLE)}\n"
        kind = {"Content-Type": "application/json"}
        single = await push(one, KEYS[Scope.PUSH], **kind)
        listed = await push(several, KEYS[Scope.PUSH], **kind)
        worse = await push(json.dumps([GONE, {"content": 5}]), KEYS[Scope.PUSH], **kind)
        as_lines = await push(lines, KEYS[Scope.PUSH], **LINES)
        allowed = [await push(body, ALL, **kind) for body in (one, several)]
        all_lines = await push(lines, ALL, **LINES)
    assert single.status_code == listed.status_code == 403
    [fault] = listed.json()["errors"]
    assert (fault["field"], fault["index"]) == ("retracted", 1)
    assert "`retract`" in fault["message"]
    assert worse.status_code == 422  # what nobody could push is said first
    told = [json.loads(line) for line in as_lines.text.splitlines()]
    assert [line["status"] for line in told] == ["accepted", "refused", "accepted"]
    assert "`retract`" in told[1]["detail"]
    assert told[1]["errors"][0]["field"] == "retracted"
    assert [answer.status_code for answer in allowed] == [202, 202]
    assert '"refused"' not in all_lines.text


async def test_reading_is_open_until_it_is_said_not_to_be(settings: Settings, file: Path) -> None:
    async with serving(make_app(with_file(settings, file))) as client:
        assert {(await client.get(path)).status_code for path in READING} == {200}
    closed = with_file(settings, file, read_open=False)
    async with serving(make_app(closed)) as client:
        for path in (
            *READING,
            "/v1/articles/x",
            "/v1/articles/x/trace",
            "/v1/stories/x",
            "/v1/stream",
            "/stories/x",
        ):
            without = await client.get(path)
            assert without.status_code == 401, path
            assert without.headers["www-authenticate"].startswith('Basic realm="pressline"'), path
            assert "Bearer" in without.headers["www-authenticate"]
            assert (await client.get(path, headers=header(KEYS[Scope.PUSH]))).status_code == 403, path
            for wrong in (("pusher", KEYS[Scope.READ]), ("reader", "x"), ("reader", OVER)):
                assert (await client.get(path, auth=wrong)).status_code == 401, path
        for path in READING:
            assert (await client.get(path, headers=header(KEYS[Scope.READ]))).status_code == 200, path
            assert (await client.get(path, auth=("reader", KEYS[Scope.READ]))).status_code == 200, path
        for path in OPEN:
            assert (await client.get(path)).status_code == 200, path
        page = await client.get("/", headers={"Accept": "text/html"})
        # a browser sends the name and the password of its user with whatever a page makes it send
        by_browser = await client.post("/v1/articles", json=ARTICLE, auth=("all", ALL))
    assert page.headers["content-type"].startswith("text/html")
    assert "A key is needed" in page.text
    assert (by_browser.status_code, by_browser.headers["www-authenticate"][:6]) == (401, "Bearer")


def test_reading_that_nobody_could_do_is_no_setting(settings: Settings) -> None:
    with pytest.raises(Misconfigured, match="PRESSLINE_READ_OPEN=false"):
        make_app(settings.model_copy(update={"read_open": False}))


@asynccontextmanager
async def reading_on(client: httpx.AsyncClient, key: str) -> AsyncIterator[httpx.Response]:
    async with client.stream("GET", "/v1/stream", headers=header(key)) as answer:
        assert answer.status_code == 200
        yield answer


async def test_keys_come_and_go_while_it_serves_as_kubernetes_puts_them_there(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A Secret is a folder that a link names; a new one is made beside it, and the link is moved."""
    old, new = new_key(), new_key()
    line_of = {key: keep("desk", EVERY_SCOPE, key).line for key in (old, new)}
    mount = tmp_path / "mount"
    mount.mkdir()
    (mount / "keys").symlink_to("..data/keys")

    def put(name: str, text: str) -> None:
        (mount / name).mkdir()
        (mount / name / "keys").write_text(text)
        (mount / "..tmp").symlink_to(name)
        (mount / "..tmp").replace(mount / "..data")

    put("..1", line_of[old])
    caplog.set_level(logging.INFO, "pressline")
    app = make_app(with_file(settings, mount / "keys", read_open=False))
    async with serving(app) as client:

        async def lets_in(*keys: str) -> bool:
            answers = [await client.get("/v1/search", headers=header(key)) for key in keys]
            return all(answer.status_code == 200 for answer in answers)

        async def said(part: str) -> bool:
            return part in (await client.get("/readyz")).text

        async def follows(ok: int) -> bool:
            series = f'pressline_api_keys_file_ok{{file="{mount / "keys"}"}} {ok}.0'
            return series in (await client.get("/metrics")).text

        assert await lets_in(old)
        assert not await lets_in(new)
        put("..2", f"{line_of[old]}\n{line_of[new]}")
        await until(lambda: lets_in(new))
        assert await lets_in(old, new)

        put("..3", f"{line_of[new]}\ndesk push half-a-li")
        await until(lambda: said("line 2"))
        ready = await client.get("/readyz")
        assert ready.status_code == 200  # the old keys are good still
        assert "half-a-li" not in ready.text
        assert await follows(0)
        (mount / "..data").unlink()
        await until(lambda: said("can't be read"))
        assert await lets_in(old, new)

        put("..4", line_of[new])

        async def lets_out() -> bool:
            return not await lets_in(old)

        await until(lets_out)
        assert await lets_in(new)
        assert "line 2" not in (await client.get("/readyz")).text
        assert await follows(1)
    told = [record.getMessage() for record in caplog.records]
    assert sum("line 2" in each for each in told) == 1  # once, not at every look
    assert not any(key in each for each in told for key in (old, new))


async def test_a_stream_ends_with_its_key_and_the_others_go_on(settings: Settings, tmp_path: Path) -> None:
    old, new = new_key(), new_key()
    line_of = {key: keep("desk", EVERY_SCOPE, key).line for key in (old, new)}
    file = tmp_path / "keys"
    file.write_text("\n".join(line_of.values()))
    app = make_app(with_file(settings, file, read_open=False))
    async with (
        serving(app) as client,
        reading_on(client, old) as leaving,
        reading_on(client, new) as staying,
    ):
        going, coming = events(leaving), events(staying)
        await anext(going)
        await anext(coming)
        file.write_text(line_of[new])

        async def lets_out() -> bool:
            return (await client.get("/v1/search", headers=header(old))).status_code == 401

        await until(lets_out)
        await index(settings.broker, [indexed("k1")])
        assert [event.article async for event in going if event.data] == []  # it has ended
        [event] = [event async for event in _first(coming)]
        assert event.article == "k1"


async def _first(coming: Any) -> Any:
    async for event in coming:
        if event.data:
            yield event
            return


async def test_a_key_ends_at_its_time(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "keys"
    soon = datetime.now(UTC) + timedelta(seconds=1.5)
    file.write_text(keep("desk", EVERY_SCOPE, TO_BE_OVER, soon).line)
    async with serving(make_app(with_file(settings, file)), ready=False) as client:

        async def is_over() -> bool:
            answer = await client.put("/v1/watches/w", json={"query": "x"}, headers=header(TO_BE_OVER))
            assert answer.status_code in (200, 401)
            return answer.status_code == 401

        assert not await is_over()
        await until(is_over)
    assert datetime.now(UTC) >= soon


async def test_both_settings_together_and_clients_counted_by_name(settings: Settings, tmp_path: Path) -> None:
    one, other = new_key(), new_key()
    file = tmp_path / "keys"
    file.write_text("\n".join(keep("desk", [Scope.READ], key).line for key in (one, other)))
    plain = Settings(api_keys="wire:correct-horse-battery").api_keys
    async with serving(
        make_app(with_file(settings, file, api_keys=plain, rate_limit=9)), ready=False
    ) as client:
        left = [
            (await client.get("/v1/watches", headers=header(key))).headers["ratelimit"].split(";")[1]
            for key in (one, other, "correct-horse-battery")
        ]
        by_old = await client.put(
            "/v1/watches/w", json={"query": "x"}, headers=header("correct-horse-battery")
        )
    assert left == ["r=8", "r=7", "r=8"]
    assert by_old.status_code == 200


@pytest.mark.parametrize(
    ("content", "why"), [(None, "can't be read"), ("", "empty"), ("desk push secret-in-clear", "line 1")]
)
def test_a_file_that_is_wrong_from_the_start_is_a_wrong_setting(
    settings: Settings, tmp_path: Path, content: str | None, why: str
) -> None:
    file = tmp_path / "keys"
    if content is not None:
        file.write_text(content)
    with pytest.raises(Misconfigured, match=rf"^PRESSLINE_API_KEYS_FILE: .*{why}") as wrong:
        make_app(with_file(settings, file))
    assert "secret-in-clear" not in str(wrong.value)


def test_the_document_says_what_each_route_needs(settings: Settings, file: Path) -> None:
    def needs(**more: Any) -> dict[str, list[dict[str, list[str]]]]:
        document = make_app(with_file(settings, file, **more)).openapi()
        return {
            f"{method.upper()} {path}": operation.get("security", [])
            for path, operations in document["paths"].items()
            for method, operation in operations.items()
        }

    writing = {
        "POST /v1/articles": "push",
        "DELETE /v1/articles/{article_id}": "retract",
        "PUT /v1/watches/{name}": "watch",
        "DELETE /v1/watches/{name}": "watch",
    }
    free = {"GET /livez", "GET /readyz", "GET /metrics"}
    open_, closed = needs(), needs(read_open=False)
    assert set(open_) >= set(OPERATIONS)
    for route, security in open_.items():
        scopes = {name: scope for each in security for name, [scope] in each.items()}
        assert scopes == (
            {"HTTPBearer": writing[route], "APIKeyHeader": writing[route]} if route in writing else {}
        )
    for route, security in closed.items():
        names = {name for each in security for name in each}
        assert bool(names) == (route not in free), route
        assert ("HTTPBasic" in names) == (route not in writing and route not in free), route


async def test_the_end_of_the_gateway_does_not_wait_for_the_look_at_the_file(
    settings: Settings, file: Path
) -> None:
    async with asyncio.timeout(15):
        async with serving(make_app(with_file(settings, file)), ready=False) as client:
            assert (await client.get("/livez")).status_code == 200
