"""Who an article is: one id however it is spelled, another for every other article."""

import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import RawArticle
from services.identity import ID, REVISION_LENGTH, article_id, canonical, revision
from tests.unit.ingest.made import raw, raws, texts

STORY = "https://example.com/news/story?id=7&page=2"
SPELLINGS = {
    "another scheme": "http://example.com/news/story?id=7&page=2",
    "a scheme in capitals": "HTTPS://example.com/news/story?id=7&page=2",
    "with www.": "https://www.example.com/news/story?id=7&page=2",
    "a host in capitals": "https://WWW.Example.COM/news/story?id=7&page=2",
    "a host with its final dot": "https://example.com./news/story?id=7&page=2",
    "the default port": "https://example.com:443/news/story?id=7&page=2",
    "the other scheme's default port": "http://example.com:80/news/story?id=7&page=2",
    "an empty port": "https://example.com:/news/story?id=7&page=2",
    "a user": "https://reader:secret@example.com/news/story?id=7&page=2",
    "a trailing slash": "https://example.com/news/story/?id=7&page=2",
    "a fragment": "https://example.com/news/story?id=7&page=2#comments",
    "the query in another order": "https://example.com/news/story?page=2&id=7",
    "empty places in the query": "https://example.com/news/story?&id=7&&page=2&",
    "dot segments": "https://example.com/sport/../news/./story?id=7&page=2",
    "needless percent encoding": "https://example.com/%6Eews/story?id=%37&page=2",
    "spaces around": " https://example.com/news/story?id=7&page=2\n",
    "trackers": "https://example.com/news/story?utm_source=x&id=7&UTM_Medium=y&page=2&fbclid=z&mc_cid=1&gclid=",
    "an encoded tracker": "https://example.com/news/story?id=7&page=2&%75tm_campaign=x",
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_one_page_has_one_id(spelling: str) -> None:
    assert article_id(raw(url=SPELLINGS[spelling])) == article_id(raw(url=STORY))


OTHERS = {
    "another host": "https://example.org/news/story?id=7&page=2",
    "a subdomain": "https://en.example.com/news/story?id=7&page=2",
    "another port": "https://example.com:8443/news/story?id=7&page=2",
    "another path": "https://example.com/news/stories?id=7&page=2",
    "a path in capitals": "https://example.com/News/story?id=7&page=2",
    "another value": "https://example.com/news/story?id=8&page=2",
    "a value in capitals": "https://example.com/news/story?ID=7&page=2",
    "one parameter less": "https://example.com/news/story?id=7",
    "a parameter twice": "https://example.com/news/story?id=7&page=2&page=3",
    "what looks like a tracker": "https://example.com/news/story?id=7&page=2&fbclids=1",
}


@pytest.mark.parametrize("other", OTHERS)
def test_another_page_has_another_id(other: str) -> None:
    assert article_id(raw(url=OTHERS[other])) != article_id(raw(url=STORY))


@pytest.mark.parametrize(
    "spelling",
    ["http://bücher.example/é", "https://BÜCHER.example/%C3%A9", "http://xn--bcher-kva.example/%c3%a9/"],
)
def test_a_host_in_punycode_is_the_host_in_letters(spelling: str) -> None:
    assert canonical(spelling) == "xn--bcher-kva.example/%C3%A9"


segments = st.lists(st.from_regex(r"[a-z0-9é漢._~-]{1,8}", fullmatch=True).filter(lambda s: s.strip(".")))
pairs = st.lists(st.tuples(st.from_regex(r"[xyz]{1,3}", fullmatch=True), texts), max_size=4)
hosts = st.from_regex(r"[a-z]{1,8}(\.[a-z]{2,5}){1,2}", fullmatch=True).filter(
    lambda h: not h.startswith("www.")
)
trackers = st.lists(st.tuples(st.sampled_from(["utm_source", "fbclid", "_ga"]), texts), max_size=2)


def quoted(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in text.encode())


@settings(deadline=None)
@given(st.data(), hosts, segments, pairs)
def test_every_spelling_of_a_page_has_one_canonical_form(
    data: st.DataObject, host: str, path: list[str], query: list[tuple[str, str]]
) -> None:
    def spell() -> str:
        scheme, www = (
            data.draw(st.sampled_from(["http", "https", "HTTP"])),
            data.draw(st.sampled_from(["", "www."])),
        )
        letters = data.draw(st.sampled_from([str.upper, str.lower, str.title]))(www + host)
        arguments = data.draw(st.permutations(query + data.draw(trackers)))
        line = "&".join(f"{name}={quoted(value)}" for name, value in arguments)
        end = data.draw(st.sampled_from(["", "#", "#top"]))
        slash = data.draw(st.sampled_from(["", "/"]))
        return f"{scheme}://{letters}/{'/'.join(path)}{slash}{'?' + line if line else ''}{end}"

    assert canonical(spell()) == canonical(spell())


@settings(deadline=None)
@given(hosts, segments, pairs, hosts, segments, pairs)
def test_pages_that_differ_have_canonical_forms_that_differ(
    host: str,
    path: list[str],
    query: list[tuple[str, str]],
    other_host: str,
    other_path: list[str],
    other_query: list[tuple[str, str]],
) -> None:
    def url(host: str, path: list[str], query: list[tuple[str, str]]) -> str:
        line = "&".join(f"{name}={quoted(value)}" for name, value in query)
        return f"https://{host}/{'/'.join(path)}?{line}"

    same = (host, path, sorted(query)) == (other_host, other_path, sorted(other_query))
    assert (canonical(url(host, path, query)) == canonical(url(other_host, other_path, other_query))) is same


words = st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8), max_size=8)
spaces = st.text(" \t\n\r\u00a0\u2028\u3000", min_size=1, max_size=4)


