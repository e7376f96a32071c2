"""An article's id, and its revision's."""

import json
import re
import unicodedata
from hashlib import sha256
from typing import NamedTuple

from schemas import Address, RawArticle
from services.identity.addresses import canonical
from services.identity.copies import site_of_address
from services.identity.own_address import own_address
from services.identity.page_head import PageHead, read_head

ID_LENGTH = 32
REVISION_LENGTH = 16
"""Hexadecimal digits of a SHA-256: 128 bits never collide by chance, 64 not within one article."""

ID = re.compile(rf"[0-9a-f]{{{ID_LENGTH}}}")
HTML = "text/html"


class Identity(NamedTuple):
    """Who an article is.

    `addresses` are the URL that the producer gave, and the one that its page gives as its own where that is
    another; `source` is the producer's, else the page's publisher, else the site's domain.
    """

    article_id: str
    addresses: tuple[Address, ...]
    source: str | None


def article_id(article: RawArticle) -> str:
    """The article's id: by its canonical URL; else its source and external id; else its content.

    Of a page the canonical URL is the one that it gives as its own, where that can be believed.
    """
    return identify(article).article_id


def identify(article: RawArticle) -> Identity:
    """Who an article is; its page is looked at once for all of it.

    Raises:
        ValueError: its URL is none after all.
    """
    head = read_head(article.content) if article.content_type == HTML else PageHead()
    own = own_address(head, article.url) if article.url else None
    urls = dict.fromkeys(filter(None, (article.url, own)))
    addresses = tuple(Address(url=url, id=address_id(url)) for url in urls)
    if addresses:
        found = addresses[-1].id
    elif article.source and article.external_id:
        found = _digest("external", article.source, article.external_id)
    else:
        found = _digest("content", normalised(article.content))
    named = addresses[-1].url if addresses else next(iter(head.addresses), None)
    source = article.source or head.publisher or (site_of_address(named) if named else None)
    return Identity(found, addresses, source)


def address_id(url: str) -> str:
    """The id of the article that stands at an address, as far as the address alone tells.

    Raises:
        ValueError: it is no URL after all.
    """
    return _digest("url", canonical(url))


def revision(article: RawArticle) -> str:
    """The revision: of every field that a reader sees, as the producer gave it; not of when it was fetched.

    Spaces and Unicode forms do not make another, nor does the order of tags.
    """
    published = article.published_at.isoformat() if article.published_at else ""
    return _digest(
        "revision",
        normalised(article.content),
        article.content_type,
        normalised(article.headline or ""),
        [normalised(name) for name in article.bylines],
        published,
        normalised(article.source or ""),
        normalised(article.language or ""),
        sorted({normalised(tag) for tag in article.tags}),
    )[:REVISION_LENGTH]


def normalised(content: str) -> str:
    """The content without what never matters: Unicode form and white space."""
    return " ".join(unicodedata.normalize("NFC", content).split())


def _digest(*parts: str | list[str]) -> str:
    # as JSON: it keeps the borders between the parts, whatever is in them
    return sha256(json.dumps(parts).encode()).hexdigest()[:ID_LENGTH]
