"""A gateway on a socket of its own, inside the test's loop; and the stream read as a browser reads it."""

import asyncio
import contextlib
import json
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI

from schemas import IndexedArticle
from services.chassis.kafka import Producer
from services.chassis.records import ProducerRecord
from services.line import INDEXED

WITHIN = 20.0
LOOK_EVERY = 0.02


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Any:
        """Leave the test's signals alone."""
        yield


@contextlib.asynccontextmanager
async def serving(
    app: FastAPI, *, ready: bool = True, http: Any = "auto"
) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the app, on a real socket."""
    server = _Server(uvicorn.Config(app, port=0, http=http, log_config=None, timeout_graceful_shutdown=2))
    running = asyncio.create_task(server.serve())
    try:
        await until(lambda: _is(server.started))
        port = server.servers[0].sockets[0].getsockname()[1]
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=WITHIN) as client:
            if ready:
                await until_ready(client)
            yield client
    finally:
        app.state.feed.close()
        server.should_exit = True
        await running


async def _is(true: bool) -> bool:
    return true


async def until(true: Callable[[], Awaitable[bool]]) -> None:
    """Wait for something to come true, looking often."""
    for _ in range(int(WITHIN / LOOK_EVERY)):
        if await true():
            return
        await asyncio.sleep(LOOK_EVERY)
    raise AssertionError(f"not within {WITHIN:g} s")


async def until_ready(client: httpx.AsyncClient) -> None:
    async def ready() -> bool:
        return (await client.get("/readyz")).status_code == 200

    await until(ready)


@dataclass
class Seen:
    """One event of a stream."""

    kind: str = ""
    id: str = ""
    data: list[str] = field(default_factory=list)

    @property
    def json(self) -> dict[str, Any]:
        return dict(json.loads("\n".join(self.data)))

    @property
    def article(self) -> str:
        return str(self.json["article_id"])


async def events(answer: httpx.Response) -> AsyncGenerator[Seen, None]:
    """What the HTML standard's parser would dispatch, and blocks with an id alone."""
    seen = Seen()
    async for line in answer.aiter_lines():
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if not line:
            if seen.id:
                yield seen
            seen = Seen()
        elif name == "event":
            seen.kind = value
        elif name == "id":
            seen.id = value
        elif name == "data":
            seen.data.append(value)


@contextlib.asynccontextmanager
async def stream(
    client: httpx.AsyncClient, last: str | None = None, **params: str
) -> AsyncIterator[AsyncGenerator[Seen, None]]:
    headers = {"Last-Event-ID": last} if last is not None else {}
    async with client.stream("GET", "/v1/stream", params=params, headers=headers) as answer:
        assert answer.status_code == 200, await answer.aread()
        assert answer.headers["content-type"].startswith("text/event-stream")
        reading = events(answer)
        try:
            yield reading
        finally:
            await reading.aclose()


async def take(reading: AsyncGenerator[Seen, None], count: int) -> list[Seen]:
    """So many events with data."""
    found: list[Seen] = []
    async with asyncio.timeout(WITHIN):
        while len(found) < count:
            seen = await anext(reading)
            if seen.data:
                found.append(seen)
    return found


def indexed(name: str, **fields: Any) -> IndexedArticle:
    now = datetime.now(UTC)
    made: dict[str, Any] = {
        "article_id": name,
        "revision": "r1",
        "delivery_id": f"articles.raw:0:1:{name}",
        "accepted_at": now,
        "indexed_at": now,
        "story_id": "s1",
        "headline": f"Headline of {name}",
    }
    return IndexedArticle(**{**made, **fields})


async def index(broker: str, articles: Sequence[IndexedArticle | str]) -> None:
    """Put messages on `articles.indexed`, as the index service does; a name alone is a tombstone."""
    records = [
        ProducerRecord(INDEXED, one.encode(), None, [])
        if isinstance(one, str)
        else ProducerRecord(INDEXED, one.article_id.encode(), one.model_dump_json().encode(), [])
        for one in articles
    ]
    async with Producer(broker) as producer:
        await producer.deliver(records)
