"""Every store there is, empty, behind the one interface."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from services.store import Store, open_store

OpenAgain = Callable[[], Store]


@pytest.fixture(params=["sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return {"sqlite": f"sqlite:///{tmp_path / 'deep' / 'down' / 'index.db'}"}[request.param]


@pytest.fixture
def open_again(url: str) -> Iterator[OpenAgain]:
    """Opens the store of the test once more, as another process would."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(closing(open_store(url)))


@pytest.fixture
def store(open_again: OpenAgain) -> Store:
    return open_again()
