"""Hard pages: huge, deep, cut off, nonsense; the article and not the chrome, in time linear in the page."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.clean.html.boxes import kind_of
from services.clean.html.page import read_page
from tests.unit.clean.test_clean_body import ARTICLE, BODY, FIRST, MENU, TEASER

LATEST = datetime(2026, 1, 1, tzinfo=UTC)
FOOTER = f"<footer><p>{TEASER}</p></footer>"
DEEP = 50_000
MANY = 80_000


def text_of(html: str) -> str:
    return read_page(html, LATEST).text


@pytest.mark.parametrize(
    "html",
    [
        f"<html><body>{MENU}{'<div>' * DEEP}{ARTICLE}{'</div>' * DEEP}{FOOTER}</body></html>",
        f"<html><body>{MENU}{'<div>' * DEEP}{ARTICLE}",
        f"<html><body>{MENU}<article>{'<b>' * DEEP}{ARTICLE}",
        f"<html><body>{MENU}{FOOTER}<article>{ARTICLE}<p><a href='",
        f"<html><head><script>var a = '<p>x</p>';</head><body>{MENU}{ARTICLE}",
        f"<html><head><title>Ferry<body>{MENU}{ARTICLE}",
        f"<html><body><!-- menu {MENU}<div>{ARTICLE}</div>",
        f"<?xml version='1.0' encoding='ISO-8859-1'?><html xmlns='http://www.w3.org/1999/xhtml'><body>"
        f"{MENU}{ARTICLE}</body></html>",
        f"<html><body>\0\ud800{MENU}\x01{ARTICLE}",
        f"<html><body>{MENU}<article><ul><li>{'</b></p></i></table></td>' * 1000}</ul>{ARTICLE}",
    ],
    ids=lambda html: html[:30],
)
def test_article_without_the_chrome(html: str) -> None:
    assert text_of(html).split("\n") == BODY


def test_many_elements() -> None:
    paragraphs = [f"Paragraph {number} says what the board said of the ferry." for number in range(MANY)]
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)

    assert text_of(f"<html><body>{MENU}<article>{body}</article>{FOOTER}").split("\n") == paragraphs


@pytest.mark.parametrize(
    "part",
    [
        "<div>",
        "<b>",
        "<li>One item ",
        "<a href='/x'>link</a> ",
        "a line here<br>",
        "<tr><td>a<td>b",
        "<h1>Ferry</h1>",
        "<h1>Ferry</h1><div>x</div>",
        "<div class='share x1'><img>x</div>",
        "<script>",
        "<script/>",
        "<!--",
        "<![CDATA[",
        "</",
        "<a\n",
        "&amp;",
        "<p hidden>x",
        "<time>May 3</time>",
        "<pre>\n",
    ],
)
def test_time_is_linear(part: str) -> None:
    few, many = (f"<html><body>{part * count}{ARTICLE}" for count in (5_000, 40_000))
    text_of(few)
    started = time.process_time()
    text_of(few)
    between = time.process_time()
    text_of(many)

    assert time.process_time() - between < 30 * (between - started) + 0.5


def test_entities_are_not_expanded() -> None:
    bombs = "".join(f"<!ENTITY e{level} '{f'&e{level - 1};' * 10}'>" for level in range(1, 20))
    text = text_of(f"<!DOCTYPE html [<!ENTITY e0 'boom'>{bombs}]><html><body><p>&e19;</p>{ARTICLE}")

    assert text.endswith("\n".join(BODY))
    assert len(text) < 5000


def test_page_without_text() -> None:
    assert not text_of("<html><head><title>Ferry</title></head><body><img src='a.jpg'></body></html>")
    assert not text_of("<html><!-- nothing -->")


TAGS = (
    "div",
    "p",
    "li",
    "ul",
    "table",
    "td",
    "a",
    "b",
    "script",
    "style",
    "template",
    "pre",
    "h2",
    "br",
    "svg",
)
PIECES = st.one_of(
    st.sampled_from([f"<{slash}{tag}>" for tag in TAGS for slash in ("", "/")]),
    st.sampled_from(
        [FIRST, "<!--", "-->", "<![CDATA[", "]]>", "<p hidden>", "<div class='share'>", "&#0;", "&lt;"]
    ),
    st.text(max_size=20),
)


@settings(deadline=None, max_examples=150)
@given(st.lists(PIECES, max_size=60))
def test_markup_soup(pieces: list[str]) -> None:
    text_of("<html><body>" + "".join(pieces))


@settings(deadline=None, max_examples=50)
@given(st.lists(PIECES, max_size=30))
def test_soup_hides_no_script(pieces: list[str]) -> None:
    # “<The ferry …<script>” is one tag, to browsers too, and what follows it is text
    soup = "".join(piece for piece in pieces if "<" not in piece and ">" not in piece)

    assert "leak" not in text_of(f"<html><body><p>{soup}<script>leak()</script><style>leak</style>{ARTICLE}")


@pytest.mark.parametrize(
    ("name", "is_box"),
    [
        ("share-bar", True),
        ("c-relatedStories", True),
        ("ArticleNewsletterSignup", True),
        ("post__comments", True),
        ("sidebar-left", True),
        ("visually-hidden", True),
        ("has-sidebar", False),
        ("sidebar-grid", False),
        ("comments-enabled", False),
        ("article-body ad-free", False),
        ("shareholders", False),
        ("header", False),
        ("widget-text", False),
        ("", False),
    ],
)
def test_names_of_boxes(name: str, is_box: bool) -> None:
    assert kind_of(name).is_box is is_box


def test_names_of_bodies_and_standfirsts() -> None:
    assert kind_of("c-articleBody").body
    assert kind_of("entry-content wp-block").body
    assert not kind_of("content").body
    assert kind_of("article__standfirst").lead
    assert not kind_of("leader-board").lead
