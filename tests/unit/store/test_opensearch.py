"""What only OpenSearch can do wrong: leases, kills half-way, busy nodes, passwords, indices rolled over."""

import multiprocessing
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from pydantic import SecretStr

from schemas import EnrichedArticle, Outcome
from services.chassis.errors import Misconfigured, Unavailable
from services.chassis.settings import Settings
from services.chassis.stage_store import StageResult
from services.index.core import prepare
from services.index.entry import write_batch
from services.store import Store, open_store
from services.store.opensearch import cluster, lease, store
from services.store.opensearch.cluster import Cluster
from services.store.opensearch.lease import Lease
from tests.opensearch_server import OpenSearchServer
from tests.unit.index.news import ACEH_FIRST, ACEH_TOLL, BUSHEHR
from tests.unit.store.busy_proxy import BusyProxy
from tests.unit.store.made import NOON, article, fill, put, receipt

PASSWORD = "a pässword: with a colon"
STORIES = 2
PROCESSES = 4


@pytest.fixture
def own(opensearch_node: OpenSearchServer) -> Iterator[Settings]:
    """An empty store with indices of its own."""
    settings = Settings(index=opensearch_node.url, index_prefix=f"own-{uuid4().hex[:8]}")
    yield settings
    with closing(Cluster(settings)) as each:
        # the template first: nothing may make an index of it again
        each.ask("DELETE", f"/_index_template/{settings.index_prefix}-*")
        each.ask("DELETE", f"/{settings.index_prefix}-*")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.3)


@pytest.fixture
def short_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "LEASE", 0.3)


@contextmanager
def opened(settings: Settings) -> Iterator[Store]:
    with closing(open_store(settings)) as each:
        yield each


def snapshot(each: Store) -> object:
    """All that readers see: articles with their places, and stories."""
    hits = [hit.model_copy(update={"score": 0.0}) for hit in each.search("", limit=100).hits]
    return hits, each.stories(100), [each.get(hit.article_id) for hit in hits]


# one writer at a time


def test_a_holder_that_hangs_is_taken_over_and_its_late_writes_are_refused(
    own: Settings, short_lease: None
) -> None:
    with opened(own) as slow, opened(own) as quick:
        with pytest.raises(Unavailable, match="took over"), slow.batch() as batch:
            put(batch, article("a1", "Late."))
            fill(quick, article("a1", "In time.", revision="r2"), article("a2", "Other."))
        stored = quick.get("a1")
        assert stored is not None
        assert (stored.text, stored.revisions) == ("In time.", ("r2",))
        fill(slow, article("a3", "Again."))
        assert {hit.article_id for hit in quick.search("").hits} == {"a1", "a2", "a3"}


def test_a_write_with_an_old_fence_is_refused(own: Settings) -> None:
    with opened(own) as each, closing(Cluster(own)) as direct:
        fill(each, article("a1", "Old."))
        with each.batch() as batch:
            batch.note(article("a1", "Old.", number=0))
        late = {"_index": direct.write("articles"), "_id": "a1", "version": 1, "version_type": "external_gte"}
        (item,) = direct.bulk([({"index": late}, {"known": "nothing"})])
        assert item["status"] == 409
        assert each.get("a1") is not None


def test_a_holder_that_works_on_is_not_taken_over(own: Settings, short_lease: None) -> None:
    with opened(own) as each:
        with each.batch() as batch:
            fence = batch._lease._mine.seq_no  # type: ignore[attr-defined]  # what others watch
            until = time.monotonic() + 0.3
            while time.monotonic() < until:
                batch.history("a1")
            assert batch._lease._mine.seq_no > fence  # type: ignore[attr-defined]
        fill(each, article("a1", "Done."))


def open_and_write(settings: Settings, number: int) -> None:
    with opened(settings) as each:
        each.record([receipt(number, "ingest", Outcome.ACCEPTED), receipt(99, "ingest", Outcome.ACCEPTED)])
        fill(each, article(f"a{number}", "At once.", number=number))


def test_processes_that_open_a_new_store_at_once(own: Settings) -> None:
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=open_and_write, args=(own, n)) for n in range(PROCESSES)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * PROCESSES
    with opened(own) as each:
        assert each.tally()["accepted"] == PROCESSES + 1
        assert len(each.search("once").hits) == PROCESSES


# killed half-way


