"""What a run is to be: how much of what, on which broker and store."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.schedule import Fault, Ground, Kind, schedule
from tests.chaos.stores import may_mount

SERVICES = ("ingest", "clean", "enrich", "index", "gateway")
EMBEDDED_SESSION, KAFKA_SESSION = 4.0, 6.0
"""Seconds: what `pressline up` uses with the embedded broker, and the least that Kafka takes."""


@dataclass(frozen=True)
class Plan:
    """What to run. `duration` in seconds spreads the traffic; None: as fast as the line takes it.

    `in_flight` are the deliveries that may be on their way then; `rest` the seconds to come to rest in.
    """

    seed: int
    articles: int
    mix: Mapping[Kind, int]
    brokers: int
    store: str
    scale: Mapping[str, int]
    folder: Path
    data: Path
    duration: float | None = None
    in_flight: int = 500
    rest: float = 300.0
    flat: bool = False

    @property
    def session(self) -> float:
        return KAFKA_SESSION if self.brokers else EMBEDDED_SESSION

    def faults(self) -> list[Fault]:
        """The schedule.

        Raises:
            ValueError: the mix can't be had.
        """
        can_fill = self.store == "sqlite" and may_mount()
        copies = [service for service in SERVICES for _ in range(self.scale.get(service, 1))]
        ground = Ground(copies, self.brokers, self.store, self.session, can_fill)
        return schedule(self.seed, self.mix, ground)
