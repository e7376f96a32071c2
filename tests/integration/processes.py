"""Services as real processes, for tests that start, ask, stop and kill them."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


class Service:
    """A service's process, and its pages."""

    def __init__(self, command: list[str], environment: dict[str, str], port: int, log: Path) -> None:
        self.port = port
        self.log = log
        self._command = command
        self.environment = {**os.environ, **environment, "PRESSLINE_METRICS_PORT": str(port)}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self._command, env=self.environment, cwd=ROOT, stdout=output, stderr=output
            )

    @property
    def running(self) -> subprocess.Popen[bytes]:
        assert self.process is not None
        return self.process

    def page(self, path: str) -> tuple[int, str]:
        """Status and text; 0 where nothing answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def until_ready(self) -> None:
        until(lambda: self.page("/readyz")[0] == 200, self.explain)

    def explain(self) -> str:
        return f"{self.page('/readyz')}\n{self.log.read_text()[-3000:]}"

    def kill(self) -> None:
        self.running.kill()
        self.running.wait()

    def stop(self) -> tuple[int, float]:
        """SIGTERM; the exit code and the seconds it took."""
        started = time.monotonic()
        self.running.send_signal(signal.SIGTERM)
        code = self.running.wait(timeout=30)
        return code, time.monotonic() - started

    def metric(self, name: str) -> float:
        """The sum of a metric over its labels."""
        lines = self.page("/metrics")[1].splitlines()
        return sum(
            float(line.rpartition(" ")[2]) for line in lines if line.startswith((name + "{", name + " "))
        )


@contextmanager
def ended(*services: Service) -> Iterator[None]:
    """Whatever happens inside, the processes end."""
    try:
        yield
    finally:
        for service in services:
            if service.process is not None and service.process.poll() is None:
                service.process.kill()
                service.process.wait()


def awkward(
    name: str, folder: Path, broker: str, port: int, module: str = "awkward_service", **settings: str
) -> Service:
    """The awkward service of that name, not started."""
    environment = {
        "PRESSLINE_BROKER": broker,
        "PRESSLINE_SESSION_TIMEOUT": "6",
        "PRESSLINE_RETRY_AFTER": "0.5",
        **settings,
    }
    command = [sys.executable, "-m", f"tests.integration.{module}", name, str(folder)]
    return Service(command, environment, port, folder / f"{name}-{port}.log")


def until(true: Callable[[], bool], explain: Callable[[], str] = str, seconds: float = 60) -> None:
    """Wait for something to come true, looking often."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {explain()}")
        time.sleep(0.05)
