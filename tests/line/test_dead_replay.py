"""A replay that is killed half-way and two that run at once: every dead letter is sent again once."""

import asyncio
import json
import os
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from services.chassis.kafka import Producer
from services.chassis.records import Record
from services.chassis.settings import Settings
from services.store import open_store
from tests.line.brokers import KINDS
from tests.line.processes import ROOT, until
from tests.line.whole import COMMAND, Line, running_line

DEAD = 30


def replay(line: Line, *options: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [*COMMAND, "dead", "replay", "--json", *options],
        env={**os.environ, **line.variables},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.parametrize("kind", KINDS)
def test_each_letter_is_sent_again_once(kind: str, tmp_path: Path) -> None:
    with (
        running_line(kind, tmp_path, gateway=1) as line,
        closing(open_store(Settings(data=tmp_path))) as store,
    ):

        async def push() -> None:
            values = [json.dumps({"content": "x", "headline": number}).encode() for number in range(DEAD)]
            async with Producer(line.address) as producer:
                await producer.deliver([Record("articles.raw", v, v, []) for v in values])

        asyncio.run(push())
        until(lambda: store.tally()["dead"] == DEAD, lambda: str(store.tally()))
        with replay(line, "--rate", "4") as killed:
            until(lambda: store.tally()["accepted"] > DEAD + 2, lambda: str(store.tally()))
            killed.kill()
        assert DEAD < store.tally()["accepted"] < 2 * DEAD, "it was killed half-way"
        both = [replay(line), replay(line)]
        told = [json.loads(one.communicate(timeout=60)[0]) for one in both]
        until(lambda: store.tally()["accepted"] >= 2 * DEAD, lambda: f"{told} {store.tally()}")
        (third,) = line.json("dead", "replay")
        assert (third["replayed"], third["sent_before"]) == (0, DEAD)
        line.until_all_ended(2 * DEAD)
        assert store.tally()["accepted"] == 2 * DEAD, "each once, whoever sent it"
        (group,) = line.json("dead", "list")
        assert (group["count"], group["replayed"], group["died_again"]) == (2 * DEAD, 2 * DEAD, 2 * DEAD)
