"""HTML fragments that come as plain text, as feeds send them; and plain text that only looks like one."""

from collections.abc import Callable
from html import escape

import pytest

from schemas import IngestedArticle
from services.clean.core import clean
from services.clean.fragments import markup_of

FIRST = (
    "The keeper of the Tarrow light, Ruth Amsel, gave up her post on Monday after a quarrel about its lamp."
)
SECOND = "Her deputy, Jan Brook, will look after it until the harbour board has found somebody new."
THIRD = "He is 52 & has worked at the light for 20 years."
BODY = "\n\n".join((FIRST, SECOND, THIRD))
MARKUP = f"<p>{FIRST}</p><p>{SECOND}</p><p>{escape(THIRD)}</p>"

FRAGMENTS = [
    MARKUP,
    f"\n  {MARKUP}\n",
    MARKUP.replace("<p>", "<P>").replace("</p>", "</P>\n"),
    MARKUP.replace("<p>", '<p class="text" style="margin:0">'),
    f'<div class="post">\n{MARKUP}\n</div>',
    f"<![CDATA[{MARKUP}]]>",
    f"<description><![CDATA[{MARKUP}]]></description>",
    f"<content:encoded>{escape(MARKUP)}</content:encoded>",
    escape(MARKUP),
    escape(escape(MARKUP)),
    f"{FIRST}<br /><br />{SECOND}<br><br/>{escape(THIRD)}",
    f"{FIRST}<p>{SECOND}<p>{escape(THIRD)}",
    f'<img src="x.jpg" alt="Light"/>{MARKUP}',
    f'<p><img src="x.jpg"/></p>{MARKUP}<p><a href="https://x.example">Read the full story</a></p>',
    f'{MARKUP}<p><a href="https://x.example/full">Continue reading &rarr;</a></p>',
    f"<p><strong>{FIRST}</strong></p>\n<div>{SECOND}</div>\n<section><p>{escape(THIRD)}</p></section>",
    f'<p>The keeper of the <a href="/light">Tarrow light</a>{FIRST[30:]}</p><p>{SECOND}</p>{escape(THIRD)}',
    f"<b>The keeper</b>{FIRST[10:]}\n\n{SECOND}\n\n{escape(THIRD)}",
    f"<!-- feed --><p>{FIRST}</p>\n\n<p>{SECOND}</p>\n\n<p>{escape(THIRD)}</p>",
]
PLAIN = [
    "Use the <p> tag for a paragraph, the course says, and the <br> tag where a line must end.",
    "<p> is the tag for a paragraph, the teacher said, and nobody in the class had ever used it.",
    "The teacher wrote “<p>Hello</p>” on the board and asked the class what a browser would make of it.",
    "If a < b and b > c, the proof says, nothing can be told of a and c, and the class laughed.",
    "The bill passed with 5 <i think> votes to spare, the clerk wrote to <clerk@valley.example>.",
    "Write &lt;p&gt; in front of a paragraph and &lt;/p&gt; behind it, the manual says, and you are done.",
    "Tea & cakes were sold for AT&amp;T's charity on Monday, and the hall was full by noon.",
    'Type `<a href="https://x.example">here</a>` and the editor makes a link of it, the manual says.',
    "Profits rose <5% in the year to March, the firm said, and sales >10% in the north.",
]


@pytest.mark.parametrize("content", FRAGMENTS)
def test_fragment(content: str, ingested: Callable[..., IngestedArticle]) -> None:
    article = clean(ingested(content))
    assert article.text == BODY
    assert article.published_at is None


@pytest.mark.parametrize("content", PLAIN)
def test_plain_text_that_holds_tags(content: str) -> None:
    assert markup_of(content) is None
    assert markup_of(f"{FIRST}\n\n{content}\n\n{SECOND}") is None


def test_one_paragraph_and_a_link_to_more(ingested: Callable[..., IngestedArticle]) -> None:
    link = '<a href="https://x.example">Read the full story</a>'
    assert clean(ingested(f"<p>{FIRST}</p><p>{link}</p>")).text == FIRST
    assert clean(ingested(f"{FIRST} {link}")).text == FIRST
