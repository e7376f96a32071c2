"""The store as the commands find it: by the settings, with one line for a person where there is none."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from services.chassis.errors import Misconfigured
from services.chassis.settings import SQLITE, Settings, read_settings
from services.store import BadCursor, Store, open_store


def settings_with_store() -> Settings:
    """The settings, where they name a store that may be there: reading must not make an empty one.

    Raises:
        Misconfigured: a setting is wrong, or there is no such file.
    """
    settings = read_settings()
    path = Path(settings.store_url.removeprefix(SQLITE))
    if settings.store_url.startswith(SQLITE) and not path.exists():
        raise Misconfigured(
            f"no store at {path}: start `pressline up`, or set PRESSLINE_DATA or PRESSLINE_INDEX"
        )
    return settings


@contextmanager
def opened(settings: Settings) -> Iterator[Store]:
    """The store of these settings, closed again.

    Raises:
        Misconfigured: it is no store of ours, or the option `--after` holds what no page gave.
        Unavailable: it doesn't answer.
    """
    try:
        with closing(open_store(settings)) as store:
            yield store
    except BadCursor as error:
        raise Misconfigured(f"--{error}") from None
