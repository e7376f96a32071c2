"""Pushing, independently of the line: aiokafka and HTTP, again until there is an answer, which is kept."""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import aiohttp
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError

from tests.chaos.traffic import ENDS, Push

RAW, RECEIPTS = "articles.raw", "articles.receipts"
LANES = 16
"""Articles are pushed by so many at once."""
AGAIN_AFTER = 0.3
ANSWER_WITHIN = 30.0


@dataclass(frozen=True)
class Ack:
    """What the broker (`place`: partition and offset) or the gateway (`article_id`) said of a push."""

    push: Push
    place: tuple[int, int] | None = None
    article_id: str | None = None


@dataclass
class Progress:
    """How far the run is. `stalled`: nothing has moved for long, so that nothing is waited for any more."""

    total: int
    stalled: bool = False
    stalls: list[float] = field(default_factory=list)
    """When it stalled, in Unix seconds."""
    acks: list[Ack] = field(default_factory=list)
    ended: set[str] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)
    tries: int = 0

    @property
    def share(self) -> float:
        return len(self.ended) / self.total

    @property
    def in_flight(self) -> int:
        return len(self.acks) - len(self.ended)


class Producer:
    """Pushes to a broker at `direct`, and over HTTP to whichever gateway `urls` names next."""

    def __init__(self, direct: str, urls: Callable[[], Sequence[str]], progress: Progress) -> None:
        self._direct = direct
        self._urls = urls
        self._progress = progress
        self._turn = count()

    async def push_all(self, pushes: Sequence[Push], may: Callable[[int], bool]) -> None:
        """Push all, in order under each article; the next one when `may(its number)` says so."""
        lanes: list[asyncio.Queue[Push | None]] = [asyncio.Queue(maxsize=4) for _ in range(LANES)]
        numbers: dict[str, int] = {}
        timeout = aiohttp.ClientTimeout(total=ANSWER_WITHIN)
        producer = AIOKafkaProducer(bootstrap_servers=self._direct, acks="all", linger_ms=5)
        await producer.start()
        try:
            async with aiohttp.ClientSession(timeout=timeout) as http, asyncio.TaskGroup() as group:
                for lane in lanes:
                    group.create_task(self._push_lane(lane, producer, http))
                for push in pushes:
                    while not may(push.number):
                        await asyncio.sleep(0.02)
                    await lanes[numbers.setdefault(push.article, len(numbers)) % LANES].put(push)
                for lane in lanes:
                    await lane.put(None)
        finally:
            await producer.stop()

    async def _push_lane(
        self, lane: "asyncio.Queue[Push | None]", producer: AIOKafkaProducer, http: aiohttp.ClientSession
    ) -> None:
        ids: dict[str, str] = {}
        while (push := await lane.get()) is not None:
            while True:
                self._progress.tries += 1
                sent = self._over_http(push, http, ids) if push.over_http else self._direct_to(push, producer)
                ack = await sent
                if ack is not None:
                    break
                await asyncio.sleep(AGAIN_AFTER)
            self._progress.acks.append(ack)

    async def _direct_to(self, push: Push, producer: AIOKafkaProducer) -> Ack | None:
        try:
            said = await producer.send_and_wait(
                RAW, json.dumps(push.body).encode(), key=push.article.encode()
            )
        except KafkaError:
            return None
        return Ack(push, place=(said.partition, said.offset))

    async def _over_http(self, push: Push, http: aiohttp.ClientSession, ids: dict[str, str]) -> Ack | None:
        urls = self._urls()
        if not urls:
            return None
        url = f"{urls[next(self._turn) % len(urls)]}/v1/articles"
        try:
            if push.body is None:
                sent = http.delete(f"{url}/{ids[push.article]}")
            else:
                sent = http.post(url, json=push.body)
            async with sent as answer:
                said: Any = await answer.json()
                if answer.status == 202:
                    one = said[0] if isinstance(said, list) else said
                    ids[push.article] = one["article_id"]
                    return Ack(push, article_id=one["article_id"])
                if answer.status not in (429, 503):
                    self._progress.refused.append(f"{push.token}: {answer.status} {str(said)[:200]}")
                if 400 <= answer.status < 500 and answer.status != 429:
                    raise RuntimeError(f"the gateway refuses {push.body}: {answer.status} {said}")
        except (aiohttp.ClientError, TimeoutError, ValueError):
            pass
        return None


async def follow_receipts(direct: str, progress: Progress) -> None:
    """Count what has ended, until cancelled."""
    consumer = AIOKafkaConsumer(bootstrap_servers=direct, auto_offset_reset="earliest")
    await consumer.start()
    try:
        partitions = [TopicPartition(RECEIPTS, n) for n in sorted(await partitions_of(consumer, RECEIPTS))]
        consumer.assign(partitions)
        await consumer.seek_to_beginning()
        while True:
            for records in (await consumer.getmany(timeout_ms=300)).values():
                for record in records:
                    receipt = json.loads(record.value)
                    if receipt["outcome"] in (*ENDS, "dropped", "dead"):
                        progress.ended.add(receipt["delivery_id"])
    finally:
        await consumer.stop()


async def partitions_of(consumer: AIOKafkaConsumer, topic: str) -> set[int]:
    """A topic's partitions, also where the client has not heard of it yet."""
    while True:
        await consumer._client.force_metadata_update()
        if found := consumer.partitions_for_topic(topic):
            return set(found)
