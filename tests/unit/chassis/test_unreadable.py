"""Batches that nobody can decode are passed by, offset by offset; what stands beside them comes."""

import gzip
import struct
from collections.abc import Sequence

import aiokafka.consumer.consumer
import aiokafka.consumer.fetcher
import cramjam
import pytest
from aiokafka.consumer.fetcher import READ_COMMITTED
from aiokafka.record._crc32c import crc as crc32c
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.structs import ConsumerRecord, TopicPartition

from services.chassis import unreadable
from services.chassis.record_batches import MAX_UNPACKED, Batches
from services.chassis.unreadable import ReadableRecords, Unreadable

PLACE = TopicPartition("articles.raw", 2)
CODECS = {"none": 0, "gzip": 1, "snappy": 2, "lz4": 3, "zstd": 4}


def batch(base: int, values: Sequence[bytes], codec: int = 0) -> bytearray:
    builder = DefaultRecordBatchBuilder(2, codec, 0, -1, -1, -1, 64 * 1024 * 1024)
    for offset, value in enumerate(values):
        builder.append(offset, 1_700_000_000_000, b"key", value, [])
    data = bytearray(builder.build())
    struct.pack_into(">q", data, 0, base)
    return data


def seal(data: bytearray) -> bytearray:
    """Make length and checksum right again."""
    struct.pack_into(">i", data, 8, len(data) - 12)
    struct.pack_into(">I", data, 17, crc32c(bytes(data[21:])))
    return data


def with_payload(base: int, codec: int, payload: bytes, count: int = 2) -> bytearray:
    """A batch of `count` messages, whole by its checksum, with `payload` in the place of its records."""
    data = batch(base, [b"x"] * count)[:61] + payload
    struct.pack_into(">h", data, 21, codec)
    return seal(bytearray(data))


def read(data: bytes, start: int = 0) -> tuple[list[tuple[int, bytes | str]], int]:
    """Offset and value of each record, or why there is none; and where the next fetch begins."""
    records = ReadableRecords(PLACE, Batches(data), None, start, None, None, True, READ_COMMITTED)
    found: list[ConsumerRecord] = list(records)
    told = [
        (record.offset, record.checksum.reason if isinstance(record.checksum, Unreadable) else record.value)
        for record in found
    ]
    return told, records.next_fetch_offset


@pytest.mark.parametrize("codec", CODECS.values(), ids=CODECS)
def test_every_codec_is_read(codec: int) -> None:
    found, then = read(bytes(batch(5, [b"one", b"two" * 1000], codec)), 5)
    assert found == [(5, b"one"), (6, b"two" * 1000)]
    assert then == 7


@pytest.mark.parametrize("codec", [5, 6, 7])
def test_an_unknown_codec_is_passed_by_and_its_neighbours_come(codec: int) -> None:
    broken = with_payload(2, codec, b"whatever", count=3)
    found, then = read(bytes(batch(0, [b"a", b"b"]) + broken + batch(5, [b"f"])))
    assert [offset for offset, _ in found] == [0, 1, 2, 3, 4, 5]
    assert found[0][1] == b"a" and found[5][1] == b"f"
    assert all(isinstance(told, str) and f"codec {codec}" in told for _, told in found[2:5])
    assert then == 6


def flip(data: bytearray, at: int) -> bytearray:
    data[at] ^= 0xFF
    return data


@pytest.mark.parametrize(
    ("at", "told"),
    [(-1, "CRC"), (25, "CRC"), (16, "magic byte"), (23, "CRC"), (60, "CRC"), (57, "CRC")],
    ids=["value", "last-offset", "magic", "attributes", "count", "count-high"],
)
def test_a_flipped_byte_costs_its_own_batch_only(at: int, told: str) -> None:
    broken = flip(batch(2, [b"c", b"d"]), at)
    found, then = read(bytes(batch(0, [b"a", b"b"]) + broken + batch(4, [b"e"])))
    assert [offset for offset, _ in found] == [0, 1, 2, 3, 4]
    assert all(isinstance(why, str) and told in why for _, why in found[2:4])
    assert found[4] == (4, b"e") and then == 5


