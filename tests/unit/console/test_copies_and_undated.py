"""Copies as one hit, articles without a date, and pages that name their source: as the commands show them."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from schemas import Dateline
from services.chassis.settings import Settings
from services.store import Store, open_store
from tests.unit.console.commands import Command
from tests.unit.store.made import article, put

BODY = "All passengers of the ferry were saved in the night."


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    """A ferry in three sources, and a page without a date that names its publisher."""
    run = [("ferry", "Courier"), ("copy-1", "Wire"), ("copy-2", "Post")]
    guide = article(
        "guide",
        "Ferry times of all islands.",
        number=9,
        headline="Ferries",
        source=None,
        publisher="Island Guide",
        published_at=None,
        dateline=Dateline(place="TARROW", date="July 15"),
    )
    with closing(open_store(Settings(data=data))) as store:
        with store.batch() as batch:
            for number, (name, source) in enumerate(run, start=1):
                made = article(
                    name,
                    BODY,
                    number=number,
                    source=source,
                    headline=f"Saved, says {source}",
                    url=f"https://{source.lower()}.example/{name}",
                )
                put(batch, made, story_id="s1", duplicate_of=None if name == "ferry" else "ferry")
            put(batch, guide, story_id="s2")
        yield store


def test_a_hit_names_where_else_it_stands(pressline: Command, store: Store) -> None:
    done = pressline("search", "passengers")
    assert (done.code, done.err) == (0, "")
    assert [line.strip() for line in done.out.splitlines()][:8] == [
        "Saved, says Courier",
        "Courier, 2024-05-01 12:01  ferry",
        BODY,
        "also in 2 sources",
        "Wire  Saved, says Wire",
        "copy-1  https://wire.example/copy-1",
        "Post  Saved, says Post",
        "copy-2  https://post.example/copy-2",
    ]
    [hit] = pressline("search", "passengers", "--json").documents
    assert [copy["article_id"] for copy in hit["copies"]] == ["copy-1", "copy-2"]
    assert (hit["copies_total"], hit["copies_sources"]) == (2, 2)


def test_each_copy_is_a_hit_where_that_is_asked_for(pressline: Command, store: Store) -> None:
    found = pressline("search", "passengers", "--no-collapse", "--json").documents
    assert {hit["article_id"] for hit in found} == {"ferry", "copy-1", "copy-2"}
    assert "also in" not in pressline("search", "passengers", "--no-collapse").out
    assert "repeats ferry" in pressline("search", "passengers", "--no-collapse").out


def test_facets_say_how_many_are_copies_and_undated(pressline: Command, store: Store) -> None:
    assert "4 articles, 2 of them copies of others, 1 undated" in pressline("search", "", "--facets").out


def test_what_has_no_date_says_when_it_was_seen(pressline: Command, store: Store) -> None:
    where = "Island Guide, undated, seen 1 May 2024"
    assert where in pressline("search", "islands").out
    shown = pressline("get", "guide").out
    assert where in shown
    assert "dateline TARROW July 15" in shown
    [listed] = [line for line in pressline("stories").out.splitlines() if "undated" in line]
    assert listed.strip() == "undated, seen 1 May 2024"
    assert "undated, seen 1 May 2024  Ferries" in pressline("stories", "s2").out
    assert pressline("search", "islands", "--since", "2024-04-01").err == "nothing found\n"
