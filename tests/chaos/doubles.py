"""Messages that were sent twice, and which fault answers for each."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tests.chaos.seen import Record, Window

AFTER = 45.0
"""Seconds after a fault in which what it left undone is done again: the group has to miss the copy, share its
partitions out, and come to the batch."""
BATCH = {"ingest": 100, "clean": 100, "enrich": 100, "index": 250}
"""Messages that a service's stage takes at once: what a kill may repeat of each topic."""
NONE_AT_ALL = frozenset({"term", "scale"})
"""Faults that repeat nothing: the copy leaves in order."""
ONE_BATCH = frozenset({"kill", "stop"})
BEFORE, SETTLED = 30.0, 10.0
"""Seconds: what a fault makes be sent again was sent shortly before it began, as the batch that was not
committed yet, or while it lasted, or by clients that had to try again just after it."""


@dataclass(frozen=True)
class Double:
    """A message whose event was sent before; `fault` is whose doing it is, 0 where no fault can be.

    `sent_at` is when it was sent the time before, in Unix seconds; `wrong` says why it should not be sent
    again, empty where it may.
    """

    record: Record
    sent_at: float
    fault: int = 0
    wrong: str = ""


def doubles_in(records: Iterable[Record]) -> list[Double]:
    """Each message that repeats an event on its topic, in the order in which they were sent."""
    met: dict[tuple[str, str], float] = {}
    found = []
    for record in sorted(records, key=lambda r: (r.at, r.partition, r.offset)):
        name = (record.topic, record.event)
        if record.event and name in met:
            found.append(Double(record, met[name]))
        met[name] = record.at
    return found


def attribute(doubles: Sequence[Double], faults: Sequence[Window]) -> list[Double]:
    """Give each to a fault that may have caused it, the latest first, as long as it may have caused more."""
    spent: Counter[tuple[int, str]] = Counter()
    judged = []
    for double in doubles:
        record = double.record
        near = [
            fault
            for fault in sorted(faults, key=lambda fault: -fault.began)
            if fault.service in ("", record.source)
            and fault.began <= record.at <= fault.ended + AFTER
            and fault.began - BEFORE <= double.sent_at <= fault.ended + SETTLED
        ]
        may = next((f for f in near if _may(f, record, spent)), None)
        if may is not None:
            spent[may.number, record.topic] += 1
            judged.append(replace(double, fault=may.number))
        elif any(fault.kind in ONE_BATCH for fault in near):
            latest = next(fault for fault in near if fault.kind in ONE_BATCH)
            why = f"more than the batch of {BATCH.get(record.source, 0)} that a {latest.kind} may repeat"
            judged.append(replace(double, fault=latest.number, wrong=why))
        elif near:
            judged.append(replace(double, fault=near[0].number, wrong=f"a {near[0].kind} repeats nothing"))
        else:
            judged.append(replace(double, wrong="nothing happened that could repeat it"))
    return judged


def _may(fault: Window, record: Record, spent: Counter[tuple[int, str]]) -> bool:
    if fault.kind in NONE_AT_ALL:
        return False
    return fault.kind not in ONE_BATCH or spent[fault.number, record.topic] < BATCH.get(record.source, 0)
