"""Reads an HTML page: the article's paragraphs by trafilatura, and what the markup says of it."""

import re
from dataclasses import dataclass
from datetime import datetime
from html import unescape

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura import bare_extraction
from trafilatura.settings import Document

from services.clean.facts import Facts, read_facts

LOOKS_LIKE_HTML = re.compile(
    r"[\s\ufeff]*(?:<\?xml[^<>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
HAS_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
XML_HAS_NONE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

MOST_ELEMENTS = 20_000
"""A page beyond this is read tag by tag: trafilatura takes 4 s for 20,000 elements, 30 s for 80,000.
The largest of 247 real article pages has 5,516."""

TOO_SHORT = 250
"""Characters under which the fast extraction has missed the article, and the slower one is asked."""

UNSEEN = re.compile(
    r"<(script|style|template|noscript|head|svg|iframe)\b[^<>]*>.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)",
    re.I | re.S,
)
BLOCK = re.compile(
    r"</?(?:p|div|br|h[1-6]|li|ul|ol|tr|td|th|table|section|article|header|footer|nav|aside|main|blockquote|pre|"
    r"figure|figcaption|form|dd|dt|body|html)\b[^<>]*>",
    re.IGNORECASE,
)


@dataclass
class Page:
    """A page read: its text, one paragraph a line, and what the markup says."""

    text: str
    facts: Facts


def is_html(content: str) -> bool:
    """Whether text that may be called anything begins as an HTML page does."""
    return LOOKS_LIKE_HTML.match(content[:2000]) is not None


def has_tags(content: str) -> bool:
    """Whether there is a tag in it; what is called HTML and has none is plain text."""
    return HAS_TAG.search(content) is not None


def read_page(html: str, latest: datetime) -> Page:
    """The article of a page. Any page gives an answer, if only its bare text; none opens a connection.

    `latest` is the moment, in UTC, beyond which a date in the page is in the future.
    """
    html = XML_HAS_NONE.sub("", html)
    tree = _parse(html)
    if tree is None:
        return Page(_bare_text(html), Facts())
    facts = _facts(tree, latest)
    return Page(_article(tree) or _bare_text(html), facts)


def _parse(html: str) -> HtmlElement | None:
    """The tree; null where the page is too big, or nested too deep for the parser, which drops the rest."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = document_fromstring(html.encode(), parser=parser)
    except (etree.LxmlError, ValueError):
        return None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        return None
    return tree if sum(1 for _ in tree.iter()) <= MOST_ELEMENTS else None


def _facts(tree: HtmlElement, latest: datetime) -> Facts:
    # what a hostile page makes a library raise is not ours to know: the page then says nothing of itself
    try:
        return read_facts(tree, latest)
    except Exception:
        return Facts()


def _article(tree: HtmlElement) -> str | None:
    for unseen in tree.xpath("//script[not(@type='application/ld+json')]|//style|//template"):
        unseen.drop_tree()
    # the same holds here, deep recursion included: the bare text is still there
    try:
        document = bare_extraction(tree, fast=True, include_comments=False)
        if not isinstance(document, Document) or len(document.text or "") < TOO_SHORT:
            document = bare_extraction(tree, fast=False, include_comments=False) or document
    except Exception:
        return None
    return document.text if isinstance(document, Document) else None


def _bare_text(html: str) -> str:
    """All the text of a page, block by block, in one pass over the markup."""
    text = BLOCK.sub("\n", UNSEEN.sub("\n", html).replace("\n", " "))
    return unescape(HAS_TAG.sub("", text))
