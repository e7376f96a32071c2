"""Events in batches; what was taken ahead goes with the assignment of partitions that it came from."""

import asyncio
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

from services.chassis.batching import batches


class Stream:
    """As much of a Faust stream as gathering looks at: its buffer, which a rebalance clears."""

    enable_acks = True

    def __init__(self) -> None:
        self.buffer: asyncio.Queue[Any] = asyncio.Queue()
        self.is_empty = asyncio.Event()

    def come(self, partition: int, offsets: range) -> None:
        for offset in offsets:
            message = SimpleNamespace(tp=("articles.clean", partition), offset=offset, value=b"x")
            self.buffer.put_nowait(SimpleNamespace(message=message))

    async def events(self) -> AsyncIterator[Any]:
        while True:
            event = await self.buffer.get()
            if self.buffer.empty():
                self.is_empty.set()
            yield event


def places(batch: list[Any]) -> list[tuple[int, int]]:
    return [(event.message.tp[1], event.message.offset) for event in batch]


async def test_what_was_taken_ahead_is_dropped_when_its_partition_goes() -> None:
    stream, assignment = Stream(), 1
    stream.come(0, range(101))
    gathered = batches(stream, 100, lambda: assignment)
    assert places(await anext(gathered)) == [(0, offset) for offset in range(100)]
    await stream.is_empty.wait()  # the hundredth and first is taken ahead
    assignment = 2
    stream.come(3, range(5))
    assert places(await anext(gathered)) == [(3, offset) for offset in range(5)]
    await gathered.aclose()


async def test_a_batch_is_full_by_its_number_and_waits_a_little_for_more() -> None:
    stream = Stream()
    stream.come(0, range(5))
    gathered = batches(stream, 3, lambda: 1)
    assert places(await anext(gathered)) == [(0, 0), (0, 1), (0, 2)]
    assert places(await anext(gathered)) == [(0, 3), (0, 4)]
    assert not stream.enable_acks
    await gathered.aclose()
