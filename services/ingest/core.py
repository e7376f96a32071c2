"""Admit an article to the line, or say what is wrong with it."""

from datetime import UTC, datetime, timedelta

from schemas import Delivery, IngestedArticle, Invalid, RawArticle, TooLarge
from services.ingest.identity import ID, article_id, canonical, revision

MAX_CONTENT = 8 * 1024 * 1024
"""Bytes of content as UTF-8 (the contract's number)."""
TOMORROW = timedelta(days=1)
"""How far a producer's clock or time zone may be ahead."""


def admit(article: RawArticle | None, delivery: Delivery) -> IngestedArticle:
    """Identify an article; None is a tombstone: the article of the message's key is taken back.

    Raises:
        Invalid: a date lies in the future, or nothing says which article is taken back.
        TooLarge: the content is over `MAX_CONTENT`.
    """
    accepted_at = accepted(delivery)
    if article is None:
        return IngestedArticle(
            article_id=_key(delivery),
            revision=revision(RawArticle(retracted=True)),
            delivery_id=delivery.id,
            accepted_at=accepted_at,
            content="",
            retracted=True,
        )
    _check(article, accepted_at)
    fields = article.model_dump(exclude={"content"} if article.retracted else None)
    return IngestedArticle(
        **{"content": "", **fields},
        article_id=article_id(article),
        revision=revision(article),
        delivery_id=delivery.id,
        accepted_at=accepted_at,
    )


def accepted(delivery: Delivery) -> datetime:
    """When the broker took the message: its stamp, which no redelivery changes.

    A topic that keeps the producer's stamp can carry any number; one ahead of us is replaced by ours.
    """
    try:
        stamp = datetime.fromtimestamp(delivery.timestamp / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return delivery.taken_at
    return stamp if delivery.timestamp > 0 and stamp <= delivery.taken_at else delivery.taken_at


def refusal(article: RawArticle, now: datetime) -> str | None:
    """What ingest would say against this article, for producers who ask before they send."""
    try:
        _check(article, now)
    except (Invalid, TooLarge) as error:
        return str(error)
    return None


def require_size(size: int) -> None:
    """Look at a content's size, in bytes as UTF-8.

    Raises:
        TooLarge: it is over `MAX_CONTENT`.
    """
    if size > MAX_CONTENT:
        raise TooLarge(f"content: {size:,} bytes, the limit is {MAX_CONTENT:,} ({MAX_CONTENT >> 20} MiB)")


def _check(article: RawArticle, now: datetime) -> None:
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


def _key(delivery: Delivery) -> str:
    key = (delivery.key or b"").decode("ascii", "replace")
    if not ID.fullmatch(key):
        raise Invalid(
            f"key: a message without a value takes back the article of its key, and {key!r} is no id"
        )
    return key
