"""A message on a topic, as bytes: what goes to the broker and what came from it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from schemas import Delivery

Headers = list[tuple[str, bytes]]


@dataclass(frozen=True)
class ProducerRecord:
    """One message to send."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: Headers


@dataclass(frozen=True)
class ConsumedRecord(ProducerRecord):
    """One message taken from the broker; `delivery` says where it stood.

    `unreadable` says why it can't be read, where it can't: then key, value and headers are not known.
    """

    delivery: Delivery
    unreadable: str | None = None


Send = Callable[[Sequence[ProducerRecord]], Awaitable[list[str | None]]]
"""Send records in order and wait until the broker has acknowledged them all.

Gives for each None, or why its topic will never take it. Raises `Unavailable` when the broker does not
answer; then all of them should be sent again.
"""
