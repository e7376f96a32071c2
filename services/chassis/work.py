"""A batch at work, from the events that Faust gives to the commit; carefully where a copy died before."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from services.chassis.app import taken
from services.chassis.attempts import MOST_DEATHS, Attempts
from services.chassis.batch import Batcher

log = logging.getLogger("pressline")


class Work:
    """The work of one service on what its consumer brings."""

    def __init__(self, consumer: Any, attempts: Attempts) -> None:
        self._consumer = consumer
        self._attempts = attempts

    async def run(self, batcher: Batcher, stream: Any, events: Sequence[Any], most: int) -> None:
        """Do a batch and commit it; first, each alone, the messages that a copy had begun when it died.

        `most` is how many messages a batch has at most.
        """
        new = await self._attempts.look({event.message.tp for event in events})
        together: list[Any] = []
        begins: dict[Any, int] = {}
        for event in events:
            tp, offset = event.message.tp, event.message.offset
            begun = self._attempts.begun_at(tp, offset, most)
            if begun is not None:
                await self._run_alone(batcher, stream, event, begun)
                continue
            together.append(event)
            if tp in new:
                begins.setdefault(tp, offset)
        await self._attempts.begin(begins)
        await self._finish(batcher, stream, together)

    async def _run_alone(self, batcher: Batcher, stream: Any, event: Any, begun: int) -> None:
        tp, offset = event.message.tp, event.message.offset
        why = None
        if begun < MOST_DEATHS:
            await self._attempts.begin({tp: offset}, begun + 1)
        else:
            place = f"{tp.topic}:{tp.partition}:{offset}"
            why = f"{batcher.stage.name} died {begun} times in a row at {place}: it is passed by"
            log.error("%s", why)
        await self._finish(batcher, stream, [event], why)

    async def _finish(
        self, batcher: Batcher, stream: Any, events: Sequence[Any], unreadable: str | None = None
    ) -> None:
        """Do the work, acknowledge and commit."""
        if not events:
            return
        records = [taken(event) for event in events]
        if unreadable:
            records = [replace(record, unreadable=unreadable) for record in records]
        await batcher.run(records)
        for event in events:
            await stream.ack(event)
        await self._consumer.force_commit({event.message.tp for event in events})
        for event in events:
            self._attempts.ended(event.message.tp)

    async def take_back(self) -> None:
        """What was begun does not end for a reason that lies in no message: it shall not count as a death."""
        await self._attempts.take_back()

    async def on_partitions_revoked(self, *_: Any, **__: Any) -> None:
        """The group rebalances: others work meanwhile."""
        self._attempts.forget()
