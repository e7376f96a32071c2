"""What a page says of its article in its markup: headline, authors, dates, publisher, tags, address.

JSON-LD (schema.org) and meta tags are read first, elements of the page where these give nothing. Each date
carries its basis; none is guessed from the visible text, where the page's clock stands too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from itertools import islice
from typing import Any

from services.clean.day_order import DayOrder
from services.clean.html.tree import Element
from services.clean.markup.addresses import find_address, find_publisher, site_names
from services.clean.markup.authors import find_authors
from services.clean.markup.language_codes import language_code
from services.clean.markup.markup import TAG, UNSEEN, Markup, plain, read_markup
from services.clean.markup.page_dates import day_order, find_modified, find_published
from services.clean.markup.titles import find_headline

LONGEST_TAG = 200
MOST_TAGS = 100
LONGEST_BODY = 1_000_000
"""Bounds to what is read of tags (characters of one, their number) and of an article's body (characters)."""
META_TAGS = ("article:tag", "og:article:tag", "news_keywords", "parsely-tags", "sailthru.tags", "keywords")
MACHINE_TAG = re.compile(
    r"[0-9a-f-]{16,}|[\d\W_]+|"
    r"(?:[\w ]{0,30}\bcategory|(?:sub)?section|page ?type|type|day|time|author|wc)\s*:.*",
    re.IGNORECASE,
)
"""What systems file an article under: “Category: World”, “Day: Friday”, a key."""
META_LANGUAGES = ("og:locale", "content-language", "language", "dc.language")
BLOCK = re.compile(r"<(?:/?(?:p|div|h[1-6]|li|ul|ol|blockquote|section|tr|table)|br)\b[^<>]{0,1000}>", re.I)
UNREAD = re.compile(r"<(script|style)\b[^<>]{0,1000}>.*?(?:</\1\s*>|\Z)", re.I | re.S)


@dataclass
class Facts:
    """What the markup says; a basis tells where its date stood.

    `language` is ISO 639-1; `day_order` that of
    dates such as 07/11/2023, where the page decides it. `body` is the article as JSON-LD gives it, one
    paragraph a line; null without.
    """

    headline: str | None = None
    bylines: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    published_at: datetime | None = None
    published_at_basis: str | None = None
    modified_at: datetime | None = None
    modified_at_basis: str | None = None
    publisher: str | None = None
    language: str | None = None
    canonical_url: str | None = None
    body: str | None = None
    day_order: DayOrder | None = None


def read_facts(tree: Element, latest: datetime, url: str | None = None) -> Facts:
    """What the page's markup says of its article.

    `url` is where the page stands, as far as known: relative addresses are read from it. A date later than
    `latest`, in UTC, is not taken, nor one before newspapers.
    """
    markup = read_markup(tree)
    canonical = find_address(markup, url)
    publisher = find_publisher(markup)
    site = list(site_names(markup, publisher, canonical or url))
    language = _language(markup)
    order = day_order(markup, url or canonical, _tag(markup), latest)
    published = find_published(markup, url or canonical, latest, order)
    modified = find_modified(markup, published.at if published else None, latest, order)
    return Facts(
        headline=find_headline(markup, site),
        bylines=find_authors(markup, site, language),
        tags=_tags(markup),
        published_at=published.at if published else None,
        published_at_basis=published.basis.value if published else None,
        modified_at=modified.at if modified else None,
        modified_at_basis=modified.basis.value if modified else None,
        publisher=publisher,
        language=language,
        canonical_url=canonical,
        body=_body(markup),
        day_order=order,
    )


def _tags(markup: Markup) -> tuple[str, ...]:
    """The tags of the first source that has any, each once."""
    sources = [_keywords(node.get("keywords")) for node in markup.articles]
    sources += [_keywords(markup.meta.get(name)) for name in META_TAGS]
    for source in sources:
        tags: dict[str, str] = {}
        for tag in islice(source, MOST_TAGS):
            if 0 < len(tag) <= LONGEST_TAG and not MACHINE_TAG.fullmatch(tag):
                tags.setdefault(tag.casefold(), tag)
        if tags:
            return tuple(tags.values())
    return ()


def _keywords(value: Any) -> Iterator[str]:
    for item in islice(value if isinstance(value, list) else [value], MOST_TAGS):
        words = item.get("name") if isinstance(item, dict) else item
        yield from (word.strip() for word in plain(words).split(","))


def _language(markup: Markup) -> str | None:
    root = markup.tree if markup.tree.tag == "html" else markup.tree.getroottree().getroot()
    declared = [root.get("lang") or root.get("xml:lang") or ""]
    declared += [value for node in markup.articles for value in _named(node.get("inLanguage"))]
    return next(filter(None, map(language_code, (*declared, *markup.every(*META_LANGUAGES)))), None)


def _tag(markup: Markup) -> str | None:
    """The page's language as declared, with its region if it has one: “en-US”."""
    root = markup.tree if markup.tree.tag == "html" else markup.tree.getroottree().getroot()
    declared = [root.get("lang") or root.get("xml:lang") or "", *markup.every(*META_LANGUAGES)]
    declared = [tag for tag in declared if language_code(tag)]
    regional = (tag for tag in declared if "-" in tag or "_" in tag)
    return next(regional, declared[0] if declared else None)


def _named(value: Any) -> Iterator[str]:
    for item in islice(value if isinstance(value, list) else [value], MOST_TAGS):
        yield plain((item.get("alternateName") or item.get("name")) if isinstance(item, dict) else item)


def _body(markup: Markup) -> str | None:
    bodies = (node.get("articleBody") for node in markup.articles)
    return next(filter(None, (_lines(body) for body in bodies)), None)


def _lines(body: Any) -> str:
    """The paragraphs of an article that may be text, HTML, or escaped HTML, one a line."""
    if isinstance(body, list):
        body = "\n".join(part for part in body[:MOST_TAGS] if isinstance(part, str))
    if not isinstance(body, str) or not body:
        return ""
    text = body[:LONGEST_BODY]
    if "&lt;" in text:
        text = unescape(text)
    if "<" in text:
        text = TAG.sub("", BLOCK.sub("\n", UNREAD.sub("", text)))
    lines = (" ".join(line.split()) for line in UNSEEN.sub("", unescape(text)).splitlines())
    return "\n".join(filter(None, lines))
