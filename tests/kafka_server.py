"""A real Apache Kafka for the tests, of one node or more: on free ports, killed and brought back at will."""

import asyncio
import os
import shutil
import socket
import subprocess
from collections.abc import Sequence
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

# a later line overrides an earlier one. Clients outside reach SERVICES by another port, through a proxy
MEMBER = """\
node.id={number}
controller.quorum.voters={voters}
listeners=PLAINTEXT://127.0.0.1:{port},SERVICES://127.0.0.1:{inner},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{port},SERVICES://127.0.0.1:{outer}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,SERVICES:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=PLAINTEXT
offsets.topic.replication.factor={copies}
min.insync.replicas={in_sync}
transaction.state.log.replication.factor={copies}
transaction.state.log.min.isr={in_sync}
"""


class KafkaServer:
    """One Kafka node (KRaft, broker and controller in one) that keeps its data in `folder`.

    It listens on `ports` (for clients, for controllers), or on free ones; `settings` are more lines for its
    server.properties. Its methods block: from a coroutine call `asyncio.to_thread(server.restart)`.
    """

    def __init__(
        self, libs: Path, folder: Path, settings: str = "", ports: tuple[int, int] | None = None
    ) -> None:
        self._libs = libs
        self._folder = folder
        self._properties = folder / "server.properties"
        self._port, controller = ports or free_ports(2)
        self._process = ServerProcess("Kafka", self.bootstrap, folder / "kafka.log")
        self.jvm: Sequence[str] = JVM
        self.format_options: Sequence[str] = ()
        """Of `StorageTool format`: `--add-scram …`."""
        folder.mkdir(parents=True, exist_ok=True)
        lines = PROPERTIES.format(port=self._port, controller=controller, data=self.data)
        self._properties.write_text(lines + settings)

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
        self.format()
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def format(self) -> None:
        """Make its folder a Kafka's, once before the first start.

        Raises:
            ServerFailed: the tool refuses.
        """
        command = ("kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", str(self._properties))
        done = subprocess.run(
            self._java(*command, *self.format_options), capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise ServerFailed(f"format failed:\n{(done.stdout + done.stderr)[-LOG_TAIL:]}")

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
        return ["java", *self.jvm, "-cp", str(self._libs / "*"), *arguments]

    def _accepts(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self._port)) == 0

    def _lists_itself(self) -> bool:
        with ThreadPoolExecutor(1) as thread:  # a loop of its own: the caller's may be running
            return thread.submit(asyncio.run, _has_broker(self.bootstrap)).result()


def cluster(libs: Path, folder: Path, listeners: Sequence[tuple[int, int]]) -> list[KafkaServer]:
    """The nodes of one cluster, not formatted or started; none is up before most of them are.

    Each has a second listener for services: on the first port of its pair, advertised as the second, where a
    proxy can stand between. With three nodes a topic's partitions are written when two have them.
    """
    count = len(listeners)
    ports = free_ports(2 * count)
    pairs = list(zip(ports[::2], ports[1::2], strict=True))
    voters = ",".join(f"{number}@127.0.0.1:{pair[1]}" for number, pair in enumerate(pairs, 1))
    nodes = []
    for number, (pair, (inner, outer)) in enumerate(zip(pairs, listeners, strict=True), 1):
        settings = MEMBER.format(
            number=number,
            voters=voters,
            port=pair[0],
            controller=pair[1],
            inner=inner,
            outer=outer,
            copies=count,
            in_sync=2 if count > 2 else 1,
        )
        nodes.append(KafkaServer(libs, folder / f"kafka-{number}", settings, pair))
    return nodes


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
