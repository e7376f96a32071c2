"""What only the embedded store can do wrong: files, locks, versions, and look-ups that become scans."""

import multiprocessing
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from schemas import Outcome
from services.chassis.errors import Misconfigured, PresslineError, Unavailable
from services.chassis.settings import Settings
from services.store import ArticleState, Filters, Store, Watch, open_store
from services.store.sqlite import comparing, connection, ledger, search
from services.store.sqlite.connection import Database
from services.store.sqlite.store import SqliteStore
from tests.unit.store.made import article, at, fill, put, receipt, spoken

PROCESSES = 6


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "index.db"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "PATIENCE", 0.05)


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    with closing(open_store(Settings(index=f"sqlite:///{path}"))) as store:
        yield store


def test_a_relative_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with opened(Path("data/index.db")):
        monkeypatch.chdir("/")
    assert (tmp_path / "data" / "index.db").is_file()


def test_every_commit_reaches_the_disk(path: Path) -> None:
    database = Database(path)
    with closing(database):
        (mode,) = database.connection.execute("PRAGMA journal_mode").fetchone()
        (synchronous,) = database.connection.execute("PRAGMA synchronous").fetchone()
    assert (mode, synchronous) == ("wal", 2)


def test_a_folder_that_cannot_be_made_is_away(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Unavailable, match="can't be made"):
        open_store(Settings(index=f"sqlite:///{tmp_path}/file/index.db"))


def test_a_path_that_is_a_folder_is_away(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=re.escape(f"{tmp_path} does not answer (open): unable to open")):
        open_store(Settings(index=f"sqlite:///{tmp_path}"))


def test_a_file_that_is_no_database_is_away(path: Path) -> None:
    path.write_bytes(b"not a database, but long enough to have a header of sixteen bytes" * 99)
    with pytest.raises(Unavailable, match="not a database"):
        open_store(Settings(index=f"sqlite:///{path}"))


def test_another_program_s_database_is_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE theirs (x)")
    with pytest.raises(Misconfigured, match="another program's"):
        open_store(Settings(index=f"sqlite:///{path}"))


def test_a_store_of_another_version_is_left_alone(path: Path) -> None:
    with opened(path):
        pass
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version = 99")
    with pytest.raises(Misconfigured, match="version 99"):
        open_store(Settings(index=f"sqlite:///{path}"))


def test_a_locked_store_is_away_and_comes_back(path: Path, impatient: None) -> None:
    with opened(path) as store, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Unavailable, match=r"does not answer \(record receipts\): database is locked"):
            store.record([receipt(1, "ingest", Outcome.ACCEPTED)])
        with pytest.raises(Unavailable, match="index articles"), store.batch():
            raise AssertionError
        store.ping()
        other.execute("ROLLBACK")
        store.record([receipt(1, "ingest", Outcome.ACCEPTED)])
        assert store.tally()["accepted"] == 1


def test_a_full_store_is_away_and_loses_nothing(path: Path) -> None:
    database = Database(path)
    with closing(database):
        with database.writing("test") as db:
            ledger.record(db, [receipt(0, "ingest", Outcome.ACCEPTED)])
        (pages,) = database.connection.execute("PRAGMA page_count").fetchone()
        database.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(Unavailable, match="full"), database.writing("test") as db:
            ledger.record(db, (receipt(n, "ingest", Outcome.ACCEPTED) for n in range(1, 2000)))
        database.connection.execute(f"PRAGMA max_page_count = {pages + 1000}")
        with database.reading("test") as db:
            assert ledger.tally(db)["accepted"] == 1


@pytest.mark.parametrize("replaced", [True, False])
def test_a_file_that_went_away_under_us_takes_no_writes(path: Path, replaced: bool) -> None:
    """A missing one may come back and is waited for; for another one the service has to start anew."""
    error = PresslineError if replaced else Unavailable
    with opened(path) as store:
        path.rename(path.with_suffix(".moved"))
        if replaced:
            path.touch()
        for ask in (store.ping, store.tally, lambda: fill(store, article("a1", "Lost."))):
            with pytest.raises(error, match="replaced" if replaced else "gone") as caught:
                ask()
            assert isinstance(caught.value, Unavailable) is not replaced


