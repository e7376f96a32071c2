"""Bodies of requests: read piece by piece and no further than the limit, and JSON."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from pydantic_core import from_json
from starlette.requests import ClientDisconnect, Request

from services.chassis.errors import Away
from services.gateway.problems import Refused, shown

DRAIN = 32 * 1024 * 1024
"""Bytes over the limit that are read and thrown away: a client that is still sending would hear no answer."""
DRAIN_WITHIN = 10.0
READ_WITHIN = 120.0
"""Seconds for a body: what somebody sends without end, others can't send."""
HELD = 256 * 1024 * 1024
"""Bytes of bodies held at once, of all requests."""
BRACKETS = 1_000_000
"""Objects and lists of a body, those in its texts counted, too: each takes up to 200 bytes of memory."""


class Bodies:
    """Reads bodies, and knows how much of them is held just now."""

    def __init__(self) -> None:
        self._held = 0

    @asynccontextmanager
    async def json(self, request: Request, limit: int) -> AsyncIterator[Any]:
        """The body as JSON; it counts as held while inside: what is made of it takes as much.

        Raises:
            Refused: it says it is something else, is none, is over `limit` bytes, or comes too slowly.
            Away: too much is being sent at once.
        """
        _require_json(request)
        body = bytearray()
        try:
            await self._read(body, request, limit)
            yield _parsed(body)
        finally:
            self._held -= len(body)

    async def _read(self, body: bytearray, request: Request, limit: int) -> None:
        said = request.headers.get("content-length", "")
        if said.isdecimal() and int(said) > limit:
            raise await _too_large(request, int(said) - limit, limit)
        try:
            async with asyncio.timeout(READ_WITHIN):
                async for piece in request.stream():
                    if self._held + len(piece) > HELD:
                        raise Away("too many large articles are being sent at once")
                    self._held += len(piece)
                    body += piece
                    if len(body) > limit:
                        raise await _too_large(request, DRAIN, limit)
        except ClientDisconnect:
            raise Refused(400, "body: the connection ended before it did") from None
        except TimeoutError:
            raise Refused(
                408, f"body: {len(body):,} bytes came in {READ_WITHIN:g} s, and not its end"
            ) from None


def _parsed(body: bytearray) -> Any:
    if body.count(b"[") + body.count(b"{") > BRACKETS:
        raise Refused(413, f"the body has over {BRACKETS:,} brackets: send fewer articles at once")
    try:
        return from_json(body, allow_inf_nan=False)
    except ValueError as error:
        raise Refused(400, f"body: not JSON: {error}") from None


def _require_json(request: Request) -> None:
    kind, *parameters = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    charset = next((p.partition("=")[2].strip('"') for p in parameters if p.startswith("charset=")), "utf-8")
    if (
        kind
        and kind != "application/json"
        and not (kind.startswith("application/") and kind.endswith("+json"))
    ):
        raise Refused(415, f"content-type: {shown(kind)} is not taken: send application/json")
    if not kind and "origin" in request.headers:
        # the one kind of body that a browser sends anywhere without asking there first
        raise Refused(415, "content-type: a page has to say application/json")
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise Refused(415, f"content-type: JSON is UTF-8, not {shown(charset)}")
    encoding = request.headers.get("content-encoding", "identity").lower()
    if encoding != "identity":
        raise Refused(415, f"content-encoding: {shown(encoding)} is not taken: send the body as it is")


async def _too_large(request: Request, left: int, limit: int) -> Refused:
    """The refusal, once what still comes has been let through: unless it is too much, or was held back."""
    if "100-continue" not in request.headers.get("expect", "").lower() and left <= DRAIN:
        try:
            async with asyncio.timeout(DRAIN_WITHIN):
                seen = 0
                while seen <= left + limit:
                    message = await request.receive()
                    seen += len(message.get("body", b""))
                    if message["type"] != "http.request" or not message.get("more_body"):
                        break
        except TimeoutError:
            pass
    return Refused(413, f"the body is over {limit:,} bytes: send fewer articles at once")
