"""Whose an article is, as far as anyone says: no page that names itself is of an unknown source."""

from urllib.parse import urlsplit

from schemas import CleanArticle
from services.identity.sites import site_of


def source_of(article: CleanArticle) -> str | None:
    """The source that the producer gave, else the publisher that the page names, else its domain."""
    return article.source or article.publisher or domain_of(article.canonical_url) or domain_of(article.url)


def domain_of(url: str | None) -> str | None:
    """The registrable domain of a web address (`services/identity/sites.py`); None for what is none."""
    try:
        parts = urlsplit(url or "")
        host = parts.hostname
    except ValueError:
        return None
    return site_of(host) if host and parts.scheme in {"http", "https"} else None
