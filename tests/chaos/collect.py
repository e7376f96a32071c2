"""Reading what a run left: topics and offsets with aiokafka, the store over HTTP, the audit's word."""

import asyncio
import hashlib
import json
import subprocess
import sys
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import aiohttp
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError
from aiokafka.structs import ConsumerRecord

from tests.chaos.copies import ROOT
from tests.chaos.producer import partitions_of
from tests.chaos.seen import GROUPS, TOPICS, Record

IDLE_POLLS = 3
"""Empty looks after which a topic is read: the embedded broker's word on where it ends is too low."""
POLL = 400
"""Milliseconds."""
IDENTITY = ("article_id", "revision", "delivery_id", "external_id")
KEPT = (*IDENTITY, "story_id", "duplicate_of", "version", "retracted", "outcome", "stage", "headline")
"""The fields of a message that are judged."""
ASKED_AT_ONCE = 8
COMMAND_WITHIN = 60.0
SENDERS = {"articles.raw": "ingest", "articles.ingested": "clean", "articles.clean": "enrich"}
"""Who sends dead letters of which topic; index those of the others."""


async def read_topics(direct: str, but: Iterable[str] = ()) -> dict[str, list[Record]]:
    """Every message of the line's topics. `but` are fields that a body may differ in."""
    consumer = AIOKafkaConsumer(bootstrap_servers=direct, auto_offset_reset="earliest")
    await consumer.start()
    left_out = frozenset(but)
    found: dict[str, list[Record]] = {topic: [] for topic in TOPICS}
    readings = {topic: _Reading(left_out) for topic in TOPICS}
    try:
        partitions = [
            TopicPartition(t, number) for t in TOPICS for number in await partitions_of(consumer, t)
        ]
        consumer.assign(partitions)
        ends = await consumer.end_offsets(partitions)
        await consumer.seek_to_beginning(*partitions)
        idle = 0
        while idle < IDLE_POLLS:
            some = await consumer.getmany(timeout_ms=POLL)
            for place, records in some.items():
                found[place.topic] += [readings[place.topic].record(each) for each in records]
            at_end = all([await consumer.position(p) >= ends[p] for p in partitions])
            idle = 0 if some or not at_end else idle + 1
    finally:
        await consumer.stop()
    return found


class _Reading:
    """Makes our records of a topic's, and tells how the bodies of one event differ."""

    def __init__(self, left_out: frozenset[str]) -> None:
        self._left_out = left_out
        self._first: dict[str, bytes] = {}

    def record(self, record: ConsumerRecord) -> Record:
        headers = dict(record.headers)
        event = headers.get("ce_id", b"").decode()
        source = headers.get("ce_source", b"").decode().removeprefix("/pressline/")
        if record.topic.endswith(".dead"):
            # its other headers are those of the message that died
            event = headers.get("pressline-delivery", b"").decode()
            source = SENDERS.get(record.topic.removesuffix(".dead"), "index")
        fields, body, differs = _object(record.value), None, ""
        if record.value is not None:
            kept = {name: each for name, each in fields.items() if name not in self._left_out}
            said = json.dumps(kept, sort_keys=True).encode() if fields else record.value
            body = hashlib.sha256(said).hexdigest()[:16]
            if event:
                first = self._first.setdefault(event, zlib.compress(said, 1))
                differs = _differences(_object(zlib.decompress(first)), kept)
        key = (record.key or b"").decode("utf-8", "replace")
        return Record(
            record.topic,
            record.partition,
            record.offset,
            record.timestamp,
            key,
            body,
            source,
            event,
            {name: fields[name] for name in KEPT if name in fields},
            differs,
        )


def _object(value: bytes | None) -> dict[str, Any]:
    try:
        said = json.loads(value or b"")
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _differences(first: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    names = sorted(name for name in first.keys() | now.keys() if first.get(name) != now.get(name))
    return ", ".join(f"{n} {str(first.get(n))[:120]} / {str(now.get(n))[:120]}" for n in names)


async def read_committed(direct: str) -> dict[tuple[str, str, int], int]:
    """What the services' groups have committed, by group, topic and partition."""
    admin = AIOKafkaAdminClient(bootstrap_servers=direct)
    await admin.start()
    consumer = AIOKafkaConsumer(bootstrap_servers=direct)
    await consumer.start()
    found: dict[tuple[str, str, int], int] = {}
    try:
        for service, topics in GROUPS.items():
            group = f"pressline-{service}"
            asked = [
                TopicPartition(topic, n) for topic in topics for n in await partitions_of(consumer, topic)
            ]
            said = await admin.list_consumer_group_offsets(group, partitions=asked)
            for place, offset in said.items():
                found[group, place.topic, place.partition] = offset.offset
    except KafkaError:
        return found  # asked again
    finally:
        await consumer.stop()
        await admin.close()
    return found


async def read_store(url: str, article_ids: Sequence[str]) -> dict[str, dict[str, Any] | None]:
    """By id what the gateway gives of it.

    Raises:
        aiohttp.ClientError: the gateway does not answer.
    """
    found: dict[str, dict[str, Any] | None] = {}
    left = iter(article_ids)
    names = ("revision", "story_id", "duplicate_of", "retracted", "headline")

    async def ask(http: aiohttp.ClientSession) -> None:
        for article_id in left:
            async with http.get(f"{url}/v1/articles/{article_id}") as answer:
                if answer.status == 404:
                    found[article_id] = None
                    continue
                answer.raise_for_status()
                said = await answer.json()
                found[article_id] = {name: said.get(name) for name in names}

    async with aiohttp.ClientSession() as http:
        await asyncio.gather(*(ask(http) for _ in range(ASKED_AT_ONCE)))
    return found


async def command(*arguments: str, environment: Mapping[str, str]) -> tuple[int, str, str]:
    """One `pressline` command: its exit code, and what it printed on each stream."""
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "services.cli", *arguments],
        env=dict(environment),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=COMMAND_WITHIN,
    )
    return done.returncode, done.stdout, done.stderr


async def audit(environment: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
    """`pressline audit --json`: its exit code, and what it says; nothing of what is away."""
    code, out, error = await command("audit", "--json", environment=environment)
    try:
        return code, dict(json.loads(out))
    except ValueError:
        return code, {"note": error[-500:]}
