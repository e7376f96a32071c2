"""What a page says of itself in its markup: headline, authors, date, tags.

Read in this order: JSON-LD (schema.org), meta tags, `<time>`; a title or an author that none of them
gives is looked for by trafilatura. Each date carries its basis; no date is ever read off the visible text,
where the page's clock stands too.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any

from lxml.html import HtmlElement
from trafilatura.metadata import examine_meta, extract_author, extract_title

from schemas.fields import EARLIEST
from services.clean.bylines import split_authors

ARTICLE_TYPES = ("Article", "BlogPosting", "Report", "LiveBlogPosting", "SocialMediaPosting")
META_DATES = (
    "article:published_time",
    "article:published",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "date_published",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "citation_publication_date",
    "cxenseparse:recs:publishtime",
    "date",
)
SLACK = timedelta(days=1)
"""Clocks differ and pages give local times without a zone: a date is in the future only beyond this."""
MOST_NODES = 2000
"""JSON-LD nodes looked at: a page has some ten."""

LONGEST_HEADLINE = 1000
LONGEST_NAME = 200
MOST_NAMES = 100
"""Bounds, in characters and names, to what a page may call its headline, its authors and its tags."""


@dataclass
class Facts:
    """What the markup says; `basis` tells where the date stood: json-ld, meta or time."""

    headline: str | None = None
    bylines: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    published_at: datetime | None = None
    basis: str | None = None


def read_facts(tree: HtmlElement, latest: datetime) -> Facts:
    """What the page's markup says; a date later than `latest` is not taken, nor one before newspapers."""
    nodes = [node for node in _json_ld(tree) if _is_article(node)]
    facts = Facts()
    for node in nodes:
        facts.headline = facts.headline or _headline(node.get("headline")) or _headline(node.get("name"))
        facts.bylines = facts.bylines or _distinct(_names(node.get("author")))
        facts.tags = facts.tags or _distinct(_keywords(node.get("keywords")))
    meta = examine_meta(tree)
    facts.headline = facts.headline or _headline(meta.title) or _headline(extract_title(tree))
    author = (meta.author if meta.author and " " in meta.author else None) or extract_author(tree)
    facts.bylines = facts.bylines or _distinct(author.split("; ") if author else ())
    facts.tags = facts.tags or _distinct(_keywords(meta.tags))
    for basis, value in _dates(tree, nodes):
        if (moment := _read_date(value)) and EARLIEST <= moment <= latest + SLACK:
            facts.published_at, facts.basis = moment, basis
            break
    return facts


def _json_ld(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The nodes of every JSON-LD script that can be read, those inside `@graph` and lists too."""
    queue: list[Any] = []
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            queue.append(json.loads(script.text or "null", strict=False))
        except (ValueError, RecursionError):
            continue
    for _ in range(MOST_NODES):
        if not queue:
            return
        node = queue.pop(0)
        if isinstance(node, list):
            queue.extend(node[:MOST_NODES])
        elif isinstance(node, dict):
            yield node
            queue.extend(node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node)


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.endswith(ARTICLE_TYPES) for kind in kinds)


def _headline(value: object) -> str | None:
    return value if isinstance(value, str) and 0 < len(value.strip()) <= LONGEST_HEADLINE else None


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    stripped = (name.strip() for name in names)
    return tuple(
        islice(dict.fromkeys(name for name in stripped if 0 < len(name) <= LONGEST_NAME), MOST_NAMES)
    )


def _names(authors: object) -> Iterator[str]:
    for author in authors if isinstance(authors, list) else [authors]:
        name = author.get("name") if isinstance(author, dict) else author
        for one in name if isinstance(name, list) else [name]:
            if isinstance(one, str) and not one.startswith(("http://", "https://")):
                yield from split_authors(one)


def _keywords(value: object) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield from item.split(",")


def _dates(tree: HtmlElement, nodes: list[dict[str, Any]]) -> Iterator[tuple[str, object]]:
    for node in nodes:
        yield "json-ld", node.get("datePublished")
    named: dict[str, str] = {}
    for meta in tree.iterfind(".//meta[@content]"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        named.setdefault(name.lower(), meta.get("content", ""))
    for name in META_DATES:
        yield "meta", named.get(name)
    for path in (".//time[@itemprop='datePublished']", ".//time[@pubdate]", ".//article//time[@datetime]"):
        time = tree.find(path)
        if time is not None:
            yield "time", time.get("datetime")


def _read_date(value: object) -> datetime | None:
    """ISO 8601 or the date of an e-mail header, in UTC; without a zone it is taken as UTC."""
    if not isinstance(value, str) or not 8 <= len(value := value.strip()) <= 64:
        return None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(value)
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError, TypeError):
            continue
    return None