@settings(deadline=None)
@given(st.data(), words)
def test_spaces_and_unicode_forms_make_no_other_article(data: st.DataObject, content: list[str]) -> None:
    plain = raw(" ".join(content))
    spaced = "".join(data.draw(spaces) + word for word in content) + data.draw(spaces)
    respelled = raw(unicodedata.normalize(data.draw(st.sampled_from(["NFC", "NFD"])), spaced))
    assert article_id(respelled) == article_id(plain)
    assert revision(respelled) == revision(plain)


@pytest.mark.parametrize("other", ["rain fell.", "Rain fell", "Rain fell .", "Rainfell.", "Ｒain fell.", ""])
def test_another_text_is_another_article_and_another_revision(other: str) -> None:
    assert article_id(raw(other)) != article_id(raw("Rain fell."))
    assert revision(raw(other)) != revision(raw("Rain fell."))


FULL: dict[str, Any] = {
    "content": "Rain fell.",
    "content_type": "text/plain",
    "headline": "Rain",
    "bylines": ("Ana Prates", "Jo Lund"),
    "published_at": datetime(2026, 3, 1, 10, tzinfo=UTC),
    "source": "Kyodo",
    "language": "en",
    "tags": ("weather", "oslo"),
}
CORRECTED: dict[str, Any] = {
    "content": "Snow fell.",
    "content_type": "text/html",
    "headline": "rain",
    "bylines": ("Jo Lund", "Ana Prates"),
    "published_at": datetime(2026, 3, 1, 10, 0, 1, tzinfo=UTC),
    "source": None,
    "language": "nb",
    "tags": ("weather",),
}
UNSEEN: dict[str, Any] = {
    "url": "https://m.example.com/other",
    "external_id": "4711",
    "fetched_at": datetime(2026, 3, 2, tzinfo=UTC),
}


def test_each_field_is_one_that_a_reader_sees_or_not() -> None:
    assert FULL.keys() == CORRECTED.keys()
    assert FULL.keys() | UNSEEN.keys() | {"retracted"} == RawArticle.model_fields.keys()


