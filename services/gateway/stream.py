"""`GET /v1/stream`: each indexed article as a server-sent event, resumable to the message.

https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

import time
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Hashable
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from services.chassis import metrics
from services.gateway import examples
from services.gateway.callers import still_may_read, who_asks
from services.gateway.feed import Feed, Subscriber
from services.gateway.parameters import Source
from services.gateway.position import read_position
from services.gateway.problems import HttpProblem, described
from services.gateway.ring import Event
from services.gateway.stores import Stores
from services.gateway.watches import find

KEEP_ALIVE = 15.0
"""Seconds of silence after which a comment is sent: proxies give up on a silent connection after a minute."""
RETRY = 2000
"""Milliseconds after which a browser connects again."""
STREAMS = 200
"""Readers at once."""
OF_ONE = 100
"""Of them, those of one client."""
COME_BACK = {"Retry-After": "30"}
LONGEST_ID = 20_000


class Streams:
    """The open streams; `most` at once, and `of_one` of one client."""

    def __init__(self, feed: Feed, most: int = STREAMS, of_one: int = OF_ONE) -> None:
        self._feed = feed
        self._most, self._of_one = most, of_one
        self._open: Counter[Hashable] = Counter()

    async def open(
        self,
        client: Hashable,
        last_event_id: str | None,
        wanted: Callable[[Event], bool],
        may_read: Callable[[], bool] = lambda: True,
    ) -> Response:
        """The stream of the events that are wanted, after that id or from now on, while one may read them.

        Raises:
            HttpProblem: there are too many streams, or it is no id of ours.
            Unavailable: the broker does not answer.
        """
        if self._open[client] >= self._of_one:
            detail = f"{self._of_one} streams of one client are the limit: end one of them first"
            raise HttpProblem(429, detail, headers=COME_BACK)
        if self._open.total() >= self._most:
            raise HttpProblem(
                503, f"{self._most} streams are open, and no more are let in", headers=COME_BACK
            )
        self._open[client] += 1
        try:
            position = read_position(last_event_id) if last_event_id else None
            reader = await self._feed.subscriber(position)
        except BaseException as error:
            self._leave(client)
            if isinstance(error, ValueError):
                raise HttpProblem(400, f"Last-Event-ID: {error}: send one that it gave, or none") from None
            raise
        metrics.STREAM_READERS.inc()

        def closed() -> None:
            self._leave(client)
            metrics.STREAM_READERS.dec()

        return _Stream(_frames(reader, wanted, may_read), closed)

    def _leave(self, client: Hashable) -> None:
        self._open -= Counter([client])  # which forgets who has none


class _Stream(StreamingResponse):
    """Says when it is over, however it ended: a generator that was never begun would not."""

    def __init__(self, frames: AsyncGenerator[bytes, None], closed: Callable[[], None]) -> None:
        # X-Accel-Buffering: nginx would hold events back
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        super().__init__(frames, headers=headers, media_type="text/event-stream")
        self._frames = frames
        self._closed = closed

    async def __call__(self, *arguments: Any) -> None:
        try:
            await super().__call__(*arguments)
        finally:
            self._closed()
            await self._frames.aclose()


async def _frames(
    reader: Subscriber, wanted: Callable[[Event], bool], may_read: Callable[[], bool]
) -> AsyncGenerator[bytes, None]:
    # an id without data makes no event, and yet is what a browser resumes from
    yield f"retry: {RETRY}\nid: {reader.position}\n\n".encode()
    sent = time.monotonic()
    while not reader.ended:
        events = await reader.read(max(0.0, KEEP_ALIVE - (time.monotonic() - sent)))
        if not may_read():
            return
        frames = b"".join(
            event.frame + b"id: " + at.encode() + b"\n\n"
            for event, at in events
            if event.frame and wanted(event)
        )
        if not frames and time.monotonic() - sent >= KEEP_ALIVE:
            frames = f": still here\nid: {reader.position}\n\n".encode()
        if frames:
            yield frames
            sent = time.monotonic()


def stream_router(streams: Streams, stores: Stores) -> APIRouter:
    """The route of the stream."""
    router = APIRouter(tags=["stream"])

    @router.get(
        "/v1/stream",
        summary="Articles as they are indexed",
        response_class=Response,
        responses={
            200: {
                "description": "server-sent events, without end",
                "content": {"text/event-stream": {"schema": {"type": "string"}, "example": examples.EVENTS}},
            },
            **described(400, 404, 422, 429, 503, s400=examples.BAD_EVENT_ID, s404="no watch summit"),
        },
    )
    async def stream(
        request: Request,
        watch: Annotated[
            str | None, Query(max_length=64, description="only articles that this watch finds")
        ] = None,
        source: Source = None,
        last_event_id: Annotated[
            str | None,
            Query(max_length=LONGEST_ID, description="as the header, for who can't send one"),
        ] = None,
        last_event_id_header: Annotated[
            str | None,
            Header(
                alias="Last-Event-ID",
                max_length=LONGEST_ID,
                description="the `id` of the last event that was read: the stream goes on after it, and "
                "nothing is lost or repeated. Without one it starts now",
            ),
        ] = None,
    ) -> Response:
        """Server-sent events: `article` for an indexed one, `retraction` for one that was taken back.

        And `change` for one whose story or original is another now, because of another article.

        `data` is the message of `articles.indexed` as JSON. Retractions come whatever the filters. `gap` says
        that events are missing, since the topic keeps them no more. Comments keep a silent connection open.
        """
        if watch:
            await find(stores, watch)

        def wanted(event: Event) -> bool:
            return event.everyone or (
                (not watch or watch in event.watches) and (not source or event.source == source)
            )

        client = who_asks(request, request.app.state.keys)
        last = last_event_id_header or last_event_id
        return await streams.open(client, last, wanted, lambda: still_may_read(request))

    return router
