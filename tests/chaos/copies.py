"""The services' processes: started, started again at once when they end, measured, hit by signals."""

import asyncio
import os
import shutil
import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
LEASH = ("setpriv", "--pdeathsig", "TERM", "--") if shutil.which("setpriv") else ()
"""Ends a process when chaos itself is killed (util-linux)."""
AGAIN_AFTER = 0.5
"""Seconds before a process that ended by itself is started again."""


@dataclass
class Run:
    """One process of a copy, from its start to its end; times are Unix seconds.

    `told` is the signal that it was sent to end it, and when.
    """

    copy: str
    service: str
    pid: int
    began: float
    ended: float | None = None
    code: int | None = None
    told: tuple[int, float] | None = None

    @property
    def as_told(self) -> bool:
        """Whether it ended as its signal wants it: SIGKILL by the signal, SIGTERM with 0."""
        if self.told is None:
            return False
        return self.code == (0 if self.told[0] == signal.SIGTERM else -self.told[0])


@dataclass(frozen=True)
class Sample:
    """How much memory a process and its children held, in bytes."""

    at: float
    copy: str
    pid: int
    rss: int


class Copy:
    """One copy of a service, which is there until it is retired."""

    def __init__(
        self, service: str, number: int, environment: Mapping[str, str], ports: tuple[int, int], folder: Path
    ) -> None:
        self.service = service
        self.name = f"{service}-{number}"
        self.log = folder / f"{self.name}.log"
        self.metrics_port, self.http_port = ports
        self.runs: list[Run] = []
        self._environment = {
            **environment,
            "PRESSLINE_METRICS_PORT": str(self.metrics_port),
            "PRESSLINE_HTTP_PORT": str(self.http_port),
        }
        self._process: asyncio.subprocess.Process | None = None
        self._retired = False
        self._keeper: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Have it run from now on."""
        self._keeper = asyncio.create_task(self._keep_running())

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.returncode is None

    def end(self, number: signal.Signals) -> bool:
        """Send a signal that ends it; whether there was a process to take it."""
        if not self.alive or self.runs[-1].told:
            return False
        self.runs[-1].told = (number, time.time())
        os.kill(self.runs[-1].pid, number)
        return True

    def pause(self, number: signal.Signals, whole: bool) -> int | None:
        """Send SIGSTOP or SIGCONT, to the process alone or to its children, too; its pid."""
        if not self.alive:
            return None
        pid = self.runs[-1].pid
        (os.killpg if whole else os.kill)(pid, number)
        return pid

    async def retire(self, within: float = 40.0) -> None:
        """End it in order, and don't start it again; by force after so many seconds."""
        self._retired = True
        if self._keeper is None:
            return
        self.end(signal.SIGTERM)
        try:
            await asyncio.wait_for(asyncio.shield(self._keeper), within)
        except TimeoutError:
            self.kill_group()
            await self._keeper

    def kill_group(self) -> None:
        """End it with its children, also where it is stopped."""
        if self.alive:
            os.killpg(self.runs[-1].pid, signal.SIGKILL)

    def lines(self) -> int:
        """How many lines it has logged."""
        return self.log.read_bytes().count(b"\n") if self.log.exists() else 0

    def sample(self) -> Sample | None:
        """What it holds just now."""
        if not self.alive:
            return None
        run = self.runs[-1]
        try:
            main = psutil.Process(run.pid)
            rss = sum(each.memory_info().rss for each in (main, *main.children(recursive=True)))
        except psutil.Error:
            return None  # it ended meanwhile
        return Sample(time.time(), self.name, run.pid, rss)

    async def _keep_running(self) -> None:
        command = [*LEASH, sys.executable, "-m", "services.cli", "service", self.service]
        while not self._retired:
            with self.log.open("ab") as log:
                self._process = await asyncio.create_subprocess_exec(
                    *command,
                    env=self._environment,
                    cwd=ROOT,
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            run = Run(self.name, self.service, self._process.pid, time.time())
            self.runs.append(run)
            run.code = await self._process.wait()
            run.ended = time.time()
            if run.told is None and not self._retired:
                await asyncio.sleep(AGAIN_AFTER)
