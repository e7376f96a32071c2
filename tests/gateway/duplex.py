"""A client that reads the answer while it sends, or not, as a test wants: JSON Lines over a plain socket."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator
from typing import Any

HEAD = (
    "POST /v1/articles HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
    "Transfer-Encoding: chunked\r\n{}\r\n"
)
ROOM = 4096
"""Bytes that the kernel keeps for a client that does not read."""


class Duplex:
    """One request, its body sent in chunks."""

    def __init__(self, reading: asyncio.StreamReader, writing: asyncio.StreamWriter) -> None:
        self._reading = reading
        self._writing = writing
        self._begun = b""
        self.status = 0

    async def send(self, body: bytes) -> None:
        self._writing.write(f"{len(body):x}\r\n".encode() + body + b"\r\n")
        await self._writing.drain()

    async def end(self) -> None:
        self._writing.write(b"0\r\n\r\n")
        await self._writing.drain()

    async def receipt(self) -> dict[str, Any] | None:
        """The next line of the answer; None at its end.

        Raises:
            IncompleteReadError: the connection ended before the answer did.
        """
        if not self.status:
            head = await self._reading.readuntil(b"\r\n\r\n")
            self.status = int(head.split()[1])
            assert b"transfer-encoding: chunked" in head.lower(), head
        while b"\n" not in self._begun:
            size = int(await self._reading.readuntil(b"\r\n"), 16)
            chunk = await self._reading.readexactly(size + 2)
            if not size:
                assert self._begun == b""
                return None
            self._begun += chunk[:-2]
        line, _, self._begun = self._begun.partition(b"\n")
        return dict(json.loads(line))

    async def rest(self) -> list[dict[str, Any]]:
        """Every line that still comes."""
        found = []
        while (receipt := await self.receipt()) is not None:
            found.append(receipt)
        return found

    def leave(self) -> None:
        """As if the client's process had died."""
        self._writing.transport.abort()


@contextlib.asynccontextmanager
async def duplex(port: int, *headers: str) -> AsyncIterator[Duplex]:
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, ROOM)
        connection.setblocking(False)
        await asyncio.get_running_loop().sock_connect(connection, ("127.0.0.1", port))
        reading, writing = await asyncio.open_connection(sock=connection, limit=ROOM)
        try:
            writing.write(HEAD.format("".join(f"{header}\r\n" for header in headers)).encode())
            yield Duplex(reading, writing)
        finally:
            writing.close()
            with contextlib.suppress(ConnectionError):
                await writing.wait_closed()
