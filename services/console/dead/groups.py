"""What became of dead letters since, by the ledger and the markers; and those of one kind as one group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from schemas import Outcome
from services.console.dead.book import Book, followed
from services.console.dead.letters import DeadLetter
from services.console.dead.signature import signature
from services.console.dead.where import Filter
from services.line import FIRST, STAGES, dead_letters
from services.store import Store
from services.store.views import Journey

Fate = Literal["healed", "replaying", "died_again", "unhandled"]
"""`healed`: the journey has ended otherwise since. `replaying`: sent again and not ended anew."""
ORDER = [stage.name for stage in STAGES]


@dataclass
class Group:
    """Dead letters of one stage, cause and error signature; `error` is the latest of them, as it was said.

    Every letter is one of healed, replaying, died_again and unhandled; `replayed` were sent again at least
    once, whatever came of it. `first` and `last` are when they died.
    """

    stage: str
    cause: str
    signature: str
    error: str = ""
    count: int = 0
    first: str = ""
    last: str = ""
    versions: list[str] = field(default_factory=list)
    healed: int = 0
    replayed: int = 0
    replaying: int = 0
    died_again: int = 0
    unhandled: int = 0

    def add(self, dead: DeadLetter, fate: Fate, *, replayed: bool) -> None:
        """Count a letter in."""
        self.count += 1
        self.replayed += replayed
        setattr(self, fate, getattr(self, fate) + 1)
        self.first = min(self.first or dead.time, dead.time)
        if dead.time >= self.last:
            self.last, self.error = dead.time, dead.error
        if dead.version and dead.version not in self.versions:
            self.versions = sorted([*self.versions, dead.version])


async def groups(bootstrap: str, wanted: Filter, store: Store | None) -> list[Group]:
    """The groups of the letters that are meant, the largest first.

    `store` tells which have healed; None where there is none to ask.

    Raises:
        PresslineError: a dead-letter topic is not there, or the broker.
    """
    found: dict[tuple[str, str, str], Group] = {}
    for stage in STAGES:
        if not wanted.may_be_of(stage.name):
            continue
        async with followed(bootstrap, dead_letters(stage.input_topic)) as follower:
            book = follower.book
        meant = [dead for dead in book.letters.values() if wanted.takes(dead)]
        known = fates(book, {book.original(dead) for dead in meant}, store)
        for dead in meant:
            original = book.original(dead)
            key = dead.stage, dead.cause, signature(dead.error)
            group = found.setdefault(key, Group(*key))
            group.add(dead, known[original], replayed=bool(book.of(original).sent))
    return sorted(found.values(), key=lambda group: -group.count)


def families(book: Book) -> dict[str, list[DeadLetter]]:
    """The letters of each original, the latest last."""
    found: dict[str, list[DeadLetter]] = {}
    for dead in book.letters.values():
        found.setdefault(book.original(dead), []).append(dead)
    for members in found.values():
        members.sort(key=lambda dead: (dead.attempts, dead.time))
    return found


def fates(book: Book, originals: set[str], store: Store | None) -> dict[str, Fate]:
    """What became of each of these originals."""
    members = {original: each for original, each in families(book).items() if original in originals}
    asked = {dead.delivery_id for each in members.values() for dead in each[:1]}
    asked |= {marker.delivery for original in originals for marker in book.of(original).sent}
    journeys = store.journeys(sorted(asked - {""})) if store and asked else {}
    died = book.died_of()
    return {
        original: _fate(book, original, each[0], journeys, died, store) for original, each in members.items()
    }


def _fate(
    book: Book,
    original: str,
    dead: DeadLetter,
    journeys: Mapping[str, Journey],
    died: set[str],
    store: Store | None,
) -> Fate:
    sent = book.of(original).sent
    # onto the first topic each replay is a delivery of its own, and ends for itself
    own = [marker.delivery for marker in sent] if dead.topic == FIRST.input_topic else []
    ends = [journeys[each].outcome for each in [dead.delivery_id, *own] if each in journeys]
    if any(end not in (None, Outcome.DEAD) for end in ends):
        return "healed"
    if not sent:
        return "unhandled"
    last = sent[-1]
    if last.claim in died:
        return "died_again"
    if own:
        journey = journeys.get(last.delivery)
        return "died_again" if journey and journey.outcome is Outcome.DEAD else "replaying"
    return "died_again" if _died_further_on(dead, store) else "replaying"


def _died_further_on(dead: DeadLetter, store: Store | None) -> bool:
    """Whether the delivery got through this stage, and died at a later one."""
    later: Sequence[str] = ORDER[ORDER.index(dead.stage) + 1 :] if dead.stage in ORDER else ()
    receipts = store.trace(dead.delivery_id) if store and dead.delivery_id else []
    return any(each.outcome is Outcome.DEAD and each.stage in later for each in receipts)
