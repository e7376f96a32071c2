"""Whether the consumer group still counts this process in: so that a copy that slept sends no old work.

A copy that is stopped (SIGSTOP, a suspended machine) past its session loses its partitions without a word,
and wakes in the middle of a batch whose articles another copy has passed on since, newer revisions after
them. The broker counts a member in for a session timeout from its last heartbeat; so does the member, from
the moment it *sent* the last one that was answered well, by a clock that goes on while it sleeps. Beyond
that it asks.
"""

import asyncio
import time
from enum import Enum
from typing import Any

from aiokafka.errors import KafkaError

ANSWER_WITHIN = 2.0
"""Seconds for the coordinator's answer: whatever else the consumer's thread is asked waits behind it."""


class MemberState(Enum):
    """What the group says of a member."""

    IN = "in"
    OUT = "out"
    UNKNOWN = "unknown"
    """The coordinator does not answer."""


class Membership:
    """The standing of one aiokafka consumer in its group; made once it has started, used in its thread.

    `session` is the session timeout in seconds.
    """

    def __init__(self, consumer: Any, session: float) -> None:
        self._coordinator = consumer._coordinator
        self._session = session
        self._beat = self._coordinator._do_heartbeat
        self._until = 0.0
        self._coordinator._do_heartbeat = self.heartbeat

    @property
    def sure(self) -> bool:
        """Whether no question is needed: the broker can't have taken us for dead yet."""
        return time.monotonic() < self._until

    async def heartbeat(self) -> bool:
        """Send a heartbeat, and note until when the answer holds."""
        sent = time.monotonic()
        answered: bool = await self._beat()
        if answered:
            self._until = sent + self._session
        return answered

    async def ask(self) -> MemberState:
        """Ask the coordinator, unless it is sure."""
        if self.sure:
            return MemberState.IN
        if not self._coordinator.member_id:
            return MemberState.OUT  # told so before: it is about to join anew
        try:
            async with asyncio.timeout(ANSWER_WITHIN):
                await self._coordinator.ensure_coordinator_known()
                if await self.heartbeat():
                    return MemberState.IN
        except (KafkaError, TimeoutError):
            return MemberState.UNKNOWN
        return MemberState.UNKNOWN if self._coordinator.member_id else MemberState.OUT
