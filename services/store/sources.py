"""Whose an article is, as far as anyone says: no page that names itself is of an unknown source."""

from functools import lru_cache
from urllib.parse import urlsplit

from tld import get_fld

from schemas import CleanArticle


def source_of(article: CleanArticle) -> str | None:
    """The source that the producer gave, else the publisher that the page names, else its domain."""
    return article.source or article.publisher or domain_of(article.canonical_url) or domain_of(article.url)


@lru_cache(10_000)
def domain_of(url: str | None) -> str | None:
    """The registrable domain of a web address, by the Public Suffix List; of an IP address, itself.

    Under a suffix that is no public one (`.example`) the last two labels, by the list's own default rule.
    None for what is no web address.
    """
    try:
        parts = urlsplit(url or "")
        host = (parts.hostname or "").strip(".")
        known = get_fld(f"https://{host}/", fail_silently=True, search_private=True)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    if known or ":" in host or host.rpartition(".")[2].isdecimal():
        return str(known or host)
    return ".".join(host.split(".")[-2:])
