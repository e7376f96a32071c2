"""What suites in several folders share: the real OpenSearch, one for the whole run, and who runs what."""

import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from services.chassis.settings import Settings
from tests.opensearch_server import OpenSearchServer, opensearch_server
from tests.scheduling import ByGroup, rank

PREFIX = "suite"
EMPTIED = ("articles", "revisions", "stories", "deliveries", "watches")


MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3
"""Bytes that have to be free there: in some containers it holds 64 MB."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In a worker of pytest-xdist: what takes longest first."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: rank(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByGroup:
    """Share the tests out by our groups, in our order."""
    config.option.loadscopereorder = False
    return ByGroup(config, log)


@pytest.fixture(scope="session")
def opensearch_node() -> Iterator[OpenSearchServer]:
    # every write waits for the disk, thousands of times in the suite: a folder in memory halves that
    in_memory = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    with (
        TemporaryDirectory(prefix="opensearch-", dir=MEMORY if in_memory else None) as folder,
        opensearch_server(Path(folder)) as server,
    ):
        yield server


@pytest.fixture
def opensearch(opensearch_node: OpenSearchServer) -> Settings:
    """An empty store. Its indices are those of the test before, emptied: to make new ones takes a second.

    The lease stays as it is, since a fence must never go back.
    """
    indices = ",".join(f"{PREFIX}-{kind}" for kind in EMPTIED)
    options = "ignore_unavailable=true&refresh=true&conflicts=proceed"
    request = urllib.request.Request(
        f"{opensearch_node.url}/{indices}/_delete_by_query?{options}",
        data=b'{"query": {"match_all": {}}}',
        headers={"content-type": "application/json"},
        method="POST",
    )
    for refresh in (f"{opensearch_node.url}/{indices}/_refresh?ignore_unavailable=true", request):
        with urllib.request.urlopen(refresh, timeout=30):
            pass
    return Settings(index=opensearch_node.url, index_prefix=PREFIX)
