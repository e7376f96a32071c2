"""Worker processes killed from outside, idle or at work: no article pays for it."""

import asyncio
import json
from datetime import UTC, datetime

import psutil
import pytest

from schemas import Delivery
from services.chassis.pool import Pool
from services.chassis.settings import Settings
from services.chassis.step import Passed
from services.chassis.worker_process import Item
from tests.integration.awkward import awkward_stage
from tests.unit.chassis.test_pool import run

STAGE = awkward_stage("killed")


def item(number: int, content: str) -> Item:
    value = json.dumps({"content": f"{content}"}).encode()
    return value, Delivery("killed.in", 0, number, 1000, b"key", datetime.now(UTC))


def kill_workers() -> int:
    """SIGKILL every worker of this process's fork server; how many there were."""
    workers = [
        grandchild
        for child in psutil.Process().children()
        if any("forkserver" in word for word in child.cmdline())
        for grandchild in child.children()
    ]
    for worker in workers:
        worker.kill()
    psutil.wait_procs(workers, timeout=10)
    return len(workers)


@pytest.mark.parametrize("at_work", [False, True])
async def test_killed_workers_are_replaced_and_nothing_is_lost(at_work: bool) -> None:
    pool = Pool([STAGE], Settings(time_budget=10, workers=2))
    try:
        await pool.warm_up()
        assert all(isinstance(r, Passed) for r in await pool.run(STAGE, [item(0, "first")]))
        items = [item(number, "sleep 0.01") for number in range(60)]
        if at_work:
            running = asyncio.create_task(run(pool, STAGE, items))
            await asyncio.sleep(0)
            assert await asyncio.to_thread(kill_workers)
            results = await running
        else:
            assert await asyncio.to_thread(kill_workers)
            results = await run(pool, STAGE, items)
        assert [r.identity.delivery_id for r in results] == [delivery.id for _, delivery in items]
        assert {type(r) for r in results} == {Passed}
    finally:
        await asyncio.to_thread(pool.stop)
