"""An article that takes long, or never ends: neighbours go through, its own revisions wait, none is lost."""

import asyncio
import json
from datetime import datetime
from pathlib import Path

import pytest

from services.chassis.kafka import Producer
from services.chassis.records import ProducerRecord
from tests.integration.processes import ended
from tests.integration.test_chassis import Bench, make_bench

HEAVY = " " + "x" * 80_000


async def push(bench: Bench, *articles: tuple[str, str]) -> list[str]:
    """Send (key, content) to one partition; the deliveries' ids."""
    records = [
        ProducerRecord(f"{bench.name}.in", key.encode(), json.dumps({"content": content}).encode(), [])
        for key, content in articles
    ]
    async with Producer(bench.broker) as producer:
        return [answer.id for answer in await producer.deliver(records) if not isinstance(answer, str)]


@pytest.mark.parametrize("broker", ["embedded"], indirect=True)
def test_neighbours_go_through_its_revisions_wait_and_a_kill_loses_none(broker: str, tmp_path: Path) -> None:
    bench = make_bench(broker, tmp_path, partitions=1)
    service = bench.service(PRESSLINE_TIME_BUDGET="2", PRESSLINE_BATCH="20")
    with ended(service):
        service.start()
        service.until_ready()
        articles = [("spins", "spin"), ("spins", "a later revision"), ("heavy", f"sleep 2{HEAVY}")]
        numbers = [(str(number), f"article {number}") for number in range(60)]
        spins, follows, heavy, *others = asyncio.run(push(bench, *articles, *numbers))
        ends = bench.until_ended([spins, follows, heavy, *others])
        at = {receipt["delivery_id"]: datetime.fromisoformat(receipt["at"]) for receipt in bench.receipts()}
        (letter,) = bench.records(f"{bench.name}.in.dead")
        assert ends[spins] == ("dead", "timeout")
        assert dict(letter.headers)["pressline-attempts"] == b"2"
        assert {ends[delivery] for delivery in (follows, heavy, *others)} == {("accepted", None)}
        assert max(at[each] for each in others) < at[heavy]
        assert at[spins] <= at[follows], "what is of the same article waits for it"
        assert set(bench.passed_on().values()) == {1}

        before, at_work, *after = asyncio.run(push(bench, numbers[0], ("heavy", f"sleep 2{HEAVY}"), *numbers))
        bench.until_ended([before, *after])
        assert service.metric("pressline_slow_articles") == 1
        service.kill()
        service.start()
        assert bench.until_ended([at_work])[at_work] == ("accepted", None)
        assert service.stop()[0] == 0
    passed_on = bench.passed_on()
    assert set(passed_on) == {follows, heavy, *others, before, at_work, *after}
    assert passed_on[at_work] == passed_on[before] == 1
    assert max(passed_on.values()) <= 2, "what was done beyond it is done again"
