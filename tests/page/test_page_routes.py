"""The page over HTTP: what it answers, to what is asked well and to what is not."""

import re
from contextlib import closing
from html import unescape
from urllib.parse import quote

import httpx
import pytest

from services.chassis.settings import Settings
from services.store import open_store
from tests.page.conftest import Gateway
from tests.page.paper import FOREIGN, HOSTILE, SCRIPT, TAKEN_BACK, UNDATED

PAGES = ("/", "/search", "/search?q=ferry", "/quotes", "/line", "/watches", f"/articles/{HOSTILE}")


def found(html: str, pattern: str) -> list[str]:
    return [unescape(match) for match in re.findall(pattern, html)]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_html_that_runs_no_script_but_ours(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script(?![^>]* src=\"/static/)|<style| style=| on[a-z]+=\"", answer.text)
    assert "{{" not in answer.text.replace("{{ 7*7 }}", "")
    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")


def test_what_is_static_is_kept_for_good_and_nothing_else_is_served(client: httpx.Client) -> None:
    html = client.get("/").text
    files = found(html, r'(?:src|href)="(/static/[^"]+)"')
    assert len(files) >= 5
    for file in files:
        answer = client.get(file)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        assert "?v=" in file
    for name in ("routes.py", "..%2froutes.py", "%2e%2e/rendering.py", "..%5croutes.py", "x" * 900, "%00"):
        assert client.get(f"/static/{name}").status_code == 404


def test_stories_come_by_weight_and_each_once(client: httpx.Client, gateway: Gateway) -> None:
    seen: list[str] = []
    path: str | None = "/"
    pages = 0
    while path:
        html = client.get(path).text
        seen += found(html, r'<h[23] dir="auto"[^>]*><a href="/stories/([^"]+)"')
        path = next(iter(found(html, r'href="(/\?after=[^"]+)"')), None)
        pages += 1
    with closing(open_store(Settings(index=gateway.index))) as store:
        assert seen == [story.story_id for story in store.stories(1000).stories]
    assert pages >= 2


def test_a_search_pages_through_what_it_finds(client: httpx.Client) -> None:
    seen: list[str] = []
    path: str | None = "/search?q=said"
    while path:
        html = client.get(path).text
        seen += found(html, r'<h3 dir="auto"><a href="/articles/([^"]+)"')
        path = next(iter(found(html, r'href="([^"]+)" rel="next"')), None)
    assert len(seen) == len(set(seen)) > 20
    assert f"{len(seen)} articles, best first" in client.get("/search?q=said").text


def test_the_page_shows_an_article_as_it_was(client: httpx.Client) -> None:
    newest = client.get(f"/articles/{HOSTILE}").text
    [old, new] = found(newest, rf'href="(/articles/{HOSTILE}\?revision=[^"]+)"')
    assert "An earlier revision" not in newest
    assert "A quieter headline" not in newest
    was = client.get(old).text
    assert "An earlier revision" in was
    assert '<h1 dir="auto">A quieter headline</h1>' in was
    assert SCRIPT not in client.get(new).text


def test_what_has_no_date_says_when_it_was_seen_and_is_no_news(client: httpx.Client) -> None:
    seen = "undated, seen 21 March 2026"
    assert seen in client.get(f"/articles/{UNDATED}").text
    assert seen in client.get("/search?q=rye").text
    assert 'href="/articles/undated"' not in client.get("/search?q=rye&since=1990-01-01").text
    # it came last, and stands last
    order: list[str] = []
    path: str | None = "/search"
    while path:
        html = client.get(path).text
        order += found(html, r'<h3 dir="auto"><a href="/articles/([^"]+)"')
        path = next(iter(found(html, r'href="([^"]+)" rel="next"')), None)
    undated = order.index(UNDATED)
    assert undated > order.index(HOSTILE)
    assert {"launch-2", "launch-3", "launch-4"}.isdisjoint(order)
    article = client.get(f"/articles/{UNDATED}").text
    [story] = found(article, r'class="of-story"[^>]*>Part of the story <a href="([^"]+)"')
    assert story not in client.get("/").text
    assert seen in client.get(story).text


def test_a_page_that_names_itself_is_of_no_unknown_source(client: httpx.Client) -> None:
    assert "Baker&#39;s Guide" in client.get(f"/articles/{UNDATED}").text
    assert 'href="/articles/undated"' in client.get("/search?source=The+Baker%27s+Guide").text
    for path in ("/articles/undated", "/articles/launch-4", "/search?q=rye", "/search?q=lifeboat"):
        assert "nknown source" not in client.get(path).text
    hits = found(client.get("/search?source=example.com").text, r'<h3 dir="auto"><a href="/articles/([^"]+)"')
    assert hits == ["launch-4"]


def test_what_was_taken_back_says_so(client: httpx.Client) -> None:
    html = client.get(f"/articles/{TAKEN_BACK}").text
    assert "was taken back" in html
    assert "None of this was so" not in html
    assert "this is what it said" in client.get(f"/articles/{TAKEN_BACK}?revision=r4").text


def test_a_merged_story_leads_to_the_one_it_became(client: httpx.Client, gateway: Gateway) -> None:
    [first, *_] = found(client.get("/").text, r'<h[23] dir="auto"[^>]*><a href="/stories/([^"]+)"')
    # a story of the tests' own, so that no other test sees it vanish
    with closing(open_store(Settings(index=gateway.index))) as store, store.batch() as batch:
        batch.merge("merged-into-the-first", first)
    answer = client.get("/stories/merged-into-the-first")
    assert answer.status_code == 307
    assert answer.headers["location"] == f"/stories/{first}"
    assert client.get(answer.headers["location"]).status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "named"),
    [
        ("/articles/nope", 404, "no article with the id 'nope'"),
        (f"/articles/{HOSTILE}?revision=nope", 404, "no revision 'nope'"),
        ("/stories/nope", 404, "no story with the id 'nope'"),
        ("/articles/" + quote(SCRIPT, safe=""), 404, "nothing at /articles/<script>"),
        ("/articles/%00%ff", 404, "no article"),
        ("/?after=nope", 422, "after: 'nope' is no cursor of stories"),
        ("/search?q=a&after=nope", 422, "is no cursor"),
        ("/quotes?after=nope", 422, "is no cursor"),
        ("/search?since=yesterday", 422, "since: 'yesterday' is no day: write it as 2018-09-23"),
        ("/search?person=" + "x" * 2000, 422, "person: "),
        ("/search?q=" + "x" * 10_001, 422, "q: "),
        ("/nothing/here", 404, "nothing"),
        ("/static/nope.js", 404, "no file 'nope.js'"),
    ],
)
def test_what_can_not_be_shown_is_said_in_the_same_style(
    client: httpx.Client, path: str, status: int, named: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    html = unescape(answer.text)
    assert named in html
    assert 'class="wordmark"' in html
    assert SCRIPT not in answer.text


@pytest.mark.parametrize(
    "query",
    [
        '"unbalanced',
        "AND OR NOT NEAR(a b)",
        "a* ^b {c} col:d -e +f (((",
        "\x00\x01\x7f\u202e",
        "'; DROP TABLE articles; --",
        "x " * 5000,
        "“” „“ «»",
        "🗞️",
        "%",
    ],
)
def test_no_query_breaks_the_search(client: httpx.Client, query: str) -> None:
    answer = client.get("/search", params={"q": query})
    assert answer.status_code == 200
    assert client.get("/search", params={"person": query[:1000]}).status_code == 200
    assert client.get("/quotes", params={"speaker": query[:1000]}).status_code == 200


def test_bytes_that_are_no_text_break_nothing(client: httpx.Client) -> None:
    for path in (
        "/search?q=%ff%fe",
        "/search?q=%ed%a0%80",
        "/quotes?speaker=%ed%a0%80",
        "/search?source=%f0%28",
    ):
        assert client.get(path).status_code == 200


def test_the_api_keeps_its_own_errors(client: httpx.Client) -> None:
    answer = client.get("/v1/articles/nope")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    unknown = client.get("/nothing/here", headers={"accept": "application/json"})
    assert unknown.headers["content-type"] == "application/problem+json"


def test_text_keeps_its_language_and_direction(client: httpx.Client) -> None:
    html = client.get(f"/articles/{FOREIGN}").text
    assert '<article class="paper" lang="ar">' in html
    assert html.count('<p dir="auto">') >= 2
    assert 'lang="en&#34;' not in client.get(f"/articles/{HOSTILE}").text


def test_the_line_adds_up(client: httpx.Client) -> None:
    html = client.get("/line").text
    assert "Every accepted article is accounted for" in html
    accepted, *ends = (
        int(count.replace(",", "")) for count in found(html, r'class="term[^"]*"><b>([^<]+)</b>')
    )
    assert accepted == sum(ends) > 20
    assert len(ends) == 6


def test_the_page_is_no_part_of_the_interface(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert {path for path in paths if not path.startswith("/v1/")} <= {"/livez", "/readyz", "/metrics"}
