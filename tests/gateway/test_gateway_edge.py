"""What every answer has: one shape of errors, careful headers, a limit of requests, a line in the metrics.

And what HEAD is answered, and who asks for another machine.
"""

import asyncio
import re
from pathlib import Path
from threading import Event

import httpx
import pytest

from services.chassis.errors import Unavailable
from services.chassis.settings import Settings
from services.gateway import stores
from services.gateway.app import make_app
from services.store import Store
from tests.gateway.newsroom import TALKS
from tests.gateway.serving import serving, until


@pytest.mark.parametrize(
    ("method", "path", "status", "said"),
    [
        ("GET", "/nothing", 404, "/nothing"),
        ("GET", "/v1/", 404, "/v1/"),
        ("GET", "/" + "x" * 5000, 404, "xxx"),
        ("GET", "/%00%0d%0aSet-Cookie:x", 404, ""),
        ("POST", "/v1/search", 405, "POST"),
        ("PATCH", "/v1/articles", 405, "PATCH"),
        ("GET", "/v1/search?limit=x", 422, "limit"),
        ("GET", "/docs", 404, "/docs"),
    ],
)
def test_every_error_has_one_shape(
    visitor: httpx.Client, method: str, path: str, status: int, said: str
) -> None:
    answer = visitor.request(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["title"]
    assert problem["type"] == "about:blank"
    assert said in problem["detail"]
    assert len(answer.text) < 1000


async def test_a_fault_of_ours_is_told_without_its_traceback(settings: Settings) -> None:
    app = make_app(settings)

    @app.get("/v1/broken")
    async def broken() -> None:
        raise RuntimeError("a secret")

    async with serving(app, ready=False) as client:
        answer = await client.get("/v1/broken")
        assert (await client.get("/livez")).status_code == 200
        lines = (await client.get("/metrics")).text.splitlines()
    assert answer.status_code == 500
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert any('route="/v1/broken"' in line and 'status="500"' in line for line in lines)
    assert answer.headers["content-type"] == "application/problem+json"
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "path", ["/", "/v1/search", "/nothing", "/livez", "/openapi.json", "/v1/search?limit=x"]
)
def test_browsers_are_told_to_be_careful(visitor: httpx.Client, path: str) -> None:
    headers = visitor.get(path).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"]
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/v1/search?q=ships",
        "/v1/quotes",
        "/v1/stories",
        "/v1/stories/story-talks",
        f"/v1/articles/{TALKS}",
        f"/v1/articles/{TALKS}/trace",
        "/v1/articles/nope",
        "/v1/watches",
        "/v1/line",
        "/",
        "/openapi.json",
        "/livez",
        "/readyz",
        "/metrics",
    ],
)
def test_head_is_answered_as_get_but_for_the_body(visitor: httpx.Client, path: str) -> None:
    plain = {"Accept-Encoding": "identity"}
    get, head = visitor.get(path, headers=plain), visitor.head(path, headers=plain)
    assert (head.status_code, head.content) == (get.status_code, b"")
    passing = {"date", "ratelimit"} | ({"content-length"} if path in ("/metrics", "/v1/line") else set())
    assert head.headers.keys() == get.headers.keys()
    assert {name: head.headers[name] for name in head.headers.keys() - passing} == {
        name: get.headers[name] for name in get.headers.keys() - passing
    }


async def test_head_of_the_stream_leaves_none_open(settings: Settings) -> None:
    async with serving(make_app(settings)) as client:
        answer = await client.head("/v1/stream")
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers["content-type"].startswith("text/event-stream")

        async def over() -> bool:
            return "pressline_stream_readers 0.0" in (await client.get("/metrics")).text

        await until(over)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8080", "127.0.0.1:1", "127.0.0.9", "[::1]:8080"])
