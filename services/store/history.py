"""What is known of one article's revisions: enough to tell which of them is shown, whatever came first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Self

from schemas import Outcome


class Moment(NamedTuple):
    """When an article was accepted, UTC; of two at one moment, the later on the topic is later."""

    at: datetime
    order: tuple[tuple[int, str], ...]
    delivery_id: str

    @classmethod
    def of(cls, accepted_at: datetime, delivery_id: str) -> Self:
        """The moment of one delivery.

        Numbers in the id count as numbers: a text comparison would put offset 10 before offset 9.
        """
        order = tuple((len(part), part) for part in delivery_id.split(":"))
        return cls(accepted_at, order, delivery_id)


@dataclass(frozen=True)
class ArticleState:
    """Where an article stands among the others; no story: it stands nowhere, it was taken back.

    `merged` are stories that it showed to be one with `story_id`; `watches` the watches it matches.
    """

    story_id: str | None = None
    duplicate_of: str | None = None
    merged: tuple[str, ...] = ()
    watches: tuple[str, ...] = ()


@dataclass(frozen=True)
class StoredRevision:
    """A revision in the store: who brought it, and where it stood then.

    `moment` is the latest at which this content was accepted, from whichever delivery. `before` are those
    that brought it until `delivery_id` brought it back, with what became of each.
    """

    delivery_id: str
    moment: Moment
    indexed_at: datetime
    state: ArticleState
    before: Mapping[str, Outcome] = field(default_factory=dict)


@dataclass(frozen=True)
class History:
    """All that is known of one article.

    `retraction` is the latest moment at which it was taken back; `shown` the revision that search
    and stories hold now; `story_id` and `duplicate_of` go with it. `first` is the earliest moment of any
    revision. `owed` are, by delivery of this article, the others that it changed.
    """

    revisions: Mapping[str, StoredRevision] = field(default_factory=dict)
    retraction: Moment | None = None
    shown: str | None = None
    story_id: str | None = None
    duplicate_of: str | None = None
    first: Moment | None = None
    owed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
