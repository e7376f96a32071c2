"""What was told of each article on `articles.indexed`: the store keeps it, and says what has to be told anew.

A message is made from what the store holds and from nothing else. So whoever sends it, and however often, it
is the same until the article changes, and a kill between the store's commit and the send loses nothing: what
a delivery owes is kept with its article until long after it was sent.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from schemas import ChangedBy, IndexedArticle
from services.store.values import moment, number

OWED_FOR = timedelta(days=1)
"""How long a delivery's changes of other articles are kept at least, from when it was settled last.

They are needed where it comes again, and under one key deliveries come in order: before the next one of its
article is settled for the first time, it has come again or been committed.
"""

Owed = dict[str, list[Any]]
"""By delivery: when it was settled (microseconds since 1970), and the ids of others that it changed."""


@dataclass
class Changes:
    """What a batch does to articles, and by which delivery.

    `own` are new messages of articles that a delivery of their own changed, but for where they stand.
    """

    own: dict[str, IndexedArticle] = field(default_factory=dict)
    by: dict[str, ChangedBy] = field(default_factory=dict)

    def come(self, message: IndexedArticle, by: ChangedBy) -> None:
        """An article is shown anew, or taken back."""
        self.own[message.article_id] = message
        self.by[message.article_id] = by

    def touch(self, article_ids: Iterable[str], by: ChangedBy) -> None:
        """Articles stand elsewhere because of another; what comes itself in this batch says so itself."""
        self.by.update((each, by) for each in article_ids if each not in self.own)


def tell_anew(
    known: IndexedArticle | None,
    changes: Changes,
    article_id: str,
    stands: tuple[str | None, str | None],
    version: int,
) -> IndexedArticle | None:
    """The message of an article of this story, that repeats that one; None where it is as it was told."""
    message = changes.own.get(article_id, known)
    if message is None or article_id not in changes.by:
        return None
    story_id, duplicate_of = stands
    now = {
        "story_id": story_id,
        "duplicate_of": duplicate_of,
        "version": 0 if known is None else known.version,
        "changed_by": None if known is None else known.changed_by,
    }
    if message.model_copy(update=now) == known:
        return None
    return message.model_copy(update={**now, "version": version, "changed_by": changes.by[article_id]})


def write_message(message: IndexedArticle) -> str:
    """A message as the stores keep it."""
    return message.model_dump_json(exclude_defaults=True)


def read_message(written: str) -> IndexedArticle:
    """The message that was written."""
    return IndexedArticle.model_validate_json(written)


def owe(owed: Owed, delivery_id: str, article_ids: Sequence[str], now: datetime) -> Owed:
    """What an article's deliveries owe when this one has changed these; what is long paid is left out."""
    at = number(now)
    kept = {name: each for name, each in owed.items() if moment(each[0]) > now - OWED_FOR}
    return {**kept, delivery_id: [at, list(article_ids)]}


def owing(owed: Mapping[str, Sequence[Any]]) -> dict[str, tuple[str, ...]]:
    """By delivery the other articles that it changed."""
    return {delivery_id: tuple(article_ids) for delivery_id, (_, article_ids) in owed.items()}
