"""What a stage that works with the store is to the chassis: it knows no more of the store than this."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from schemas import Identified, Message, Outcome
from services.chassis.settings import Settings


@dataclass(frozen=True)
class StageResult:
    """What became of an article when the store had its say; `message` goes on, None for nothing.

    `also` goes on after it, each under the key of its own article: what this one changed of others.
    `article_id` is the article that is meant, where the store knows it better than the message did.
    """

    message: Message | None
    outcome: Outcome
    detail: str | None = None
    also: tuple[Identified, ...] = ()
    article_id: str | None = None


class StoreConnection(Protocol):
    """A dependency that answers or doesn't."""

    def ping(self) -> None:
        """Raise `Unavailable` when it doesn't answer."""

    def close(self) -> None:
        """Let go of it."""


OpenStore = Callable[[Settings], Any]
"""Open the store that the settings name; raises `Unavailable` when it can't."""

Settle = Callable[[Any, Sequence[Any], datetime], list[StageResult]]
"""Do a batch's work with the store, all or nothing; raises `Unavailable` when the store doesn't answer."""

Confirm = Callable[[Any, Sequence[Identified]], Sequence[Identified]]
"""Out of messages that the broker has, those that the store knows better by now, as they are now.

Another worker may have changed an article and sent its message before ours: then ours must not be the last.
"""
