"""How many deliveries the ledger calls dead that a replay has put on the line again, for the audit."""

import asyncio

from services.console.dead.book import followed
from services.console.dead.groups import fates
from services.line import FIRST, RECEIPTS, STAGES, dead_letters
from services.store import Store

TOPICS = [dead_letters(stage.reads) for stage in STAGES if stage.reads not in (FIRST.reads, RECEIPTS)]
"""Onto the first topic a replay is a delivery of its own, which the ledger counts for itself."""


async def replaying(bootstrap: str, store: Store, within: float) -> int | None:
    """Deliveries that were sent again and have not ended anew; None when `within` seconds are not enough.

    Raises:
        PresslineError: a dead-letter topic is not there, or the broker.
    """
    try:
        async with asyncio.timeout(within):
            return sum(await asyncio.gather(*(_replaying(bootstrap, topic, store) for topic in TOPICS)))
    except TimeoutError:
        return None


async def _replaying(bootstrap: str, topic: str, store: Store) -> int:
    async with followed(bootstrap, topic) as follower:
        book = follower.book
    sent = {original for original, replays in book.replays.items() if replays.sent}
    known = await asyncio.to_thread(fates, book, sent, store) if sent else {}
    return sum(fate == "replaying" for fate in known.values())
