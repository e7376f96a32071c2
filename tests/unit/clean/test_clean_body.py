"""The body of an HTML page: which of its blocks are the article, in the layouts that news sites use."""

from datetime import UTC, datetime

import pytest

from services.clean.html.page import read_page

LATEST = datetime(2026, 1, 1, tzinfo=UTC)
FIRST = "The ferry to Norholm will run again from Monday, the harbour board said after a two-day meeting."
SECOND = "Repairs to the quay took five weeks longer than planned because a crane from Eskdal came late."
THIRD = "“We owe the islanders an apology,” said Mette Aas, who chairs the board. “Next time we ask earlier.”"
LAST = "Tickets that were bought for the lost weeks can be handed back at the harbour office until June 30."
BODY = [FIRST, SECOND, THIRD, LAST]
ARTICLE = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
MENU = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/sea'>Shipping</a></li></ul></nav>"
TEASER = "Ministers in Eskdal want a bridge to replace the ferry, and a study is to say what it would cost."


def body_of(html: str) -> list[str]:
    return read_page(html, LATEST).text.split("\n")


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head><title>Ferry</title>{head}</head><body>{MENU}{body}</body></html>"


WORDPRESS = f"""
<div id="page" class="site has-sidebar">
<header class="site-header"><p>Island news since 1901, every day.</p></header>
<div class="content-sidebar-wrap"><main>
<article class="post-77 post type-post category-newsletters has-post-thumbnail">
<header class="entry-header"><h1 class="entry-title">Ferry to run again</h1>
<div class="entry-meta"><span class="posted-on">Posted on <time>May 3</time></span>
by <a>Eva Lund</a></div></header>
<div class="sharedaddy sd-sharing-enabled"><h3>Share this:</h3><ul><li>X</li><li>Mail</li></ul></div>
<div class="entry-content">{ARTICLE}
<div id="jp-relatedposts" class="jp-relatedposts"><h3>Related</h3><p>{TEASER}</p></div></div>
<footer class="entry-footer"><span class="tags-links">Tagged <a>ferries</a>, <a>Norholm</a></span></footer>
</article>
<div class="author-bio"><p>Eva Lund writes about the sea. She has lived on Norholm for eleven years.</p></div>
<div id="comments" class="comments-area"><ol class="comment-list">
<li class="comment"><div class="comment-content"><p>{TEASER} And I say that as an islander who pays.</p></div>
</li>
<li class="comment"><div class="comment-content"><p>{TEASER} Bring back the old boat.</p></div>
</li>
</ol></div></main><aside class="sidebar widget-area"><p>{TEASER}</p></aside></div></div>
"""
CHUNKS = f"""
<div id="app-root"><main><article><h1>Ferry to run again</h1><div class="chunks">
<div class="grid grid-layout--adrail"><div class="body article__body"><p>{FIRST}</p><p>{SECOND}</p></div>
<div class="ad ad--in-content"><p>Advertisement</p></div></div>
<div class="newsletter-callout"><p>Sign up for our letter from the islands, every Friday.</p></div>

<div class="grid grid-layout--adrail"><div class="body article__body"><p>{THIRD}</p><p>{LAST}</p></div></div>
</div></article><div class="more-from-section"><h2>More from Shipping</h2><p>{TEASER}</p><p>{TEASER}</p></div>
</main></div>
"""
NAMELESS = f"""
<div class="sc-a1"><div class="sc-b2"><a href="/a">Ferries</a> <a href="/b">Harbours</a>
<a href="/c">Weather</a></div>
<div class="sc-c3"><h1>Ferry to run again</h1><div class="sc-d4">{ARTICLE}</div></div>
<div class="sc-e5"><a href="/1">Bridge study begins in Eskdal this week</a>
<a href="/2">Crane comes late</a></div></div>
"""
TABLES = f"""
<table width="100%"><tr><td><a href="/">Home</a><br><a href="/n">News</a></td><td><h1>Ferry to run again</h1>
<p><font size="2">{FIRST}</font><br><br><font size="2">{SECOND}</font><br><br>{THIRD}<br><br>
{LAST}</p></td></tr></table>
"""
FORMS = f"""
<form id="aspnetForm" method="post"><input type="hidden" name="__VIEWSTATE" value="aGVsbG8=">
<div class="masthead l-main-content"><h1>Ferry to run again</h1><div>{ARTICLE}</div></div></form>
"""
MICRODATA = f"""
<div class="c-1"><div class="c-2" itemprop="articleBody">{ARTICLE}</div>
<div class="c-3"><p>{TEASER}</p></div></div>
"""


@pytest.mark.parametrize("layout", [WORDPRESS, CHUNKS, NAMELESS, TABLES, FORMS, MICRODATA])
def test_layouts(layout: str) -> None:
    assert body_of(page(layout)) == BODY


