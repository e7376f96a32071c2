"""A broker with the line's topics, a store, and settings for a gateway on both."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from services.chassis.settings import Settings
from services.chassis.topics import apply_topics
from services.store import Store, open_store
from tests.gateway.newsroom import fill_newsroom
from tests.gateway.process import KEY, gateway
from tests.integration.brokers import free_port, running_broker
from tests.integration.processes import ended


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an embedded broker that outlives the test."""
    with running_broker("embedded", tmp_path_factory.mktemp("embedded")) as address:
        asyncio.run(apply_topics(address, Settings(partitions=3)))
        yield address


@pytest.fixture(scope="session")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an Apache Kafka that outlives the test."""
    with running_broker("kafka", tmp_path_factory.mktemp("kafka")) as address:
        asyncio.run(apply_topics(address, Settings(partitions=3)))
        yield address


@pytest.fixture(params=["embedded", "kafka"])
def broker(request: pytest.FixtureRequest) -> Any:
    """Each broker there is."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'index.db'}"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with closing(open_store(Settings(index=url))) as opened:
        yield opened


@pytest.fixture
def settings(embedded: str, url: str) -> Settings:
    """For a gateway on the embedded broker."""
    return Settings(broker=embedded, index=url)


@pytest.fixture(scope="session")
def newsroom(embedded: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a gateway's process whose store holds a few articles."""
    folder, port = tmp_path_factory.mktemp("newsroom"), free_port()
    with closing(open_store(Settings(data=folder))) as filled:
        fill_newsroom(filled)
    service = gateway(
        embedded, folder, port, PRESSLINE_RATE_LIMIT="1000000", PRESSLINE_API_KEYS=f"tests:{KEY}"
    )
    with ended(service):
        service.start()
        service.until_ready()
        yield f"http://127.0.0.1:{port}"
        assert "Traceback" not in service.log.read_text()


@pytest.fixture
def visitor(newsroom: str) -> Iterator[httpx.Client]:
    """A client of that gateway, with its key."""
    with httpx.Client(base_url=newsroom, timeout=20, headers={"X-API-Key": KEY}) as client:
        yield client
