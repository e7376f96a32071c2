"""A page's head: its own address where that can be believed, whose page it is, and what hostile pages do."""

import time

import pytest

from schemas import RawArticle
from services.identity import address_id, article_id, identify, revision
from services.identity.page_head import LONGEST_TAG, MOST_TAGS, read_head

FERRY = "https://harbour.example/2026/08/ferry-cuts"
BODY = "<p>The port authority will cut ferry services by a third.</p>"


def page(*head: str, url: str | None = None, **fields: object) -> RawArticle:
    content = f"<!DOCTYPE html><html><head>{' '.join(head)}</head><body>{BODY}</body></html>"
    return RawArticle.model_validate({"content": content, "content_type": "text/html", "url": url, **fields})


def canonical_link(href: str) -> str:
    return f'<link rel="canonical" href="{href}">'


JOINED = {
    "another path": ("https://m.harbour.example/a?id=5", FERRY),
    "an AMP cache": ("https://harbour-example.cdn.ampproject.org/c/s/harbour.example/x1?id=5", FERRY),
    "a relative address": ("https://harbour.example/amp-article?id=5", "/2026/08/ferry-cuts"),
    "the host left out": ("https://phone.harbour.example/x", "//harbour.example/2026/08/ferry-cuts"),
    "a tracker that we don't know": (f"{FERRY}?zzz_click=abc", FERRY),
    "a short name": ("https://m.harbour.example/f?id=5", "https://harbour.example/ferry"),
    "the same path": ("https://edition.harbour.example/2026/08/ferry-cuts", FERRY),
    "a comments page": (f"{FERRY}/comments", FERRY),
    "a query of its own": ("https://m.harbour.example/x/5", "https://harbour.example/story?id=5"),
}


@pytest.mark.parametrize("how", JOINED)
def test_the_address_that_a_page_gives_as_its_own_is_the_articles(how: str) -> None:
    url, own = JOINED[how]
    found = identify(page(canonical_link(own), url=url))
    wanted = own if own.startswith("https:") else FERRY
    assert found.article_id == address_id(wanted)
    assert [each.url for each in found.addresses] == [url, wanted]
    assert found.addresses[0].id == address_id(url)


APART = {
    "another site": ("https://harbour.example/a?id=5", "https://other.example/2026/08/ferry-cuts"),
    "another site of a host of blogs": (
        "https://a.blogspot.com/2026/x-y-z",
        "https://b.blogspot.com/2026/x-y-z",
    ),
    "the home page": (FERRY, "https://harbour.example/"),
    "the home page, empty": (FERRY, "https://harbour.example"),
    "a section front": (FERRY, "https://harbour.example/news"),
    "the month of the archive": (FERRY, "https://harbour.example/2026/08"),
    "another front": (FERRY, "https://harbour.example/world"),
    "the id lost": ("https://harbour.example/read.php?id=5", "https://harbour.example/read.php"),
    "the story lost": ("https://harbour.example/a?story=ferry", "https://harbour.example/a"),
    "a number lost": ("https://harbour.example/a?zz=512", "https://harbour.example/a"),
    "a later page": (f"{FERRY}?page=2", FERRY),
    "a later page in the path": (f"{FERRY}/2", FERRY),
    "a later page, said": (f"{FERRY}/page/3", FERRY),
    "a later page of another path": ("https://m.harbour.example/x?id=5&page=2", FERRY),
    "another language": (f"{FERRY}?lang=de", FERRY),
    "a template": (FERRY, "https://harbour.example/{{slug-of-story}}"),
    "no address": (FERRY, "javascript:void(0)"),
    "a broken one": (FERRY, "https://[::1/2026/08/x"),
    "an error page": (FERRY, "https://harbour.example/404.html"),
    "nothing": (FERRY, ""),
}


@pytest.mark.parametrize("how", APART)
def test_an_address_that_cannot_be_believed_joins_nothing(how: str) -> None:
    url, own = APART[how]
    found = identify(page(canonical_link(own), url=url))
    assert (found.article_id, [each.url for each in found.addresses]) == (address_id(url), [url])


def test_og_url_counts_where_no_link_does() -> None:
    meta = f'<meta content="{FERRY}" property="og:url">'
    phone = "https://m.harbour.example/a?id=5"
    assert article_id(page(meta, url=phone)) == address_id(FERRY)
    assert article_id(page(canonical_link("https://harbour.example/"), meta, url=phone)) == address_id(FERRY)
    two = (canonical_link(f"{FERRY}-1"), canonical_link(f"{FERRY}-2"))
    assert article_id(page(*two, url=phone)) == address_id(phone), "of two that differ none is believed"
    assert article_id(page(*two, meta, url=phone)) == address_id(FERRY)


