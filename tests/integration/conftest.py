"""Brokers for the suites: each test that asks for `broker` runs on the embedded one and on Apache Kafka."""

from collections.abc import Iterator

import pytest

from tests.integration.brokers import KINDS, running_broker


@pytest.fixture(scope="session", params=KINDS)
def broker(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a broker that outlives the test."""
    with running_broker(request.param, tmp_path_factory.mktemp(request.param)) as address:
        yield address
