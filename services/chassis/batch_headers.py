"""What the headers of Kafka's record batches say, without looking into the batches.

A header (61 bytes, KIP-98) tells offsets, stamps, and whether a batch holds messages at all or is a
transaction's marker. So batches can be counted that nobody here could decompress, and those that are
broken.
"""

import struct
from bisect import insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

HEADER = struct.Struct(">qiibIhiqqqhii")
"""base offset, length, leader epoch, magic, CRC, attributes, last offset delta, first and max timestamp,
producer's id and epoch, base sequence, number of records."""
LEGACY = struct.Struct(">qiibbq")
"""A message of magic 0 or 1: offset, length, CRC, magic, attributes, timestamp (magic 1 only)."""
LENGTH_FOLLOWS = 12
"""Bytes of a batch that its length does not count."""
LOG_APPEND, TRANSACTIONAL, CONTROL = 0x08, 0x10, 0x20
"""Bits of the attributes."""


@dataclass(frozen=True)
class Batch:
    """One batch on a partition: the offsets from `first` up to, but not with, `next`.

    `readable`: it holds messages that a reader of committed ones gets. `stamp` is the time of its first
    message in milliseconds since 1970, or -1; `by_broker` says that the broker and not the producer gave it.
    """

    first: int
    next: int
    readable: bool = True
    transactional: bool = False
    stamp: int = -1
    by_broker: bool = False


def read_headers(message_set: bytes, aborted: Sequence[tuple[int, int]] = ()) -> Iterator[Batch]:
    """The batches of one fetched partition; of a last one that was cut off, if its header is whole.

    `aborted` is the fetch's list of aborted transactions: the producer's id and the first offset of each.
    """
    position = 0
    waiting = sorted(aborted, key=lambda transaction: transaction[1])
    aborting: set[int] = set()
    while position + HEADER.size <= len(message_set):
        base, length, _, magic, *_ = HEADER.unpack_from(message_set, position)
        if length <= 0:
            return  # nothing here tells where the next would begin
        if magic < 2:
            yield _legacy(message_set, position)
        else:
            (*_, attributes, delta, first_stamp, max_stamp, producer, _, _, count) = HEADER.unpack_from(
                message_set, position
            )
            while waiting and waiting[0][1] <= base:
                aborting.add(waiting.pop(0)[0])
            control = bool(attributes & CONTROL)
            by_broker = bool(attributes & LOG_APPEND)
            transactional = bool(attributes & TRANSACTIONAL)
            yield Batch(
                first=base,
                next=base + max(0, delta) + 1,
                readable=not control and count != 0 and not (transactional and producer in aborting),
                transactional=transactional or control,
                stamp=max_stamp if by_broker else first_stamp,
                by_broker=by_broker,
            )
            if control:
                aborting.discard(producer)  # commit or abort: this marker ends the transaction
        position += LENGTH_FOLLOWS + length


def _legacy(message_set: bytes, position: int) -> Batch:
    offset, _, _, magic, attributes, stamp = LEGACY.unpack_from(message_set, position)
    by_broker = bool(magic and attributes & LOG_APPEND)
    return Batch(offset, offset + 1, stamp=stamp if magic else -1, by_broker=by_broker)


@dataclass
class Scan:
    """What was seen of one partition from a group's position on, kept from one look to the next.

    Counting goes by arithmetic, end less position, less the stretches of offsets that were seen to hold no
    message: markers, aborted transactions, what compaction took. What no look has reached yet counts as
    messages.
    """

    position: int = 0
    """The offset of the first message that the group has not done."""
    head: Batch | None = None
    """The first readable batch from there on, once it was seen."""
    scanned: int = 0
    """Up to here headers were read."""
    transactional: bool = False
    """Whether the batches seen last are of transactions: only among such do markers lie."""
    _searched: int = 0
    _voids: list[tuple[int, int]] = field(default_factory=list)

    def seek(self, position: int) -> None:
        """The group stands at `position` now."""
        if position < self.position:  # somebody has set the offsets back
            self.scanned, self._voids, self.head, self._searched = position, [], None, position
        self.position = position
        self.scanned = max(self.scanned, position)
        self._voids = [void for void in self._voids if void[1] > position]
        if self.head is None:
            self._searched = max(self._searched, position)  # nothing readable lies before
        elif self.head.next <= position:
            self.head, self._searched = None, position

    @property
    def fetch_from(self) -> int:
        """The offset at which the next look begins."""
        return self._searched if self.head is None else self.scanned

    def absorb(self, batches: Iterator[Batch]) -> None:
        """Take in what a fetch from `fetch_from` brought."""
        self.transactional = False
        for batch in batches:
            self.transactional |= batch.transactional
            if batch.next <= self.position:
                continue
            if self.head is None:
                self._searched = batch.next
                if batch.readable:
                    self.head = batch
            if batch.next > self.scanned:
                self._leave_out(self.scanned, batch.first)
                if not batch.readable:
                    self._leave_out(max(batch.first, self.scanned), batch.next)
                self.scanned = batch.next

    def _leave_out(self, first: int, end: int) -> None:
        if end <= first:
            return
        if self._voids and self._voids[-1][1] == first:
            first = self._voids.pop()[0]
        insort(self._voids, (first, end))

    def lag(self, end: int) -> int:
        """Messages from the position up to `end`."""
        empty = sum(
            max(0, min(last, end) - max(first, self.position)) for first, last in self._voids if first < end
        )
        return max(0, end - self.position - empty)
