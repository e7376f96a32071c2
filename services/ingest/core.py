"""Admit an article to the line, or say what is wrong with it."""

from collections.abc import Mapping
from datetime import UTC, datetime

from schemas import Delivery, IngestedArticle, Invalid, RawArticle
from schemas.delivery import LOG_APPEND_TIME
from services.admission import require_admissible
from services.identity import ID, identify, revision


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
    require_admissible(article, delivery.taken_at)
    fields = article.model_dump(exclude={"content"} if article.retracted else None)
    who = identify(article)
    return IngestedArticle(
        **{"content": "", **fields, "source": who.source},
        article_id=who.article_id,
        addresses=who.addresses,
        revision=revision(article),
        delivery_id=delivery.id,
        accepted_at=accepted_at,
    )


def accepted(delivery: Delivery) -> datetime:
    """When we took the message: the broker's own stamp, which no redelivery changes.

    A topic that keeps producers' stamps (`CreateTime`) can carry any number: there it is the moment at which
    this stage took the message, and later when the message is delivered again. A broker whose clock is ahead
    of ours is not followed either.
    """
    if delivery.timestamp_type != LOG_APPEND_TIME:
        return delivery.taken_at
    try:
        stamp = datetime.fromtimestamp(delivery.timestamp / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return delivery.taken_at
    return stamp if delivery.timestamp > 0 and stamp <= delivery.taken_at else delivery.taken_at


def article_of(admitted: IngestedArticle, known: Mapping[str, str]) -> str:
    """The id of the article that is meant, where `known` tells which one stands at an address (by its id).

    An address that only a page's canonical joined to an article leads to that article. Where a copy came
    under its own address before any page said of which article it is one, the copies are joined to it.
    """
    if admitted.article_id in known:
        return known[admitted.article_id]
    own = (each.id for each in admitted.addresses if known.get(each.id) == each.id)
    return next(own, admitted.article_id)


def _key(delivery: Delivery) -> str:
    key = (delivery.key or b"").decode("ascii", "replace")
    if not ID.fullmatch(key):
        raise Invalid(
            f"key: a message without a value takes back the article of its key, and {key!r} is no id"
        )
    return key
