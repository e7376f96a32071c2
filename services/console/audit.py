"""`pressline audit`: the conservation check. What was accepted has ended, or is on the line and moves."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from aiokafka.errors import KafkaError

from services.chassis.errors import Misconfigured, PresslineError, Unavailable
from services.chassis.lag import LagReader, StageLag, find_bootstrap, lag_reader
from services.chassis.processes import silent_services
from services.chassis.progress import STUCK_AFTER
from services.chassis.settings import Settings
from services.console.dead.book import Book
from services.console.dead.replaying import books, replaying
from services.console.line_looks import Look, lifeless, moved, standing, verdict_needs_more
from services.line import FIRST
from services.store import Store

TIMEOUT = 3.5
"""Seconds in which it answers: with the start of the command, less than five."""
LAST_LOOK = 0.7
"""Seconds of them that are left for the last look."""
PAUSE = 0.5
"""Seconds between two looks at the line."""
REPLAYS_WITHIN = 1.5
"""Seconds for reading through the dead-letter topics, beside the looks at the line."""
SHOWN = 20
"""Lost deliveries listed by name."""


@dataclass(frozen=True)
class Audit:
    """The tally, and whether it balances: nothing lost, nothing ended twice, nothing left lying.

    `waiting` are messages that the broker acknowledged on `articles.raw` and ingest has not taken yet; they
    are not among the `accepted`. `replaying` of those in flight were dead and were sent again; None where
    the dead-letter topics could not be read, or not in time, and `dead` has them still.
    """

    waiting: int
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
    replaying: int | None = 0


async def audit(store: Store, settings: Settings, timeout: float = TIMEOUT) -> Audit:  # noqa: ASYNC109 - the user's
    """The conservation check, with what was dead and is on the line again counted as in flight.

    Raises:
        Unavailable: the broker does not answer within `timeout` seconds, so nobody knows what waits.
    """
    ends_at = time.monotonic() + timeout
    # the store is for one thread at a time: beside the check only the broker is asked
    any_dead = (await asyncio.to_thread(store.tally))["dead"]
    found, letters = await asyncio.gather(
        _check(store, settings, timeout), _books(settings) if any_dead else asyncio.sleep(0, [])
    )
    if letters is None:
        return replace(found, replaying=None)
    again = await asyncio.to_thread(replaying, letters, store)
    if not again:
        return found
    lost = sorted(await _lost(store, settings, again, ends_at - time.monotonic()))
    # an end may have come between the two looks
    count = min(len(again), found.dead)
    found = replace(found, replaying=count, dead=found.dead - count, in_flight=found.in_flight + count)
    if not lost:
        return found
    note = "; ".join(
        filter(None, (found.note, "nothing waits on any topic, yet what was replayed has no end"))
    )
    return replace(found, balanced=False, lost=[*found.lost, *lost][:SHOWN], note=note)


async def _books(settings: Settings) -> list[Book] | None:
    """What lies on the dead-letter topics; None where they can't be read, or not in time."""
    try:
        return await books(find_bootstrap(settings), REPLAYS_WITHIN)
    except Unavailable:
        raise
    except (PresslineError, KafkaError):
        return None  # no broker runs, a line of before has no such topic, or we may not read it


async def _lost(store: Store, settings: Settings, sent: frozenset[str], within: float) -> frozenset[str]:
    """Which of these replays have no end though nothing waited anywhere after they were seen to be sent.

    None of them is named where that can't be told within so many seconds.
    """
    try:
        async with asyncio.timeout(within), lag_reader(find_bootstrap(settings)) as reader:
            if _left(await reader.look()):
                return frozenset()
            found = await _books(settings)
            return sent & await asyncio.to_thread(replaying, found or [], store)
    except TimeoutError:
        return frozenset()


