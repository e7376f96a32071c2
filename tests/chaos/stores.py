"""The store of a run, and what can be done to it: OpenSearch behind a proxy, or a SQLite file."""

import asyncio
import contextlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.proxy import Proxy
from tests.opensearch_server import OpenSearchServer, opensearch_server

DISK = 1024**3
"""Bytes of the disk that is made for a SQLite store, so that it can be filled up."""
PIECE = 1024**2
LOCK_WITHIN = 60.0


@dataclass(frozen=True)
class StoreOfRun:
    """`url` is for the services' settings.

    `file` is SQLite's; `disk` whether it lies on a disk of its own. The others are OpenSearch's.
    """

    url: str
    file: Path | None = None
    disk: bool = False
    server: OpenSearchServer | None = None
    proxy: Proxy | None = None

    async def lock(self, seconds: float) -> None:
        """Hold the file's write lock as another writer would."""
        assert self.file is not None
        other = await asyncio.to_thread(_hold, self.file)
        try:
            await asyncio.sleep(seconds)
            other.execute("ROLLBACK")
        finally:
            other.close()

    async def fill(self, seconds: float) -> None:
        """Fill the disk up to its last byte, and make room again."""
        assert self.file is not None
        ballast = self.file.parent / "ballast"
        try:
            await asyncio.to_thread(_fill, ballast)
            await asyncio.sleep(seconds)
        finally:
            ballast.unlink(missing_ok=True)


def _hold(file: Path) -> sqlite3.Connection:
    other = sqlite3.connect(file, timeout=LOCK_WITHIN, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    return other


def _fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file:
        for size in (PIECE, 4096, 1):
            with contextlib.suppress(OSError):
                while file.write(bytes(size)):
                    pass


def may_mount() -> bool:
    """Whether a disk can be made: by root, with mount."""
    return os.geteuid() == 0 and shutil.which("mount") is not None


@asynccontextmanager
async def running_store(kind: str, folder: Path) -> AsyncIterator[StoreOfRun]:
    """A store of that kind, `sqlite` or `opensearch`.

    Raises:
        ServerFailed: OpenSearch does not start.
    """
    async with AsyncExitStack() as stack:
        if kind == "opensearch":
            server = opensearch_server(folder / "opensearch")
            stack.push_async_callback(asyncio.to_thread, server.stop)
            await asyncio.to_thread(server.start)
            proxy = await stack.enter_async_context(Proxy(server.port))
            yield StoreOfRun(f"http://127.0.0.1:{proxy.port}", server=server, proxy=proxy)
            return
        disk = folder / "disk"
        disk.mkdir(parents=True)
        # a file system in memory, as large as we say
        mounted = may_mount() and not await _run(
            "mount", "-t", "tmpfs", "-o", f"size={DISK}", "pressline-chaos", str(disk)
        )
        if mounted:
            stack.push_async_callback(_run, "umount", "--lazy", str(disk))
        file = disk / "index.db"
        yield StoreOfRun(f"sqlite:///{file}", file=file, disk=mounted)


async def _run(*command: str) -> int:
    return (await asyncio.to_thread(subprocess.run, command, capture_output=True, check=False)).returncode
