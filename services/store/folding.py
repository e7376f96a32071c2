"""What receipts add up to: the rule of the ledger, whatever it is kept in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from schemas import Outcome, Receipt
from services.store.views import Journey

STAGES = ("ingest", "clean", "enrich", "index")
"""The order of a journey. Receipts of one moment, or of machines whose clocks differ, are told in it."""
ENDS = tuple(outcome.value for outcome in Outcome if outcome.ends)


@dataclass
class Fold:
    """One delivery: its receipts, each kind once, and the end that they say."""

    delivery_id: str
    opened_at: datetime
    article_id: str | None = None
    revision: str | None = None
    receipts: dict[tuple[str, Outcome], Receipt] = field(default_factory=dict)
    end: tuple[str, Outcome] | None = None
    conflict: bool = False

    @classmethod
    def opened_by(cls, receipt: Receipt) -> Self:
        """The delivery that is first heard of by this receipt, which is not folded in yet."""
        return cls(receipt.delivery_id, receipt.at)

    def add(self, receipt: Receipt) -> bool:
        """Fold a receipt in; False for one that changes nothing."""
        named = self.article_id is None and receipt.article_id is not None
        if named:
            self.article_id, self.revision = receipt.article_id, receipt.revision
        key = (receipt.stage, receipt.outcome)
        if key in self.receipts:
            return named
        self.receipts[key] = receipt
        if receipt.outcome.ends:
            end = None if self.end is None else self.end[1]
            if gives_way(end, receipt.outcome):
                self.end = key
            elif contradicts(end, receipt.outcome):
                self.conflict = True
        return True

    def trace(self) -> list[Receipt]:
        """The receipts in the order of the journey."""
        told = sorted(self.receipts.values(), key=lambda each: (place_of(each.stage), each.at, each.outcome))
        identity = {"article_id": self.article_id, "revision": self.revision}
        return [each.model_copy(update=identity) for each in told]

    def journey(self) -> Journey:
        """What became of the delivery."""
        last = None if self.end is None else self.receipts[self.end]
        return Journey(
            delivery_id=self.delivery_id,
            article_id=self.article_id,
            revision=self.revision,
            opened_at=self.opened_at,
            outcome=None if last is None else last.outcome,
            stage=None if last is None else last.stage,
            reason=None if last is None else last.reason,
            detail=None if last is None else last.detail,
            ended_at=None if last is None else last.at,
            conflict=self.conflict,
        )


def by_delivery(receipts: Iterable[Receipt]) -> dict[str, list[Receipt]]:
    """Receipts by their delivery, in order."""
    found: dict[str, list[Receipt]] = {}
    for receipt in receipts:
        found.setdefault(receipt.delivery_id, []).append(receipt)
    return found


def tally(ends: Mapping[str, int], accepted: int, conflicts: int) -> dict[str, int]:
    """Deliveries by their end; `in_flight` are those without one."""
    counts = {"accepted": accepted, **{end: ends.get(end, 0) for end in ENDS}, "conflicts": conflicts}
    counts["in_flight"] = accepted - sum(counts[end] for end in ENDS)
    return counts


def gives_way(end: Outcome | None, other: Outcome) -> bool:
    """Whether an end gives way to another: the first stands, unless it is `dead` and was replayed."""
    return end is None or (end is Outcome.DEAD and other is not Outcome.DEAD)


def contradicts(end: Outcome | None, other: Outcome) -> bool:
    """Whether a delivery can't have ended in both ways, which only a fault explains."""
    return other not in (end, Outcome.DEAD)


def place_of(stage: str) -> int:
    """The place of a stage in the journey; one that is not of the line comes last."""
    return STAGES.index(stage) if stage in STAGES else len(STAGES)
