"""What a reader has already is not sent again: entity tags, and what a cache is told."""

import gzip

import httpx
import pytest

from tests.gateway.newsroom import TALKS

CACHED = [
    "/v1/search?q=ships",
    "/v1/search?q=nothing-like-it",
    "/v1/stories",
    "/v1/stories/story-talks",
    "/v1/quotes",
    f"/v1/articles/{TALKS}",
    f"/v1/articles/{TALKS}?revision=r1",
    f"/v1/articles/{TALKS}/trace",
    "/v1/watches",
    "/openapi.json",
    "/",
    f"/articles/{TALKS}",
    "/search?q=ships",
]


@pytest.mark.parametrize("coding", ["gzip", "identity"])
@pytest.mark.parametrize("path", CACHED)
def test_what_a_reader_has_is_not_sent_again(visitor: httpx.Client, path: str, coding: str) -> None:
    accept = {"Accept-Encoding": coding}
    first = visitor.get(path, headers=accept)
    tag = first.headers["etag"]
    assert tag.startswith('"')
    assert first.headers["cache-control"] == "no-cache"
    for known in (tag, f"W/{tag}", f'"other", {tag}', f'W/"x,y" ,{tag}', "*"):
        for method in ("GET", "HEAD"):
            again = visitor.request(method, path, headers={**accept, "If-None-Match": known})
            assert (again.status_code, again.content) == (304, b""), known
            for name in ("etag", "cache-control", "vary", "content-location"):
                assert again.headers.get(name) == first.headers.get(name)
            assert not {"content-type", "content-length", "content-encoding"} & again.headers.keys()
    for unknown in ('"other"', tag.strip('"'), tag.replace('"', "'"), f'"W/{tag[1:]}'):
        assert visitor.get(path, headers={**accept, "If-None-Match": unknown}).status_code == 200


def test_each_way_to_send_it_has_its_own_tag(visitor: httpx.Client) -> None:
    packed = visitor.send(visitor.build_request("GET", "/v1/search", headers={"Accept-Encoding": "gzip"}))
    plain = visitor.get("/v1/search", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    raw = b""
    with visitor.stream("GET", "/v1/search", headers={"Accept-Encoding": "gzip"}) as answer:
        raw = b"".join(answer.iter_raw())
    assert gzip.decompress(raw) == plain.content


def test_what_never_expires_is_tagged_and_says_so(visitor: httpx.Client) -> None:
    first = visitor.get("/static/pressline.css")
    assert "immutable" in first.headers["cache-control"]
    again = visitor.get("/static/pressline.css", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.headers["cache-control"]) == (304, first.headers["cache-control"])


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/metrics", "/v1/line"])
def test_what_is_never_the_same_again_is_not_kept(visitor: httpx.Client, path: str) -> None:
    answer = visitor.get(path, headers={"If-None-Match": "*"})
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert "etag" not in answer.headers


@pytest.mark.parametrize(
    ("path", "status"), [("/nothing", 404), ("/v1/articles/none", 404), ("/v1/search?limit=x", 422)]
)
def test_an_error_has_no_tag(visitor: httpx.Client, path: str, status: int) -> None:
    answer = visitor.get(path, headers={"If-None-Match": "*"})
    assert answer.status_code == status
    assert "etag" not in answer.headers


def test_the_stream_has_no_tag(visitor: httpx.Client) -> None:
    with visitor.stream("GET", "/v1/stream", headers={"If-None-Match": "*"}) as answer:
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
        assert "etag" not in answer.headers
