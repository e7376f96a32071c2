"""`pressline watch`: standing searches, kept, shown and let go."""

import pytest

from services.store import Store, Watch
from tests.unit.console.commands import Command, Done


def test_a_watch_is_kept_shown_and_let_go(pressline: Command, store: Store) -> None:
    done = pressline("watch", "add", "talks", "trade talks", "--place", "Geneva", "--source", "Courier")
    assert done == Done(0, "watch talks looks for trade talks, place Geneva, source Courier\n", "")
    kept = Watch(name="talks", query="trade talks", place="Geneva", source="Courier")
    assert store.watches() == [kept]
    done = pressline("watch", "list")
    assert "trade talks, place Geneva, source Courier" in done.out
    assert pressline("watch", "list", "--json").documents == [kept.model_dump(mode="json")]
    assert pressline("watch", "remove", "talks") == Done(0, "removed talks\n", "")
    assert store.watches() == []
    assert pressline("watch", "remove", "talks") == Done(1, "", "pressline: no watch talks\n")


def test_a_watch_gives_way_to_one_of_its_name(pressline: Command, store: Store) -> None:
    for query in ("rain", "snow"):
        assert pressline("watch", "add", "weather", query).code == 0
    assert [watch.query for watch in store.watches()] == ["snow"]


def test_a_filter_is_enough(pressline: Command, store: Store) -> None:
    done = pressline("watch", "add", "ana", "", "--person", "Ana Ruiz", "--organisation", "NATO", "--json")
    assert done.documents == [
        Watch(name="ana", person="Ana Ruiz", organisation="NATO").model_dump(mode="json")
    ]
    assert "person Ana Ruiz, organisation NATO" in pressline("watch", "list").out


def test_removing_as_json(pressline: Command, store: Store) -> None:
    store.watch(Watch(name="rain", query="rain"))
    assert pressline("watch", "remove", "rain", "--json").documents == [{"removed": "rain"}]


def test_no_watches_yet(pressline: Command, store: Store) -> None:
    assert pressline("watch", "list", "--json") == Done(0, "", "")
    done = pressline("watch", "list")
    assert (done.code, done.out) == (0, "")
    assert "pressline watch add" in done.err


REFUSED: dict[str, tuple[list[str], str]] = {
    "a name with a blank": (["my watch", "rain"], "name: "),
    "a name in capitals": (["Rain", "rain"], "name: "),
    "a name with a newline": (["rain\n", "rain"], "name: "),
    "no name": (["", "rain"], "name: "),
    "a long name": (["a" * 65, "rain"], "name: "),
    "a name of control characters": (["\x1b[2J", "rain"], "name: "),
    "half a character": (["rain", "\udcff"], "query: "),
    "a long query": (["rain", "x" * 1001], "query: "),
    "nothing": (["rain", ""], "query: a watch needs words or a filter"),
    "blanks": (["rain", "  "], "query: a watch needs words or a filter"),
    "a blank filter": (["rain", "rain", "--person", ""], "--person: give a name, or leave it out"),
    "a long filter": (["rain", "", "--place", "x" * 1025], "place: "),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_watch_is_refused_by_its_field(pressline: Command, store: Store, what: str) -> None:
    arguments, field = REFUSED[what]
    done = pressline("watch", "add", *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"pressline: {field}")
    assert done.err.count("\n") == 1
    assert "\x1b" not in done.err
    assert store.watches() == []


def test_a_watch_that_is_not_there_is_not_followed(pressline: Command, store: Store) -> None:
    assert pressline("watch", "follow", "rain") == Done(1, "", "pressline: no watch rain\n")


def test_a_watch_is_followed_on_a_line_that_runs(pressline: Command, store: Store) -> None:
    store.watch(Watch(name="rain", query="rain"))
    done = pressline("watch", "follow", "rain")
    assert (done.code, done.out) == (2, "")
    assert "pressline up" in done.err


def test_no_store_no_watch(pressline: Command) -> None:
    for command in (["add", "rain", "rain"], ["list"], ["remove", "rain"], ["follow", "rain"]):
        done = pressline("watch", *command)
        assert (done.code, done.out) == (2, "")
        assert "no store at" in done.err
