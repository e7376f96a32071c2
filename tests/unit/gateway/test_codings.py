"""Content codings: what was packed in any way comes out, in bounded pieces; what is broken is said so."""

import gzip
import os
import zlib
from collections.abc import Callable, Iterable

import pytest
from backports import zstd

from services.gateway.codings import CODINGS, PIECE, Broken, UnknownCoding, Unpacking, coding_of

NEWS = b"Ships collided off Dover. " * 6000 + os.urandom(PIECE)
PACKED: dict[str, tuple[str, bytes]] = {
    "gzip": ("gzip", gzip.compress(NEWS)),
    "gzip, stored": ("gzip", gzip.compress(NEWS, 0)),
    "gzip, two members": ("gzip", gzip.compress(NEWS[:5]) + gzip.compress(NEWS[5:])),
    "gzip, padded": ("gzip", gzip.compress(NEWS[:5]) + b"\0" * 512 + gzip.compress(NEWS[5:]) + b"\0" * 9),
    "gzip, an empty member": ("gzip", gzip.compress(b"") + gzip.compress(NEWS)),
    "deflate": ("deflate", zlib.compress(NEWS)),
    "zstd": ("zstd", zstd.compress(NEWS)),
    "zstd, as hard as may be": ("zstd", zstd.compress(NEWS, 19)),
    "zstd, two frames": ("zstd", zstd.compress(NEWS[:5]) + zstd.compress(NEWS[5:])),
    "zstd, a frame to skip": ("zstd", b"\x50\x2a\x4d\x18\x04\0\0\0skip" + zstd.compress(NEWS)),
}
PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "zstd": zstd.compress,
}


def unpacked(coding: str, parts: Iterable[bytes]) -> bytes:
    unpacking, found = Unpacking(coding), bytearray()
    for part in parts:
        for piece in unpacking.unpack(part):
            assert 0 < len(piece) <= PIECE
            found += piece
    unpacking.finish()
    assert unpacking.unpacked == len(found)
    return bytes(found)


@pytest.mark.parametrize("size", [1, 7, 1000, 1_000_000])
@pytest.mark.parametrize("name", PACKED)
def test_what_was_packed_comes_out_however_it_is_cut(name: str, size: int) -> None:
    coding, packed = PACKED[name]
    assert unpacked(coding, (packed[at : at + size] for at in range(0, len(packed), size))) == NEWS


@pytest.mark.parametrize("coding", CODINGS)
def test_a_bomb_comes_out_piece_by_piece(coding: str) -> None:
    bomb = PACK[coding](bytes(64 * 1024 * 1024))
    pieces = Unpacking(coding).unpack(bomb)
    assert [len(next(pieces)) for _ in range(3)] == [PIECE] * 3
    assert sum(len(piece) for piece in pieces) == 64 * 1024 * 1024 - 3 * PIECE


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize(
    "break_it",
    [
        lambda packed: b"",
        lambda packed: packed[:1],
        lambda packed: packed[: len(packed) // 2],
        lambda packed: packed[:-1],
        lambda packed: b"Ships" + packed,
        lambda packed: packed + b"more",
        lambda packed: packed[:-2] + bytes([packed[-2] ^ 0xFF]) + packed[-1:],
    ],
    ids=["nothing", "one byte", "half", "all but the last", "preceded", "followed", "bent"],
)
def test_what_is_broken_is_said_so(coding: str, break_it: Callable[[bytes], bytes]) -> None:
    options: dict[int, int] = {zstd.CompressionParameter.checksum_flag: True}
    packed = zstd.compress(NEWS, options=options) if coding == "zstd" else PACK[coding](NEWS)
    with pytest.raises(Broken, match=coding):
        unpacked(coding, [break_it(packed)])


def test_a_zstd_window_over_what_the_coding_may_ask_for_is_refused() -> None:
    options: dict[int, int] = {
        zstd.CompressionParameter.window_log: 24,
        zstd.CompressionParameter.content_size_flag: False,
    }
    with pytest.raises(Broken, match="too much memory"):
        unpacked("zstd", [zstd.compress(os.urandom(20_000_000), options=options)])


@pytest.mark.parametrize(
    ("headers", "coding"),
    [
        ([], None),
        ([""], None),
        (["identity"], None),
        (["GZIP"], "gzip"),
        (["x-gzip"], "gzip"),
        (["identity, zstd ,"], "zstd"),
        (["identity", "deflate"], "deflate"),
    ],
)
def test_a_coding_is_known_by_its_name(headers: list[str], coding: str | None) -> None:
    assert coding_of(headers) == coding


@pytest.mark.parametrize("headers", [["br"], ["gzip", "br"], ["gzip, zstd"], ["gzip", "gzip"], ["gzip;q=1"]])
def test_what_is_no_coding_of_ours_or_several_is_refused(headers: list[str]) -> None:
    with pytest.raises(UnknownCoding, match="gzip, deflate, zstd"):
        coding_of(headers)
