"""Bodies that don't come as they should: too slowly, not to their end, not before they may."""

import asyncio

import pytest

from services.chassis.settings import Settings
from services.gateway import bodies
from services.gateway.app import make_app
from tests.gateway.serving import serving

ARTICLE = {"content": "Ships collide off Dover."}


async def test_a_body_that_never_ends_is_given_up_and_held_no_more(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "READ_WITHIN", 0.5)
    monkeypatch.setattr(bodies, "HELD", 1000)
    async with serving(make_app(settings)) as client:
        reader_, writer = await asyncio.open_connection("127.0.0.1", client.base_url.port)
        writer.write(
            b"POST /v1/articles HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n" + b" " * 950
        )
        await writer.drain()
        status = await asyncio.wait_for(reader_.readline(), 5)
        writer.close()
        assert (await client.post("/v1/articles", json=ARTICLE)).status_code == 202
    assert status.split()[1] == b"408"


async def test_a_client_that_leaves_in_the_middle_harms_nobody(settings: Settings) -> None:
    async with serving(make_app(settings)) as client:
        port = client.base_url.port
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"POST /v1/articles HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{")
        await writer.drain()
        writer.close()
        await writer.wait_closed()
        assert (await client.post("/v1/articles", json=ARTICLE)).status_code == 202


async def test_a_body_that_waits_for_leave_is_refused_before_it_is_sent(settings: Settings) -> None:
    async with serving(make_app(settings), ready=False) as client:
        reader_, writer = await asyncio.open_connection("127.0.0.1", client.base_url.port)
        writer.write(
            b"POST /v1/articles HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
            b"Content-Length: 99999999\r\n\r\n"
        )
        await writer.drain()
        status = await asyncio.wait_for(reader_.readline(), 5)
        writer.close()
    assert status.split()[1] == b"413"
