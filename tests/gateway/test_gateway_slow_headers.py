"""Who sends headers too slowly is let go; who asks again on a kept connection is not."""

import asyncio
import contextlib
from pathlib import Path

import pytest

from services.chassis.settings import Settings
from services.gateway import slow_headers
from services.gateway.app import make_app
from services.gateway.slow_headers import PatientProtocol
from tests.gateway.serving import serving

WITHIN = 0.5
TRICKLES = 50


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow_headers, "HEADERS_WITHIN", WITHIN)


async def trickle(port: int, begins: bytes) -> bytes:
    """Send a byte of a header now and then, until the other side ends; what it said."""
    reading, writing = await asyncio.open_connection("127.0.0.1", port)
    try:
        writing.write(begins)
        said = asyncio.ensure_future(reading.read())
        while not said.done():
            writing.write(b"x")
            await asyncio.wait({said}, timeout=WITHIN / 10)
        return said.result()
    except ConnectionError:
        return b""
    finally:
        writing.close()
        with contextlib.suppress(ConnectionError):
            await writing.wait_closed()


async def test_slow_headers_are_timed_out_and_others_are_not(embedded: str, tmp_path: Path) -> None:
    app = make_app(Settings(broker=embedded, data=tmp_path))
    async with serving(app, ready=False, http=PatientProtocol) as client:
        port = client.base_url.port
        assert port is not None
        kept = await asyncio.open_connection("127.0.0.1", port)
        ask = b"GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        kept[1].write(ask)
        assert await kept[0].readuntil(b"ok\n")
        async with asyncio.timeout(20):
            said = await asyncio.gather(
                *(
                    trickle(port, b"GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
                    for _ in range(TRICKLES)
                ),
                trickle(port, b""),
                trickle(port, ask + b"GET / HT"),
            )
        assert len(said) == TRICKLES + 2
        assert all(b"408" in answer for answer in said if answer)
        assert any(answer.startswith(b"HTTP/1.1 408") for answer in said)
        # it has said nothing for longer than headers may take, between two requests
        kept[1].write(ask)
        assert await kept[0].readuntil(b"ok\n")
        kept[1].close()
        await kept[1].wait_closed()
