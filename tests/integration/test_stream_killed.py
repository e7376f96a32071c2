"""Two copies of index, killed between the store's commit and the last message: the stream is the store."""

import asyncio
import random
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from schemas import EnrichedArticle, IndexedArticle
from services.chassis.kafka import Producer
from services.chassis.records import ProducerRecord
from services.chassis.settings import Settings
from services.console.messages import read_all
from services.line import INDEXED, RECEIPTS, dead_letters
from services.store import open_store
from tests.integration.brokers import free_port, make_topics, running_broker
from tests.integration.processes import Service, ended, until
from tests.unit.index.streaming import fold, held, in_order_of_each, news

ENRICHED = "articles.enriched"
POINTS = ("unsent", "half-sent")


def test_the_folded_stream_is_the_store_after_kills(tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path / 'index.db'}"
    with running_broker("embedded", tmp_path) as broker:
        asyncio.run(
            make_topics(broker, [ENRICHED, INDEXED, RECEIPTS, dead_letters(ENRICHED), dead_letters(RECEIPTS)])
        )
        copies = [index(tmp_path, broker, store) for _ in range(2)]
        with ended(*copies):
            for copy in copies:
                copy.start()
            for copy in copies:
                copy.until_ready()
            told = [
                each
                for number in range(4)  # each time before all that came
                for each in in_order_of_each(random.Random(number), news(f"n{number}", 900 - 100 * number))
            ]
            for point in POINTS:
                (tmp_path / point).touch()
            asyncio.run(produce(broker, told))
            until(lambda: all_died(tmp_path, copies), copies[0].explain)
            with closing(open_store(Settings(index=store))) as opened:
                wanted = {each.delivery_id for each in told}

                def all_ended() -> bool:
                    all_died(tmp_path, copies)
                    journeys = opened.journeys(wanted)
                    return len(journeys) == len(wanted) and all(each.outcome for each in journeys.values())

                until(all_ended, copies[0].explain)
                for copy in copies:
                    copy.until_ready()
                    assert copy.stop()[0] == 0
                topic = asyncio.run(consume(broker))
                assert fold(topic) == held(opened, told)
                assert opened.tally()["conflicts"] == 0
    others = [each for each in topic if each.changed_by and each.changed_by.article_id != each.article_id]
    assert others, "nothing happened to others: the test says little"


def all_died(folder: Path, copies: Sequence[Service]) -> bool:
    """Whether processes have died at all points; those that are dead are started again."""
    for copy in copies:
        if copy.running.poll() is not None:
            copy.start()
    return not any((folder / point).exists() for point in POINTS)


def index(folder: Path, broker: str, store: str) -> Service:
    port = free_port()
    environment = {
        "PRESSLINE_BROKER": broker,
        "PRESSLINE_INDEX": store,
        "PRESSLINE_DATA": str(folder),
        "PRESSLINE_SESSION_TIMEOUT": "6",
        "PRESSLINE_BATCH": "7",
    }
    command = [sys.executable, "-m", "tests.integration.killed_index", str(folder)]
    return Service(command, environment, port, folder / f"index-{port}.log")


async def produce(broker: str, articles: Sequence[EnrichedArticle]) -> None:
    records = [
        ProducerRecord(ENRICHED, each.article_id.encode(), each.model_dump_json().encode(), [])
        for each in articles
    ]
    async with Producer(broker) as producer:
        assert await producer.send(records) == [None] * len(records)


async def consume(broker: str) -> list[IndexedArticle]:
    return [IndexedArticle.model_validate_json(r.value) async for r in read_all(broker, INDEXED) if r.value]
