"""Who an article is: the same article has one id, the same content one revision, whoever pushes it."""

import json
import re
import unicodedata
from hashlib import sha256
from urllib.parse import parse_qsl, urlencode, urlsplit

from w3lib.url import canonicalize_url

from schemas import RawArticle

ID_LENGTH = 32
REVISION_LENGTH = 16
"""Hexadecimal digits of a SHA-256: 128 bits never collide by chance, 64 not within one article."""

ID = re.compile(rf"[0-9a-f]{{{ID_LENGTH}}}")

TRACKERS = re.compile(
    r"(utm_\w+|fbclid|gclid|dclid|gclsrc|msclkid|yclid|igshid|mc_[ce]id|_ga|_gl|cmpid|ocid|ncid|"
    r"ref_src|ref_url|smid|ito|wt\.mc_id|at_(?:medium|campaign|custom\d))",
    re.IGNORECASE,
)
"""Query parameters that say how a reader came, not what they read (as listed by the campaigns' makers)."""


BYTES = "surrogateescape"
"""A query in another encoding than UTF-8 keeps its bytes: two pages must not become one."""


def article_id(article: RawArticle) -> str:
    """The article's id: by its canonical URL; else its source and external id; else its content."""
    if article.url:
        return _digest("url", canonical(article.url))
    if article.source and article.external_id:
        return _digest("external", article.source, article.external_id)
    return _digest("content", normalised(article.content))


def revision(article: RawArticle) -> str:
    """The content's revision; spaces and Unicode forms do not make another."""
    return _digest("revision", normalised(article.content))[:REVISION_LENGTH]


def canonical(url: str) -> str:
    """One spelling for all addresses of one page: no scheme, www., fragment, trackers or trailing slash.

    The rest is RFC 3986, section 6, by w3lib.

    Raises:
        ValueError: it is no URL after all.
    """
    parts = urlsplit(canonicalize_url(url.strip()))
    query = [
        (k, v)
        for k, v in parse_qsl(parts.query, keep_blank_values=True, errors=BYTES)
        if not TRACKERS.fullmatch(k)
    ]
    host = (parts.hostname or "").removeprefix("www.").rstrip(".")
    default = {"http": 80, "https": 443}.get(parts.scheme)
    port = f":{parts.port}" if parts.port and parts.port != default else ""
    path = parts.path.rstrip("/")
    return f"{host}{port}{path}" + (f"?{urlencode(query, errors=BYTES)}" if query else "")


def normalised(content: str) -> str:
    """The content without what never matters: Unicode form and white space."""
    return " ".join(unicodedata.normalize("NFC", content).split())


def _digest(*parts: str) -> str:
    # as JSON: it keeps the borders between the parts, whatever is in them
    return sha256(json.dumps(parts).encode()).hexdigest()[:ID_LENGTH]
