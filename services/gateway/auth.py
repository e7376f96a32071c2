"""Whose keys are good just now: those of `PRESSLINE_API_KEYS`, and of a file that may change at any moment.

Where neither is set, whoever reaches us may do everything.
"""

import asyncio
import logging
from datetime import UTC, datetime
from pathlib import Path

from services.chassis import metrics
from services.chassis.errors import Misconfigured
from services.chassis.settings import Settings
from services.gateway.background import BackgroundTasks
from services.gateway.key_file import EVERY_SCOPE, ApiKey, BadKeyFile, keep, read_keys

log = logging.getLogger("pressline")

LOOK_EVERY = 1.0
"""Seconds. The file is read, not its time looked at: Kubernetes changes a link to a folder far above it."""
LARGEST = 1024 * 1024
"""Bytes of the file."""


class ApiKeys:
    """The keys that are good just now."""

    def __init__(self, settings: Settings) -> None:
        """Read them.

        Raises:
            Misconfigured: the file can't be read, or is none; or reading needs a key and there are none.
        """
        pairs = [
            pair.strip().partition(":")
            for pair in settings.api_keys.get_secret_value().split(",")
            if pair.strip()
        ]
        self._plain = tuple(keep(name, EVERY_SCOPE, key) for name, _, key in pairs)
        self._path = settings.api_keys_file
        self._content: bytes | None = None
        self._of_file: tuple[ApiKey, ...] = ()
        self._work = BackgroundTasks()
        self.trouble: str | None = None
        """Why the file as it is now is not followed, for people."""
        self.read_open = settings.read_open
        """Whether reading needs no key."""
        if self._path is not None:
            try:
                self._content = _read(self._path)
                self._of_file = read_keys(self._content)
            except (OSError, BadKeyFile) as error:
                raise Misconfigured(f"PRESSLINE_API_KEYS_FILE: {_why(self._path, error)}") from None
            metrics.KEY_FILE.labels(str(self._path)).set(1)
        if not (self or self.read_open):
            raise Misconfigured(
                "PRESSLINE_READ_OPEN=false: reading needs a key, and there is none: set "
                "PRESSLINE_API_KEYS_FILE"
            )

    def __bool__(self) -> bool:
        """Whether a key is needed at all. With a file it is, whatever is in that."""
        return self._path is not None or bool(self._plain)

    @property
    def all(self) -> tuple[ApiKey, ...]:
        """They, those whose time is over too."""
        return self._of_file + self._plain

    def find(self, key: str) -> ApiKey | None:
        """Whose key it is; None where it is nobody's. Each is looked at, so that the time tells nothing."""
        sent = key.encode("utf-8", "replace")
        found = [known for known in self.all if known.fits(sent)]
        return next(filter(self.is_good, found), found[0] if found else None)

    def is_good(self, key: ApiKey) -> bool:
        """Whether a key that was found before is there still, and its time not over."""
        return key in self.all and not key.is_over(datetime.now(UTC))

    def start(self) -> None:
        """Begin to look whether the file has changed."""
        if self._path is not None:
            self._work.start("the look at the file of keys", self._look_on)

    async def stop(self) -> None:
        """Look no more."""
        await self._work.stop()

    async def _look_on(self) -> None:
        while not self._work.stopping:
            await self._work.pause(LOOK_EVERY)
            await asyncio.to_thread(self.look)

    def look(self) -> None:
        """Follow the file, if it has changed; while it is not right, what it held before stands."""
        path = self._path
        if path is None:
            return
        try:
            content = _read(path)
            if content == self._content and self.trouble is None:
                return
            self._of_file = read_keys(content)
        except (OSError, BadKeyFile) as error:
            trouble = f"the keys are those of before: {_why(path, error)}"
            if trouble != self.trouble:
                log.error("%s", trouble)
            self.trouble = trouble
        else:
            self._content, self.trouble = content, None
            log.info("%s: %d keys are good from now on", path, len(self._of_file))
        metrics.KEY_FILE.labels(str(path)).set(self.trouble is None)


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise BadKeyFile(f"over {LARGEST:,} bytes")
    return content


def _why(path: Path, error: OSError | BadKeyFile) -> str:
    return f"{path} can't be read: {error.strerror}" if isinstance(error, OSError) else f"{path}: {error}"
