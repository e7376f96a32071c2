"""Reads an HTML page: the article's paragraphs, and what the markup says of it."""

import re
from dataclasses import dataclass
from datetime import datetime

from services.clean.html.article_body import ENOUGH, article_body
from services.clean.html.blocks import Outline, read_blocks
from services.clean.html.tree import Element, mended, parse
from services.clean.markup.facts import Facts, read_facts

LOOKS_LIKE_HTML = re.compile(
    r"[\s\ufeff]*(?:<\?xml[^<>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
HAS_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")

LONGER = 1.5
"""How many times longer than what the page shows the article in its JSON-LD must be to be taken for it."""


@dataclass
class HtmlPage:
    """A page read: its text, one paragraph a line, and what the markup says."""

    text: str
    facts: Facts


def is_html(content: str) -> bool:
    """Whether text that may be called anything begins as an HTML page does."""
    return LOOKS_LIKE_HTML.match(content[:2000]) is not None


def has_tags(content: str) -> bool:
    """Whether there is a tag in it; what is called HTML and has none is plain text."""
    return HAS_TAG.search(content) is not None


def read_page(html: str, latest: datetime, url: str | None = None) -> HtmlPage:
    """The article of a page. Any page gives an answer, if only all its text; none opens a connection.

    `latest` is the moment, in UTC, beyond which a date in the page is in the future; `url` is where the page
    stands, if that is known.
    """
    tree, outline = _read(html)
    if not outline.blocks:
        tree, outline = _read(mended(html))
    if tree is None:
        return HtmlPage("", Facts())
    facts = _facts(tree, latest, url)
    return HtmlPage(_article(tree, outline, facts.body or ""), facts)


def _read(html: str) -> tuple[Element | None, Outline]:
    tree = parse(html)
    return tree, read_blocks(tree) if tree is not None else Outline([], [])


def _facts(tree: Element, latest: datetime, url: str | None) -> Facts:
    # what a hostile page makes a library raise is not ours to know: the page then says nothing of itself
    try:
        return read_facts(tree, latest, url)
    except Exception:
        return Facts()


def _article(tree: Element, outline: Outline, told: str) -> str:
    """The text of the article; `told` is what the JSON-LD gives as such."""
    text = "\n".join(article_body(outline))
    if len(told) > LONGER * len(text):
        return told
    if len(text) < ENOUGH:
        # some pages bring their text by script, and again for readers who run none
        text = max(text, "\n".join(article_body(read_blocks(tree, scripts=False))), key=len)
    return text or "\n".join(block.text for block in outline.blocks)
