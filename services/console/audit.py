"""`pressline audit`: the conservation check. What was accepted has ended, or is still on the line."""

import asyncio
from dataclasses import dataclass, field

from services.chassis.errors import Misconfigured
from services.chassis.lag import backlog, find_bootstrap
from services.chassis.settings import Settings
from services.store import Store

LOOKS = 4
PAUSE = 1.0
"""Looks at an idle line, and seconds between them, before what is still open counts as lost."""
SHOWN = 20
"""Lost deliveries listed by name."""


@dataclass(frozen=True)
class Audit:
    """The tally, and whether it balances: nothing lost, nothing ended twice."""

    accepted: int
    indexed: int
    unchanged: int
    dropped: int
    dead: int
    retracted: int
    in_flight: int
    balanced: bool
    conflicts: int
    lost: list[str] = field(default_factory=list)
    note: str | None = None


async def audit(store: Store, settings: Settings) -> Audit:
    """Count, and where deliveries are still open look whether the line has work left.

    The ledger alone cannot tell an article on its way from a lost one; the broker can: when every
    topic is done and a delivery has no end, it is lost.

    Raises:
        Away: deliveries are open and the broker that should have them does not answer.
    """
    for look in range(LOOKS):
        before = await asyncio.to_thread(store.tally)
        if not before["in_flight"]:
            return _verdict(before, [], None)
        try:
            waiting = sum((await backlog(find_bootstrap(settings))).values())
        except Misconfigured:
            lost = await _open_deliveries(store)
            return _verdict(before, lost, "the embedded broker does not run, and what it held is gone")
        if waiting:
            return _verdict(before, [], None)
        if look + 1 < LOOKS:
            await asyncio.sleep(PAUSE)
    after = await asyncio.to_thread(store.tally)
    if after["accepted"] != before["accepted"]:
        return _verdict(after, [], None)  # articles came in while we looked
    note = "nothing waits on any topic, yet these have no end" if after["in_flight"] else None
    return _verdict(after, await _open_deliveries(store) if after["in_flight"] else [], note)


async def _open_deliveries(store: Store) -> list[str]:
    found = await asyncio.to_thread(store.unfinished, SHOWN)
    return [journey.delivery_id for journey in found]


def _verdict(tally: dict[str, int], lost: list[str], note: str | None) -> Audit:
    ends = {name: tally.get(name, 0) for name in ("indexed", "unchanged", "dropped", "dead", "retracted")}
    whole = tally["accepted"] == sum(ends.values()) + tally["in_flight"]
    return Audit(
        accepted=tally["accepted"],
        **ends,
        in_flight=tally["in_flight"],
        balanced=whole and not lost and not tally["conflicts"],
        conflicts=tally["conflicts"],
        lost=lost,
        note=note,
    )
