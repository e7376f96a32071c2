"""Reading over HTTP: articles, search, stories, quotations, watches; and whatever one may ask."""

import httpx
import pytest

from tests.gateway.newsroom import GONE, HARVEST, HARVEST_COPY, LATER, SHIPS, TALKS


def test_an_article_is_as_the_store_holds_it_and_is_not_sent_twice(visitor: httpx.Client) -> None:
    answer = visitor.get(f"/v1/articles/{TALKS}")
    assert answer.status_code == 200
    assert answer.json()["headline"] == "Talks end"
    assert answer.json()["revisions"] == ["r1", "r2"]
    assert answer.json()["quotes"][0]["speaker"] == "Kim Lee"
    again = visitor.get(f"/v1/articles/{TALKS}", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert visitor.get(f"/v1/articles/{TALKS}", headers={"If-None-Match": '"other"'}).status_code == 200


def test_an_old_revision_stays_readable_and_a_retracted_article_has_no_text(visitor: httpx.Client) -> None:
    old = visitor.get(f"/v1/articles/{TALKS}", params={"revision": "r1"})
    assert old.json()["headline"] == "Talks begin"
    gone = visitor.get(f"/v1/articles/{GONE}").json()
    assert (gone["retracted"], gone["text"]) == (True, "")
    assert visitor.get(f"/v1/articles/{GONE}", params={"revision": "r1"}).json()["text"] == "An error."
    missing = visitor.get(f"/v1/articles/{TALKS}", params={"revision": "r9"})
    assert missing.status_code == 404
    assert "'r9'" in missing.json()["detail"]


def test_a_trace_is_every_receipt_in_order(visitor: httpx.Client) -> None:
    receipts = visitor.get(f"/v1/articles/{TALKS}/trace").json()
    assert [(r["stage"], r["outcome"]) for r in receipts] == [
        ("ingest", "accepted"),
        ("clean", "cleaned"),
        ("enrich", "enriched"),
        ("index", "indexed"),
    ]
    assert visitor.get("/v1/articles/none/trace").status_code == 404


def test_a_search_narrows_and_counts(visitor: httpx.Client) -> None:
    page = visitor.get("/v1/search", params={"q": "ships", "source": "Wire", "person": "jane roe"}).json()
    assert len(page["hits"]) == 10
    assert {hit["source"] for hit in page["hits"]} == {"Wire"}
    assert page["facets"]["articles"] == 15
    assert {"value": "Jane Roe", "articles": 15} in page["facets"]["people"]
    for hit in page["hits"]:
        assert {hit["snippet"][m["start"] : m["end"]].lower() for m in hit["matches"]} == {"ships"}
    nobody = visitor.get("/v1/search", params={"q": "ships", "place": "Nowhere"}).json()
    assert (nobody["hits"], nobody["next"]) == ([], None)
    day = visitor.get("/v1/search", params={"q": "ships", "since": "2024-05-01", "until": "2024-05-01"})
    assert day.json()["facets"]["articles"] == 30
    assert visitor.get("/v1/search", params={"q": "ships", "until": "2024-04-30"}).json()["hits"] == []


@pytest.mark.parametrize("query", ["ships", "", "  "])
def test_pages_go_on_to_the_end_with_nothing_twice(visitor: httpx.Client, query: str) -> None:
    found: list[str] = []
    params: dict[str, str] = {"q": query, "limit": "7"}
    while True:
        page = visitor.get("/v1/search", params=params).json()
        assert (page["facets"] is None) == ("after" in params)
        found += [hit["article_id"] for hit in page["hits"]]
        if page["next"] is None:
            break
        params["after"] = page["next"]
    others = set() if query == "ships" else {TALKS, LATER, HARVEST}
    assert len(found) == len(set(found))
    assert set(found) == set(SHIPS) | others


def test_facets_come_when_asked_for(visitor: httpx.Client) -> None:
    first = visitor.get("/v1/search", params={"q": "ships", "facets": "false"}).json()
    second = visitor.get("/v1/search", params={"q": "ships", "after": first["next"], "facets": "true"}).json()
    assert first["facets"] is None
    assert second["facets"]["articles"] == 30


def test_copies_are_one_hit_unless_each_is_asked_for(visitor: httpx.Client) -> None:
    [hit] = visitor.get("/v1/search", params={"q": "harvest"}).json()["hits"]
    assert (hit["article_id"], hit["copies_total"], hit["copies_sources"]) == (HARVEST, 1, 1)
    [copy] = hit["copies"]
    assert (copy["article_id"], copy["headline"]) == (HARVEST_COPY, "Harvest")
    assert copy["source"] == "harvest.example"
    assert (copy["published_at"], copy["url"]) == (None, "https://www.harvest.example/1")
    each = visitor.get("/v1/search", params={"q": "harvest", "collapse": "false"}).json()
    assert {hit["article_id"] for hit in each["hits"]} == {HARVEST, HARVEST_COPY}
    assert {hit["copies_total"] for hit in each["hits"]} == {0}
    counted = [each["facets"][name] for name in ("articles", "copies", "undated")]
    assert counted == [2, 1, 1]
    assert visitor.get("/v1/search", params={"collapse": "perhaps"}).status_code == 422


def test_stories_and_the_story_that_one_became(visitor: httpx.Client) -> None:
    listed = visitor.get("/v1/stories").json()
    assert {story["story_id"] for story in listed["stories"]} == {
        "story-ships",
        "story-talks",
        "story-harvest",
    }
    first = visitor.get("/v1/stories", params={"limit": 1}).json()
    second = visitor.get("/v1/stories", params={"limit": 2, "after": first["next"]}).json()
    assert first["stories"] + second["stories"] == listed["stories"]
    assert second["next"] is None
    merged = visitor.get("/v1/stories/story-zz")
    assert merged.headers["content-location"] == "/v1/stories/story-talks"
    assert merged.json()["merged"] == ["story-zz"]
    assert {member["article_id"] for member in merged.json()["articles"]} == {TALKS, LATER}
    assert visitor.get("/v1/stories/none").json()["detail"] == "no story 'none'"


def test_quotations_by_speaker(visitor: httpx.Client) -> None:
    [said] = visitor.get("/v1/quotes", params={"speaker": "kim lee"}).json()["quotes"]
    assert (said["speaker"], said["text"], said["article_id"]) == ("Kim Lee", "“We did talk”", TALKS)
    assert visitor.get("/v1/quotes", params={"speaker": "Nobody"}).json() == {"quotes": [], "next": None}


def test_a_watch_is_kept_changed_listed_and_let_go(visitor: httpx.Client) -> None:
    kept = visitor.put("/v1/watches/summit", json={"query": "talks", "person": "Kim Lee"})
    assert kept.status_code == 200
    assert visitor.get("/v1/watches/summit").json() == kept.json()
    visitor.put("/v1/watches/summit", json={"name": "summit", "place": "Dover"})
    [listed] = [watch for watch in visitor.get("/v1/watches").json() if watch["name"] == "summit"]
    assert (listed["query"], listed["place"], listed["person"]) == ("", "Dover", None)
    assert visitor.delete("/v1/watches/summit").status_code == 204
    assert visitor.delete("/v1/watches/summit").status_code == 404
    assert visitor.get("/v1/watches/summit").json()["detail"] == "no watch summit"


@pytest.mark.parametrize(
    ("name", "body", "field"),
    [
        ("empty", {}, "query"),
        ("blank", {"query": "  "}, "query"),
        ("typo", {"quary": "x"}, "quary"),
        ("other", {"name": "another", "query": "x"}, "name"),
        ("long", {"query": "x" * 1001}, "query"),
        ("UPPER", {"query": "x"}, "name"),
        ("list", ["x"], ""),
    ],
)
def test_what_is_no_watch_is_said_so(visitor: httpx.Client, name: str, body: object, field: str) -> None:
    answer = visitor.put(f"/v1/watches/{name}", json=body)
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith(field)


ODD = (
    '"', '"unbalanced', "a AND OR NOT (b", "NEAR(a b, 3)", "title:x", "a* ^b -c +d", "*", "';--", "\\", "%",
    "_", "x" * 10_000, "word " * 2000, "\x00", "a\x00b", "\x1b[31m", "\u202e", "😀", "\ufffd", "<script>",
    "{}", "[]", "a/b", "\n\r\t", "ﬁ", "é", "e\u0301", "０", '""', '" "', "(((((" * 100,
)  # fmt: skip


def test_any_query_has_an_answer(visitor: httpx.Client) -> None:
    for query in ODD:
        assert visitor.get("/v1/search", params={"q": query}).status_code == 200, query
        if len(query) <= 1024:
            narrowing = dict.fromkeys(("person", "place", "organisation", "source"), query)
            assert visitor.get("/v1/search", params=narrowing).status_code == 200, query
            assert visitor.get("/v1/quotes", params={"speaker": query}).status_code == 200, query
    assert visitor.get("/v1/search", params={"q": "x" * 10_000}).status_code == 200
    over = visitor.get("/v1/search", params={"q": "x" * 10_001})
    assert over.status_code == 422
    assert "10000" in over.json()["detail"]
    assert len(over.text) < 500


def test_bytes_that_are_no_text_have_an_answer(visitor: httpx.Client) -> None:
    for odd in ("%ED%A0%80", "%FF%FE", "%00", "%C0%AF", "%"):
        for path in (f"/v1/search?q={odd}", f"/v1/search?person={odd}", f"/v1/quotes?speaker={odd}"):
            assert visitor.get(path).status_code == 200, path
        for path in (f"/v1/articles/{odd}", f"/v1/stories/{odd}", f"/v1/articles/{odd}/trace"):
            assert visitor.get(path).status_code == 404, path
        assert visitor.get(f"/v1/watches/{odd}").status_code == 422
        assert visitor.get(f"/v1/search?after={odd}").status_code == 422
        assert visitor.get(f"/v1/search?since={odd}").status_code == 422


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/v1/search?limit=0", "limit"),
        ("/v1/search?limit=101", "limit"),
        ("/v1/search?limit=99999999999999999999999", "limit"),
        ("/v1/search?limit=ten", "limit"),
        ("/v1/search?since=yesterday", "since"),
        ("/v1/search?until=1066-10-14", "until"),
        ("/v1/search?after=nonsense", "after"),
        ("/v1/search?after=" + "A" * 501, "after"),
        ("/v1/search?facets=perhaps", "facets"),
        ("/v1/stories?after=nonsense", "after"),
        ("/v1/stories?limit=-1", "limit"),
        ("/v1/quotes?after=nonsense", "after"),
        ("/v1/quotes?speaker=" + "x" * 1025, "speaker"),
        ("/v1/articles/" + "x" * 201, "article_id"),
    ],
)
def test_a_wrong_parameter_is_named(visitor: httpx.Client, path: str, field: str) -> None:
    answer = visitor.get(path)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["errors"][0]["field"] == field
    assert answer.json()["detail"].startswith(field)
    assert len(answer.text) < 500


def test_a_cursor_of_another_list_is_refused(visitor: httpx.Client) -> None:
    stories = visitor.get("/v1/stories", params={"limit": 1}).json()["next"]
    search = visitor.get("/v1/search", params={"q": "ships", "limit": 1}).json()["next"]
    assert visitor.get("/v1/search", params={"q": "ships", "after": stories}).status_code == 422
    assert visitor.get("/v1/stories", params={"after": search}).status_code == 422
    assert visitor.get("/v1/quotes", params={"after": search}).status_code == 422


def test_empty_fields_of_a_form_ask_for_nothing(visitor: httpx.Client) -> None:
    page = visitor.get("/v1/search?q=ships&person=&place=&organisation=&source=&since=&until=&after=").json()
    assert page["facets"]["articles"] == 30
