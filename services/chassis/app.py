"""The Faust app of a service, set so that nothing is acknowledged or committed but by the worker.

What Faust 0.15 does, and why it is set this way, stands in docs/guarantee.md.
"""

import asyncio
import os
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import faust
from aiokafka.errors import IllegalStateError
from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread, Consumer, Transport

from schemas import Delivery
from services.chassis.departed import client_id
from services.chassis.errors import Misconfigured
from services.chassis.known_offsets import ask_until_known
from services.chassis.membership import Membership, MemberState
from services.chassis.records import ConsumedRecord
from services.chassis.security import Security
from services.chassis.settings import Settings, read_settings
from services.chassis.unreadable import Unreadable, read_past_what_is_broken

NEVER = 10.0**8
"""Seconds: for what Faust would do by the clock and must not."""
POLLED = 500
"""Messages that one fetch hands on at most; how many a stage takes at once is `batching.py`'s."""
METADATA_AGE = 5_000
"""Milliseconds. A broker that has just started tells for a moment that it has no such topic: who leads the
group then assigns nothing to anybody, and with nothing assigned nobody asks again before this."""
ASK_AGAIN = 0.25
"""Seconds between questions to a coordinator that does not answer."""
QUEUE = 16
"""Messages that Faust holds ready; each may be of 8 MiB."""


read_past_what_is_broken()


class ConsumerThread(AIOKafkaConsumerThread):
    """The thread in which Faust's consumer lives, with what Faust does not set or do."""

    def _create_worker_consumer(self, transport: Any) -> Any:
        consumer = super()._create_worker_consumer(transport)
        # Faust has this for its own transactions only; it is read when the consumer starts
        consumer._isolation_level = "read_committed"
        return consumer

    async def on_start(self) -> None:
        """Call when the consumer starts."""
        await super().on_start()
        consumer = self._ensure_consumer()
        ask_until_known(consumer._coordinator)
        self._membership = Membership(consumer, consumer._session_timeout_ms / 1000)

    async def is_member(self) -> bool:
        """Whether the group counts us in; waits while the broker can't tell."""
        standing = MemberState.IN if self._membership.sure else MemberState.UNKNOWN
        while standing is MemberState.UNKNOWN:
            standing = await self.call_thread(self._membership.ask)
            if standing is MemberState.UNKNOWN:
                await asyncio.sleep(ASK_AGAIN)
        return standing is MemberState.IN

    async def seek_to_committed(self) -> dict[Any, int]:
        """Seek where the group stands: at the beginning of a partition of which it has committed nothing yet.

        Faust seeks, after a rebalance and where it drops what it fetched, to committed offsets. Where there
        is none it would leave the position behind what it dropped, and that would never come again.
        """
        return dict(await self.call_thread(self._seek_to_committed, self._ensure_consumer()))

    @staticmethod
    async def _seek_to_committed(consumer: Any) -> dict[Any, int]:
        found = dict(await consumer.seek_to_committed())
        new = [partition for partition, offset in found.items() if not offset or offset < 0]
        if new:
            begins = await consumer.beginning_offsets(new)
            for partition, offset in begins.items():
                with suppress(IllegalStateError):  # it went elsewhere meanwhile
                    consumer.seek(partition, offset)
            found |= begins
        return found


class _Consumer(Consumer):
    def _new_consumer_thread(self) -> Any:
        return ConsumerThread(self, loop=self.loop, beacon=self.beacon)


class _Transport(Transport):
    Consumer = _Consumer


class _App(faust.App):
    async def on_first_start(self) -> None:
        """Make no folders: a service keeps nothing on disk."""

    def _new_transport(self) -> Any:
        return _Transport(self.conf.broker_consumer, self)


def credentials_of(security: Security) -> faust.auth.Credentials | None:
    """The same for Faust, which makes its own aiokafka consumer.

    Raises:
        Misconfigured: a certificate or a key can't be read.
    """
    context = security.context()
    if security.sasl:
        return faust.SASLCredentials(
            username=security.user,
            password=security.password,
            mechanism=security.mechanism,
            ssl_context=context,
        )
    return faust.SSLCredentials(context) if context else None


def make_app(service: str, bootstrap: str, settings: Settings) -> faust.App:
    """The Faust app of a service: its id is the consumer group.

    Raises:
        Misconfigured: Faust lacks its compiled part, or a certificate or a key can't be read.
    """
    if getattr(faust.streams, "_CStreamIterator", None) is None:
        # Faust's Python stream acknowledges messages of an old generation that it skips
        raise Misconfigured("faust-streaming is installed without its compiled extension: install a wheel")
    return _App(
        f"pressline-{service}",
        broker=";".join(f"kafka://{address}" for address in bootstrap.split(",")),
        broker_credentials=credentials_of(read_settings().security),
        broker_client_id=client_id(service, os.getpid()),
        broker_commit_interval=NEVER,
        broker_commit_every=10**9,
        # the store may be away for long: the group must not take a worker that holds for dead
        broker_max_poll_interval=NEVER,
        broker_max_poll_records=POLLED,
        broker_session_timeout=settings.session_timeout,
        broker_heartbeat_interval=settings.session_timeout / 4,
        broker_rebalance_timeout=30.0,
        consumer_auto_offset_reset="earliest",
        consumer_metadata_max_age_ms=METADATA_AGE,
        # a larger message still comes, alone (KIP-74)
        consumer_max_fetch_size=1024 * 1024,
        stream_buffer_maxsize=QUEUE,
        stream_wait_empty=False,
        stream_processing_timeout=NEVER,
        topic_allow_declare=False,
        topic_disable_leader=True,
        web_enabled=False,
        key_serializer="raw",
        value_serializer="raw",
        store="memory://",
    )


def consumed_record(event: Any) -> ConsumedRecord:
    """A Faust event as a record."""
    message = event.message
    delivery = Delivery(
        message.topic,
        message.partition,
        message.offset,
        round((message.timestamp or 0) * 1000),  # the oldest format has none
        message.key,
        datetime.now(UTC),
        message.timestamp_type or 0,
    )
    headers = message.headers or []
    pairs = list(headers.items()) if isinstance(headers, dict) else [(n, v) for n, v in headers]
    broken = message.checksum.reason if isinstance(message.checksum, Unreadable) else None
    return ConsumedRecord(message.topic, message.key, message.value, pairs, delivery, broken)
