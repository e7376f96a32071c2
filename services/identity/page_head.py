"""What a page says of itself: the addresses that it gives as its own, and whose it is.

A look, not a parse: ingest passes every page, and its image has no lxml. Tags are found by their beginning,
and comments, scripts and styles are stepped over, so that what only looks like a tag in them is none. Each
step is bounded, whatever a page holds: so many tags, of so many characters.
"""

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

MOST_TAGS = 1000
LONGEST_TAG = 8192
"""Tags of a head that are read, and characters of one."""
MOST_SCRIPTS, LONGEST_SCRIPT = 20, 300_000
MOST_NODES = 500
"""JSON-LD that is read: scripts, characters of one, things in all of them."""
LONGEST_NAME = 100
"""Characters of a publisher's name."""
LONGEST_ADDRESS = 8192

STARTS = re.compile(
    r"<(?:(?P<comment>!--)|(?P<silent>script|style|title|noscript|template|textarea|svg|iframe)(?=[\s/>])"
    r"|(?P<tag>link|meta|base)(?=[\s/])|(?P<end>/head\s*>|body(?=[\s/>])))",
    re.IGNORECASE,
)
TAG = re.compile(r"""(?:[^>"']|"[^"]*"|'[^']*')*+>""")
ATTRIBUTE = re.compile(r"""([^\s"'<>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?""")
SCRIPT = re.compile(r"<script\b[^<>]{0,500}?ld\+json[^<>]{0,500}>", re.IGNORECASE)
MARKS = re.compile(r"\A(?:\s|//|/\*|\*/|<!--|<!\[CDATA\[)++|(?:\s|;|//|/\*|\*/|-->|\]\]>)++\Z")
"""What hides a script from old browsers and XML."""

ARTICLES = ("Article", "BlogPosting", "Report", "LiveBlogPosting", "SocialMediaPosting")
"""Ends of the types of schema.org that are articles."""
INNER = ("@graph", "mainEntity", "mainEntityOfPage")
SITE_NAMES = ("og:site_name", "application-name", "dc.publisher", "apple-mobile-web-app-title")
_NO_NAMES = """
article blog blogger default drupal example home homepage joomla news none null organization page
publisher site sitename title undefined untitled web website wordpress wordpress.com
"""
NO_NAMES = frozenset(
    (*_NO_NAMES.split(), "home page", "my site", "my blog", "site title", "my wordpress blog")
)
"""What systems fill in where nobody has named the site."""

Node = dict[str, Any]


@dataclass(frozen=True)
class PageHead:
    """What a page says of itself. `addresses` are as they stand there, `rel=canonical` before `og:url`.

    `canonicals` counts the different ones that `rel=canonical` gives. `base` is what relative ones are read
    from.
    """

    addresses: tuple[str, ...] = ()
    canonicals: int = 0
    publisher: str | None = None
    base: str | None = None


def read_head(page: str) -> PageHead:
    """What a page says of itself."""
    links: list[str] = []
    meta: dict[str, str] = {}
    base = None
    for name, attributes in _tags(page):
        if name == "meta":
            key = attributes.get("property") or attributes.get("name") or ""
            if content := attributes.get("content", "").strip():
                meta.setdefault(key.strip().casefold(), content)
        elif href := attributes.get("href", "").strip():
            relations = attributes.get("rel", "").casefold().split()
            if name == "base":
                base = base or href
            elif "canonical" in relations:
                links.append(href)
    canonicals = dict.fromkeys(links)
    own = (*canonicals, *filter(None, [meta.get("og:url")]))
    addresses = tuple(each for each in dict.fromkeys(own) if len(each) <= LONGEST_ADDRESS)
    return PageHead(addresses, len(canonicals), _publisher(page, meta), base)


def _tags(page: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The `link`, `meta` and `base` tags of the head, with their attributes."""
    at = 0
    for _ in range(MOST_TAGS):
        found = STARTS.search(page, at)
        if found is None or found["end"]:
            return
        if found["comment"]:
            at = page.find("-->", found.end())
        elif found["silent"]:
            ending = re.compile(rf"</{found['silent']}", re.IGNORECASE).search(page, found.end())
            at = ending.end() if ending else -1
        else:
            tag = TAG.match(page, found.end(), found.end() + LONGEST_TAG)
            at = tag.end() if tag else found.end()
            if tag:
                yield found["tag"].casefold(), _attributes(tag[0][:-1])
        if at < 0:
            return


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, *values in ATTRIBUTE.findall(text):
        found.setdefault(name.casefold(), unescape(next(filter(None, values), "")))
    return found


def _publisher(page: str, meta: dict[str, str]) -> str | None:
    """Whose page it is: the article's `publisher` in JSON-LD, then the site's name; null if unsaid."""
    nodes = list(_nodes(page))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and "name" in node}
    stated = [_named(node.get("publisher"), by_id) for node in nodes if _is(node, *ARTICLES)]
    stated.append(meta.get("og:site_name"))
    stated += [_named(node, by_id) for node in nodes if _is(node, "WebSite")]
    stated += [meta.get(name) for name in SITE_NAMES]
    stated += [_named(node, by_id) for node in nodes if _is(node, "NewsMediaOrganization")]
    return next(filter(None, map(_name, stated)), None)


def _name(value: object) -> str | None:
    """A publisher's name on one line; null for what is none: an address, a handle, what a system fills in."""
    if not isinstance(value, str) or len(value) > 10 * LONGEST_NAME:
        return None
    text = re.sub(r"</?[a-zA-Z][^<>]{0,300}>", "", unescape(unescape(value)))
    name = " ".join(text.split()).split(" | ")[0].strip()
    if not 1 < len(name) <= LONGEST_NAME or not name.isprintable() or name.casefold() in NO_NAMES:
        return None
    return None if "://" in name or name.startswith(("@", "{", "[")) or name.isdecimal() else name


def _named(value: object, by_id: dict[str, Node]) -> object:
    """The name of a thing, of the first of several, or of the one that a reference stands for."""
    thing = value[0] if isinstance(value, list) and value else value
    if isinstance(thing, dict):
        known = thing if "name" in thing else by_id.get(str(thing.get("@id")), thing)
        named = known.get("name")
        return named[0] if isinstance(named, list) and named else named
    return thing


def _is(node: Node, *endings: str) -> bool:
    kinds = node.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.endswith(endings) for kind in listed)


def _nodes(page: str) -> Iterator[Node]:
    """The things that the page's JSON-LD tells of, those in `@graph` and in lists, too."""
    queue: deque[Any] = deque(_scripts(page))
    for _ in range(MOST_NODES):
        if not queue:
            return
        value = queue.popleft()
        if isinstance(value, list):
            queue.extend(value[:MOST_NODES])
        elif isinstance(value, dict):
            yield value
            queue.extend(value[key] for key in INNER if key in value)


def _scripts(page: str) -> Iterator[Any]:
    at = 0
    for _ in range(MOST_SCRIPTS):
        opening = SCRIPT.search(page, at)
        if opening is None:
            return
        at = page.find("</", opening.end())
        at = len(page) if at < 0 else at
        # “</” may stand in a string of it
        while page[at : at + 8].casefold() != "</script" and at < len(page):
            following = page.find("</", at + 2)
            at = len(page) if following < 0 else following
        if at - opening.end() > LONGEST_SCRIPT:
            continue
        try:
            yield json.loads(MARKS.sub("", page[opening.end() : at]), strict=False)
        except (ValueError, RecursionError):
            continue