def test_a_fault_of_ours_is_not_away(path: Path) -> None:
    database = Database(path)
    with (
        closing(database),
        pytest.raises(sqlite3.OperationalError, match="no such table"),
        database.reading("test") as db,
    ):
        db.execute("SELECT * FROM nowhere")


def open_and_write(url: str, number: int) -> None:
    with closing(open_store(Settings(index=url))) as store:
        store.record([receipt(number, "ingest", Outcome.ACCEPTED)])
        fill(store, article(f"a{number}", "At once.", number=number))


def test_processes_that_open_a_new_store_at_once(path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    url = f"sqlite:///{path}"
    processes = [spawn.Process(target=open_and_write, args=(url, n)) for n in range(PROCESSES)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * PROCESSES
    with opened(path) as store:
        assert store.tally()["accepted"] == PROCESSES
        assert len(store.search("once").hits) == PROCESSES


def kill_self_in_a_batch(url: str) -> None:
    store = open_store(Settings(index=url))
    with store.batch() as batch:
        batch.keep(article("a2", "Never."), article("a2").accepted_at, ArticleState())
        os.kill(os.getpid(), 9)


def test_a_killed_process_leaves_no_half_batch(path: Path) -> None:
    with opened(path) as store:
        fill(store, article("a1", "Whole."))
        process = multiprocessing.get_context("spawn").Process(
            target=kill_self_in_a_batch, args=(f"sqlite:///{path}",)
        )
        process.start()
        process.join()
        assert process.exitcode == -9
        assert store.get("a2") is None
        fill(store, article("a3", "After."))
        assert {hit.article_id for hit in store.search("").hits} == {"a1", "a3"}


def test_a_large_ledger_is_looked_up_not_scanned(path: Path) -> None:
    deliveries, stages = 50_000, ("ingest", "clean", "enrich", "index")
    outcomes = dict(
        zip(stages, (Outcome.ACCEPTED, Outcome.CLEANED, Outcome.ENRICHED, Outcome.INDEXED), strict=True)
    )
    with opened(path) as store:
        for stage in stages:
            store.record(
                receipt(number, stage, outcomes[stage])
                for number in range(deliveries)
                if stage != "index" or number % 1000
            )
        assert store.tally()["in_flight"] == deliveries / 1000
    database = Database(path)
    with closing(database):
        statements: list[str] = []
        database.connection.set_trace_callback(statements.append)
        with database.reading("test") as db:
            assert len(ledger.trace(db, "a7")) == 4
            assert len(ledger.journeys(db, ["articles.raw:0:7:7"])) == 1
            assert len(ledger.unfinished(db, 10)) == 10
            ledger.tally(db)
        database.connection.set_trace_callback(None)
        plans = {
            statement: [
                row["detail"] for row in database.connection.execute(f"EXPLAIN QUERY PLAN {statement}")
            ]
            for statement in statements
            if statement.lstrip().startswith("SELECT")
        }
    assert len(plans) == 4
    for statement, plan in plans.items():
        for step in plan:
            # the tally has one row a name; the partial index holds the open deliveries and no other
            looked_up = not step.startswith("SCAN") or step in (
                "SCAN tally",
                "SCAN d USING INDEX deliveries_open",
            )
            assert looked_up, f"{statement}: {plan}"


def test_terms_that_moved_on_find_their_articles(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "EVERY", 1)
    monkeypatch.setattr(comparing, "SLICES", 4)
    bands = [f"band{number}" for number in range(40)]
    with opened(path) as store:
        with store.batch() as batch:
            for number in range(12):
                put(
                    batch,
                    article(f"a{number}", "One.", number=number),
                    lsh_bands=bands,
                    lookup_terms=("k", f"k{number}"),
                )
        with store.batch() as batch:
            week = timedelta(days=7)
            assert {each.article_id for each in batch.duplicate_candidates(bands, 20)} == {
                f"a{n}" for n in range(12)
            }
            assert len(batch.story_candidates(("k",), at(0), week, 20)) == 12
            for number in range(12):
                assert [
                    each.article_id for each in batch.story_candidates((f"k{number}",), at(0), week, 2)
                ] == [f"a{number}"]
            for number in range(0, 12, 2):
                batch.hide(f"a{number}")
            odd = {f"a{n}" for n in range(1, 12, 2)}
            assert {each.article_id for each in batch.duplicate_candidates(bands, 20)} == odd
            assert {each.article_id for each in batch.story_candidates(("k",), at(0), week, 20)} == odd
    with closing(sqlite3.connect(path)) as other:
        moved, waiting = (
            other.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("compared", "compared_new")
        )
    assert moved > waiting > 0


def test_many_matches_are_ranked_in_blocks_the_newest_first(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "RANKED", 5)
    with opened(path) as store:
        with store.batch() as batch:
            for number in range(12):
                put(batch, article(f"a{number}", "Water. " + "Air. " * (number % 5), number=number))
        for limit in (1, 2, 5, 7, 20):
            seen: list[str] = []
            page = store.search("water", limit=limit)
            seen += [hit.article_id for hit in page.hits]
            while page.next is not None:
                page = store.search("water", limit=limit, after=page.next)
                seen += [hit.article_id for hit in page.hits]
            assert seen == ["a10", "a11", "a7", "a8", "a9", "a5", "a6", "a2", "a3", "a4", "a0", "a1"]


@pytest.mark.parametrize("narrow", [1, 3, 1000])
def test_a_span_of_time_finds_the_same_however_it_is_looked_up(
    path: Path, monkeypatch: pytest.MonkeyPatch, narrow: int
) -> None:
    monkeypatch.setattr(search, "NARROW", narrow)
    with opened(path) as store:
        with store.batch() as batch:
            for number in range(9):
                put(batch, article(f"a{number}", "Water.", published_at=at(number * 4 % 9)))
        for since, until in ((2, 4), (0, 0), (8, 20), (4, 3), (9, 99)):
            asked: Filters = {"since": at(since), "until": at(until)}
            expected = {f"a{n}" for n in range(9) if since <= n * 4 % 9 <= until}
            assert {hit.article_id for hit in store.search("water", **asked).hits} == expected
            assert (
                store.facets("water", **asked).articles == store.facets("", **asked).articles == len(expected)
            )


# what ends with a limit, or is small
READ_WHOLE = re.compile(
    r"SCAN (?!\w+ VIRTUAL TABLE INDEX \d+:\S|(?:each|best) VIRTUAL TABLE|watches|.subquery|CONSTANT ROW"
    r"|stories USING INDEX stories_by_weight|articles USING INDEX articles_by_time)"
)


def test_nothing_reads_a_whole_table_or_sorts_one(path: Path) -> None:
    database = Database(path)
    store = SqliteStore(database)
    statements: list[str] = []
    with closing(store):
        fill(store, *(spoken(f"a{n}", ("Ilse Brandt", "Water."), number=n) for n in range(300)))
        store.watch(Watch(name="water", query="water"))
        database.connection.set_trace_callback(statements.append)
        with store.batch() as batch:
            made = article("b", "Water.", people=["Water"], number=900)
            batch.matching([made])
            put(batch, made, story_id="story of a1", lookup_terms=("k",), lsh_bands=("b",))
            batch.duplicate_candidates(("b",), 9)
            batch.story_candidates(("k",), at(900), timedelta(days=1), 9)
            batch.follow("a1", "b")
            batch.merge("story of a2", "story of a1")
            batch.hide("b")
        for filters in ({}, {"person": "Water", "source": "Courier"}, {"since": at(5)}):
            for query in ("", "water"):
                page = store.search(query, limit=1, **filters)
                store.search(query, limit=1, after=page.next, **filters)
                store.facets(query, **filters)
        for speaker in (None, "Ilse Brandt"):
            store.quotes(speaker, after=store.quotes(speaker, limit=1).next)
        store.speakers(3)
        store.stories(1, store.stories(1).next)
        store.story("story of a2")
        store.get("a1")
        store.holders([("a1", "r1")])
        database.connection.set_trace_callback(None)
        for statement in dict.fromkeys(statements):
            if not statement.lstrip().startswith(("SELECT", "UPDATE", "DELETE")):
                continue
            plan = [row["detail"] for row in database.connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
            for step in plan:
                small = "parts" in statement or "WHERE story_id" in statement
                assert not READ_WHOLE.match(step), f"{statement}: {plan}"
                assert small or not step.startswith("USE TEMP B-TREE FOR ORDER BY"), f"{statement}: {plan}"
    assert len(statements) > 60
