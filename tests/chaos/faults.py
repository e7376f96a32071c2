"""Faults carried out: each on the copy, broker or store that is there when its time has come."""

import asyncio
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.chaos.brokers import Brokers
from tests.chaos.copies import Copy
from tests.chaos.proxy import Proxy
from tests.chaos.schedule import Fault, Kind
from tests.chaos.stores import StoreOfRun
from tests.server_process import ServerFailed

SLOW = 0.3
"""Seconds by which a slow connection delays each chunk."""
LOOK_EVERY = 0.05
TRIES = 3
"""To start a server again: on a machine that is busy it may need more than its minute."""


@dataclass
class Happened:
    """A fault and when it was, in Unix seconds; `lines` are what services logged meanwhile."""

    fault: Fault
    target: str
    began: float
    ended: float = 0.0
    lines: dict[str, int] = field(default_factory=dict)


class Faults:
    """Breaks one line. `copies` grows and shrinks with scale; `spawn` makes another copy of a service."""

    def __init__(
        self, copies: list[Copy], brokers: Brokers, store: StoreOfRun, spawn: Callable[[str], Copy]
    ) -> None:
        self._copies = copies
        self._brokers = brokers
        self._store = store
        self._spawn = spawn
        # two at once on one thing would undo each other
        self._one_broker = asyncio.Lock()
        self._one_store = asyncio.Lock()

    async def carry_out(self, fault: Fault) -> Happened:
        """Do it, and undo it when its seconds are over."""
        seen = Happened(fault, "", time.time())
        lines = {copy.name: copy.lines() for copy in self._copies}
        doing = {
            Kind.KILL: self._end,
            Kind.TERM: self._end,
            Kind.STOP: self._stop,
            Kind.SCALE: self._scale,
            Kind.BROKER: self._restart_broker,
            Kind.STORE: self._break_store,
            Kind.SLOW: self._slow,
            Kind.CUT: self._cut,
        }[fault.kind]
        await doing(fault, seen)
        seen.ended = time.time()
        seen.lines = {copy.name: copy.lines() - lines.get(copy.name, 0) for copy in self._copies}
        return seen

    async def _copy_for(self, fault: Fault) -> Copy:
        while True:
            there = [copy for copy in self._copies if copy.service == fault.service and copy.alive]
            if there:
                return there[min(int(fault.pick * len(there)), len(there) - 1)]
            await asyncio.sleep(LOOK_EVERY)

    async def _end(self, fault: Fault, seen: Happened) -> None:
        number = signal.SIGKILL if fault.kind is Kind.KILL else signal.SIGTERM
        while not (copy := await self._copy_for(fault)).end(number):
            await asyncio.sleep(LOOK_EVERY)  # it is ending already
        seen.target, run = copy.name, copy.runs[-1]
        seen.began = time.time()
        while run.ended is None:
            await asyncio.sleep(LOOK_EVERY)

    async def _stop(self, fault: Fault, seen: Happened) -> None:
        whole = fault.how.endswith("group")
        copy = await self._copy_for(fault)
        seen.target = copy.name
        pid = copy.pause(signal.SIGSTOP, whole)
        try:
            await asyncio.sleep(fault.seconds)
        finally:
            if pid is not None and copy.alive and copy.runs[-1].pid == pid:
                copy.pause(signal.SIGCONT, whole)

    async def _scale(self, fault: Fault, seen: Happened) -> None:
        copy = self._spawn(fault.service)
        seen.target = copy.name
        try:
            await asyncio.sleep(fault.seconds)
        finally:
            await copy.retire()

    async def _restart_broker(self, fault: Fault, seen: Happened) -> None:
        async with self._one_broker:
            seen.began = time.time()
            server = self._brokers.pick(fault.pick)
            seen.target = server.bootstrap
            await asyncio.to_thread(server.stop if fault.how == "term" else server.kill)
            try:
                await asyncio.sleep(fault.seconds)
            finally:
                await _bring_back(server.start)

    async def _break_store(self, fault: Fault, seen: Happened) -> None:
        async with self._one_store:
            seen.began = time.time()
            seen.target = self._store.url
            if fault.how == "locked":
                return await self._store.lock(fault.seconds)
            if fault.how == "full":
                return await self._store.fill(fault.seconds)
            server = self._store.server
            assert server is not None
            await asyncio.to_thread(server.stop if fault.how == "term" else server.kill)
            try:
                await asyncio.sleep(fault.seconds)
            finally:
                await _bring_back(server.start)
        return None

    async def _slow(self, fault: Fault, seen: Happened) -> None:
        proxies = self._proxies(fault)
        seen.target = fault.how
        for proxy in proxies:
            proxy.delay = SLOW
        try:
            await asyncio.sleep(fault.seconds)
        finally:
            for proxy in proxies:
                proxy.delay = 0.0

    async def _cut(self, fault: Fault, seen: Happened) -> None:
        seen.target = f"{sum(proxy.cut() for proxy in self._proxies(fault))} to the {fault.how}"

    def _proxies(self, fault: Fault) -> Sequence[Proxy]:
        if fault.how == "store" and self._store.proxy is not None:
            return [self._store.proxy]
        return self._brokers.proxies


async def _bring_back(start: Callable[[], None]) -> None:
    for left in reversed(range(TRIES)):
        try:
            return await asyncio.to_thread(start)
        except ServerFailed:
            if not left:
                raise
    return None
