"""`python -m tests.integration.killed_index FOLDER`: the index service, which dies where a file there says.

`unsent`: after the store's commit, before anything is sent; `half-sent`: with half of the messages sent.
"""

import os
import signal
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from services.chassis.kafka import Producer
from services.chassis.records import ProducerRecord
from services.chassis.serve import serve
from services.chassis.settings import read_settings
from services.chassis.stage_store import StageResult
from services.index import entry
from services.index.core import Prepared
from services.line import INDEXED
from services.store import Store, open_store

FOLDER = Path(sys.argv[1])
settle_as_ever, send_as_ever = entry.write_batch, Producer.send


def die_if(point: str) -> None:
    """Die where one file less is there: each kills one process."""
    try:
        (FOLDER / point).unlink()
    except FileNotFoundError:
        return
    os.kill(os.getpid(), signal.SIGKILL)


def settle(store: Store, passed: Sequence[Prepared], now: datetime) -> list[StageResult]:
    settled = settle_as_ever(store, passed, now)
    die_if("unsent")
    return settled


async def send(producer: Producer, records: Sequence[ProducerRecord]) -> list[str | None]:
    if all(record.topic != INDEXED for record in records):
        return await send_as_ever(producer, records)
    if (FOLDER / "half-sent").exists():
        await send_as_ever(producer, records[: len(records) // 2])
        die_if("half-sent")
    return await send_as_ever(producer, records)


if __name__ == "__main__":
    entry.write_batch = settle
    Producer.send = send  # type: ignore[method-assign, assignment]
    serve("index", read_settings(), open_store)
