"""Parses an HTML page to a tree once, for all who read it; a page of any depth gives one.

Nothing here opens a connection: the parser takes no entity, no DTD and no frame from elsewhere.
"""

import re
from itertools import pairwise
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

CONTROLS = bytes(range(9)) + b"\x0b\x0c" + bytes(range(14, 32))
"""Bytes that no markup may have; a parser would stop at the first."""

SCRIPT_TAG = re.compile(rb"<(/?)script\b[^<>]*?(/?)>", re.I)
SELF_CLOSED_SCRIPT = re.compile(rb"<script\b[^<>]*/>")
TAG = re.compile(rb"<(/?)([a-zA-Z][^\s<>/]*+)[^<>]*+>")
LONG_TAG = re.compile(rb"<[a-zA-Z][^<>]{20000,}+")
MOST_ATTRIBUTES = 5000
"""Words of a long tag from which on it loses its attributes: the parser compares each with all before it."""
CLOSED_BY_NEXT = frozenset(
    b"area base br col dd dt embed hr img input li link meta option p param source td th tr track wbr".split()
)
"""Elements that have no end tag, or need none: they tell nothing of the depth."""
ENCLOSED = (("<!--", "-->"), ("<script", "</script"), ("<style", "</style"), ("<title", "</title"))
FRAMES = re.compile(r"</?(?:noframes|frameset|frame)\b[^<>]*>", re.I)
HEAD_END = re.compile(r"</head\b|<body\b", re.I)
NEXT_BLOCK = re.compile(r"<(?:div|main|article|section|h1|p)\b", re.I)
DEEPEST = 200
"""Open elements beyond which a tag is left out of a page that nests deeper than the parser goes (2,048)."""


def parse(html: str) -> Element | None:
    """The page's root element; null where there is nothing to parse."""
    page = html.encode("utf-8", "ignore").translate(None, CONTROLS)
    if SELF_CLOSED_SCRIPT.search(page):
        page = _with_open_scripts(page)
    page = LONG_TAG.sub(_with_few_attributes, page)
    tree, is_cut = _parse(page)
    return _parse(_flat(page))[0] if is_cut else tree


def mended(html: str) -> str:
    """The page with what is opened and never closed, a script or a comment, cut short at the next block.

    As it is, a browser shows nothing below it, nor does the parser; pages cut and pasted together have it.
    """
    small = html.lower() if html.isascii() else html
    if "<frameset" in small:
        # of a page of frames all that is not elsewhere is what it says to readers without any
        html = FRAMES.sub("", html)
        small = html.lower() if html.isascii() else html
    for start, end in ENCLOSED:
        opened = small.find(start, small.rfind(end) + 1)
        if opened < 0:
            continue
        # what looks like a block in a script in the head may be part of it
        if block := HEAD_END.search(html, opened) or NEXT_BLOCK.search(html, opened):
            html, small = (page[:opened] + page[block.start() :] for page in (html, small))
    return html


def _with_open_scripts(page: bytes) -> bytes:
    """The page with `<script/>` as browsers read it: a start tag, where the next tag of its kind ends it."""
    tags = list(SCRIPT_TAG.finditer(page))
    slashes = [tag.end() - 2 for tag, after in pairwise(tags) if tag[2] and not tag[1] and after[1]]
    parts = [page[start:end] for start, end in pairwise([0, *slashes, len(page)])]
    return b" ".join(part.removeprefix(b"/") for part in parts) if slashes else page


def _with_few_attributes(tag: re.Match[bytes]) -> bytes:
    name, *attributes = tag[0].split(maxsplit=MOST_ATTRIBUTES)
    return tag[0] if len(attributes) < MOST_ATTRIBUTES else name


def _parse(page: bytes) -> tuple[Element | None, bool]:
    """The tree, and whether the parser gave up somewhere below its limit of depth."""
    # not lxml.html's parser, whose elements cost a third more time
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = etree.fromstring(page, parser)
    except (etree.LxmlError, ValueError):
        tree = None
    last = parser.error_log.last_error
    return tree, last is not None and last.type_name == "ERR_RESOURCE_LIMIT"


def _flat(page: bytes) -> bytes:
    """The page without the tags of elements that lie too deep; their text stays."""
    depth = 0

    def keep(tag: re.Match[bytes]) -> bytes:
        nonlocal depth
        if tag[2].lower() in CLOSED_BY_NEXT:
            return tag[0]
        if tag[1]:
            depth = max(0, depth - 1)
            return tag[0] if depth < DEEPEST else b" "
        depth += 1
        return tag[0] if depth <= DEEPEST else b" "

    return TAG.sub(keep, page)
