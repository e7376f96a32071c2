"""Ingest ends what the store holds, unless something else of the article is on its way."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from schemas import IngestedArticle, Outcome, Receipt
from services.chassis.settings import Settings
from services.ingest import entry
from services.ingest.on_the_way import OnTheWay
from services.store import Store, open_store
from tests.unit.store.made import NOON, article, fill


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """One that shows revision r1 of the article a1."""
    monkeypatch.setattr(entry, "on_the_way", OnTheWay())
    with closing(open_store(Settings(index=f"sqlite:///{tmp_path / 'index.db'}"))) as opened:
        fill(opened, article("a1", "Rain fell in Oslo.", revision="r1"))
        yield opened


def pushed(revision: str, number: int, *, retracted: bool = False) -> IngestedArticle:
    return IngestedArticle(
        article_id="a1",
        revision=revision,
        delivery_id=f"articles.raw:0:{number}:1",
        accepted_at=NOON,
        content="" if retracted else "Rain fell in Oslo.",
        retracted=retracted,
    )


def outcomes(store: Store, *articles: IngestedArticle) -> list[str]:
    return [answer.outcome.value for answer in entry.write_batch(store, articles, NOON)]


def test_what_is_shown_ends_as_unchanged(store: Store) -> None:
    assert outcomes(store, pushed("r1", 7)) == ["unchanged"]


def test_the_last_push_goes_on_while_a_correction_that_it_takes_back_is_on_its_way(store: Store) -> None:
    assert outcomes(store, pushed("r2", 7)) == ["accepted"]
    assert outcomes(store, pushed("r1", 8)) == ["accepted"], "r2 is not in the store yet"
    assert outcomes(store, pushed("r2", 9), pushed("r1", 10)) == ["accepted", "accepted"], "in one batch, too"
    assert outcomes(store, pushed("r1", 11)) == ["unchanged"]


def test_what_comes_after_a_retraction_on_its_way_goes_on(store: Store) -> None:
    assert outcomes(store, pushed("none", 7, retracted=True), pushed("r1", 8)) == ["accepted", "accepted"]


def test_the_last_push_goes_on_while_another_copy_has_a_correction_on_its_way(store: Store) -> None:
    """This copy has just started: it knows of none, but the ledger does, once it has all receipts."""
    passed_on = pushed("r2", 7)
    entry.handed_over(False)
    assert outcomes(store, pushed("r1", 8)) == ["accepted"], "nobody can tell yet"
    entry.on_the_way.passed_on("a1", "r1")
    entry.handed_over(True)
    accepted = Receipt(
        delivery_id=passed_on.delivery_id,
        article_id="a1",
        revision="r2",
        stage="ingest",
        outcome=Outcome.ACCEPTED,
        at=NOON,
    )
    store.record([accepted])
    assert outcomes(store, pushed("r1", 9)) == ["accepted"]
    store.record([accepted.model_copy(update={"stage": "index", "outcome": Outcome.INDEXED})])
    assert outcomes(store, pushed("r1", 10)) == ["unchanged"]


def test_it_remembers_the_last_only() -> None:
    on_the_way = OnTheWay(most=2)
    for name in ("a1", "a2", "a3"):
        on_the_way.passed_on(name, "r2")
    assert not on_the_way.is_another("a1", "r1")
    assert on_the_way.is_another("a3", "r1") and not on_the_way.is_another("a3", "r2")
