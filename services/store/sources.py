"""Whose an article is, as far as anyone says: no page that names itself is of an unknown source."""

from urllib.parse import urlsplit

from tld import get_tld

from schemas import CleanArticle


def source_of(article: CleanArticle) -> str | None:
    """The source that the producer gave, else the publisher that the page names, else its domain."""
    return article.source or article.publisher or domain_of(article.canonical_url) or domain_of(article.url)


def domain_of(url: str | None) -> str | None:
    """The registrable domain of a web address, by the Public Suffix List; its host where that has none."""
    try:
        parts = urlsplit(url or "")
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    found = get_tld(f"https://{host}", fail_silently=True, as_object=True)
    return host if found is None or isinstance(found, str) else found.fld or host
