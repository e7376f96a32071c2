"""Record batches as they come from a broker: their bounds, their checksum, and how much they unpack to.

The bytes are Kafka's: https://kafka.apache.org/documentation/#recordbatch. aiokafka decodes the records.
"""

import mmap
import struct
import zlib
from collections.abc import Iterator
from typing import Any

import cramjam
from aiokafka.record.default_records import DefaultRecordBatch
from aiokafka.record.legacy_records import LegacyRecordBatch

MAX_UNPACKED = 128 * 1024 * 1024
"""Bytes of a batch when it is decompressed: four of the largest messages. Kilobytes of zstd can stand for
gigabytes."""
LENGTH_AT, MAGIC_AT, HEADER = 8, 16, 61
"""Bytes before a batch's length, before its magic number, and of a whole header of format 2."""
GZIP, SNAPPY, LZ4, ZSTD = 1, 2, 3, 4
XERIAL = b"\x82SNAPPY\x00"
"""How the frame begins in which Kafka's clients put snappy's blocks."""


class Broken(Exception):
    """A batch that can't be read; the text says why, for a person."""


class Batches:
    """The record batches of a fetch, as their bytes; in the place of aiokafka's `MemoryRecords`."""

    def __init__(self, data: bytes) -> None:
        self._data = memoryview(data)

    def has_next(self) -> bool:
        """Whether there is anything: also a torn batch alone must be passed by."""
        return bool(self._data)

    def size_in_bytes(self) -> int:
        """Bytes of the fetch."""
        return len(self._data)

    def __iter__(self) -> Iterator[memoryview]:
        """Each batch whole; a torn one (a fetch ends where it is full) only where it is the first."""
        at = 0
        while at < len(self._data):
            rest = self._data[at:]
            size = LENGTH_AT + 4
            if len(rest) >= size:
                size += max(0, struct.unpack_from(">i", rest, LENGTH_AT)[0])
            if len(rest) < max(size, MAGIC_AT + 1):
                if at == 0:
                    yield rest
                return
            yield rest[:size]
            at += size


def base_offset(raw: memoryview) -> int:
    """The offset of a batch's first message."""
    return int(struct.unpack_from(">q", raw)[0]) if len(raw) >= LENGTH_AT else -1


def opened(raw: memoryview) -> Any:
    """A batch with a header that can be believed.

    Raises:
        Broken: it is torn, of no known format, or its checksum is wrong.
    """
    magic = raw[MAGIC_AT] if len(raw) > MAGIC_AT else None
    if magic is None or magic > 2:
        what = (
            "a torn batch"
            if magic is None
            else f"a batch of format {magic} (its magic byte); known are 0 to 2"
        )
        raise Broken(what)
    try:
        batch = DefaultRecordBatch(bytes(raw)) if magic == 2 else LegacyRecordBatch(bytes(raw), magic)
        whole = batch.validate_crc()
    except Exception as error:
        raise Broken(f"a batch of broken form ({error})") from None
    if not whole:
        raise Broken("a batch whose checksum (CRC) is wrong")
    return batch


def require_bounded(raw: memoryview, batch: Any) -> None:
    """Look how much a v2 batch is when it is decompressed, without more memory than it may take.

    Raises:
        Broken: Kafka has no such codec, it is over `MAX_UNPACKED`, or it can't be decompressed.
    """
    if raw[MAGIC_AT] < 2 or not batch.compression_type:
        return
    payload, codec = bytes(raw[HEADER:]), batch.compression_type
    if codec not in (GZIP, SNAPPY, LZ4, ZSTD):
        raise Broken(f"codec {codec}: Kafka's are gzip (1), snappy (2), lz4 (3) and zstd (4)")
    try:
        fits = _fits(payload, codec)
    except (zlib.error, cramjam.DecompressionError, struct.error) as error:
        raise Broken(f"a batch that can't be decompressed ({error})") from None
    if not fits:
        raise Broken(f"a batch that is over {MAX_UNPACKED >> 20} MiB when decompressed")


def _fits(payload: bytes, codec: int) -> bool:
    if codec == GZIP:
        return len(zlib.decompressobj(31).decompress(payload, MAX_UNPACKED + 1)) <= MAX_UNPACKED
    if codec == SNAPPY:
        return _snappy_size(payload) <= MAX_UNPACKED
    unpack = cramjam.lz4.decompress_into if codec == LZ4 else cramjam.zstd.decompress_into
    # pages of the mapping exist from when they are written
    with mmap.mmap(-1, MAX_UNPACKED) as room:
        try:
            unpack(payload, room)
        except cramjam.DecompressionError as error:
            if "whole buffer" in str(error):
                return False
            raise
    return True


def _snappy_size(payload: bytes) -> int:
    """Bytes, as the blocks themselves say: bare, or in a frame."""
    if not payload.startswith(XERIAL):
        return int(cramjam.snappy.decompress_raw_len(payload))
    at, size = 16, 0
    while at < len(payload):
        length = struct.unpack_from(">i", payload, at)[0]
        if length <= 0:
            raise Broken(f"a snappy block of {length} bytes")
        size += int(cramjam.snappy.decompress_raw_len(payload[at + 4 : at + 4 + length]))
        at += 4 + length
    return size
