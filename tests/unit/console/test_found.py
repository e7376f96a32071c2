"""What a person names on the command line: articles found, and what is wrong with the rest."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas import RawArticle, Reason
from services.admission import MAX_CONTENT
from services.console.inputs import InputArticle, find_articles


def write(path: Path, data: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def find(*paths: Path, **given: Any) -> list[InputArticle]:
    return list(find_articles([str(path) for path in paths], given))


def find_one(path: Path, **given: Any) -> RawArticle:
    (found,) = find(path, **given)
    assert found.article is not None, found.error
    assert (found.label, found.reason, found.error) == (str(path), None, None)
    return found.article


def refused(path: Path, reason: Reason = Reason.INVALID) -> str:
    (found,) = find(path)
    assert (found.article, found.reason) == (None, reason)
    return found.error or ""


def contents(found: list[InputArticle]) -> list[str | None]:
    return [one.article.content if one.article else None for one in found]


@pytest.mark.parametrize("name", ["a.txt", "a.md", "A.TXT", "no suffix", "a.other"])
def test_a_file_named_by_itself_is_an_article_of_plain_text(tmp_path: Path, name: str) -> None:
    article = find_one(write(tmp_path / name, "Rain “fell”.\r\n"))
    assert article == RawArticle(content="Rain “fell”.\r\n", content_type="text/plain")


@pytest.mark.parametrize("name", ["a.html", "a.htm", "A.HTML"])
def test_a_page_is_an_article_of_html(tmp_path: Path, name: str) -> None:
    article = find_one(write(tmp_path / name, "<p>Rain."))
    assert (article.content, article.content_type) == ("<p>Rain.", "text/html")


def test_what_is_given_goes_to_every_article(tmp_path: Path) -> None:
    article = find_one(write(tmp_path / "a.txt", "x"), source="Kyodo", published_at="2018-09-24")
    assert (article.source, article.published_at) == ("Kyodo", datetime(2018, 9, 24, tzinfo=UTC))


def test_a_wrong_thing_given_is_named(tmp_path: Path) -> None:
    (found,) = find(write(tmp_path / "a.txt", "x"), published_at="yesterday")
    assert found.reason is Reason.INVALID
    assert (found.error or "").startswith("published_at: ")


def test_a_byte_order_mark_is_no_content(tmp_path: Path) -> None:
    assert find_one(write(tmp_path / "a.txt", b"\xef\xbb\xbfRain.")).content == "Rain."
    found = find(write(tmp_path / "a.jsonl", b'\xef\xbb\xbf{"content": "Rain."}\n{"content": "Snow."}'))
    assert contents(found) == ["Rain.", "Snow."]


def test_a_page_is_decoded_by_what_it_holds(tmp_path: Path) -> None:
    page = "<html><head><meta charset=utf-8></head><body><p>Café “Zürich” wurde geräumt.</p></body></html>"
    assert find_one(write(tmp_path / "a.html", page.encode("cp1252"))).content == page
    assert find_one(write(tmp_path / "b.htm", page.encode("utf-16"))).content == page
    assert find_one(write(tmp_path / "c.txt", "Café.".encode("utf-16"))).content == "Café."


@pytest.mark.parametrize(("data", "place"), [(b"\xff", "0"), (b"a" * 12_345 + b"\xe9t\xe9", "12,345")])
def test_what_is_not_utf_8_is_refused_at_its_byte(tmp_path: Path, data: bytes, place: str) -> None:
    error = refused(write(tmp_path / "a.txt", data))
    assert error.startswith(f"content: not UTF-8 at byte {place}: convert it first")


def test_what_is_too_large_is_refused_before_it_is_sent(tmp_path: Path) -> None:
    assert len(find_one(write(tmp_path / "a.txt", b"a" * MAX_CONTENT)).content) == MAX_CONTENT
    large = "content: 8,388,609 bytes, the limit is 8,388,608 (8 MiB)"
    assert refused(write(tmp_path / "b.txt", b"a" * (MAX_CONTENT + 1)), Reason.TOO_LARGE) == large
    line = json.dumps({"content": "a" * (MAX_CONTENT + 1)})
    assert refused(write(tmp_path / "c.jsonl", line), Reason.TOO_LARGE) == large
    line = json.dumps({"file": "b.txt"})
    assert refused(write(tmp_path / "d.jsonl", line), Reason.TOO_LARGE) == large


def test_the_limit_counts_bytes_and_not_characters(tmp_path: Path) -> None:
    line = json.dumps({"content": "é" * (MAX_CONTENT // 2 + 1)})
    assert refused(write(tmp_path / "a.jsonl", line), Reason.TOO_LARGE).startswith("content: 8,388,610 bytes")


def test_what_is_not_there_is_refused_and_the_rest_is_found(tmp_path: Path) -> None:
    there = write(tmp_path / "a.txt", "Rain.")
    found = find(tmp_path / "nowhere.txt", there)
    assert contents(found) == [None, "Rain."]
    assert (found[0].reason, found[0].error) == (Reason.INVALID, "can't be read: No such file or directory")


def test_each_line_is_an_article_of_its_own(tmp_path: Path) -> None:
    lines = [
        json.dumps({"content": "Rain.", "source": "Kyodo", "tags": ["a"], "a_field_of_tomorrow": 1}),
        "",
        "   ",
        "{",
        "[1]",
        json.dumps({"source": "Kyodo"}),
        json.dumps({"content": "x", "tags": "a, b"}),
        json.dumps({"content": "x", "published_at": "2999-01-01"}),
        json.dumps({"content": "Snow\u2028fell."}, ensure_ascii=False),
        json.dumps({"retracted": True, "url": "https://example.com/a"}),
        json.dumps({"retracted": True}),
    ]
    path = write(tmp_path / "a.jsonl", "\n".join(lines))
    found = find(path, source="Reuters", language="en")
    assert [one.label for one in found] == [f"{path}:{n}" for n in (1, 4, 5, 6, 7, 8, 9, 10, 11)]
    known = {"language": "en", "source": "Kyodo", "tags": ("a",)}
    assert found[0].article == RawArticle(content="Rain.", **known), "what the line says goes first"
    assert contents(found) == ["Rain.", None, None, None, None, None, "Snow\u2028fell.", "", None]
    errors = [one.error or "" for one in found if one.article is None]
    starts = ["not JSON: ", "a JSON object is expected, not list", "content: Field required"]
    starts += ["tags: ", "published_at: 2999", "url: a retraction names"]
    for error, start in zip(errors, starts, strict=True):
        assert error.startswith(start)


@pytest.mark.parametrize(
    "line",
    [b"\xff", b'{"content": "\xff"}', b'{"a":' * 99_999, b"9" * 9999, b'{"content": NaN}', b"null"],
    ids=lambda line: repr(line)[:20],
)
@pytest.mark.parametrize("suffix", ["jsonl", "ndjson"])
def test_a_bad_line_does_not_keep_its_neighbours_from_being_found(
    tmp_path: Path, suffix: str, line: bytes
) -> None:
    found = find(
        write(tmp_path / f"a.{suffix}", b'{"content": "Rain."}\n' + line + b'\r\n{"content": "Snow."}\n')
    )
    assert contents(found) == ["Rain.", None, "Snow."]
    assert found[1].reason is Reason.INVALID


def test_a_line_may_name_a_file_beside_it(tmp_path: Path) -> None:
    write(tmp_path / "pages" / "b.htm", "\ufeff<p>Snow.")
    rain = write(tmp_path / "rain.txt", "Rain.")
    lines = [
        {"file": "rain.txt", "source": "Kyodo"},
        {"file": "pages/b.htm"},
        {"file": "pages/b.htm", "content_type": "text/plain"},
        {"file": str(rain), "content": "not this"},
        {"file": None, "content": "Hail."},
        {"file": "nowhere.txt"},
        {"file": "pages"},
        {"file": "rain.txt", "tags": 5},
    ]
    found = find(write(tmp_path / "list.jsonl", "\n".join(map(json.dumps, lines))))
    assert contents(found) == ["Rain.", "<p>Snow.", "<p>Snow.", "Rain.", "Hail.", None, None, None]
    assert found[0].label == str(rain)
    assert found[0].article == RawArticle(content="Rain.", source="Kyodo")
    types = [one.article.content_type for one in found if one.article]
    assert types == ["text/plain", "text/html", "text/plain", "text/plain", "text/plain"]
    errors = [one.error or "" for one in found[-3:]]
    assert errors[0] == f"file: {tmp_path / 'nowhere.txt'} can't be read: No such file or directory"
    assert errors[1].startswith(f"file: {tmp_path / 'pages'} can't be read: ")
    assert errors[2].startswith("tags: ")


def test_a_folder_gives_all_its_articles_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "deep/down/c.html", "d.JSONL"):
        write(tmp_path / name, '{"content": "x"}')
    write(tmp_path / "e.json", '[{"content": "x"}, {"content": "y"}]')
    for name in ("picture.png", "data.xml", "deep/no suffix", ".hidden"):
        write(tmp_path / name, b"\xff")
    (tmp_path / "folder.txt").mkdir()
    labels = [str(Path(one.label).relative_to(tmp_path)) for one in find(tmp_path)]
    assert labels == ["a.md", "b.txt", "d.JSONL:1", "deep/down/c.html", "e.json:1", "e.json:2"]


def test_a_manifest_speaks_for_the_files_that_it_names(tmp_path: Path) -> None:
    write(tmp_path / "001.txt", "Rain.")
    write(tmp_path / "002.txt", "Snow.")
    write(tmp_path / "deep" / "003.txt", "Hail.")
    lines = [{"file": "deep/003.txt", "source": "Kyodo"}, {"file": "./001.txt", "source": "Reuters"}]
    bad = ["{", "[]", "5", '{"content": "Fog."}', '{"file": 5}']
    write(tmp_path / "manifest.jsonl", "\n".join([*map(json.dumps, lines), *bad]))
    found = find(tmp_path, source="Unknown")
    assert contents(found) == ["Hail.", "Rain.", None, None, None, "Fog.", None, "Snow."]
    sources = [one.article.source for one in found if one.article]
    assert sources == ["Kyodo", "Reuters", "Unknown", "Unknown"]


def test_an_empty_folder_has_no_articles(tmp_path: Path) -> None:
    assert find(tmp_path) == []


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    first = write(tmp_path / "a.txt", "Rain.")
    found = find_articles([str(first), str(tmp_path / "b.txt")], {})
    assert next(found).article is not None
    write(tmp_path / "b.txt", "Snow.")
    assert contents(list(found)) == ["Snow."]


plain = st.characters(exclude_categories=["Cs"])


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(plain), st.sampled_from(["a.txt", "a.html", "a.jsonl"]))
def test_every_text_is_found_as_it_is(tmp_path: Path, content: str, name: str) -> None:
    data = json.dumps({"content": content}, ensure_ascii=False) if name == "a.jsonl" else content
    (found,) = find(write(tmp_path / name, data))
    assert found.article is not None
    mark = "" if name == "a.jsonl" else "\ufeff"
    assert found.article.content == content.removeprefix(mark)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(), st.sampled_from(["a.txt", "a.html", "a.jsonl"]))
def test_whatever_lies_there_is_found_or_refused(tmp_path: Path, data: bytes, name: str) -> None:
    for found in find(write(tmp_path / name, data)):
        assert (found.article is None) is (found.reason is not None) is (found.error is not None)
