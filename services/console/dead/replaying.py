"""Which deliveries that the ledger calls dead a replay has put on the line again, for the audit."""

import asyncio
from collections.abc import Sequence

from services.console.dead.book import Book, followed
from services.console.dead.groups import families, fates
from services.line import FIRST, RECEIPTS, STAGES, dead_letters
from services.store import Store

TOPICS = [
    dead_letters(stage.input_topic)
    for stage in STAGES
    if stage.input_topic not in (FIRST.input_topic, RECEIPTS)
]
"""Onto the first topic a replay is a delivery of its own, which the ledger counts for itself."""


async def books(bootstrap: str, within: float) -> list[Book] | None:
    """What lies on the dead-letter topics; None when `within` seconds are not enough.

    Raises:
        PresslineError: a dead-letter topic is not there, or the broker.
    """
    try:
        async with asyncio.timeout(within):
            return await asyncio.gather(*(_book(bootstrap, topic) for topic in TOPICS))
    except TimeoutError:
        return None


async def _book(bootstrap: str, topic: str) -> Book:
    async with followed(bootstrap, topic) as follower:
        return follower.book


def replaying(letters: Sequence[Book], store: Store) -> frozenset[str]:
    """Deliveries that were sent again and have not ended anew."""
    found: set[str] = set()
    for book in letters:
        sent = {original for original, replays in book.replays.items() if replays.sent}
        known = fates(book, sent, store) if sent else {}
        of = families(book)  # an original may be past its retention, with one born of its replay left
        found |= {of[original][0].delivery_id for original, fate in known.items() if fate == "replaying"}
    return frozenset(found - {""})
