"""A TCP proxy that can be slow, be shut, or cut what goes through it in the middle of a message."""

import asyncio
import contextlib

from tests.ports import free_ports

CHUNK = 64 * 1024


class Proxy:
    """Forwards a port on loopback to another.

    `delay` are seconds that each chunk waits; `cutting` connections pass half of the next chunk and break.
    """

    def __init__(self, target: int) -> None:
        self.target = target
        (self.port,) = free_ports(1)
        self.delay = 0.0
        self._links: set[asyncio.Task[None]] = set()
        self._cutting: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> "Proxy":
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()
        for link in list(self._links):
            link.cancel()
        await asyncio.gather(*self._links, return_exceptions=True)

    def cut(self) -> int:
        """Let every connection break half-way through what it carries next; how many."""
        self._cutting |= self._links
        return len(self._links)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        link = asyncio.current_task()
        assert link is not None
        self._links.add(link)
        try:
            with contextlib.suppress(OSError):
                there = await asyncio.open_connection("127.0.0.1", self.target)
                try:
                    await self._link(link, (reader, writer), there)
                finally:
                    there[1].close()
        except asyncio.CancelledError:
            pass  # the proxy closes; asyncio would log it for a server's task
        finally:
            writer.close()
            self._links.discard(link)
            self._cutting.discard(link)

    async def _link(
        self,
        link: "asyncio.Task[None]",
        here: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        there: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    ) -> None:
        ways = [
            asyncio.ensure_future(self._pass(link, here[0], there[1])),
            asyncio.ensure_future(self._pass(link, there[0], here[1])),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)

    async def _pass(
        self, link: "asyncio.Task[None]", reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        with contextlib.suppress(OSError):
            while chunk := await reader.read(CHUNK):
                if self.delay:
                    await asyncio.sleep(self.delay)
                if link in self._cutting:
                    writer.write(chunk[: len(chunk) // 2])
                    await writer.drain()
                    return
                writer.write(chunk)
                await writer.drain()
