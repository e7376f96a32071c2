"""What a producer may push: said by ingest, and before anything is sent by the command and the gateway."""

from datetime import datetime, timedelta

from schemas import Invalid, RawArticle, TooLarge
from services.identity import canonical

MAX_CONTENT = 8 * 1024 * 1024
"""Bytes of content as UTF-8 (the contract's number)."""
TOMORROW = timedelta(days=1)
"""How far a producer's clock or time zone may be ahead."""


def require_admissible(article: RawArticle, now: datetime) -> None:
    """Look at what the schema can't say.

    Raises:
        Invalid: a date lies in the future, or nothing says which article is taken back.
        TooLarge: the content is over `MAX_CONTENT`.
    """
    require_size(len(article.content.encode()))
    if article.url is not None:
        try:
            canonical(article.url)
        except ValueError as error:
            raise Invalid(f"url: not a URL: {error} (got {article.url[:60]!r})") from None
    for name, value in (("published_at", article.published_at), ("fetched_at", article.fetched_at)):
        if value is not None and value > now + TOMORROW:
            raise Invalid(f"{name}: {value.isoformat()} lies in the future")
    if article.retracted and not (article.url or (article.source and article.external_id) or article.content):
        raise Invalid("url: a retraction names its article by url, by source and external_id, or by content")


def require_size(size: int) -> None:
    """Look at a content's size, in bytes as UTF-8.

    Raises:
        TooLarge: it is over `MAX_CONTENT`.
    """
    if size > MAX_CONTENT:
        raise TooLarge(f"content: {size:,} bytes, the limit is {MAX_CONTENT:,} ({MAX_CONTENT >> 20} MiB)")


def refusal(article: RawArticle, now: datetime) -> str | None:
    """What ingest would say against this article, for producers who ask before they send."""
    try:
        require_admissible(article, now)
    except (Invalid, TooLarge) as error:
        return str(error)
    return None
