"""A real server as a process of the tests': waited for, ended in order or as by a power cut, its log told."""

import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

STOP_SECONDS = 30.0
LOG_TAIL = 3000


class ServerFailed(Exception):
    """A server did not start or stopped by itself; the text ends with the tail of its log."""


class ServerProcess:
    """One server, down until `start`; `name` and `address` are for people."""

    def __init__(self, name: str, address: str, log: Path) -> None:
        self._name = name
        self._address = address
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The process, None while it is down."""
        return self._process.pid if self._process else None

    def start(
        self, command: Sequence[str], ready: Sequence[Callable[[], bool]], within: float, poll: float
    ) -> None:
        """Start it and wait, in seconds, until it is ready in every way.

        Raises:
            ServerFailed: it ended, or it is not ready in time; it is killed then.
        """
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        try:
            for each in ready:
                self._until(each, within, poll)
        except BaseException:
            self.kill()
            raise

    def stop(self) -> None:
        """End it in order (SIGTERM) and wait; by force if that takes more than 30 s."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
        self._process = None

    def kill(self) -> None:
        """End it as a power cut would (SIGKILL); its folder and its port stay its own."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _until(self, ready: Callable[[], bool], within: float, poll: float) -> None:
        deadline = time.monotonic() + within
        while not ready():
            code = self._process.poll() if self._process else None
            if code is not None:
                raise ServerFailed(f"{self._name} ended with {code}:\n{self._tail()}")
            if time.monotonic() > deadline:
                raise ServerFailed(f"no answer on {self._address} in {within:.0f} s:\n{self._tail()}")
            time.sleep(poll)

    def _tail(self) -> str:
        return self._log.read_text(errors="replace")[-LOG_TAIL:]
