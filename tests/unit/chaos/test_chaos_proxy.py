"""The proxy of chaos: what goes through it, slowly, and half of it where it cuts."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.chaos.proxy import Proxy

WORD = b"0123456789"


@pytest.fixture
async def echo() -> AsyncIterator[Proxy]:
    """A proxy before a server that says again what it hears."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while said := await reader.read(100):
            writer.write(said)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with Proxy(server.sockets[0].getsockname()[1]) as proxy:
        yield proxy
    server.close()


async def test_what_is_said_comes_through_and_after_a_cut_half_of_it(echo: Proxy) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", echo.port)
    writer.write(WORD)
    assert await reader.readexactly(len(WORD)) == WORD
    assert echo.cut() == 1
    writer.write(WORD)
    # half of it reaches the server, and half of that may come back before all is over
    assert len(await reader.read()) < len(WORD)
    writer.close()
    again, other = await asyncio.open_connection("127.0.0.1", echo.port)
    other.write(WORD)
    assert await again.readexactly(len(WORD)) == WORD
    other.close()


async def test_it_is_as_slow_as_it_is_told(echo: Proxy) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", echo.port)
    echo.delay = 0.1
    begun = asyncio.get_running_loop().time()
    writer.write(WORD)
    assert await reader.readexactly(len(WORD)) == WORD
    assert asyncio.get_running_loop().time() - begun >= 0.2
    writer.close()


async def test_nobody_there_ends_the_connection() -> None:
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    async with Proxy(port) as proxy:
        reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
        assert await reader.read() == b""
        writer.close()
