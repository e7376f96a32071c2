"""A page that only who has a key may read: a real browser asks for name and key, and then all works."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from services.chassis.settings import Settings
from services.gateway.app import make_app
from services.gateway.key_file import Scope, keep, new_key
from tests.gateway.serving import index, indexed, serving
from tests.page.conftest import Gateway, Reader

pytestmark = pytest.mark.asyncio(loop_scope="module")
KEY = new_key()


@pytest_asyncio.fixture(loop_scope="module")
async def closed(gateway: Gateway, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a gateway over the same store and broker, whose page is for readers with a key."""
    file = tmp_path / "keys"
    file.write_text(keep("reader", [Scope.READ], KEY).line)
    settings = Settings(broker=gateway.broker, index=gateway.index, api_keys_file=file, read_open=False)
    async with serving(make_app(settings)) as client:
        yield str(client.base_url)


async def test_a_browser_asks_for_the_key_and_sends_it_with_all_that_the_page_asks(
    browser: Browser, closed: str, gateway: Gateway
) -> None:
    credentials = {"username": "reader", "password": KEY}
    context = await browser.new_context(base_url=closed, http_credentials=credentials)  # type: ignore[arg-type]
    try:
        reader = Reader(await context.new_page())
        async with reader.page.expect_response(lambda answer: "/v1/line" in answer.url) as polled:
            await reader.page.goto("/line")
        assert (await polled.value).status == 200
        async with reader.page.expect_response(lambda answer: "/v1/stream" in answer.url) as streamed:
            await reader.page.goto("/")
        assert (await streamed.value).status == 200
        await index(gateway.broker, [indexed("closed1", headline="Behind a lock")])
        await expect(reader.page.get_by_text("Behind a lock")).to_be_visible()
        assert reader.troubles == []
    finally:
        await context.close()
