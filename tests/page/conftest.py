"""A real gateway over a filled store and an embedded broker, and a real Chromium that opens its pages."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, ExitStack, closing
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Dialog, Page, Request, async_playwright

from services.chassis.settings import Settings
from services.chassis.topics import apply_topics
from services.store import open_store
from tests.integration.brokers import free_port, running_broker
from tests.integration.processes import Service, ended
from tests.integration.whole import COMMAND
from tests.page.paper import fill, folder_of

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WITHIN = 15_000
"""Milliseconds that a page may take for anything."""


@dataclass(frozen=True)
class Gateway:
    """A running gateway: its address, its broker's, and its store's."""

    url: str
    broker: str
    index: str


@pytest.fixture(scope="session")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """`pressline service gateway` over the paper."""
    folder = tmp_path_factory.mktemp("paper")
    index = folder_of(folder)
    with closing(open_store(Settings(index=index))) as store:
        fill(store)
    with ExitStack() as stack:
        broker = stack.enter_context(running_broker("embedded", folder))
        asyncio.run(apply_topics(broker, Settings(partitions=2)))
        port = free_port()
        variables = {
            "PRESSLINE_BROKER": broker,
            "PRESSLINE_INDEX": index,
            "PRESSLINE_DATA": str(folder),
            "PRESSLINE_HTTP_PORT": str(port),
        }
        service = Service([*COMMAND, "service", "gateway"], variables, free_port(), folder / "gateway.log")
        stack.enter_context(ended(service))
        service.start()
        service.until_ready()
        yield Gateway(f"http://127.0.0.1:{port}", broker, index)


@pytest.fixture(scope="session")
def client(gateway: Gateway) -> Iterator[httpx.Client]:
    """Asks as a browser does; follows no redirect."""
    with httpx.Client(base_url=gateway.url, headers={"accept": "text/html"}, timeout=15) as client:
        yield client


# not Playwright's synchronous half: that keeps a loop running, and no asynchronous test could run after it
@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """Debian's Chromium."""
    path = shutil.which("chromium")
    if path is None:
        why = "no chromium on PATH: `make chromium` installs Debian's, or says what to do"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        await browser.close()


class Reader:
    """Somebody with a browser window; notes what should never happen on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.troubles: list[str] = []
        page.set_default_timeout(WITHIN)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.troubles.append(f"script error: {error}"))
        page.on("dialog", self._asked)
        page.on("requestfailed", self._failed)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.troubles.append(f"console: {message.text} ({self.page.url})")

    async def _asked(self, dialog: Dialog) -> None:
        self.troubles.append(f"dialog: {dialog.message}")
        await dialog.dismiss()

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # which is what leaving a page does to what it still loads
            self.troubles.append(f"failed: {request.url} {request.failure}")


OpenWindow = Callable[..., Awaitable[Page]]


@pytest_asyncio.fixture(loop_scope="module")
async def window(browser: Browser, gateway: Gateway) -> AsyncIterator[OpenWindow]:
    """Opens windows, each with a storage of its own; none may have had troubles in the end.

    `forgive` is a part of the one trouble that a test asks for.
    """
    readers: list[tuple[Reader, str | None]] = []
    async with AsyncExitStack() as stack:

        async def open_window(
            width: int = 1280, height: int = 900, forgive: str | None = None, **more: Any
        ) -> Page:
            context = await browser.new_context(
                base_url=gateway.url, viewport={"width": width, "height": height}, **more
            )
            stack.push_async_callback(context.close)
            reader = Reader(await context.new_page())
            readers.append((reader, forgive))
            return reader.page

        yield open_window
    assert [
        trouble
        for reader, forgive in readers
        for trouble in reader.troubles
        if forgive is None or forgive not in trouble
    ] == []
