"""A replay killed half-way, and two at once: every letter is sent again once. What was sent is audited."""

import asyncio
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer

from schemas import Delivery, Outcome, Reason
from services.chassis.headers import cause_of_death
from services.chassis.kafka import Producer, partitions_of, reader, true_ends
from services.chassis.records import ProducerRecord
from services.chassis.settings import Settings
from services.chassis.step import Identity, Refused
from services.console.audit import audit
from services.console.messages import read_all
from services.line import topics
from services.store import open_store
from tests.integration.brokers import KINDS, make_topics, running_broker
from tests.integration.processes import ROOT
from tests.integration.whole import COMMAND
from tests.unit.store import made

DEAD = 24


def replay(address: str, stage: str, *options: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [*COMMAND, "dead", "replay", "--json", f"--stage={stage}", *options],
        env={**os.environ, "PRESSLINE_BROKER": address},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def letter(number: int) -> ProducerRecord:
    now, key = datetime.now(UTC), b"%d" % number
    delivery = Delivery("articles.raw", 0, number, 1, key, now)
    refused = Refused(Identity(delivery.id), Reason.INVALID, "content: Field required")
    return ProducerRecord("articles.raw.dead", key, b"{}", cause_of_death("ingest", delivery, refused, now))


def stuck_in_clean(number: int) -> ProducerRecord:
    now, key = datetime.now(UTC), b"%d" % number
    place = Delivery("articles.ingested", 0, number, 1, key, now)
    refused = Refused(
        Identity(made.delivery(number)), Reason.TIMEOUT, "took more than its time budget of 1 s"
    )
    return ProducerRecord("articles.ingested.dead", key, b"{}", cause_of_death("clean", place, refused, now))


async def sent(address: str) -> list[bytes | None]:
    return [record.key async for record in read_all(address, "articles.raw")]


@pytest.fixture(params=KINDS, scope="module")
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_broker(request.param, tmp_path_factory.mktemp("broker")) as address:
        asyncio.run(make_topics(address, list(topics())))
        yield address


async def test_each_letter_is_sent_again_once(address: str) -> None:
    async with Producer(address) as producer:
        await producer.deliver([letter(number) for number in range(DEAD)])
    with replay(address, "ingest", "--rate", "4") as killed:
        while len(await sent(address)) < 3:
            assert killed.poll() is None
        killed.kill()
    assert 3 <= len(await sent(address)) < DEAD, "it was killed half-way"
    # at this rate in batches, so that one meets what the other has sent since it looked
    both = [replay(address, "ingest", "--rate", "4"), replay(address, "ingest", "--rate", "4")]
    told = [(one.communicate(timeout=60), one.returncode) for one in both]
    assert [code for _, code in told] == [0, 0], told
    assert sorted(await sent(address), key=str) == sorted((b"%d" % n for n in range(DEAD)), key=str), told
    with replay(address, "ingest") as third:
        assert third.stdout is not None
        done = json.loads(third.stdout.read())
    assert (done["replayed"], done["sent_before"]) == (0, DEAD)


async def test_the_audit_names_a_replayed_message_that_is_gone(address: str, tmp_path: Path) -> None:
    settings = Settings(broker=address, data=tmp_path)
    async with Producer(address) as producer:
        await producer.deliver([stuck_in_clean(number) for number in range(3)])
    with closing(open_store(settings)) as store:
        for number in range(3):
            store.record([made.receipt(number, "ingest", Outcome.ACCEPTED)])
            store.record([made.receipt(number, "clean", Outcome.DEAD)])
        with replay(address, "clean") as replayed:
            assert replayed.wait(60) == 0
        found = await audit(store, settings, 1.5)
        assert (found.replaying, found.in_flight, found.dead, found.lost) == (3, 3, 0, []), "they wait"
        store.record([made.receipt(1, "index", Outcome.INDEXED)])
        for topic, group in (("articles.raw", "pressline-ingest"), ("articles.ingested", "pressline-clean")):
            await skip(address, topic, group)
        found = await audit(store, settings)
    assert (found.indexed, found.replaying, found.balanced) == (1, 2, False), found
    assert found.lost == [made.delivery(0), made.delivery(2)]


async def skip(address: str, topic: str, group: str) -> None:
    """Commit a topic's ends for a group: as far as anybody can see, what waited there is done."""
    async with reader(address) as consumer:
        partitions = await partitions_of(consumer, [topic])
        ends = await true_ends(consumer, partitions)
    async with AIOKafkaConsumer(bootstrap_servers=address, group_id=group) as member:
        member.assign(partitions)
        await member.commit(ends)