@pytest.mark.parametrize("field", CORRECTED)
def test_a_correction_of_any_field_that_a_reader_sees_is_a_revision(field: str) -> None:
    corrected = RawArticle(**{**FULL, field: CORRECTED[field]})
    assert revision(corrected) != revision(RawArticle(**FULL))


@pytest.mark.parametrize("field", UNSEEN)
def test_what_no_reader_sees_makes_no_revision(field: str) -> None:
    assert revision(RawArticle(**FULL, **{field: UNSEEN[field]})) == revision(RawArticle(**FULL))


def test_no_field_slips_into_another() -> None:
    one = RawArticle(content="a", headline="b", bylines=("c",), tags=("d",))
    others = [
        RawArticle(content="a", headline="b", bylines=("c", "d")),
        RawArticle(content="a", headline="b", bylines=("c d",)),
        RawArticle(content="a b", bylines=("c",), tags=("d",)),
        RawArticle(content="a", headline="b", tags=("c", "d")),
    ]
    assert len({revision(each) for each in (one, *others)}) == 5


def test_spelling_makes_no_revision_in_any_field() -> None:
    spelled = {
        "content": " Rain\u00a0fell.\n",
        "headline": "Rain ",
        "bylines": ("Ana  Prates", "Jo\tLund"),
        "published_at": datetime(2026, 3, 1, 11, tzinfo=timezone(timedelta(hours=1))),
        "source": "Kyodo ",
        "tags": ("oslo", "weather", "oslo "),
    }
    assert revision(RawArticle(**{**FULL, **spelled})) == revision(RawArticle(**FULL))
    unsaid = RawArticle(content="x", headline="", source="", language=" ")
    assert revision(unsaid) == revision(raw("x"))


@given(raws)
def test_the_revision_depends_on_nothing_that_is_derived(article: RawArticle) -> None:
    again = RawArticle.model_validate_json(article.model_dump_json())
    moved = again.model_copy(update={"url": "https://a.example/b", "fetched_at": None, "external_id": "x"})
    assert revision(moved) == revision(article)


@given(raws, texts)
def test_what_identifies_an_article_goes_before_its_content(article: RawArticle, content: str) -> None:
    revised = article.model_copy(update={"content": content, "headline": "Corrected"})
    if article.url or (article.source and article.external_id):
        assert article_id(revised) == article_id(article)
    else:
        same = " ".join(content.split()) == " ".join(article.content.split())
        assert not same or article_id(revised) == article_id(article)


def test_the_url_goes_before_the_external_id_and_that_before_the_content() -> None:
    url, external = {"url": STORY}, {"source": "Kyodo", "external_id": "4711"}
    assert article_id(raw(**url, **external)) == article_id(raw(**url)) == article_id(raw("Other.", **url))
    assert article_id(raw(**external)) == article_id(raw("Other.", **external))
    assert len({article_id(raw(**url)), article_id(raw(**external)), article_id(raw())}) == 3


def test_an_external_id_says_something_only_with_its_source() -> None:
    assert article_id(raw(external_id="4711")) == article_id(raw(source="Kyodo")) == article_id(raw())
    assert article_id(raw(source="", external_id="4711")) == article_id(raw())
    assert article_id(raw(source="Kyodo", external_id="")) == article_id(raw())
    kyodo, reuters = (article_id(raw(source=source, external_id="4711")) for source in ("Kyodo", "Reuters"))
    assert kyodo != reuters


def test_where_source_and_external_id_meet_matters() -> None:
    assert article_id(raw(source="ab", external_id="c")) != article_id(raw(source="a", external_id="bc"))


@given(raws)
def test_ids_and_revisions_are_lower_case_hexadecimal(article: RawArticle) -> None:
    assert ID.fullmatch(article_id(article))
    assert len(revision(article)) == REVISION_LENGTH
    assert int(revision(article), 16) >= 0
