"""Counting by the headers of record batches: built as producers and brokers build them, and broken ones."""

import struct
from collections.abc import Sequence

import pytest
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from hypothesis import given
from hypothesis import strategies as st

from services.chassis.batch_headers import HEADER, Batch, Scan, read_headers

ATTRIBUTES_AT = struct.calcsize(">qiibI")
CRC_AT = struct.calcsize(">qiib")
CONTROL, TRANSACTIONAL, LOG_APPEND = 0x20, 0x10, 0x08
STAMP = 1_538_000_000_000


def batch(first: int, count: int, flags: int = 0, producer: int = -1, stamp: int = STAMP) -> bytes:
    """A batch of `count` messages as it lies on the broker."""
    builder = DefaultRecordBatchBuilder(2, 0, 0, producer, 0, 0, 1 << 20)
    for number in range(count):
        builder.append(number, stamp + number, b"key", b"value", [])
    built = bytearray(builder.build())
    struct.pack_into(">q", built, 0, first)
    (attributes,) = struct.unpack_from(">h", built, ATTRIBUTES_AT)
    struct.pack_into(">h", built, ATTRIBUTES_AT, attributes | flags)
    return bytes(built)


def marker(first: int, producer: int) -> bytes:
    return batch(first, 1, CONTROL | TRANSACTIONAL, producer)


def scanned(batches: Sequence[bytes], aborted: Sequence[tuple[int, int]] = (), position: int = 0) -> Scan:
    scan = Scan()
    scan.seek(position)
    scan.absorb(read_headers(b"".join(batches), aborted))
    return scan


def test_what_a_header_says() -> None:
    [found] = read_headers(batch(7, 5))
    assert found == Batch(first=7, next=12, stamp=STAMP)
    [given_by_broker] = read_headers(batch(7, 5, LOG_APPEND))
    assert (given_by_broker.by_broker, given_by_broker.stamp) == (True, STAMP + 4)


def test_markers_and_what_was_aborted_are_not_counted() -> None:
    log = [
        batch(0, 5),
        batch(5, 3, TRANSACTIONAL, producer=1),
        marker(8, producer=1),  # committed
        batch(9, 4, TRANSACTIONAL, producer=2),
        batch(13, 2, TRANSACTIONAL, producer=1),  # of another transaction, in between
        marker(15, producer=2),  # aborted
        batch(16, 1, TRANSACTIONAL, producer=2),  # the next one of the same producer
        marker(17, producer=2),
        marker(18, producer=1),
    ]
    assert scanned(log, aborted=[(2, 9)]).lag(19) == 5 + 3 + 2 + 1
    assert scanned(log, aborted=[(2, 9)], position=19).lag(19) == 0
    assert scanned(log, aborted=[(2, 9)], position=17).lag(19) == 0, "markers alone are nothing to do"
    assert scanned(log, aborted=[(2, 9)], position=10).lag(19) == 2 + 1, "from within the aborted one"


def test_what_no_look_has_reached_counts() -> None:
    scan = scanned([batch(0, 5), marker(5, producer=1)])
    assert scan.lag(100) == 99
    scan.absorb(read_headers(marker(6, 1)))
    assert scan.lag(100) == 98


@pytest.mark.parametrize("codec", range(8))
def test_batches_that_nobody_can_decode_count(codec: int) -> None:
    built = bytearray(batch(3, 2, codec))
    struct.pack_into(">I", built, CRC_AT, 0)
    assert list(read_headers(bytes(built))) == [Batch(3, 5, stamp=STAMP)]


def test_of_a_batch_that_was_cut_off_the_header_is_enough() -> None:
    whole = batch(0, 2) + batch(2, 50)
    assert [b.next for b in read_headers(whole[: len(batch(0, 2)) + HEADER.size])] == [2, 52]
    assert [b.next for b in read_headers(whole[: len(batch(0, 2)) + HEADER.size - 1])] == [2]


def test_old_messages_count_one_each() -> None:
    def message(offset: int, magic: int) -> bytes:
        body = struct.pack(">Ibbqii", 0, magic, 0, STAMP, -1, 40) + bytes(40)
        return struct.pack(">qi", offset, len(body)) + body

    assert list(read_headers(message(4, 1) + message(5, 0))) == [
        Batch(4, 5, stamp=STAMP),
        Batch(5, 6, stamp=-1),
    ]


@given(st.binary(max_size=400))
def test_whatever_the_bytes_are_it_ends_and_goes_forward(noise: bytes) -> None:
    for found in read_headers(noise):
        assert found.next > found.first


def test_gaps_of_compaction_are_not_counted() -> None:
    assert scanned([batch(0, 2), batch(40, 1)]).lag(41) == 3


def test_the_head_is_the_first_batch_that_anybody_reads() -> None:
    log = [marker(0, 1), batch(1, 2, TRANSACTIONAL, 1), marker(3, 1), batch(4, 3), batch(7, 1)]
    scan = scanned(log, aborted=[(1, 1)])
    assert scan.head is not None
    assert (scan.head.first, scan.fetch_from) == (4, 8)
    scan.seek(5)
    assert scan.head is not None, "half of the batch is still to do"
    assert scan.lag(8) == 3
    scan.seek(7)
    assert scan.fetch_from == 7, "the next head is looked for where the group stands"
    scan.absorb(read_headers(batch(7, 1)))
    assert scan.head.first == 7
    assert (scan.fetch_from, scan.lag(8)) == (8, 1)


def test_a_look_goes_on_where_the_last_one_ended() -> None:
    """Also while nothing readable has been found: what was aborted may be larger than a look."""
    aborted = [batch(number, 1, TRANSACTIONAL, 1) for number in range(20)]
    scan = scanned(aborted[:10], aborted=[(1, 0)])
    scan.seek(0)
    assert scan.fetch_from == 10
    scan.absorb(read_headers(b"".join(aborted[10:]), [(1, 0)]))
    scan.seek(0)
    assert (scan.fetch_from, scan.lag(20)) == (20, 0)


def test_offsets_that_were_set_back_are_counted_anew() -> None:
    scan = scanned([batch(0, 5), marker(5, 1)])
    scan.seek(6)
    assert scan.lag(6) == 0
    scan.seek(2)
    assert (scan.head, scan.fetch_from) == (None, 2)
    scan.absorb(read_headers(batch(0, 5) + marker(5, 1)))
    assert scan.lag(6) == 3


@given(
    st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["read", "marker"])), min_size=1, max_size=12),
    st.lists(st.integers(0, 60), max_size=6),
    st.integers(1, 5),
)
def test_looks_at_pieces_come_to_what_one_look_does(
    log: list[tuple[int, str]], positions: list[int], piece: int
) -> None:
    """However the group moves on and however little one fetch brings: at the end every message is counted."""
    batches, readable, offset = [], [], 0
    for count, kind in log:
        built = batch(offset, count) if kind == "read" else marker(offset, 1)
        length = count if kind == "read" else 1
        batches.append((offset + length, built))
        readable += list(range(offset, offset + length)) if kind == "read" else []
        offset += length
    scan = Scan()
    for position in [0, *(min(position, offset) for position in positions)]:
        scan.seek(position)
        for _ in range(len(batches) + 1):
            fetched = [built for end, built in batches if end > scan.fetch_from][:piece]
            scan.absorb(read_headers(b"".join(fetched)))
        waiting = [number for number in readable if number >= position]
        assert scan.lag(offset) == len(waiting)
        assert (scan.head is not None) == bool(waiting)
