"""Gathering a stream's events into batches, bounded in count, bytes and time, acknowledging none."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

MOST_BYTES = 32 * 1024 * 1024
"""Bytes of messages from which a batch is full: a hundred of 8 MiB at once would not fit in a container."""
WITHIN = 0.05
"""Seconds a batch waits to fill: the latency that an article pays at most at each stage."""


async def batches(stream: Any, most: int) -> AsyncGenerator[list[Any], None]:
    """Events of a Faust stream in lists of `most` at most, for the caller to acknowledge.

    As `stream.noack_take`, which counts messages only.
    """
    stream.enable_acks = False
    events = aiter(stream.events())
    loop = asyncio.get_running_loop()
    coming = asyncio.ensure_future(anext(events))
    try:
        while True:
            batch = [await coming]
            coming = asyncio.ensure_future(anext(events))
            size = len(batch[0].message.value or b"")
            deadline = loop.time() + WITHIN
            while len(batch) < most and size < MOST_BYTES:
                done, _ = await asyncio.wait({coming}, timeout=max(0.0, deadline - loop.time()))
                if not done:
                    break
                event = coming.result()
                coming = asyncio.ensure_future(anext(events))
                batch.append(event)
                size += len(event.message.value or b"")
            yield batch
    finally:
        coming.cancel()
