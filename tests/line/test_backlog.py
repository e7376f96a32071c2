"""What waits on the line, as the broker knows it: every topic is seen, also by the audit."""

import asyncio
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from schemas import Outcome, Receipt
from services.chassis.kafka import Producer
from services.chassis.lag import backlog
from services.chassis.records import Record
from services.chassis.settings import Settings
from services.console.audit import audit
from services.line import STAGES, topics
from services.store import open_store
from tests.line.brokers import make_topics


def test_every_topic_is_seen_and_what_waits_is_not_lost(broker: str, tmp_path: Path) -> None:
    waiting = {stage.reads: number for number, stage in enumerate(STAGES, start=2)}
    asyncio.run(make_topics(broker, list(topics())))
    before = asyncio.run(backlog(broker))
    asyncio.run(fill(broker, waiting))
    after = asyncio.run(backlog(broker))
    assert {topic: after[topic] - before[topic] for topic in after} == waiting

    settings = Settings(broker=broker, data=tmp_path)
    accepted = Receipt(delivery_id="d", stage="ingest", outcome=Outcome.ACCEPTED, at=datetime.now(UTC))
    with closing(open_store(settings)) as store:
        store.record([accepted])
        result = asyncio.run(audit(store, settings))
    assert result.in_flight == 1
    assert result.balanced
    assert not result.lost


async def fill(broker: str, waiting: dict[str, int]) -> None:
    records = [
        Record(topic, str(number).encode(), b"{}", [])
        for topic, count in waiting.items()
        for number in range(count)
    ]
    async with Producer(broker) as producer:
        assert await producer.send(records) == [None] * len(records)