def test_who_asks_for_this_machine_is_let_in(visitor: httpx.Client, host: str) -> None:
    assert visitor.get("/v1/stories", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example", "[::1", ""],
)
def test_who_asks_for_another_machine_is_not(visitor: httpx.Client, host: str) -> None:
    for path in ("/v1/stories", "/", "/livez"):
        answer = visitor.get(path, headers={"Host": host})
        assert answer.status_code == 421
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert repr(host) in answer.json()["detail"]
    page = visitor.get("/", headers={"Host": host, "Accept": "text/html"})
    assert (page.status_code, page.headers["content-type"]) == (421, "text/html; charset=utf-8")


async def test_a_gateway_for_others_is_asked_for_by_any_name(settings: Settings) -> None:
    for_others = settings.model_copy(update={"http_host": "0.0.0.0"})
    async with serving(make_app(for_others), ready=False) as client:
        answer = await client.get("/v1/stories", headers={"Host": "news.example"})
    assert answer.status_code == 200


def test_answers_come_compressed_to_who_takes_them(visitor: httpx.Client) -> None:
    small = visitor.get("/v1/search", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in small.headers
    assert visitor.get("/v1/search").headers["content-encoding"] == "gzip"


async def test_who_asks_too_often_is_told_when_to_come_back(settings: Settings) -> None:
    few = settings.model_copy(
        update={"rate_limit": 5, "api_keys": Settings(api_keys="desk:correct-horse-battery").api_keys}
    )
    key = {"X-API-Key": "correct-horse-battery"}
    async with serving(make_app(few), ready=False) as client:
        left = [(await client.get("/v1/stories")).headers["ratelimit"] for _ in range(5)]
        over = await client.get("/v1/stories")
        # a made-up key is no way around it, a real one counts for itself
        made_up = await client.get("/v1/stories", headers={"X-API-Key": "made-up"})
        with_key = await client.get("/v1/stories", headers=key)
        free = [(await client.get(path)).status_code for path in ("/livez", "/metrics", "/static/none")]
    assert [re.sub(r"t=\d+", "t=", each) for each in left] == [f'"address";r={n};t=' for n in (4, 3, 2, 1, 0)]
    assert (over.status_code, made_up.status_code, with_key.status_code) == (429, 429, 200)
    assert over.headers["content-type"] == "application/problem+json"
    assert 1 <= int(over.headers["retry-after"]) <= 60
    assert over.headers["ratelimit-policy"] == '"address";q=5;w=60'
    assert over.headers["x-content-type-options"] == "nosniff"
    assert with_key.headers["ratelimit"].startswith('"key";r=4')
    assert 429 not in free


def test_requests_are_counted_by_the_route_that_took_them(visitor: httpx.Client) -> None:
    visitor.get("/v1/articles/" + "d" * 32)
    visitor.get("/nothing/at/all")
    visitor.request("MADEUP", "/v1/search")
    lines = visitor.get("/metrics").text.splitlines()
    counted = [line for line in lines if line.startswith("pressline_http_requests_total")]
    assert any('route="/v1/articles/{article_id}"' in line and 'status="404"' in line for line in counted)
    assert any('route="none"' in line for line in counted)
    assert not any("dddd" in line or "nothing" in line or "MADEUP" in line for line in counted)
    assert any(line.startswith("pressline_http_request_seconds_count") for line in lines)


async def test_a_store_that_is_away_is_told_apart_and_comes_back(settings: Settings, store: Store) -> None:
    store_file = Path(settings.index.removeprefix("sqlite:///"))
    elsewhere = store_file.with_suffix(".away")
    async with serving(make_app(settings)) as client:
        assert (await client.get("/v1/stories")).status_code == 200
        await asyncio.to_thread(store_file.rename, elsewhere)
        away = await client.get("/v1/stories")
        assert away.status_code == 503
        assert away.headers["retry-after"]
        assert "index.db" in away.json()["detail"]
        page = await client.get("/")
        assert (page.status_code, page.headers["retry-after"]) == (503, away.headers["retry-after"])
        assert page.headers["content-type"].startswith("text/html")
        assert "index.db" in page.text

        async def ready(wanted: int) -> bool:
            return (await client.get("/readyz")).status_code == wanted

        await until(lambda: ready(503))
        await asyncio.to_thread(elsewhere.rename, store_file)
        await until(lambda: ready(200))
        assert (await client.get("/v1/stories")).status_code == 200


async def test_too_many_questions_are_turned_away_at_once(url: str) -> None:
    pool = stores.Stores(Settings(index=url))
    blocked = Event()
    asking = [asyncio.ensure_future(pool.ask(lambda _: blocked.wait(20))) for _ in range(stores.WAITING)]
    await asyncio.sleep(0)
    with pytest.raises(Unavailable, match="busy"):
        await pool.ask(lambda store: store.ping())
    blocked.set()
    await asyncio.gather(*asking)
    await pool.ask(lambda store: store.ping())
    await pool.close()