def test_only_a_page_says_so_and_only_with_its_url() -> None:
    told, phone = canonical_link(FERRY), "https://m.harbour.example/a?id=5"
    assert article_id(page(told, url=phone, content_type="text/plain")) == address_id(phone)
    assert article_id(page(told)) not in (address_id(FERRY), address_id(phone))
    assert identify(page(told)).addresses == ()


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- {} -->",
        "<script>var a = '{}'</script>",
        "<style>{}</style>",
        "<template>{}</template>",
        "<noscript>{}</noscript>",
        "<title>{}</title>",
        "</head><body>{}",
        "<meta name='x' content='{}'>",
    ],
)
def test_what_only_looks_like_a_tag_of_the_head_is_none(hidden: str) -> None:
    assert read_head(f"<html><head>{hidden.format(canonical_link(FERRY))}").addresses == ()


@pytest.mark.parametrize(
    "link",
    [
        f"<link rel=canonical href={FERRY}>",
        f"<LINK HREF='{FERRY}' REL='Canonical'/>",
        f'<link\n data-x="a > b" rel="canonical"\n href=" {FERRY} " />',
        f'<link href="{FERRY.replace("/", "&#47;")}" rel="shortlink canonical">',
    ],
)
def test_a_link_is_read_as_pages_write_it(link: str) -> None:
    assert read_head(f"<head><script>if (a < b) {{}}</script>{link}").addresses == (FERRY,)


def json_ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


PUBLISHERS = {
    json_ld('{"@type": "NewsArticle", "publisher": {"@type": "Organization", "name": "Harbour Post"}}'),
    json_ld('{"@graph": [{"@type": "Organization", "@id": "#o", "name": "Harbour Post"},'
            ' {"@type": ["ReportageNewsArticle"], "publisher": {"@id": "#o"}}]}'),
    json_ld('<!-- [{"@type": "Article", "publisher": [{"name": "Harbour&amp;nbsp;Post"}]}] //-->'),
    '<meta property="og:site_name" content="Harbour Post | News and more">',
    '<meta property="og:site_name" content="@h"><meta name="application-name" content="Harbour Post">',
    json_ld('{"@type": "WebSite", "name": "Harbour Post"}'),
    json_ld("{broken") + '<meta property="og:site_name" content=" Harbour\n Post ">',
}  # fmt: skip


@pytest.mark.parametrize("head", sorted(PUBLISHERS))
def test_a_page_that_names_its_publisher_has_it_for_a_source(head: str) -> None:
    assert identify(page(head, url=FERRY)).source == "Harbour Post"


def test_the_producers_word_goes_first_and_the_domain_last() -> None:
    site = '<meta property="og:site_name" content="Harbour Post">'
    assert identify(page(site, url=FERRY, source="Kyodo")).source == "Kyodo"
    assert identify(page(url="https://edition.harbour.example/a")).source == "harbour.example"
    assert (
        identify(page('<meta property="og:site_name" content="Home">', url=FERRY)).source == "harbour.example"
    )
    assert identify(page(canonical_link("https://www.bbc.co.uk/news/uk-1"))).source == "bbc.co.uk"
    assert identify(RawArticle(content="x", url="https://edition.cnn.com/a")).source == "cnn.com"
    assert identify(RawArticle(content="x", url="http://127.0.0.1:8080/a")).source == "127.0.0.1"
    assert identify(RawArticle(content="x")).source is None


def test_what_is_derived_identifies_nothing() -> None:
    site = '<meta property="og:site_name" content="Harbour Post">'
    named, unnamed = (page(site, external_id="7", **known) for known in ({"source": "Harbour Post"}, {}))
    assert article_id(named) != article_id(unnamed)
    assert revision(named) != revision(unnamed)


HOSTILE = {
    "tags without end": '<meta "' * 300_000,
    "comments without end": "<!--" * 500_000,
    "scripts without end": "<script>" * 300_000,
    "JSON-LD without end": '<script type="ld+json">[' * 100_000,
    "deep JSON-LD": f'<script type="ld+json">{"[" * 200_000}</script>',
    "half closings": '<script type="ld+json">' + "</" * 1_000_000,
    "tags without number": "<meta name=a content=b>" * 200_000,
    "a tag of great length": f"<link rel=canonical href={'a' * 4_000_000}>",
    "attributes": f"<link {'a=' * 2_000_000}>",
    "openings": "<" * 4_000_000,
    "almost scripts": "<script " * 500_000,
    "surrogates": "<meta property=og:site_name content='\ud800'>" * 1000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_page_costs_little_and_says_nothing(kind: str) -> None:
    began = time.process_time()
    head = read_head(HOSTILE[kind])
    assert time.process_time() - began < 3.0
    assert (head.addresses, head.publisher) == ((), None)


def test_the_look_is_bounded() -> None:
    behind = canonical_link(FERRY)
    assert read_head("<meta name=a content=b>" * (MOST_TAGS - 1) + behind).addresses == (FERRY,)
    assert read_head("<meta name=a content=b>" * MOST_TAGS + behind).addresses == ()
    assert read_head(f"<meta content='{'a' * LONGEST_TAG}'>{behind}").addresses == (FERRY,)
