"""What a stage that works with the store is to the chassis: it knows no more of the store than this."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from schemas import Message, Outcome
from services.chassis.settings import Settings


@dataclass(frozen=True)
class Settled:
    """What became of an article when the store had its say; `message` goes on, None for nothing."""

    message: Message | None
    outcome: Outcome
    detail: str | None = None


class Store(Protocol):
    """A dependency that answers or doesn't."""

    def ping(self) -> None:
        """Raise `Away` when it doesn't answer."""

    def close(self) -> None:
        """Let go of it."""


OpenStore = Callable[[Settings], Any]
"""Open the store that the settings name; raises `Away` when it can't."""

Settle = Callable[[Any, Sequence[Any], datetime], list[Settled]]
"""Do a batch's work with the store, all or nothing; raises `Away` when the store doesn't answer."""
