"""Bodies of requests: read piece by piece and no further than the limit, and JSON."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from pydantic_core import from_json
from starlette.requests import ClientDisconnect, Request

from services.chassis.errors import Unavailable
from services.gateway.arriving import Arriving, require_json
from services.gateway.problems import HttpProblem

READ_WITHIN = 120.0
"""Seconds for a body: what somebody sends without end, others can't send."""
GRACE, SLOWEST = 20.0, 1024
"""Seconds for the beginning of a body, and bytes a second from then on: what trickles in slower is let go."""
HELD = 256 * 1024 * 1024
"""Bytes of bodies held at once, of all requests, unpacked."""
BRACKETS = 1_000_000
"""Objects and lists of a body, those in its texts counted, too: each takes up to 200 bytes of memory."""


class Bodies:
    """Reads bodies, and knows how much of them is held just now."""

    def __init__(self) -> None:
        self._held = 0

    def hold(self, size: int) -> None:
        """Count so many bytes more as held; fewer where `size` is below 0.

        Raises:
            Unavailable: too much is being sent at once; nothing was counted.
        """
        if size > 0 and self._held + size > HELD:
            raise Unavailable("too many large articles are being sent at once")
        self._held += size

    @asynccontextmanager
    async def json(self, request: Request, limit: int) -> AsyncIterator[Any]:
        """The body as JSON; it counts as held while inside: what is made of it takes as much.

        Raises:
            HttpProblem: it says it is something else, is none, is over `limit` bytes unpacked, or comes too
                slowly.
            Unavailable: too much is being sent at once.
        """
        require_json(request)
        body = bytearray()
        try:
            await self._read(body, request, limit)
            yield parsed(body)
        finally:
            self.hold(-len(body))

    async def _read(self, body: bytearray, request: Request, limit: int) -> None:
        arriving = Arriving(request)
        clock = asyncio.get_running_loop().time
        began = clock()
        try:
            if (arriving.said or 0) > limit:
                raise _too_large(limit)
            async with asyncio.timeout_at(began + min(READ_WITHIN, GRACE)) as deadline:
                async for piece in arriving.pieces():
                    self.hold(len(piece))
                    body += piece
                    deadline.reschedule(began + min(READ_WITHIN, GRACE + len(body) / SLOWEST))
                    if len(body) > limit:
                        raise _too_large(limit)
        except ClientDisconnect:
            raise HttpProblem(400, "body: the connection ended before it did") from None
        except TimeoutError:
            raise HttpProblem(
                408, f"body: {len(body):,} bytes came in {clock() - began:.0f} s, and not its end"
            ) from None
        except (HttpProblem, Unavailable):
            await arriving.drain()
            raise


def parsed(body: bytes | bytearray) -> Any:
    """The JSON that these bytes are.

    Raises:
        HttpProblem: they are none, or hold too many objects and lists.
    """
    if body.count(b"[") + body.count(b"{") > BRACKETS:
        raise HttpProblem(413, f"the body has over {BRACKETS:,} brackets: send fewer articles at once")
    try:
        return from_json(body, allow_inf_nan=False)
    except ValueError as error:
        raise HttpProblem(400, f"body: not JSON: {error}") from None


def _too_large(limit: int) -> HttpProblem:
    return HttpProblem(413, f"the body is over {limit:,} bytes: send fewer articles at once")
