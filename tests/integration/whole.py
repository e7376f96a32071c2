"""A whole line for tests: `pressline up` as a user starts it, and the commands to use it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from services.chassis.settings import Settings
from services.line import SERVICES
from services.store import open_store
from tests.integration.brokers import free_port, running_broker
from tests.integration.processes import ROOT, until
from tests.ports import free_row

COMMAND = [sys.executable, "-m", "services.cli"]


def run(
    *arguments: str, variables: Mapping[str, str], stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """One command of ours, to its end."""
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "200", **variables}
    return subprocess.run(
        [*COMMAND, *arguments],
        env=environment,
        input=stdin,
        capture_output=True,
        check=False,
        timeout=110,
        cwd=ROOT,
    )


class Line:
    """A running `pressline up`."""

    def __init__(self, folder: Path, broker: str, scale: Mapping[str, int]) -> None:
        self.folder = folder
        copies = [service for service in SERVICES for _ in range(scale.get(service, 1))]
        self.variables = {
            "PRESSLINE_DATA": str(folder),
            "PRESSLINE_BROKER": broker,
            "PRESSLINE_BROKER_PORT": str(free_port()),
            "PRESSLINE_METRICS_PORT": str(free_row(len(copies))),
            "PRESSLINE_HTTP_PORT": str(free_row(scale.get("gateway", 1))),
            "PRESSLINE_PARTITIONS": "4",
        }
        if broker != "embedded":  # there `up` knows a shorter one; this is the least that Kafka takes
            self.variables["PRESSLINE_SESSION_TIMEOUT"] = "6"
        self._scale = [f"--scale={service}={count}" for service, count in scale.items()]
        self.log = folder / "up.log"
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> str:
        """Start it and wait until it is ready; what it said then."""
        self.close()
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [*COMMAND, "up", *self._scale],
                env={**os.environ, **self.variables},
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert self.process.stdout is not None
        ready = self.process.stdout.readline()
        assert ready.startswith("ready broker "), f"{ready!r}\n{self.log.read_text()[-3000:]}"
        return ready

    def stop(self) -> int:
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=80)
        self.close()
        return code

    def close(self) -> None:
        """Close the pipe that it announced itself through."""
        if self.process is not None and self.process.stdout is not None:
            self.process.stdout.close()

    def run(self, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return run(*arguments, stdin=stdin, variables=self.variables)

    def json(self, *arguments: str, code: int = 0) -> list[Any]:
        """What a command prints with `--json`."""
        done = self.run(*arguments, "--json")
        assert done.returncode == code, (done.stderr + done.stdout).decode()[-2000:]
        return [json.loads(line) for line in done.stdout.decode().splitlines()]

    def audit(self) -> dict[str, Any]:
        (audit,) = [json.loads(line) for line in self.run("audit", "--json").stdout.splitlines()]
        return dict(audit)

    @property
    def address(self) -> str:
        return str(json.loads((self.folder / "up.json").read_text())["broker"])

    def until_all_ended(self, accepted: int, seconds: float = 100) -> dict[str, Any]:
        """Wait until so many were accepted and all have ended; the audit then."""
        # the ledger itself is asked, often: the command takes half a second of work to say the same
        with closing(open_store(Settings(data=self.folder))) as store:

            def ended() -> bool:
                seen = store.tally()
                return bool(seen["accepted"] >= accepted and not seen["in_flight"])

            until(ended, lambda: f"{store.tally()}\n{self.log.read_text()[-3000:]}", seconds)
        return self.audit()


@contextmanager
def running_line(kind: str, folder: Path, **scale: int) -> Iterator[Line]:
    """A line on a broker of that kind; it ends with the block, whatever happens."""
    if kind == "embedded":
        yield from _running(Line(folder, "embedded", scale))
    else:
        with running_broker(kind, folder / "kafka") as address:
            yield from _running(Line(folder, address, scale))


def _running(line: Line) -> Iterator[Line]:
    try:
        line.start()
        yield line
    finally:
        if line.process is not None and line.process.poll() is None:
            line.process.kill()  # the leash ends its services and its broker
            line.process.wait()
        line.close()
