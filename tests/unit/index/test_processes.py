"""Two index workers at once, in processes of their own, make the same stories as one."""

import multiprocessing
import pickle
from collections.abc import Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path

from schemas import EnrichedArticle, Outcome, Receipt
from services.chassis.settings import Settings
from services.index import ledger
from services.index.core import prepare
from services.index.entry import load, write_batch
from services.store import Store, open_store
from tests.unit.index.news import ACEH_FIRST, ACEH_TOLL, BUSHEHR
from tests.unit.store.made import NOON, receipt

ROUNDS = 20
"""Reports of each event; enough for both workers to be at it at once."""


def reports(event: EnrichedArticle, start: int) -> list[EnrichedArticle]:
    return [
        event.model_copy(
            update={"article_id": f"{event.article_id}-{n}", "delivery_id": f"{event.article_id}:{n}"}
        )
        for n in range(start, ROUNDS, 2)
    ]


def work(where: Settings, start: int, ready: str) -> None:
    mine = chain(*zip(*(reports(event, start) for event in (ACEH_FIRST, ACEH_TOLL, BUSHEHR)), strict=True))
    prepared = [prepare(each) for each in mine]
    with closing(open_store(where)) as store:
        Path(f"{ready}{start}").touch()
        while not (Path(f"{ready}0").exists() and Path(f"{ready}1").exists()):
            pass
        for each in prepared:
            write_batch(store, [each], NOON)


def test_two_workers_make_the_stories_of_one(store: Store, store_settings: Settings, tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=work, args=(store_settings, n, str(tmp_path / "ready"))) for n in (0, 1)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert sorted(each.article_count for each in store.stories(9).stories) == [ROUNDS, 2 * ROUNDS]
    originals = [hit for hit in store.search("", limit=100).hits if hit.duplicate_of is None]
    assert len(originals) == 3


def test_what_goes_between_processes_can_be_pickled() -> None:
    index = load(Settings())
    prepared = index(ACEH_FIRST, None)  # type: ignore[arg-type]  # index asks nothing of the delivery
    assert pickle.loads(pickle.dumps(prepared)) == prepared == prepare(ACEH_FIRST)


def test_the_ledger_settles_receipts(store: Store) -> None:
    pass_on = ledger.load(Settings())
    receipts: Sequence[Receipt] = [
        receipt(1, "ingest", Outcome.ACCEPTED),
        receipt(1, "clean", Outcome.DROPPED),
    ]
    passed = [pass_on(each, None) for each in receipts]  # type: ignore[arg-type]  # nor does the ledger
    settled = ledger.write_batch(store, passed, NOON)
    assert [(each.message, each.outcome) for each in settled] == [
        (None, Outcome.ACCEPTED),
        (None, Outcome.DROPPED),
    ]
    assert store.trace("a1") == receipts
