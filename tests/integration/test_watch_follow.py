"""`pressline watch follow` on a real broker: only what carries the watch, whatever else lies on the topic."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import closing

import pytest

from services.chassis.kafka import Producer
from services.chassis.records import ProducerRecord
from services.chassis.settings import Settings
from services.line import INDEXED, STAGES
from services.store import Watch, open_store
from tests.integration.brokers import make_topics, running_broker
from tests.integration.whole import run

MESSAGES = [
    {
        "article_id": "a1",
        "watches": ["rain", "snow"],
        "headline": "Rain \x1b[31m[bold]",
        "source": "Courier",
        "accepted_at": "2024-05-01T12:00:00Z",
    },
    {"article_id": "a2", "watches": ["snow"], "headline": "Snow"},
    {"article_id": "a3"},
    {"article_id": "a4", "watches": "rain"},
    {"article_id": "a5", "watches": [["rain"], {"rain": 1}]},
    {
        "article_id": "a6",
        "watches": ["rain"],
        "published_at": "2024-05-01T12:30:00Z",
        "url": "https://example.com/6",
    },
]
VALUES = [*(json.dumps(message).encode() for message in MESSAGES[:3]), None, b"\xff", b"rain"]
VALUES += [json.dumps(message).encode() for message in MESSAGES[3:]]


@pytest.fixture(scope="module")
def variables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A store with the watch, and a broker with messages on the topic."""
    folder = tmp_path_factory.mktemp("follow")
    with closing(open_store(Settings(data=folder))) as store:
        store.watch(Watch(name="rain", query="rain"))

    async def send(address: str) -> None:
        await make_topics(address, [INDEXED], partitions=1)
        async with Producer(address) as producer:
            assert await producer.send([ProducerRecord(INDEXED, b"a", value, []) for value in VALUES]) == [
                None
            ] * len(VALUES)

    with running_broker("embedded", folder) as address:
        asyncio.run(send(address))
        yield {"PRESSLINE_DATA": str(folder), "PRESSLINE_BROKER": address}


FOLLOW = ("watch", "follow", "rain", "--from-beginning", "--limit", "2")


def test_the_topic_is_what_index_writes() -> None:
    assert INDEXED in [stage.output_topic for stage in STAGES if stage.name == "index"]


def test_articles_that_carry_the_watch_are_followed(variables: dict[str, str]) -> None:
    done = run(*FOLLOW, variables=variables)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().splitlines() == [
        "Rain �[31m[bold]",
        "  Courier, undated, seen 1 May 2024  a1",
        "no headline",
        "  example.com, 2024-05-01 12:30  a6",
        "  https://example.com/6",
    ]


def test_they_are_followed_as_json(variables: dict[str, str]) -> None:
    done = run(*FOLLOW, "--json", variables=variables)
    documents = [json.loads(line) for line in done.stdout.splitlines()]
    places = [document.pop("_kafka")["topic"] for document in documents]
    assert (done.returncode, places) == (0, [INDEXED, INDEXED])
    assert documents == [MESSAGES[0], MESSAGES[-1]]
