"""Which faults come when: made from a seed and nothing else, so that a run can be done again."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

FIRST, LAST = 0.03, 0.95
"""Shares of the traffic between which faults come: the line must be at work before, and after."""


class Kind(StrEnum):
    """What is done to the line."""

    KILL = "kill"
    TERM = "term"
    STOP = "stop"
    SCALE = "scale"
    BROKER = "broker"
    STORE = "store"
    SLOW = "slow"
    CUT = "cut"


PER_ROUND: dict[Kind, int] = {
    Kind.KILL: 3,
    Kind.TERM: 2,
    Kind.STOP: 2,
    Kind.SCALE: 1,
    Kind.BROKER: 1,
    Kind.STORE: 1,
    Kind.SLOW: 1,
    Kind.CUT: 2,
}
"""The faults of a round where none are asked for."""


@dataclass(frozen=True)
class Ground:
    """What there is to break; a service stands there as often as it has copies.

    `session` is the consumers' session timeout in seconds: a pause that is longer loses the partitions.
    """

    services: Sequence[str]
    brokers: int
    store: str
    session: float
    can_fill: bool = False
    """Whether the store's disk can be filled up (SQLite, on a disk of its own)."""

    @property
    def kinds(self) -> frozenset[Kind]:
        """What can be done to it: an embedded broker that is restarted has forgotten everything."""
        return frozenset(Kind) - (frozenset() if self.brokers else {Kind.BROKER})


@dataclass(frozen=True)
class Fault:
    """One fault: when the share `at` of the traffic has been pushed, for so many `seconds`.

    `how` is the variety of its kind; `pick`, from 0 to 1, says which of the copies or brokers that are there.
    """

    number: int
    at: float
    kind: Kind
    how: str
    service: str
    pick: float
    seconds: float

    def __str__(self) -> str:
        what = " ".join(filter(None, (self.kind.value, self.how, self.service)))
        lasts = f", {self.seconds:.1f} s" if self.seconds else ""
        return f"#{self.number} at {self.at:.0%}: {what}{lasts}"


def read_mix(text: str) -> dict[Kind, int]:
    """`kill=50 term=10` as numbers of faults.

    Raises:
        ValueError: a kind that there isn't, or no number.
    """
    mix: dict[Kind, int] = {}
    for part in text.replace(",", " ").split():
        name, _, count = part.partition("=")
        if name not in set(Kind) or not count.isdecimal():
            raise ValueError(f"{part!r}: give KIND=NUMBER, of {', '.join(Kind)}")
        mix[Kind(name)] = int(count)
    return mix


def schedule(seed: int, mix: Mapping[Kind, int], ground: Ground) -> list[Fault]:
    """The faults of a run in their order, spread evenly over it and in no order of kinds.

    Raises:
        ValueError: the mix asks for what can't be done here.
    """
    beyond = [kind.value for kind, count in mix.items() if count and kind not in ground.kinds]
    if beyond:
        raise ValueError(f"{', '.join(beyond)}: not with {ground.brokers} brokers (0 is the embedded one)")
    chance = random.Random(f"faults {seed}")
    kinds = [kind for kind in Kind for _ in range(mix.get(kind, 0))]
    chance.shuffle(kinds)
    faults = []
    for number, kind in enumerate(kinds):
        at = FIRST + (LAST - FIRST) * (number + chance.random()) / len(kinds)
        how, seconds = _variety(kind, ground, chance)
        aimed = kind in (Kind.KILL, Kind.TERM, Kind.STOP, Kind.SCALE)
        service = chance.choice(list(ground.services)) if aimed else ""
        faults.append(Fault(number + 1, at, kind, how, service, chance.random(), seconds))
    return faults


def _variety(kind: Kind, ground: Ground, chance: random.Random) -> tuple[str, float]:
    """How it is done, and for how many seconds."""
    sqlite = ground.store == "sqlite"
    match kind:
        case Kind.STOP:
            long = chance.random() < 0.5
            # the process alone, or with its worker processes, as when a machine is suspended
            how = f"{'long' if long else 'short'} {chance.choice(['process', 'group'])}"
            within = (1.2, 2.0) if long else (0.1, 0.6)
            within = within[0] * ground.session, within[1] * ground.session
        case Kind.SCALE:
            how, within = "up and down", (8, 20)
        case Kind.STORE if sqlite:
            how, within = chance.choice(["locked", "full"] if ground.can_fill else ["locked"]), (3, 15)
        case Kind.BROKER | Kind.STORE:
            how, within = chance.choice(["term", "kill"]), (0, 8)
        case Kind.SLOW | Kind.CUT:
            how = "broker" if sqlite else chance.choice(["broker", "store"])
            within = (4, 12) if kind is Kind.SLOW else (0, 0)
        case _:
            how, within = "", (0, 0)
    return how, chance.uniform(*within)
