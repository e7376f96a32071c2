"""A replay that is killed half-way and two that run at once: every dead letter is sent again once."""

import json
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from schemas import Delivery, Reason
from services.chassis.headers import cause_of_death
from services.chassis.kafka import Producer
from services.chassis.records import Record
from services.chassis.step import Identity, Refused
from services.console.messages import read_all
from services.line import topics
from tests.line.brokers import KINDS, make_topics, running_broker
from tests.line.processes import ROOT
from tests.line.whole import COMMAND

DEAD = 24


def replay(address: str, *options: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [*COMMAND, "dead", "replay", "--json", *options],
        env={**os.environ, "PRESSLINE_BROKER": address},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def letter(number: int) -> Record:
    now, key = datetime.now(UTC), b"%d" % number
    delivery = Delivery("articles.raw", 0, number, 1, key, now)
    refused = Refused(Identity(delivery.id), Reason.INVALID, "content: Field required")
    return Record("articles.raw.dead", key, b"{}", cause_of_death("ingest", delivery, refused, now))


async def sent(address: str) -> list[bytes | None]:
    return [record.key async for record in read_all(address, "articles.raw")]


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path):  # type: ignore[no-untyped-def]
    with running_broker(request.param, tmp_path) as address:
        yield address


async def test_each_letter_is_sent_again_once(address: str) -> None:
    await make_topics(address, list(topics()))
    async with Producer(address) as producer:
        await producer.deliver([letter(number) for number in range(DEAD)])
    with replay(address, "--rate", "4") as killed:
        while len(await sent(address)) < 3:
            assert killed.poll() is None
        killed.kill()
    assert 3 <= len(await sent(address)) < DEAD, "it was killed half-way"
    both = [replay(address), replay(address)]
    told = [(one.communicate(timeout=60), one.returncode) for one in both]
    assert [code for _, code in told] == [0, 0], told
    assert sorted(await sent(address), key=str) == sorted((b"%d" % n for n in range(DEAD)), key=str), told
    with replay(address) as third:
        assert third.stdout is not None
        done = json.loads(third.stdout.read())
    assert (done["replayed"], done["sent_before"]) == (0, DEAD)
