"""Which letters a replay sends: one of each original, none that was sent before unless that is asked for."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field

from aiokafka.structs import ConsumerRecord

from services.console.dead.book import Book
from services.console.dead.groups import families
from services.console.dead.letters import DeadLetter, letter_of
from services.console.dead.markers import marker_of
from services.console.dead.where import Filter
from services.console.messages import read_all


@dataclass
class Plan:
    """`letters` to send, by the original's id; how many were sent before, and hold nothing to send.

    `attempts` says the how many-eth sending of each that will be. It is settled here: counted later, one that
    another console has sent meanwhile would be sent once more.
    """

    letters: dict[str, DeadLetter] = field(default_factory=dict)
    attempts: dict[str, int] = field(default_factory=dict)
    sent_before: int = 0
    nothing_to_send: int = 0


def plan_of(book: Book, wanted: Filter, *, again: bool) -> Plan:
    """What a replay of these letters has to do. Of each original the latest letter says what it died of."""
    plan = Plan()
    for original, members in families(book).items():
        named = wanted.letter is None or any(dead.id == wanted.letter for dead in members)
        dead = members[-1]
        if not named or not all(term.holds(dead) for term in wanted.terms):
            continue
        if not dead.sendable:
            plan.nothing_to_send += 1
        elif book.of(original).sent and not again:
            plan.sent_before += 1
        else:
            plan.letters[original] = dead
            plan.attempts[original] = len(book.of(original).sent) + 1
    return plan


async def with_messages(
    bootstrap: str, topic: str, ids: Iterable[str]
) -> AsyncIterator[tuple[DeadLetter, ConsumerRecord]]:
    """These letters of a dead-letter topic, with the messages that died."""
    left = set(ids)
    records = read_all(bootstrap, topic) if left else None
    while records is not None and left:
        record = await anext(records, None)
        if record is None:
            break
        if f"{record.topic}:{record.partition}:{record.offset}" in left and (
            marker_of(record.key, record.value, record.headers) is None
        ):
            dead = letter_of(record)
            left.discard(dead.id)
            yield dead, record
    if records is not None:
        await records.aclose()