def test_a_broken_batch_at_the_end_gives_one_offset_a_fetch_since_its_header_may_be_what_is_broken() -> None:
    broken = bytes(flip(batch(2, [b"c", b"d"]), -1))
    assert [offset for offset, _ in read(broken, 2)[0]] == [2]
    found, then = read(broken, 3)
    assert [offset for offset, _ in found] == [3]
    assert then == 4


@pytest.mark.parametrize("magic", [0, 1, 3, 9, 255])
def test_another_format_than_the_batch_has(magic: int) -> None:
    broken = batch(0, [b"a"])
    broken[16] = magic
    found, then = read(bytes(broken + batch(1, [b"b"])))
    assert [offset for offset, _ in found] == [0, 1]
    assert isinstance(found[0][1], str) and found[1][1] == b"b" and then == 2


@pytest.mark.parametrize("length", [-5, 0, 3, 40, 2**31 - 1])
def test_a_wrong_length_never_raises_nor_stands_still(length: int) -> None:
    broken = batch(0, [b"a"])
    struct.pack_into(">i", broken, 8, length)
    found, then = read(bytes(broken + batch(1, [b"b"])))
    assert found[0][0] == 0 and isinstance(found[0][1], str)
    assert then >= 1


def test_a_fetch_of_less_than_a_header_passes_one_offset_by() -> None:
    assert read(b"\x00", 7)[1] == 8


def test_records_of_broken_form_after_good_ones() -> None:
    good = batch(0, [b"a", b"b"])
    torn = good[: len(good) - 3]
    found, then = read(bytes(seal(bytearray(torn)) + batch(2, [b"c"])))
    assert found[0] == (0, b"a")
    assert found[1][0] == 1 and isinstance(found[1][1], str)
    assert found[2] == (2, b"c") and then == 3


@pytest.mark.parametrize("codec", [1, 2, 3, 4], ids=list(CODECS)[1:])
def test_what_is_no_compressed_text_is_passed_by(codec: int) -> None:
    found, then = read(bytes(with_payload(0, codec, b"\x00\x01this is not compressed") + batch(2, [b"c"])))
    assert [offset for offset, _ in found] == [0, 1, 2]
    assert isinstance(found[0][1], str) and found[2] == (2, b"c") and then == 3


@pytest.mark.parametrize("codec", [1, 3, 4], ids=["gzip", "lz4", "zstd"])
def test_a_bomb_is_passed_by(codec: int) -> None:
    zeros = bytes(MAX_UNPACKED + 1)
    pack = {1: lambda: gzip.compress(zeros, 1), 3: lambda: bytes(cramjam.lz4.compress(zeros))}
    packed = pack.get(codec, lambda: bytes(cramjam.zstd.compress(zeros)))()
    found, _ = read(bytes(with_payload(0, codec, packed)))
    assert all(isinstance(told, str) and "MiB" in told for _, told in found) and len(found) == 2


def test_a_snappy_bomb_says_its_size_itself() -> None:
    block = bytes(cramjam.snappy.compress_raw(bytes(30_000_000)))
    framed = b"\x82SNAPPY\x00" + struct.pack(">ii", 1, 1) + 5 * (struct.pack(">i", len(block)) + block)
    found, _ = read(bytes(with_payload(0, 2, framed)))
    assert all(isinstance(told, str) and "MiB" in told for _, told in found)


def test_reading_begins_in_the_midst_of_a_compressed_batch() -> None:
    assert read(bytes(batch(0, [b"a", b"b", b"c"], 4)), 2) == ([(2, b"c")], 3)


def test_it_takes_aiokafkas_place() -> None:
    unreadable.read_past_what_is_broken()
    assert aiokafka.consumer.consumer.Fetcher is unreadable.PatientFetcher
    assert aiokafka.consumer.fetcher.PartitionRecords is ReadableRecords
