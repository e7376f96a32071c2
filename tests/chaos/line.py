"""The services of a run: as processes of their own, as an operator would start them."""

import asyncio
import os
import time
from contextlib import suppress

import aiohttp

from tests.chaos import collect
from tests.chaos.brokers import Brokers
from tests.chaos.copies import Copy
from tests.chaos.plan import SERVICES, Plan
from tests.chaos.stores import StoreOfRun
from tests.ports import free_ports

READY_WITHIN = 180.0
LOOK_EVERY = 1.0


class Line:
    """The services of a run."""

    def __init__(self, plan: Plan, brokers: Brokers, store: StoreOfRun) -> None:
        self.brokers, self.store = brokers, store
        self._folder = plan.folder
        self._scale = plan.scale
        ours = {name: value for name, value in os.environ.items() if not name.startswith("PRESSLINE_")}
        self.environment = {
            **ours,
            "PRESSLINE_BROKER": brokers.bootstrap,
            "PRESSLINE_INDEX": store.url,
            "PRESSLINE_DATA": str(plan.folder),
            "PRESSLINE_SESSION_TIMEOUT": f"{plan.session:g}",
            "PRESSLINE_REPLICATION": str(max(plan.brokers, 1)),
            "PRESSLINE_RATE_LIMIT": "10000000",
            "NO_COLOR": "1",
        }
        self.copies: list[Copy] = []
        self._made: dict[str, int] = {}

    def spawn(self, service: str) -> Copy:
        """Start one more copy of a service."""
        self._made[service] = self._made.get(service, 0) + 1
        metrics, http = free_ports(2)
        copy = Copy(service, self._made[service], self.environment, (metrics, http), self._folder)
        self.copies.append(copy)
        copy.start()
        return copy

    async def start(self) -> None:
        code, out, error = await collect.command("topics", "apply", environment=self.environment)
        if code:
            raise RuntimeError(f"pressline topics apply: exit {code}: {error or out}")
        for service in SERVICES:
            for _ in range(self._scale.get(service, 1)):
                self.spawn(service)
        try:
            async with asyncio.timeout(READY_WITHIN), aiohttp.ClientSession() as http:
                await asyncio.gather(*(_ready(http, copy) for copy in self.copies))
        except TimeoutError:
            tails = "\n".join(copy.log.read_text()[-800:] for copy in self.copies)
            raise RuntimeError(f"not ready within {READY_WITHIN:g} s:\n{tails}") from None

    def gateways(self) -> list[str]:
        """Addresses of those that run."""
        return [
            f"http://127.0.0.1:{copy.http_port}"
            for copy in self.copies
            if copy.service == "gateway" and copy.alive
        ]

    async def close(self) -> None:
        await asyncio.gather(*(copy.retire() for copy in self.copies))

    async def rest(self, acknowledged: int, within: float) -> tuple[bool, int, dict[str, object]]:
        """Wait until nothing is in flight and offsets stand; whether it came to that, and the last audit."""
        deadline = time.monotonic() + within
        code, audited = 1, dict[str, object]()
        while time.monotonic() < deadline:
            code, audited = await collect.audit(self.environment)
            quiet = audited.get("waiting") == 0 and audited.get("in_flight") == 0
            if quiet and int(str(audited.get("accepted", 0))) >= acknowledged and not code:
                before = await collect.read_committed(self.brokers.direct)
                await asyncio.sleep(LOOK_EVERY)
                if before == await collect.read_committed(self.brokers.direct):
                    return True, code, audited
            await asyncio.sleep(LOOK_EVERY)
        return False, code, audited


async def _ready(http: aiohttp.ClientSession, copy: Copy) -> None:
    while True:
        with suppress(aiohttp.ClientError):
            async with http.get(f"http://127.0.0.1:{copy.metrics_port}/readyz") as answer:
                if answer.status == 200:
                    return
        await asyncio.sleep(0.2)
