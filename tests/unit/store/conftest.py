"""Every store there is, empty, behind the one interface.

A test that asks for `store` holds for all of them. Another kind of store is one more name in `params`, and a
fixture of that name that gives the settings of an empty one.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from services.chassis.settings import Settings
from services.store import Store, open_store

OpenAgain = Callable[[], Store]


@pytest.fixture
def sqlite(tmp_path: Path) -> Settings:
    return Settings(index=f"sqlite:///{tmp_path / 'deep' / 'down' / 'index.db'}")


@pytest.fixture(params=["sqlite", "opensearch"])
def store_settings(request: pytest.FixtureRequest) -> Settings:
    """Where the store of the test is: all that another process needs to open it."""
    found: Settings = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def open_again(store_settings: Settings) -> Iterator[OpenAgain]:
    """Opens the store of the test once more, as another process would."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(closing(open_store(store_settings)))


@pytest.fixture
def store(open_again: OpenAgain) -> Store:
    return open_again()