async def _check(store: Store, settings: Settings, timeout: float = TIMEOUT) -> Audit:  # noqa: ASYNC109 - the user's
    """Count, and where something is open or waits, look for some seconds whether the line moves.

    The ledger alone cannot tell an article on its way from a lost one; the broker can: when every topic is
    done and a delivery has no end, it is lost. And what waits where nothing moves is not on its way. A line
    that is busy is looked at only until it is seen to move.

    Raises:
        Unavailable: the broker does not answer within `timeout` seconds, so nobody knows what waits.
    """
    try:
        bootstrap = find_bootstrap(settings)
    except Misconfigured:
        return await _without_broker(store)
    silent = silent_services(settings, bootstrap)
    loop = asyncio.get_running_loop()
    begun = loop.time()
    looks: list[Look] = []
    try:
        async with asyncio.timeout(timeout), lag_reader(bootstrap) as reader:
            while True:
                tally = await asyncio.to_thread(store.tally)
                lags, unanswered = await asyncio.gather(reader.look(), silent())
                open_ones = await _open_deliveries(store) if tally["in_flight"] and not _left(lags) else ()
                looks.append(Look(tally, tuple(lags), unanswered, open_ones))
                if not verdict_needs_more(looks):
                    return _moving(looks)
                if loop.time() - begun > max(0.0, timeout - LAST_LOOK):
                    return _standing(looks, await _stuck(reader, looks))
                await asyncio.sleep(PAUSE)
    except TimeoutError:
        if not looks:
            raise Unavailable(f"the broker at {bootstrap} does not answer within {timeout:g} s") from None
        return _standing(looks, [])


async def _without_broker(store: Store) -> Audit:
    tally = await asyncio.to_thread(store.tally)
    if not tally["in_flight"]:
        return _verdict(tally, 0)
    note = "the embedded broker does not run, and what it held is gone"
    return _verdict(tally, 0, lost=await _open_deliveries(store), note=note)


def _moving(looks: Sequence[Look]) -> Audit:
    last = looks[-1]
    return _verdict(last.tally, last.waiting)


def _standing(looks: Sequence[Look], stuck: Sequence[StageLag]) -> Audit:
    """The verdict on a line of which something has not moved while it was looked at."""
    last = looks[-1]
    if not any(look.lag for look in looks):
        first = set(looks[0].open_deliveries)
        lost = [delivery for delivery in last.open_deliveries if delivery in first]
        note = "nothing waits on any topic, yet these have no end" if lost else None
        return _verdict(last.tally, last.waiting, lost=lost, note=note)
    still = standing(looks)
    nothing_moves = not moved(looks)
    why = []
    for seen in still:
        if all(lifeless(seen.stage, look) for look in looks):
            why.append(f"{_waits(seen)}, and no process of {seen.stage.service} answers")
        elif seen in stuck:
            why.append(f"{_waits(seen)}, and {seen.stage.name} has done nothing for long")
        elif seen.stage is FIRST and nothing_moves:
            why.append(f"{_waits(seen)}, and no stage has moved while this was looked at")
    if why:
        return _verdict(last.tally, last.waiting, left_lying=True, note="; ".join(why))
    slow = ", ".join(seen.stage.name for seen in still)
    note = (
        f"{slow} finished no batch while this was looked at: the page's /line tells busy from stuck"
        if slow
        else None
    )
    return _verdict(last.tally, last.waiting, note=note)


def _waits(seen: StageLag) -> str:
    return f"{seen.lag} {'waits' if seen.lag == 1 else 'wait'} on {seen.stage.input_topic}"


async def _stuck(reader: LagReader, looks: Sequence[Look]) -> list[StageLag]:
    """Which of the stages that stand still have done so for long: by their oldest message and last output.

    The stamps on the line's own topics are our services'; those on `articles.raw` are anybody's.
    """
    if moved(looks):
        return []
    long_ago = (time.time() - STUCK_AFTER) * 1000
    found = []
    for seen in standing(looks):
        heads = [p.head.stamp for p in seen.partitions if p.lag and p.head is not None]
        if seen.stage is FIRST or not seen.stage.output_topic or not heads or min(heads) > long_ago:
            continue
        written = await reader.last_stamp(seen.stage.output_topic)
        if written is None or written < long_ago:
            found.append(seen)
    return found


def _left(lags: Sequence[StageLag]) -> int:
    return sum(seen.lag for seen in lags)


async def _open_deliveries(store: Store) -> list[str]:
    found = await asyncio.to_thread(store.unfinished, SHOWN)
    return [journey.delivery_id for journey in found]


def _verdict(
    tally: Mapping[str, int],
    waiting: int,
    *,
    lost: Sequence[str] = (),
    left_lying: bool = False,
    note: str | None = None,
) -> Audit:
    ends = {name: tally.get(name, 0) for name in ("indexed", "unchanged", "dropped", "dead", "retracted")}
    whole = tally["accepted"] == sum(ends.values()) + tally["in_flight"]
    return Audit(
        waiting=waiting,
        accepted=tally["accepted"],
        **ends,
        in_flight=tally["in_flight"],
        balanced=whole and not lost and not left_lying and not tally["conflicts"],
        conflicts=tally["conflicts"],
        lost=list(lost),
        note=note,
    )