@pytest.mark.parametrize(
    "box",
    [
        "<figure><img src='a.jpg'><figcaption>The quay in April. Photo: Bo Rask</figcaption></figure>",
        "<div class='sc-x'><div><img src='a.jpg'></div><div>The quay in April</div><div>Bo Rask</div></div>",
        "<div class='c-relatedLinks'><p>Bridge study begins in Eskdal, and a minister wants it.</p></div>",
        "<p><a href='/b'>Bridge study begins in Eskdal</a></p>",
        "<ul><li><a href='/b'>Bridge study begins</a></li><li><a href='/c'>Crane came late</a></li></ul>",
        "<div data-component='tag-list'><span>Ferries and their harbours</span></div>",
        "<p><span class='share-count'>12 shares</span></p>",
        "<aside><p>Norholm has 1,200 inhabitants, one school and two churches.</p></aside>",
        "<div role='complementary'><p>Norholm has 1,200 inhabitants and a school.</p></div>",
        "<time datetime='2024-05-03'>May 3, 2024</time>",
        "<div class='video-player'>We are sorry, but this video could not be loaded.</div>",
        "<blockquote class='pull-quote'>“We owe the islanders an apology”</blockquote>",
    ],
)
def test_boxes_in_the_article(box: str) -> None:
    assert body_of(
        page(f"<article><h1>Ferry</h1><p>{FIRST}</p>{box}<p>{SECOND}</p><p>{LAST}</p></article>")
    ) == [
        FIRST,
        SECOND,
        LAST,
    ]


@pytest.mark.parametrize(
    ("part", "lines"),
    [
        ("<h2>What it cost</h2>", ["What it cost"]),
        ("<ul><li>Two cranes</li><li>Five weeks of work</li></ul>", ["Two cranes", "Five weeks of work"]),
        ("<blockquote><p>Nobody told us.</p></blockquote>", ["Nobody told us."]),
        (
            "<table><tr><td>Crane</td><td>40</td></tr><tr><td>Quay</td><td>9</td></tr></table>",
            ["Crane | 40", "Quay | 9"],
        ),
        ("<p>“Yes.”</p>", ["“Yes.”"]),
        (f"<p>{FIRST}</p>", [FIRST]),
        ("It is so.<br><br>It was so.", ["It is so.", "It was so."]),
        ("<p>the boat<br>was late</p>", ["the boat was late"]),
        (
            "<p>See <a href='/plan'>the plan</a>, which has 90 pages.</p>",
            ["See the plan, which has 90 pages."],
        ),
        ("<div class='paywall'><p>Nobody knows when.</p></div>", ["Nobody knows when."]),
        ("<p><em>This</em><span> is </span><b>one</b> line.</p>", ["This is one line."]),
    ],
)
def test_parts_that_stay(part: str, lines: list[str]) -> None:
    found = body_of(
        page(f"<article><h1>Ferry</h1><p>{FIRST}</p>{part}<p>{SECOND}</p><p>{LAST}</p></article>")
    )

    assert found == [FIRST, *lines, SECOND, LAST]


def test_standfirst_above_the_body() -> None:
    lead = "Repairs to the quay are done, five weeks late"
    header = f"<header><h1>Ferry to run again</h1><p class='standfirst'>{lead}</p><p>By Eva Lund</p></header>"

    assert body_of(page(f"{header}<div class='article-body'>{ARTICLE}</div>")) == [lead, *BODY]


def test_heading_with_nothing_below_goes() -> None:
    assert body_of(page(f"<article>{ARTICLE}<h3>You may also like</h3></article>")) == BODY


@pytest.mark.parametrize(
    "hidden",
    [
        "<div hidden>{}</div>",
        "<div style='color:red; display : none'>{}</div>",
        "<p style='visibility:hidden'>{}</p>",
        "<div aria-hidden='true'>{}</div>",
        "<template><p>{}</p></template>",
        "<script type='application/json'>{}</script>",
        "<script/>{}</script>",
        "<style>{}</style>",
        "<noscript><p>{}</p></noscript>",
        "<svg><text>{}</text></svg>",
        "<textarea>{}</textarea>",
        "<select><option>{}</option></select>",
        "<iframe srcdoc='<p>{}</p>'></iframe>",
        "<!-- {} -->",
    ],
)
def test_hidden_parts_never_leak(hidden: str) -> None:
    noise = hidden.format("Leaked sentence that nobody who opens the page gets to see.")

    assert body_of(
        page(f"{noise}<article><p>{FIRST}</p>{noise}<p>{SECOND}</p>{noise}<p>{LAST}</p></article>")
    ) == [
        FIRST,
        SECOND,
        LAST,
    ]


def test_text_for_readers_without_scripts() -> None:
    assert body_of(page(f"<div id='root'></div><noscript>{ARTICLE}</noscript>")) == BODY


def test_article_told_in_json_ld_only() -> None:
    told = " ".join(BODY)
    data = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{told}"}}</script>'

    assert body_of(page("<div id='root'><p>Loading the page …</p></div>", data)) == [told]


def test_article_smaller_than_its_comments() -> None:
    thread = (
        f"<div class='c-comment'><p>{TEASER} I have said so for years, and nobody listens.</p></div>" * 40
    )

    assert body_of(page(f"<div><div>{ARTICLE}</div><div id='comments'>{thread}</div></div>")) == BODY
