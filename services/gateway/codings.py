"""Content codings of what is sent to us, unpacked in pieces of bounded size: a bomb costs what we look at.

gzip and deflate by the standard library's zlib, zstd by `backports.zstd`, which is Python 3.14's own
`compression.zstd`: its decompressor takes a `max_length`, as zlib's does. Those of `zstandard` and `cramjam`
take none, and 4 bytes of zstd make 128 KiB.
"""

import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from backports.zstd import DecompressionParameter, ZstdDecompressor, ZstdError

PIECE = 64 * 1024
"""Bytes that are unpacked at once, at most."""
WINDOW_LOG = 23
"""A zstd window of 8 MiB, which is what the content coding may ask for (RFC 9659)."""
IDENTITY = "identity"
ALIASES = {"x-gzip": "gzip"}
"""RFC 9110, 8.4.1.3."""
PADDING = b"\0"
"""Between and after gzip's members, as tapes had it; the gzip command passes it over."""

PREAMBLE = re.compile(r"^(Error -?\d+ while|Unable to) decompress\w*( Zstandard)? data: ")


class UnknownCoding(ValueError):
    """A content coding that is not taken; the text says which, and what is."""


class Broken(ValueError):
    """What came is not what its coding makes, or ends before its end."""


class _Stream(Protocol):
    """Python 3.14's interface of a decompressor: one gzip member, one zstd frame."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class _Inflate:
    """zlib's decompressor with that interface."""

    def __init__(self, window_bits: int) -> None:
        self._stream = zlib.decompressobj(window_bits)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._stream.eof

    @property
    def unused_data(self) -> bytes:
        return self._stream.unused_data

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        found = self._stream.decompress(self._stream.unconsumed_tail + data, max_length)
        self.needs_input = not self._stream.unconsumed_tail and len(found) < max_length
        return found


CODINGS: dict[str, Callable[[], _Stream]] = {
    "gzip": lambda: _Inflate(16 + zlib.MAX_WBITS),
    "deflate": lambda: _Inflate(zlib.MAX_WBITS),  # which RFC 9110 says is the zlib format
    "zstd": lambda: ZstdDecompressor(options={DecompressionParameter.window_log_max: WINDOW_LOG}),
}
ACCEPTED = ", ".join(CODINGS)
"""For `Accept-Encoding` in an answer (RFC 9110, 12.5.3)."""


def coding_of(headers: Sequence[str]) -> str | None:
    """The coding that `Content-Encoding` headers name, in lower case; None where the body is as it is.

    Raises:
        UnknownCoding: one is not known, or there are several.
    """
    named = [part.strip().lower() for part in ",".join(headers).split(",")]
    codings = [ALIASES.get(name, name) for name in named if name not in ("", IDENTITY)]
    for name in codings:
        if name not in CODINGS:
            raise UnknownCoding(f"{name!r:.60} is not taken: send {ACCEPTED}, or the body as it is")
    if len(codings) > 1:
        raise UnknownCoding(f"{', '.join(codings)!r:.60} is one in another: send one of {ACCEPTED}")
    return codings[0] if codings else None


class Unpacking:
    """Unpacks one body, of any number of members or frames, as it comes."""

    def __init__(self, coding: str) -> None:
        self.coding = coding
        self.packed = 0
        """Bytes that went in, and that came out."""
        self.unpacked = 0
        self._stream: _Stream | None = None

    def unpack(self, packed: bytes) -> Iterator[bytes]:
        """What the next bytes hold, in pieces of at most `PIECE` bytes; to be taken to the end.

        Raises:
            Broken: they are not of this coding.
        """
        begun = self.packed > 0
        self.packed += len(packed)
        while True:
            if self._stream is None:
                packed = packed.lstrip(PADDING) if begun else packed
                if not packed:
                    return
                self._stream, begun = CODINGS[self.coding](), True
            try:
                piece = self._stream.decompress(packed, PIECE)
            except (zlib.error, ZstdError) as error:
                said = re.sub(
                    r"^Error -?\d+ while decompressing data: |^Unable to .*? data: ", "", str(error)
                )
                raise Broken(f"not {self.coding} after {self.unpacked:,} bytes: {said}") from None
            packed = b""
            if piece:
                self.unpacked += len(piece)
                yield piece
            if self._stream.eof:
                packed, self._stream = self._stream.unused_data, None
            elif self._stream.needs_input:
                return

    def finish(self) -> None:
        """Say that nothing more comes.

        Raises:
            Broken: something is missing.
        """
        if self._stream is not None or not self.packed:
            raise Broken(f"the {self.coding} ends before its end, after {self.unpacked:,} bytes of content")
