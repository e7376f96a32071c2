"""Pages of other origins, and OPTIONS: what one may do where, asked before it is done."""

import httpx
import pytest

from services.chassis.settings import Settings
from services.gateway.app import make_app
from tests.gateway.newsroom import TALKS
from tests.gateway.serving import serving

OURS, OTHER = "https://news.example", "https://elsewhere.example"
ARTICLE = {"content": "Ships collide off Dover."}
METHODS = {
    "/v1/articles": "POST, OPTIONS",
    f"/v1/articles/{TALKS}": "GET, HEAD, DELETE, OPTIONS",
    "/v1/watches/w": "GET, HEAD, PUT, DELETE, OPTIONS",
    "/v1/search": "GET, HEAD, OPTIONS",
    "/v1/stream": "GET, HEAD, OPTIONS",
    "/livez": "GET, HEAD, OPTIONS",
    "/openapi.json": "GET, HEAD, OPTIONS",
    "/": "GET, HEAD, OPTIONS",
}


def with_origins(settings: Settings, origins: str) -> Settings:
    return settings.model_copy(update={"cors_origins": origins})


@pytest.mark.parametrize("path", METHODS)
def test_every_address_says_what_it_takes(visitor: httpx.Client, path: str) -> None:
    asked = visitor.options(path)
    assert (asked.status_code, asked.content) == (204, b"")
    assert asked.headers["allow"] == METHODS[path]
    not_taken = visitor.patch(path)
    assert (not_taken.status_code, not_taken.headers["allow"]) == (405, METHODS[path])


def test_options_of_the_whole_server_and_of_nothing(visitor: httpx.Client) -> None:
    whole = visitor.send(httpx.Request("OPTIONS", visitor.base_url, extensions={"target": b"*"}))
    assert (whole.status_code, whole.headers["allow"]) == (204, "GET, HEAD, POST, PUT, DELETE, OPTIONS")
    nothing = visitor.options("/nothing")
    assert (nothing.status_code, nothing.headers["content-type"]) == (404, "application/problem+json")


def test_without_the_setting_no_page_is_told_anything(visitor: httpx.Client) -> None:
    asked = visitor.options("/v1/articles", headers={"Origin": OURS, "Access-Control-Request-Method": "POST"})
    got = visitor.get("/v1/stories", headers={"Origin": OURS})
    assert (asked.status_code, got.status_code) == (204, 200)
    for answer in (asked, got):
        assert not [name for name in answer.headers if name.startswith("access-control-")]


@pytest.mark.parametrize(("origins", "told"), [("*", "*"), (f"http://localhost:3000,{OURS}", OURS)])
async def test_a_page_that_may_is_let_in(settings: Settings, origins: str, told: str) -> None:
    few = with_origins(settings, origins).model_copy(update={"rate_limit": 3})
    async with serving(make_app(few)) as client:
        asked = [
            await client.options(
                "/v1/articles",
                headers={
                    "Origin": OURS,
                    "Access-Control-Request-Method": method,
                    "Access-Control-Request-Headers": "content-type,x-api-key,content-encoding,authorization",
                    "Access-Control-Request-Private-Network": "true",
                },
            )
            for method in ("GET", "POST", "PUT", "DELETE")
        ]
        pushed = await client.post("/v1/articles", json=ARTICLE, headers={"Origin": OURS})
        first = await client.get("/v1/stories", headers={"Origin": OURS})
        headers = {"Origin": OURS, "If-None-Match": first.headers["etag"]}
        again, over = [await client.get("/v1/stories", headers=headers) for _ in range(2)]
    for answer in asked:
        assert (answer.status_code, answer.content) == (204, b"")
        assert answer.headers["access-control-allow-origin"] == told
        allowed = answer.headers["access-control-allow-methods"]
        assert set(allowed.split(", ")) == {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"}
        assert "Last-Event-ID" in answer.headers["access-control-allow-headers"]
        assert answer.headers["access-control-allow-private-network"] == "true"
        assert int(answer.headers["access-control-max-age"]) == 7200
        assert "Origin" in answer.headers["vary"]
    # preflights are not counted; and what is refused can be read, too
    assert [a.status_code for a in (pushed, first, again, over)] == [202, 200, 304, 429]
    for answer in (pushed, first, again, over):
        assert answer.headers["access-control-allow-origin"] == told
        exposed = answer.headers["access-control-expose-headers"].split(", ")
        assert {"ETag", "Retry-After", "Last-Event-ID"} <= set(exposed)
        assert "Origin" in answer.headers["vary"]
    for answer in (*asked, pushed, first):
        assert "access-control-allow-credentials" not in answer.headers


async def test_a_page_that_may_not_is_told_nothing(settings: Settings) -> None:
    async with serving(make_app(with_origins(settings, OURS))) as client:
        for origin in (OTHER, "null", OURS + ".evil.example", OURS.upper(), OURS + ":8443"):
            asked = await client.options(
                "/v1/articles", headers={"Origin": origin, "Access-Control-Request-Method": "POST"}
            )
            got = await client.get("/v1/stories", headers={"Origin": origin})
            assert asked.status_code == 400
            assert asked.headers["content-type"] == "application/problem+json"
            assert repr(origin) in asked.json()["detail"]
            assert got.status_code == 200
            for answer in (asked, got):
                assert "access-control-allow-origin" not in answer.headers
                assert "Origin" in answer.headers["vary"]


async def test_what_a_page_may_not_send_is_named(settings: Settings) -> None:
    async with serving(make_app(with_origins(settings, OURS))) as client:
        asks = {"Origin": OURS, "Access-Control-Request-Method": "POST"}
        method = await client.options("/", headers={**asks, "Access-Control-Request-Method": "TRACE"})
        headers = await client.options("/", headers={**asks, "Access-Control-Request-Headers": "x-made-up"})
    assert (method.status_code, headers.status_code) == (400, 400)
    assert "method" in method.json()["detail"]
    assert "headers" in headers.json()["detail"]


async def test_options_that_are_no_preflight_are_answered_as_without_it(settings: Settings) -> None:
    async with serving(make_app(with_origins(settings, OURS))) as client:
        answer = await client.options("/v1/articles", headers={"Origin": OURS})
    assert (answer.status_code, answer.headers["allow"]) == (204, "POST, OPTIONS")
    assert answer.headers["access-control-allow-origin"] == OURS


async def test_another_host_is_refused_before_any_origin(settings: Settings) -> None:
    async with serving(make_app(with_origins(settings, "*"))) as client:
        asks = {"Origin": OURS, "Access-Control-Request-Method": "POST", "Host": "evil.example"}
        answer = await client.options("/v1/articles", headers=asks)
    assert answer.status_code == 421
    assert "access-control-allow-origin" not in answer.headers
