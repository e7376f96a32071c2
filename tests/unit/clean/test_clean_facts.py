"""What a page's markup says of its article: headline, authors, publisher, tags, language, address, body."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from services.clean.html.tree import parse
from services.clean.markup.facts import Facts, read_facts

LATEST = datetime(2024, 10, 1, tzinfo=UTC)
HEADLINE = "Engineers drain the lake behind the Tarrow dam"


def facts_of(head: str = "", body: str = "", url: str | None = None, attributes: str = "") -> Facts:
    page = f"<html {attributes}><head>{head}</head><body>{body}<p>Text.</p></body></html>"
    tree = parse(page)
    assert tree is not None
    return read_facts(tree, LATEST, url)


def json_ld(**fields: Any) -> str:
    return script(json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", **fields}))


def script(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def meta(**named: str) -> str:
    return "".join(
        f'<meta property="{name.replace("__", ":")}" content="{value}">' for name, value in named.items()
    )


@pytest.mark.parametrize(
    ("head", "body", "headline"),
    [
        (json_ld(headline=HEADLINE), "", HEADLINE),
        (meta(og__title=HEADLINE), "", HEADLINE),
        ("", f"<h1>{HEADLINE}</h1>", HEADLINE),
        (f"<title>{HEADLINE}</title>", "", HEADLINE),
        (f"<title>{HEADLINE} - The Valley Post</title>", f"<h1>{HEADLINE}</h1>", HEADLINE),
        # the site's name, at either end
        (meta(og__title=f"{HEADLINE} | The Valley Post", og__site_name="The Valley Post"), "", HEADLINE),
        (meta(og__title=f"The Valley Post: News - {HEADLINE}"), f"<h1>{HEADLINE}</h1>", HEADLINE),
        (meta(og__title=f"{HEADLINE} - Region - The Valley Post"), f"<h1>{HEADLINE}</h1>", HEADLINE),
        (json_ld(headline=f"{HEADLINE} - Post", publisher={"name": "Post"}), "", HEADLINE),
        # a bar that is the author's own
        (meta(og__title=f"BUDGET | {HEADLINE}"), f"<h1>BUDGET | {HEADLINE}</h1>", f"BUDGET | {HEADLINE}"),
        # a search engine's line in JSON-LD, a social network's in og:title, a kicker in the h1
        (json_ld(headline="What we know") + meta(og__title=HEADLINE), f"<h1>{HEADLINE}</h1>", HEADLINE),
        (json_ld(headline=HEADLINE) + meta(og__title="The lake is going"), f"<h1>{HEADLINE}</h1>", HEADLINE),
        (json_ld(headline=HEADLINE), f"<h1><span>Region</span>{HEADLINE}</h1>", HEADLINE),
        (json_ld(headline=HEADLINE), "<h1>The Valley Post</h1>", HEADLINE),
        (json_ld(headline="Engineers drain the lake..."), f"<h1>{HEADLINE}</h1>", HEADLINE),
        # as CMSs escape it
        (json_ld(headline="Dam &amp;amp; lake: &#8216;a &lt;em&gt;slow&lt;/em&gt; end&#8217;"), "",
         "Dam & lake: ‘a slow end’"),
        (json_ld(headline="  Dam\n and\tlake "), "", "Dam and lake"),
        # quotes as the author typed them: WordPress curls them into entities
        (json_ld(headline="A &#8216;slow&#8217; end") + meta(og__title="A 'slow' end"), "", "A 'slow' end"),
        (json_ld(headline="A ‘slow’ end") + meta(og__title="A 'slow' end"), "", "A ‘slow’ end"),
        # what is none
        (json_ld(headline=["x"], name=7) + meta(og__title="x" * 3000), "", None),
        (meta(og__title="The Valley Post", og__site_name="The Valley Post"), "", None),
        ("", f"<nav><h1>{HEADLINE}</h1></nav>", None),
    ],
)  # fmt: skip
def test_headline(head: str, body: str, headline: str | None) -> None:
    assert facts_of(head, body).headline == headline


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Ann Lee", ["Ann Lee"]),
        ({"@type": "Person", "name": "Ann Lee"}, ["Ann Lee"]),
        ([{"name": "Ann Lee"}, {"name": "Bo Roe"}], ["Ann Lee", "Bo Roe"]),
        ({"name": ["Ann Lee", "Bo Roe"]}, ["Ann Lee", "Bo Roe"]),
        ({"givenName": "Ann", "familyName": "Lee"}, ["Ann Lee"]),
        ("By Ann Lee, Bo Roe and Cy O'Dea", ["Ann Lee", "Bo Roe", "Cy O'Dea"]),
        ("ann@post.example Ann Lee @annlee", ["Ann Lee"]),
        ("Ann Lee, News Reporter", ["Ann Lee"]),
        ("Ann Lee, PhD", ["Ann Lee"]),
        ("Ann Lee For The Valley Post", ["Ann Lee"]),
        (["Ann Lee", "ANN LEE"], ["Ann Lee"]),
        ("ANN LEE", ["ANN LEE"]),
        ("Staff and news service reports", ["Staff and news service reports"]),
        ([{"@type": "Person", "name": "Ann Lee"}, {"@type": "Organization", "name": "Post"}], ["Ann Lee"]),
        ({"@type": "Organization", "name": "The Valley Post"}, ["The Valley Post"]),
        ("https://post.example/ann-lee", []),
        ("ann-lee", []),
        ("admin", []),
        ("No Author", []),
        ({"name": {"name": "Ann Lee"}}, []),
        (7, []),
    ],
)
def test_authors_of_json_ld(author: object, names: list[str]) -> None:
    assert facts_of(json_ld(author=author)).bylines == tuple(names)


def test_an_author_that_json_ld_refers_to() -> None:
    graph = {
        "@graph": [
            {"@type": "Article", "author": {"@id": "#ann"}, "publisher": {"@id": "#post"}},
            {"@type": "Person", "@id": "#ann", "name": "Ann Lee"},
            {"@type": "Organization", "@id": "#post", "name": "The Valley Post"},
        ]
    }
    found = facts_of(script(json.dumps(graph)))
    assert found.bylines == ("Ann Lee",)
    assert found.publisher == "The Valley Post"


@pytest.mark.parametrize(
    ("head", "body", "names"),
    [
        (meta(author="Ann Lee"), "", ["Ann Lee"]),
        (meta(article__author="https://post.example/x", author="Ann Lee; Bo Roe"), "", ["Ann Lee", "Bo Roe"]),
        ('<meta name="dc.creator" content="Lee, Ann"><meta name="dc.creator" content="Roe, Bo">', "",
         ["Ann Lee", "Bo Roe"]),
        (meta(twitter__label1="Written by", twitter__data1="Ann Lee"), "", ["Ann Lee"]),
        (meta(author="The Valley Post", og__site_name="The Valley Post"), "", []),
        (meta(author="Ann Lee, Bo Roe") + json_ld(author="Ann Lee"), "", ["Ann Lee", "Bo Roe"]),
        (meta(author="Cy Dee") + json_ld(author="Ann Lee"), "", ["Ann Lee"]),
        ("", "<a rel=author href=/x>Ann Lee</a> and <a rel=author href=/y>Bo Roe</a>", ["Ann Lee", "Bo Roe"]),
        ("", "<div class=byline>By <b>Ann Lee</b></div>", ["Ann Lee"]),
        ("", "<p>By <a href='/authors/ann-lee'>Ann Lee</a></p>", ["Ann Lee"]),
        ("", "<div class=meta-author>Posted on May 3, 2024 by Ann Lee</div>", ["Ann Lee"]),
        ("", "<div class=author-links>Twitter Facebook</div>", []),
        ("", "<aside><a rel=author href=/x>Ann Lee</a></aside>", []),
        ("", "<div class=comment><b class=author>Ann Lee</b></div>", []),
        ("", f"<div class=author-bio>Ann Lee {'writes about dams. ' * 20}</div>", []),
        (json_ld(author={"@type": "Organization", "name": "Post"}, publisher={"name": "Post"}),
         "<div class=byline>By Ann Lee</div>", ["Ann Lee"]),
    ],
)  # fmt: skip
def test_authors_elsewhere(head: str, body: str, names: list[str]) -> None:
    assert facts_of(head, body).bylines == tuple(names)


def test_articles_of_other_pages_are_left_out() -> None:
    articles = [
        {"@type": "NewsArticle", "headline": "Another", "author": "Bo Roe", "url": "https://post.example/b"},
        {
            "@type": "NewsArticle",
            "headline": HEADLINE,
            "mainEntityOfPage": {"@id": "https://www.post.example/a/"},
        },
    ]
    found = facts_of(script(json.dumps(articles)) + meta(og__url="http://post.example/a?ref=x"))
    assert (found.headline, found.bylines) == (HEADLINE, ())


@pytest.mark.parametrize(
    "text",
    [
        '{"@type": "NewsArticle", "headline": "Dam, lake, [road]",}',
        '[{"@type": "NewsArticle", "headline": "Dam, lake, [road]"},]',
        '{"@type": "NewsArticle",\n"articleSection": "a\n\tb", "headline": "Dam, lake, [road]"}',
        '<!-- {"@type": "NewsArticle", "headline": "Dam, lake, [road]"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Dam, lake, [road]"}\n//]]>',
        '/*<![CDATA[*/{"@type": "NewsArticle", "headline": "Dam, lake, [road]"}/*]]>*/',
        '{"@type": "NewsArticle", "headline": "Dam, lake, [road]"};',
        '{"@type": "WebSite"} {"@type": "NewsArticle", "headline": "Dam, lake, [road]"}',
        '{"@type": "NewsArticle", "about": "it\\\'s \\u", "headline": "Dam, lake, [road]"}',
        "{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;Dam, lake, [road]&quot;}",
        '{"@type": ["Thing", "ReportageNewsArticle"], "headline": "Dam, lake, [road]"}',
        '{"@graph": [[{"mainEntity": {"@type": "BlogPosting", "headline": "Dam, lake, [road]"}}]]}',
    ],
)
def test_broken_json_ld_is_read(text: str) -> None:
    assert facts_of(script(text)).headline == "Dam, lake, [road]"


@pytest.mark.parametrize(
    ("given", "body"),
    [
        ("One.\n\nTwo.", "One.\nTwo."),
        ("<p>One &amp; a half.</p><p>Two<br>three.</p>", "One & a half.\nTwo\nthree."),
        ("&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;", "One.\nTwo."),
        ("<script>evil()</script>One, 2 < 3.", "One, 2 < 3."),
        (["One.", "Two.", 3], "One.\nTwo."),
        ({"text": "One."}, None),
        ("", None),
        (None, None),
    ],
)
def test_body(given: object, body: str | None) -> None:
    markup = json.dumps({"@type": "Article", "articleBody": given}).replace("</", "<\\/")
    assert facts_of(script(markup)).body == body


@pytest.mark.parametrize(
    ("head", "tags"),
    [
        (json_ld(keywords="dams, lakes,Dams,"), ["dams", "lakes"]),
        (json_ld(keywords=["dams", {"name": "lakes"}, 3]), ["dams", "lakes"]),
        (json_ld(keywords=["Category: World", "0123abcd-0123-0123-0123-0123456789ab", "dams"]), ["dams"]),
        (2 * '<meta property="article:tag" content="dams">' + meta(article__tag="lakes"), ["dams", "lakes"]),
        (meta(keywords="dams, lakes") + meta(news_keywords="Tarrow"), ["Tarrow"]),
    ],
)  # fmt: skip
def test_tags(head: str, tags: list[str]) -> None:
    assert facts_of(head).tags == tuple(tags)


@pytest.mark.parametrize(
    ("head", "attributes", "language"),
    [
        ("", "lang=en-GB", "en"),
        ("", "xml:lang=pt_BR", "pt"),
        ("", "lang=iw", "he"),
        (json_ld(inLanguage="de-DE"), "", "de"),
        (
            json_ld(inLanguage={"@type": "Language", "name": "Spanish", "alternateName": "es"}),
            "lang=xx",
            "es",
        ),
        (meta(og__locale="fr_FR"), "", "fr"),
        ('<meta http-equiv="content-language" content="sv, en">', "", "sv"),
        ("", "lang=english", "en"),
        ("", "lang=''", None),
    ],
)
def test_language(head: str, attributes: str, language: str | None) -> None:
    assert facts_of(head, attributes=attributes).language == language


@pytest.mark.parametrize(
    ("head", "url", "address"),
    [
        ('<link rel=canonical href="https://post.example/a?id=1">', None, "https://post.example/a?id=1"),
        ('<link rel=canonical href="/a">', "https://post.example/b/c", "https://post.example/a"),
        ('<base href="https://post.example/b/"><link rel=canonical href="a">', None, "https://post.example/b/a"),
        ('<link rel=canonical href="/a">', None, None),
        (meta(og__url="https://post.example/a"), None, "https://post.example/a"),
        (json_ld(mainEntityOfPage={"@id": "https://post.example/a"}), None, "https://post.example/a"),
        (json_ld(url="https://post.example/a"), None, "https://post.example/a"),
        ('<link rel=canonical href="https://post.example/">' + meta(og__url="https://post.example/a"), None,
         "https://post.example/a"),
        ('<link rel=canonical href="https://post.example">', "https://post.example/a", None),
        ('<link rel=canonical href="javascript:x">', "https://post.example/a", None),
        ('<link rel=canonical href="https://[post/a">', None, None),
        ('<link rel=canonical href="https://post.example:99999/a">', None, None),
    ],
)  # fmt: skip
def test_canonical_address(head: str, url: str | None, address: str | None) -> None:
    assert facts_of(head, url=url).canonical_url == address


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        (json_ld(publisher={"@type": "Organization", "name": "The Valley Post"}), "The Valley Post"),
        (json_ld(publisher="The Valley Post") + meta(og__site_name="Post"), "The Valley Post"),
        (json_ld(publisher="https://post.example") + meta(og__site_name="Post"), "Post"),
        (meta(og__site_name="Post | News of the valley"), "Post"),
        (script('{"@type": "WebSite", "name": "Post"}'), "Post"),
        ("", None),
    ],
)
def test_publisher(head: str, publisher: str | None) -> None:
    assert facts_of(head).publisher == publisher
