"""A page's markup, read once for all who look for facts in it: meta tags and JSON-LD."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import Any

from lxml.etree import iterwalk

from services.clean.html.tree import Element
from services.clean.markup.json_ld import Node, is_article, read_json_ld

MAX_VALUE_CHARS = 2000
"""Characters of a value read: a headline, a name or an address is shorter."""
MOST_META = 2000
MOST_NODES = 500
"""Elements in one whose text is read: a byline or a headline has a few."""
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
SILENT = frozenset({"script", "style", "template", "noscript", "svg", "button"})
ASIDE = frozenset({"nav", "footer", "aside"})
SCHEME = re.compile(r"\s*https?://(?:www\.)?", re.IGNORECASE)
WHOLE = frozenset({"html", "body", "main", "article"})
ASIDE_CLASS = re.compile(
    r"(?:^|\s)(?:comment|related|sidebar|recirc|teaser|recommend|most-read)", re.IGNORECASE
)
QUOTES = frozenset({"blockquote", "q", "cite"})
QUOTE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:(?:pull|block)?-?quotes?|quotation|testimonial|tweet|twitter|instagram|fb-post|facebook|truth(?:social)?"
    r"|bluesky|mastodon|tiktok|embed(?:ded)?|social)(?:$|[\s_-])",
    re.IGNORECASE,
)
BREAKS = frozenset({"br", "div", "p", "li", "h1", "h2", "h3", "time", "small"})
UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\u200b\u2060\ufeff\ud800-\udfff]")


@dataclass(frozen=True)
class Markup:
    """What a page's head says: meta tags by lower-case name, JSON-LD nodes, and those that are articles."""

    tree: Element
    meta: dict[str, list[str]]
    nodes: list[Node]
    articles: list[Node]
    by_id: dict[str, Node]

    def first(self, *names: str) -> str:
        """The first meta tag of these names that says anything, as plain text; else the empty string."""
        return next((value for value in self.every(*names) if value), "")

    def every(self, *names: str) -> Iterator[str]:
        """The values of the meta tags of these names, in the order of the names, as plain text."""
        for name in names:
            for value in self.meta.get(name, ()):
                yield plain(value)

    def resolve(self, value: Any) -> Any:
        """The node that a reference (`{"@id": …}` and nothing else) stands for; any other value itself."""
        if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value:
            return self.by_id.get(value["@id"], value)
        return value


def read_markup(tree: Element) -> Markup:
    """Read the meta tags and the JSON-LD of a page."""
    meta: dict[str, list[str]] = {}
    for tag in islice(tree.iter("meta"), MOST_META):
        name = tag.get("property") or tag.get("name") or tag.get("http-equiv")
        if name and (content := tag.get("content")):
            meta.setdefault(name.strip().lower(), []).append(content)
    nodes = read_json_ld(tree)
    by_id: dict[str, Node] = {}
    for node in nodes:
        if isinstance(node.get("@id"), str) and "name" in node:
            by_id.setdefault(node["@id"], node)
    links = [
        link.get("href") for link in islice(tree.iter("link"), MOST_META) if link.get("rel") == "canonical"
    ]
    page = {_bare_address(address) for address in (*links, *meta.get("og:url", ()))}
    return Markup(tree, meta, nodes, _of_page([node for node in nodes if is_article(node)], page), by_id)


def _of_page(articles: list[Node], page: set[str]) -> list[Node]:
    """The articles without those that say that they stand on another page, if one says that it is on this."""
    places = [
        {_bare_address(node.get("url")), _bare_address(node.get("mainEntityOfPage"))} - {""}
        for node in articles
    ]
    if not any(place & page for place in places):
        return articles
    return [node for node, place in zip(articles, places, strict=True) if not place or place & page]


def _bare_address(value: Any) -> str:
    """What all addresses of one page have in common."""
    address = value.get("@id") if isinstance(value, dict) else value
    if not isinstance(address, str):
        return ""
    return (
        SCHEME.sub("", address[:MAX_VALUE_CHARS]).partition("#")[0].partition("?")[0].strip("/ ").casefold()
    )


def plain(value: object) -> str:
    """A value as one line of plain text: no tags, no entities (twice: CMSs escape what is escaped).

    The empty string for what is no string, or is longer than 2,000 characters.
    """
    if not isinstance(value, str) or len(value) > MAX_VALUE_CHARS:
        return ""
    if "&" in value:
        value = unescape(unescape(value))
    if "<" in value:
        value = TAG.sub("", value)
    return " ".join(UNSEEN.sub("", value).split())


def text_of(element: Element) -> str:
    """The text of an element on one line, without scripts; the empty string beyond 2,000 characters."""
    parts: list[str] = []
    length = 0
    walk = iterwalk(element, events=("start", "end", "comment", "pi"))
    for step, (event, node) in enumerate(walk):
        if length > MAX_VALUE_CHARS or step > 2 * MOST_NODES:
            return ""
        if event != "start":
            part = node.tail if node is not element else None
        elif node.tag in SILENT:
            walk.skip_subtree()
            continue
        else:
            part = node.text
            if node.tag in BREAKS:
                parts.append(" ")
        if part:
            parts.append(part)
            length += len(part)
    return plain("".join(parts))


def is_aside(element: Element) -> bool:
    """Whether the element stands beside the article: in a menu, a sidebar, the comments, a list of others."""
    return any(map(is_box, (element, *element.iterancestors())))


def is_quoted(element: Element) -> bool:
    """Whether the element is part of a quotation, or of a post of a network that the article shows."""
    return any(
        step.tag in QUOTES or _called(QUOTE_CLASS, step) for step in (element, *element.iterancestors())
    )


def _called(name: re.Pattern[str], element: Element) -> bool:
    return element.tag not in WHOLE and name.search(element.get("class") or "") is not None


def is_box(element: Element) -> bool:
    """Whether the element is itself such a box beside the article."""
    if element.tag in WHOLE:
        return False
    return element.tag in ASIDE or ASIDE_CLASS.search(element.get("class") or "") is not None


def letters_of(text: str) -> str:
    """The letters and digits of a text: what two ways to write the same headline or name have in common."""
    return "".join(filter(str.isalnum, text.casefold()))
