"""Reads JSON-LD, the structured data that a page carries in scripts, as pages write it: often broken."""

import json
import re
from collections import deque
from collections.abc import Iterator
from html import unescape
from itertools import islice
from typing import Any

from services.clean.html.tree import Element

Node = dict[str, Any]

MOST_NODES = 2000
"""Nodes looked at: a page has some ten."""
MOST_SCRIPTS = 100
LONGEST_SCRIPT = 2_000_000
LONGEST_MENDED = 200_000
"""Characters of a script that is read, and of a broken one that is mended; a live blog has 500,000."""
ARTICLE_TYPES = ("Article", "BlogPosting", "Report", "LiveBlogPosting", "SocialMediaPosting")
"""Ends of the types of schema.org that are articles: `ReportageNewsArticle` is one too."""
INNER = ("@graph", "mainEntity", "mainEntityOfPage")

OPENING = re.compile(r"(?:\s|//|/\*|\*/|<!--|<!\[CDATA\[)*+")
CLOSING = re.compile(r"(?:\s|;|//|/\*|\*/|-->|\]\]>)++\Z")
"""What hides a script from old browsers and XML, in front of it and behind it."""
MOST_CLOSING = 200
MISTAKE = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|,(?=\s*+[}\]])', re.DOTALL)
BAD_ESCAPE = re.compile(r'\\(?:u(?![0-9a-fA-F]{4})|([^"\\/bfnrtu]))', re.DOTALL)
DECODER = json.JSONDecoder(strict=False)


def read_json_ld(tree: Element) -> list[Node]:
    """The nodes of every JSON-LD script of a page, those inside `@graph` and lists too, 2,000 at most."""
    scripts = filter(_is_json_ld, tree.iter("script"))
    queue = deque(value for script in islice(scripts, MOST_SCRIPTS) for value in _values(script.text))
    nodes: list[Node] = []
    for _ in range(MOST_NODES):
        if not queue:
            break
        value = queue.popleft()
        if isinstance(value, list):
            queue.extend(value[:MOST_NODES])
        elif isinstance(value, dict):
            nodes.append(value)
            queue.extend(value[key] for key in INNER if key in value)
    return nodes


def is_article(node: Node) -> bool:
    """Whether the node says that it is an article, of any of schema.org's kinds."""
    return any(kind.endswith(ARTICLE_TYPES) for kind in types_of(node))


def types_of(node: Node) -> list[str]:
    """The `@type` of a node, which may be one or several."""
    kinds = node.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _is_json_ld(script: Element) -> bool:
    return "ld+json" in (script.get("type") or "").lower()


def _values(text: str | None) -> Iterator[Any]:
    """The values in a script; several may stand in a row. Text that can't be mended ends the script."""
    if not text or len(text) > LONGEST_SCRIPT:
        return
    rest = OPENING.sub("", text, count=1)
    rest = rest[:-MOST_CLOSING] + CLOSING.sub("", rest[-MOST_CLOSING:])
    if '"' not in rest and "&quot;" in rest:
        rest = unescape(rest)
    try:
        yield json.loads(rest, strict=False)
        return
    except (ValueError, RecursionError):
        if len(rest) > LONGEST_MENDED:
            return
    rest = MISTAKE.sub(_mend, rest)
    start = 0
    for _ in range(MOST_NODES):
        start = _next_value(rest, start)
        if start < 0:
            return
        try:
            value, start = DECODER.raw_decode(rest, start)
        except (ValueError, RecursionError):
            return
        yield value


def _mend(found: re.Match[str]) -> str:
    """A string without escapes that JSON doesn't know; nothing for a comma before a closing bracket."""
    return BAD_ESCAPE.sub(r"\1", found[0]) if found[0] != "," else ""


def _next_value(text: str, start: int) -> int:
    starts = [at for at in (text.find("{", start), text.find("[", start)) if at >= 0]
    return min(starts, default=-1)
