"""A real Apache Kafka of one node for the tests: started on free ports, killed and brought back at will."""

import asyncio
import os
import shutil
import socket
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from tests.ports import free_ports
from tests.server_process import LOG_TAIL, ServerFailed, ServerProcess

LIBS = Path(__file__).parents[1] / ".cache" / "kafka" / "libs"
"""Where `make kafka` puts the jars."""

CLUSTER_ID = "cHJlc3NsaW5lLXRlc3RzMQ"
START_SECONDS = 60.0
POLL_SECONDS = 0.05

# C1 and serial GC: a broker that lives for a test is up in half the time and leaves the cores to the line
JVM = ("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.net.preferIPv4Stack=true")

# the session timeout is what a restart after SIGKILL waits: the controller first lets the dead one's run out
PROPERTIES = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{port}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs={data}
auto.create.topics.enable=false
group.initial.rebalance.delay.ms=0
message.max.bytes=41943040
offsets.topic.num.partitions=4
offsets.topic.replication.factor=1
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
"""


class KafkaServer:
    """One Kafka node (KRaft, broker and controller in one) that keeps its data in `folder`.

    Its methods block: from a coroutine call `asyncio.to_thread(server.restart)`.
    """

    def __init__(self, libs: Path, folder: Path) -> None:
        self._libs = libs
        self._folder = folder
        self._properties = folder / "server.properties"
        self._port, controller = free_ports(2)
        self._process = ServerProcess("Kafka", self.bootstrap, folder / "kafka.log")
        folder.mkdir(parents=True, exist_ok=True)
        self._properties.write_text(PROPERTIES.format(port=self._port, controller=controller, data=self.data))

    @property
    def bootstrap(self) -> str:
        """`host:port` for clients; the same through every restart."""
        return f"127.0.0.1:{self._port}"

    @property
    def data(self) -> Path:
        """Where it keeps its partitions: a folder each."""
        return self._folder / "data"

    @property
    def pid(self) -> int | None:
        """The broker's process, None while it is down."""
        return self._process.pid

    def __enter__(self) -> Self:
        self._format()
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start the node and wait until it serves clients.

        Raises:
            ServerFailed: it ended, or it does not answer within a minute.
        """
        command = self._java("kafka.Kafka", str(self._properties))
        self._process.start(command, (self._accepts, self._lists_itself), START_SECONDS, POLL_SECONDS)

    def stop(self) -> None:
        """End it in order (SIGTERM) and wait; by force if that takes more than 30 s."""
        self._process.stop()

    def kill(self) -> None:
        """End it as a power cut would (SIGKILL); the folder and the port stay its own."""
        self._process.kill()

    def restart(self) -> None:
        """Start it again on the same folder and port; stops it first if it runs."""
        self.stop()
        self.start()

    def _java(self, *arguments: str) -> list[str]:
        return ["java", *JVM, "-cp", str(self._libs / "*"), *arguments]

    def _format(self) -> None:
        command = ("kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", str(self._properties))
        done = subprocess.run(self._java(*command), capture_output=True, text=True, check=False)
        if done.returncode:
            raise ServerFailed(f"format failed:\n{(done.stdout + done.stderr)[-LOG_TAIL:]}")

    def _accepts(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self._port)) == 0

    def _lists_itself(self) -> bool:
        with ThreadPoolExecutor(1) as thread:  # a loop of its own: the caller's may be running
            return thread.submit(asyncio.run, _has_broker(self.bootstrap)).result()


def kafka_libs() -> Path:
    """The jars, for a fixture: skips the test where they can't be had, fails it where CI forgot them."""
    if shutil.which("java") is None:
        pytest.skip("real Kafka: no java on PATH")
    if any(LIBS.glob("kafka_*.jar")):
        return LIBS
    reason = f"real Kafka: no jars in {LIBS.relative_to(LIBS.parents[2])}; run `make kafka`"
    if os.environ.get("CI") and shutil.which("mvn"):
        pytest.fail(reason)
    pytest.skip(reason)


async def _has_broker(bootstrap: str) -> bool:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, request_timeout_ms=2000)
    try:
        await admin.start()
        return bool((await admin.describe_cluster())["brokers"])
    except KafkaError:
        return False
    finally:
        await admin.close()