def news(start: int, end: int) -> list[EnrichedArticle]:
    return [
        event.model_copy(update={"article_id": f"{event.article_id}-{n}", "delivery_id": f"t:0:{n}:{place}"})
        for n in range(start, end)
        for place, event in enumerate((ACEH_FIRST, ACEH_TOLL, BUSHEHR))
    ]


def deliver(each: Store, articles: Sequence[EnrichedArticle]) -> list[StageResult]:
    return write_batch(each, [prepare(article) for article in articles], NOON)


def kill(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def kill_when_committing(mine: Lease, holder: str | None, pending: list[int] | None) -> None:
    if pending is not None:
        kill()
    write_as_ever(mine, holder, pending)


def kill_half_way(mine: Lease, lines: Sequence[str]) -> None:
    carry_out_as_ever(mine, lines[: len(lines) // 2])
    kill()


write_as_ever, carry_out_as_ever = Lease._write, Lease._carry_out
POINTS: dict[str, tuple[str, Callable[..., None]]] = {
    "nothing is written": ("commit", kill),
    "the journal is written": ("_write", kill_when_committing),
    "committed": ("_carry_out", kill),
    "half is carried out": ("_carry_out", kill_half_way),
    "all is carried out": ("release", kill),
}


def deliver_and_die(settings: Settings, point: str) -> None:
    with opened(settings) as each:
        deliver(each, news(0, 1))
        setattr(Lease, *POINTS[point])
        deliver(each, news(1, 4))


def unnumbered(settled: Sequence[StageResult]) -> list[object]:
    """What was told, but for its versions: they count how often the lease changed hands."""
    return [
        (
            each.outcome,
            [message and message.model_copy(update={"version": 0}) for message in (each.message, *each.also)],
        )
        for each in settled
    ]


@pytest.mark.parametrize("point", POINTS)
def test_a_writer_killed_in_its_batch_leaves_what_one_that_lived_does(
    own: Settings, opensearch: Settings, short_lease: None, point: str
) -> None:
    process = multiprocessing.get_context("spawn").Process(target=deliver_and_die, args=(own, point))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    with opened(own) as broken, opened(opensearch) as whole:
        deliver(whole, news(0, 1))
        expected = deliver(whole, news(1, 4))
        # redelivered, with more behind it: what was done once is told again
        assert unnumbered(deliver(broken, news(1, 4))) == unnumbered(expected)
        assert snapshot(broken) == snapshot(whole)
        assert len(broken.stories(9).stories) == STORIES


@pytest.mark.parametrize("characters", [10, 3_000, lease.CHUNK])
def test_a_journal_of_many_pieces(
    own: Settings, short_lease: None, monkeypatch: pytest.MonkeyPatch, characters: int
) -> None:
    monkeypatch.setattr(lease, "CHUNK", characters)
    text = "One.\u2028And\x85two.\u2029"  # what some take for ends of lines
    with opened(own) as first, opened(own) as second:
        monkeypatch.setattr(Lease, "_carry_out", broken_off)
        with pytest.raises(Unavailable, match="broken off"):
            fill(first, *(article(f"a{n}", text) for n in range(5)))
        monkeypatch.setattr(Lease, "_carry_out", carry_out_as_ever)
        fill(second, article("b", "Three."))
        assert len(second.search("one").hits) == 5
        stored = second.get("a1")
        assert stored is not None
        assert stored.text == text


def broken_off(*_: object) -> None:
    raise Unavailable("broken off")


# busy, closed, and away


@pytest.fixture
def busy(opensearch_node: OpenSearchServer) -> Iterator[BusyProxy]:
    with BusyProxy(opensearch_node.port) as proxy:
        yield proxy


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_cluster_is_asked_again(own: Settings, busy: BusyProxy, status: int) -> None:
    with opened(own.model_copy(update={"index": busy.url})) as each:
        busy.refuse(status, times=2)
        fill(each, article("a1", "Through."))
        busy.refuse(status, times=1)
        assert each.search("through").hits[0].article_id == "a1"
        assert busy.refused == 3


def test_only_the_documents_that_were_refused_are_written_again(own: Settings, busy: BusyProxy) -> None:
    with opened(own.model_copy(update={"index": busy.url})) as each:
        busy.refuse_documents(from_the=2)
        each.record(receipt(number, "ingest", Outcome.ACCEPTED) for number in range(5))
        assert busy.bulks == [5, 3]
        assert each.tally()["accepted"] == 5


def test_one_that_stays_busy_is_away(own: Settings, busy: BusyProxy, impatient: None) -> None:
    with opened(own.model_copy(update={"index": busy.url})) as each:
        busy.refuse(429, times=100)
        with pytest.raises(Unavailable, match=r"busy or starting: 429"):
            each.ping()
        busy.refuse(429, times=0)
        each.ping()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("tls")
    key, signed = folder / "key.pem", folder / "certificate.pem"
    made = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    name = ("-subj", "/CN=tests", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2")
    subprocess.run(["openssl", *made, *name, "-keyout", key, "-out", signed], check=True, capture_output=True)
    return key, signed


@pytest.fixture
def guarded(opensearch_node: OpenSearchServer, certificate: tuple[Path, Path]) -> Iterator[BusyProxy]:
    with BusyProxy(opensearch_node.port, ("pressline", PASSWORD), certificate) as proxy:
        yield proxy


def test_a_guarded_cluster(own: Settings, guarded: BusyProxy, certificate: tuple[Path, Path]) -> None:
    fit = Settings(
        index=guarded.url,
        index_prefix=own.index_prefix,
        index_user="pressline",
        index_password=SecretStr(PASSWORD),
        index_ca=certificate[1],
    )
    with opened(fit) as each:
        fill(each, article("a1", "Behind a lock."))
        assert each.search("lock").hits
    wrong: dict[str, dict[str, object]] = {
        "PRESSLINE_INDEX_USER and PRESSLINE_INDEX_PASSWORD": {"index_user": ""},
        "PRESSLINE_INDEX_CA and PRESSLINE_INDEX": {"index_ca": None},
        "PRESSLINE_INDEX_CA='/nowhere.pem'": {"index_ca": Path("/nowhere.pem")},
    }
    for told, change in wrong.items():
        with pytest.raises(Misconfigured, match=told) as caught:
            open_store(fit.model_copy(update=change))
        assert PASSWORD not in str(caught.value)


def test_a_server_that_dies_is_away_and_loses_nothing(
    own: Settings, opensearch_node: OpenSearchServer, impatient: None
) -> None:
    with opened(own) as each:
        fill(each, article("a1", "Before."))
        each.record([receipt(1, "ingest", Outcome.ACCEPTED)])
        try:
            with pytest.raises(Unavailable, match="does not answer"), each.batch() as batch:
                put(batch, article("a2", "Meanwhile."))
                opensearch_node.kill()
            for ask in (each.ping, each.tally, lambda: each.search("before"), lambda: open_store(own)):
                with pytest.raises(Unavailable, match="does not answer"):
                    ask()
        finally:
            opensearch_node.start()
        each.ping()
        fill(each, article("a2", "Meanwhile."))
        assert {hit.article_id for hit in each.search("").hits} == {"a1", "a2"}
        assert each.tally()["accepted"] == 1


# indices


def test_revisions_roll_over_and_all_stay_readable(own: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "ROLL_EVERY", 0.0)
    monkeypatch.setattr("services.store.opensearch.schema.ROLL_OVER", {"max_docs": 1})
    with opened(own) as each, closing(Cluster(own)) as direct:
        for number in (1, 2, 3):
            with each.batch() as batch:
                if number > 1:
                    batch.hide("a1")
                put(batch, article("a1", f"Text {number}.", number=number, revision=f"r{number}"))
            direct.refresh(direct.read("revisions"))
        assert len(direct.ask("GET", f"/{direct.read('revisions')}/_alias")) == 3
        told = [each.get("a1", f"r{number}") for number in (1, 2, 3)]
        assert [stored.text if stored else None for stored in told] == ["Text 1.", "Text 2.", "Text 3."]
        with each.batch() as batch:
            assert batch.revision("a1", "r1").text == "Text 1."


def test_indices_of_another_version_are_left_alone(own: Settings) -> None:
    with opened(own), closing(Cluster(own)) as direct:
        for version, told in ((99, "of version 99"), (None, "not one of ours")):
            meta = {} if version is None else {"pressline": version}
            direct.ask("PUT", f"/{direct.first('stories')}/_mapping", {"_meta": meta})
            with pytest.raises(Misconfigured, match=told):
                open_store(own)


def test_an_index_that_went_away_is_not_made_anew_by_a_write(own: Settings) -> None:
    with opened(own) as each, closing(Cluster(own)) as direct:
        direct.ask("DELETE", f"/{direct.first('deliveries')}")
        with pytest.raises(Unavailable, match="no such index"):
            each.record([receipt(1, "ingest", Outcome.ACCEPTED)])
        direct.ask("GET", f"/{direct.first('articles')}")
