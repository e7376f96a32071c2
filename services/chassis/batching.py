"""Gathering a stream's events into batches, bounded in count, bytes and time, acknowledging none."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from typing import Any, NamedTuple

MOST_BYTES = 32 * 1024 * 1024
"""Bytes of messages from which a batch is full: a hundred of 8 MiB at once would not fit in a container."""
BATCH_WITHIN = 0.05
"""Seconds a batch waits to fill: the latency that an article pays at most at each stage."""


class QueuedEvent(NamedTuple):
    """An event, and in which assignment of partitions it was taken."""

    event: Any
    assignment: int


async def batches(stream: Any, most: int, assignment: Callable[[], int]) -> AsyncGenerator[list[Any], None]:
    """Events of a Faust stream in lists of `most` at most, for the caller to acknowledge.

    As `stream.noack_take`, which counts messages only. One event is taken ahead; where the group rebalances
    meanwhile (`assignment()` gives another number), it is dropped: it is somebody's who gets it again.
    """
    stream.enable_acks = False
    events = aiter(stream.events())
    loop = asyncio.get_running_loop()

    async def take() -> QueuedEvent:
        event = await anext(events)
        # in the same step in which Faust saw that the event is of an assignment that holds
        return QueuedEvent(event, assignment())

    coming = asyncio.ensure_future(take())
    try:
        while True:
            first = await coming
            coming = asyncio.ensure_future(take())
            batch = [first]
            size = len(first.event.message.value or b"")
            deadline = loop.time() + BATCH_WITHIN
            while len(batch) < most and size < MOST_BYTES:
                done, _ = await asyncio.wait({coming}, timeout=max(0.0, deadline - loop.time()))
                if not done:
                    break
                gathered = coming.result()
                coming = asyncio.ensure_future(take())
                batch.append(gathered)
                size += len(gathered.event.message.value or b"")
            now = assignment()
            if held := [gathered.event for gathered in batch if gathered.assignment == now]:
                yield held
    finally:
        coming.cancel()
