"""An article's receipts as journeys: one for each delivery, with its steps in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from schemas import Outcome, Receipt

STOPS = ("ingest", "clean", "enrich", "index")
"""The line, in order."""


@dataclass(frozen=True)
class Step:
    """What one stage said of a delivery; `after` is the time since the stage before, None at the first."""

    stage: str
    outcome: Outcome
    reason: str | None
    detail: str | None
    at: datetime
    after: timedelta | None


@dataclass(frozen=True)
class Trip:
    """One delivery on its way. `missing` are the stops it didn't reach; `ended` whether it has ended."""

    delivery_id: str
    revision: str | None
    steps: tuple[Step, ...]
    missing: tuple[str, ...]
    ended: bool

    @property
    def took(self) -> timedelta:
        """From the first receipt to the last."""
        return max(timedelta(), self.steps[-1].at - self.steps[0].at)


def trips(receipts: Iterable[Receipt]) -> list[Trip]:
    """The journeys that these receipts tell of, newest first; a receipt that comes twice is one step."""
    by_delivery: dict[str, dict[tuple[str, Outcome], Receipt]] = {}
    for receipt in receipts:
        by_delivery.setdefault(receipt.delivery_id, {}).setdefault((receipt.stage, receipt.outcome), receipt)
    found = [_trip(delivery_id, list(steps.values())) for delivery_id, steps in by_delivery.items()]
    return sorted(found, key=lambda trip: trip.steps[0].at, reverse=True)


def _trip(delivery_id: str, receipts: list[Receipt]) -> Trip:
    receipts.sort(key=lambda receipt: (_stop(receipt.stage), receipt.at))
    before: list[datetime | None] = [None, *(receipt.at for receipt in receipts)]
    steps = tuple(
        Step(
            receipt.stage,
            receipt.outcome,
            receipt.reason,
            receipt.detail,
            receipt.at,
            # clocks of two machines may differ
            None if earlier is None else max(timedelta(), receipt.at - earlier),
        )
        for receipt, earlier in zip(receipts, before, strict=False)
    )
    last = max(_stop(step.stage) for step in steps)
    return Trip(
        delivery_id,
        next((receipt.revision for receipt in receipts if receipt.revision), None),
        steps,
        STOPS[last + 1 :],
        any(step.outcome.ends for step in steps),
    )


def _stop(stage: str) -> int:
    return STOPS.index(stage) if stage in STOPS else len(STOPS)
