"""Receipts sent while the request is still being read: an answer in JSON Lines beside a body that goes on.

Many clients read no answer before they have sent everything. If we waited for them to read, and they for us,
neither would ever end; so what they have not read yet is kept for them, up to `UNREAD` bytes.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Hashable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from services.gateway.arriving import JSON_LINES, require_json
from services.gateway.bodies import Bodies
from services.gateway.callers import who_asks
from services.gateway.problems import RETRY_AFTER, HttpProblem
from services.gateway.push_lines import LinePush, LineReceipt, Sender, as_lines

log = logging.getLogger("pressline")

UNREAD = 8 * 1024 * 1024
"""Bytes of receipts kept for one client: of some 60,000 lines that were accepted."""
PIECE = 64 * 1024
READ_ON_WITHIN = 120.0
"""Seconds in which a client whose receipts wait has to read some of them."""
OPEN = 50
"""Requests with JSON Lines at once: each may hold a line of 32 MiB, a zstd window and what is unread."""
OPEN_OF_ONE = 25


class LinePushes:
    """The requests that push JSON Lines just now."""

    def __init__(self, send: Sender, bodies: Bodies) -> None:
        self._send = send
        self._bodies = bodies
        self._open: Counter[Hashable] = Counter()
        self._stopping = asyncio.Event()

    def close(self) -> None:
        """Take no more lines, and let every answer end."""
        self._stopping.set()

    async def answer(self, request: Request) -> Response:
        """The answer, once there is something to say of the first lines.

        Raises:
            HttpProblem: the body can't be read, or too many are sending.
            Unavailable: the broker takes nothing.
        """
        require_json(request, lines=True)
        client = who_asks(request, request.app.state.keys)
        self._enter(client)
        receipts = LinePush(request, self._send, self._bodies, self._stopping).receipts()
        try:
            first = await anext(receipts)
        except BaseException as error:
            self._leave(client)
            if isinstance(error, ClientDisconnect):
                raise HttpProblem(400, "body: the connection ended before it did") from None
            raise
        return LineAnswer(first, receipts, lambda: self._leave(client))

    def _enter(self, client: Hashable) -> None:
        come_back = {"Retry-After": str(RETRY_AFTER)}
        if self._open[client] >= OPEN_OF_ONE:
            detail = f"{OPEN_OF_ONE} requests of yours send JSON Lines already: end one"
            raise HttpProblem(429, detail, headers=come_back)
        if self._open.total() >= OPEN:
            detail = f"{OPEN} requests send JSON Lines, and no more are let in"
            raise HttpProblem(503, detail, headers=come_back)
        self._open[client] += 1

    def _leave(self, client: Hashable) -> None:
        self._open -= Counter([client])  # which forgets who has none


class LineAnswer(Response):
    """Sends receipts as they come, while the request is still read."""

    media_type = JSON_LINES[0]

    def __init__(
        self,
        first: list[LineReceipt],
        receipts: AsyncGenerator[list[LineReceipt], None],
        closed: Callable[[], None],
    ) -> None:
        # X-Accel-Buffering: nginx would hold receipts back
        super().__init__(None, 202, {"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._receipts = receipts
        self._closed = closed
        self._unread = bytearray(as_lines(first))
        self._changed = asyncio.Condition()
        self._ended = False
        self._sent = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; without an end where the client stops reading, so that it can tell."""
        try:
            await send(
                {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
            )
            writing = asyncio.create_task(self._write(send))
            try:
                await self._read()
                await self._finish(writing)
            except ClientDisconnect:
                pass  # who has left hears nothing
            except TimeoutError:
                log.warning("%s %s: nobody reads the receipts", scope["method"], scope["path"])
            finally:
                writing.cancel()
                await asyncio.gather(writing, return_exceptions=True)
        finally:
            self._closed()
            await self._receipts.aclose()

    async def _read(self) -> None:
        async for receipts in self._receipts:
            async with self._changed:
                async with asyncio.timeout(READ_ON_WITHIN):
                    await self._changed.wait_for(lambda: len(self._unread) < UNREAD)
                self._unread += as_lines(receipts)
                self._changed.notify_all()

    async def _finish(self, writing: asyncio.Task[None]) -> None:
        async with self._changed:
            self._ended = True
            self._changed.notify_all()
        sent = -1
        while not writing.done():
            if self._sent == sent:
                raise TimeoutError
            sent = self._sent
            await asyncio.wait({writing}, timeout=READ_ON_WITHIN)
        await writing

    async def _write(self, send: Send) -> None:
        more = True
        while more:
            async with self._changed:
                await self._changed.wait_for(lambda: self._unread or self._ended)
                piece = bytes(self._unread[:PIECE])
                del self._unread[:PIECE]
                more = bool(self._unread) or not self._ended
                self._changed.notify_all()
            await send({"type": "http.response.body", "body": piece, "more_body": more})
            self._sent += len(piece)
