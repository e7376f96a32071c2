"""The conservation check, on a real store: it balances when everything ended, and says what is lost."""

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import Outcome
from services.chassis.errors import Unavailable
from services.chassis.settings import Settings
from services.console.audit import SHOWN, audit
from services.store import Store, open_store
from tests.unit.store.made import delivery, receipt

GONE = "the embedded broker does not run, and what it held is gone"
ENDS = [outcome for outcome in Outcome if outcome.ends]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(Settings(index=f"sqlite:///{tmp_path / 'index.db'}"))) as store:
        yield store


@pytest.fixture
def embedded(tmp_path: Path) -> Settings:
    """Settings of an embedded broker that does not run."""
    return Settings(broker="embedded", data=tmp_path)


async def test_an_empty_ledger_balances(store: Store, embedded: Settings) -> None:
    assert asdict(await audit(store, embedded)) == {
        **dict.fromkeys(
            ("waiting", "accepted", "indexed", "unchanged", "dropped", "dead", "retracted", "in_flight"), 0
        ),
        "balanced": True,
        "conflicts": 0,
        "lost": [],
        "note": None,
        "replaying": 0,
    }


async def test_it_balances_when_every_delivery_has_ended(store: Store, embedded: Settings) -> None:
    """The broker is not asked: none runs here."""
    for number in range(15):
        store.record([receipt(number, "ingest", Outcome.ACCEPTED)])
        store.record([receipt(number, "index", ENDS[number % 4])])
    store.record([receipt(15, "ingest", Outcome.DEAD), receipt(16, "index", Outcome.RETRACTED)])
    found = await audit(store, embedded)
    assert (found.accepted, found.in_flight, found.balanced) == (17, 0, True)
    assert (found.indexed, found.unchanged, found.dropped, found.dead, found.retracted) == (4, 4, 4, 4, 1)
    assert (found.lost, found.note) == ([], None)


async def test_what_is_replayed_is_not_known_without_a_broker(store: Store, embedded: Settings) -> None:
    store.record([receipt(1, "ingest", Outcome.DEAD)])
    found = await audit(store, embedded)
    assert (found.dead, found.replaying, found.balanced) == (1, None, True)


async def test_receipts_that_come_twice_count_once(store: Store, embedded: Settings) -> None:
    journey = [receipt(1, "ingest", Outcome.ACCEPTED), receipt(1, "index", Outcome.INDEXED)]
    for _ in range(3):
        store.record(journey)
    found = await audit(store, embedded)
    assert (found.accepted, found.indexed, found.conflicts, found.balanced) == (1, 1, 0, True)


async def test_what_an_embedded_broker_took_with_it_is_lost_and_named(
    store: Store, embedded: Settings
) -> None:
    for number in (3, 1, 2):
        store.record([receipt(number, "ingest", Outcome.ACCEPTED)])
    store.record([receipt(2, "index", Outcome.INDEXED)])
    found = await audit(store, embedded)
    assert (found.accepted, found.indexed, found.in_flight) == (3, 1, 2)
    assert not found.balanced
    assert found.lost == [delivery(1), delivery(3)], "oldest first"
    assert found.note == GONE


async def test_of_many_lost_the_oldest_are_named(store: Store, embedded: Settings) -> None:
    store.record([receipt(number, "ingest", Outcome.ACCEPTED) for number in range(SHOWN + 5)])
    found = await audit(store, embedded)
    assert found.in_flight == SHOWN + 5
    assert found.lost == [delivery(number) for number in range(SHOWN)]


async def test_a_conflict_does_not_balance(store: Store, embedded: Settings) -> None:
    store.record([receipt(1, "index", Outcome.INDEXED), receipt(1, "clean", Outcome.DROPPED)])
    found = await audit(store, embedded)
    assert (found.accepted, found.indexed, found.dropped, found.in_flight) == (1, 1, 0, 0)
    assert (found.conflicts, found.balanced) == (1, False)
    assert found.lost == []


async def test_a_replayed_dead_letter_is_no_conflict(store: Store, embedded: Settings) -> None:
    store.record([receipt(1, "clean", Outcome.DEAD), receipt(1, "index", Outcome.INDEXED)])
    found = await audit(store, embedded)
    assert (found.accepted, found.dead, found.indexed, found.balanced) == (1, 0, 1, True)


def ended_process() -> int:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


async def test_a_killed_up_does_not_pass_for_a_running_one(
    store: Store, embedded: Settings, tmp_path: Path
) -> None:
    state = {"pid": ended_process(), "broker": "127.0.0.1:9", "services": []}
    (tmp_path / "up.json").write_text(json.dumps(state))
    store.record([receipt(1, "ingest", Outcome.ACCEPTED)])
    found = await audit(store, embedded)
    assert (found.lost, found.note) == ([delivery(1)], GONE)


@pytest.mark.parametrize("by", ["setting", "up.json"])
async def test_a_broker_that_does_not_answer_is_away_and_nothing_is_called_lost_or_balanced(
    store: Store, tmp_path: Path, by: str
) -> None:
    with socket.socket() as taken:  # bound but not listening: whoever connects is refused
        taken.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        if by == "up.json":
            state = {"pid": os.getpid(), "broker": address, "services": []}
            (tmp_path / "up.json").write_text(json.dumps(state))
        settings = Settings(broker=address if by == "setting" else "embedded", data=tmp_path)
        with pytest.raises(Unavailable, match=address):  # nobody knows what waits there
            await audit(store, settings)
        store.record([receipt(1, "ingest", Outcome.ACCEPTED)])
        with pytest.raises(Unavailable, match=address):
            await audit(store, settings)


journeys = st.lists(st.lists(st.sampled_from([Outcome.ACCEPTED, *ENDS]), min_size=1, max_size=3), max_size=6)


@settings(deadline=None, max_examples=40)
@given(journeys)
def test_it_balances_exactly_when_nothing_is_open_and_nothing_ended_in_two_ways(
    journeys: list[list[Outcome]],
) -> None:
    with (
        TemporaryDirectory() as folder,
        closing(open_store(Settings(index=f"sqlite:///{folder}/index.db"))) as store,
    ):
        for number, outcomes in enumerate(journeys):
            store.record(receipt(number, "index", outcome) for outcome in outcomes)
        found = asyncio.run(audit(store, Settings(broker="embedded", data=Path(folder))))
    ends = [{outcome for outcome in outcomes if outcome.ends} for outcomes in journeys]
    is_open = [not kinds for kinds in ends]
    contradicts = [len(kinds - {Outcome.DEAD}) > 1 for kinds in ends]
    assert found.accepted == len(journeys)
    assert (found.in_flight, found.conflicts) == (sum(is_open), sum(contradicts))
    assert found.lost == [delivery(number) for number, lost in enumerate(is_open) if lost]
    assert found.balanced is not (any(is_open) or any(contradicts))
    counted = found.indexed + found.unchanged + found.dropped + found.dead + found.retracted
    assert counted + found.in_flight == found.accepted
