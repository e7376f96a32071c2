"""A request's body as it arrives: its kind, its pieces, unpacked; and its rest, when it is refused."""

import asyncio
from collections.abc import AsyncIterator

from starlette.requests import ClientDisconnect, Request

from services.gateway.codings import ACCEPTED, Broken, UnknownCoding, Unpacking, coding_of
from services.gateway.problems import HttpProblem, shown

DRAIN = 32 * 1024 * 1024
"""Bytes over the limit that are read and thrown away: a client that is still sending would hear no answer."""
DRAIN_WITHIN = 10.0
SILENT = 1.0
"""Seconds for all of it, and without any of it: who sends nothing just now hears us."""
JSON = "application/json"
JSON_LINES = ("application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines")
"""None of them is registered; the first is what most say."""


def is_lines(request: Request) -> bool:
    """Whether the body says that it is JSON Lines."""
    return _kind(request)[0] in JSON_LINES


def require_json(request: Request, *, lines: bool = False) -> None:
    """Look at what the body says that it is, before any of it is read.

    Raises:
        HttpProblem: it is not JSON (or, where `lines` may come, JSON Lines), or not UTF-8.
    """
    kind, parameters = _kind(request)
    charset = next((p.partition("=")[2].strip('"') for p in parameters if p.startswith("charset=")), "utf-8")
    is_json = kind == JSON or (kind.startswith("application/") and kind.endswith("+json"))
    if kind and not is_json and not (lines and kind in JSON_LINES):
        raise HttpProblem(
            415, f"content-type: {shown(kind)} is not taken: send {JSON}", headers={"Accept": JSON}
        )
    if not kind and "origin" in request.headers:
        # the one kind of body that a browser sends anywhere without asking there first
        raise HttpProblem(415, f"content-type: a page has to say {JSON}", headers={"Accept": JSON})
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise HttpProblem(415, f"content-type: JSON is UTF-8, not {shown(charset)}")


def _kind(request: Request) -> tuple[str, list[str]]:
    kind, *parameters = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    return kind, parameters


class Arriving:
    """One request's body; `expansion` is how many times its size it may unpack to, past `DRAIN` bytes."""

    def __init__(self, request: Request, expansion: int | None = None) -> None:
        """Look at its content coding.

        Raises:
            HttpProblem: that is not one that is taken.
        """
        try:
            coding = coding_of(request.headers.getlist("content-encoding"))
        except UnknownCoding as error:
            raise HttpProblem(
                415, f"content-encoding: {error}", headers={"Accept-Encoding": ACCEPTED}
            ) from None
        self._request = request
        self._expansion = expansion
        self._unpacking = Unpacking(coding) if coding else None
        self._began = self._ended = False
        said = request.headers.get("content-length", "")
        self.said = int(said) if said.isdecimal() else None
        """Bytes that it says are coming, packed."""

    async def pieces(self) -> AsyncIterator[bytes]:
        """It, unpacked, piece by piece.

        Raises:
            HttpProblem: it is not what its coding makes, or it grows out of all proportion.
            ClientDisconnect: the connection ended before it did.
        """
        if self._unpacking is None:
            async for piece in self._packed():
                yield piece
            return
        try:
            async for packed in self._packed():
                for piece in self._unpacking.unpack(packed):
                    self._require_proportion(self._unpacking)
                    yield piece
                await asyncio.sleep(0)  # others wait while this one is unpacked
            self._unpacking.finish()
        except Broken as error:
            raise HttpProblem(400, f"body: {error}") from None

    def _require_proportion(self, unpacking: Unpacking) -> None:
        most = max(DRAIN, (self._expansion or 0) * unpacking.packed)
        if self._expansion and unpacking.unpacked > most:
            raise HttpProblem(
                413,
                f"body: {unpacking.packed:,} bytes of {unpacking.coding} unpack to over {most:,}: send it "
                "as it is, or less at once",
            )

    async def _packed(self) -> AsyncIterator[bytes]:
        while not self._ended:
            message = await self._receive()
            if message:
                yield message

    async def _receive(self) -> bytes:
        message = await self._request.receive()
        if message["type"] != "http.request":
            raise ClientDisconnect
        self._began = True
        self._ended = not message.get("more_body", False)
        return bytes(message.get("body", b""))

    async def drain(self) -> None:
        """Let through what still comes, so that the refusal is heard: unless it is too much, or held back."""
        held_back = not self._began and "100-continue" in self._request.headers.get("expect", "").lower()
        if held_back or (not self._began and (self.said or 0) > 2 * DRAIN):
            return
        left = 2 * DRAIN
        try:
            async with asyncio.timeout(DRAIN_WITHIN):
                while not self._ended and left > 0:
                    async with asyncio.timeout(SILENT):
                        left -= len(await self._receive())
        except (TimeoutError, ClientDisconnect):
            pass
