"""Admit an article to the line, or say what is wrong with it."""

from datetime import UTC, datetime

from schemas import Delivery, IngestedArticle, Invalid, RawArticle
from services.admission import require_admissible
from services.identity import ID, article_id, revision


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
    require_admissible(article, accepted_at)
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


def _key(delivery: Delivery) -> str:
    key = (delivery.key or b"").decode("ascii", "replace")
    if not ID.fullmatch(key):
        raise Invalid(
            f"key: a message without a value takes back the article of its key, and {key!r} is no id"
        )
    return key
