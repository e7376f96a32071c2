"""Who said what, across articles."""

from datetime import UTC, datetime

import pytest

from services.store import BadCursor, Count, Store
from tests.unit.store.made import at, put, spoken

ILSE, JOSE = "Ilse Brandt", "José Muñoz"


@pytest.fixture
def full(store: Store) -> Store:
    with store.batch() as batch:
        first = spoken("a1", (ILSE, "One."), (None, "Nobody's."), (JOSE, "Two."), headline="First", number=1)
        put(batch, first)
        put(batch, spoken("a2", (ILSE, "Three."), (ILSE, "Four."), number=2, url="https://x.example/2"))
        put(batch, spoken("copy", (ILSE, "Three."), number=3), duplicate_of="a2")
        put(batch, spoken("old", ("ilse brandt", "Zero."), published_at=datetime(2020, 1, 1, tzinfo=UTC)))
    return store


def words(store: Store, speaker: str | None = None) -> list[str]:
    return [each.text for each in store.quotes(speaker).quotes]


def test_the_newest_comes_first_and_of_one_article_in_order(full: Store) -> None:
    assert words(full) == ["“Three.”", "“Four.”", "“One.”", "“Two.”", "“Zero.”"]
    assert words(full, "ILSE BRANDT") == ["“Three.”", "“Four.”", "“One.”", "“Zero.”"]
    assert words(full, "josé muñoz") == ["“Two.”"]
    assert words(full, "nobody") == words(full, "") == []


def test_a_quotation_tells_where_it_stands(full: Store) -> None:
    said = full.quotes(JOSE).quotes[0]
    assert (said.speaker, said.cue, said.article_id, said.title) == (JOSE, "said", "a1", "First")
    assert (said.source, said.url, said.published_at) == ("Courier", None, at(1))
    said = full.quotes(ILSE).quotes[0]
    assert (said.title, said.url) == (
        "“Three.” Ilse Brandt said. “Four.” Ilse Brandt said.",
        "https://x.example/2",
    )


@pytest.mark.parametrize("speaker", [None, ILSE])
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_hold_each_once(full: Store, speaker: str | None, limit: int) -> None:
    seen: list[str] = []
    page = full.quotes(speaker, limit=limit)
    seen += [each.text for each in page.quotes]
    while page.next is not None:
        page = full.quotes(speaker, limit=limit, after=page.next)
        seen += [each.text for each in page.quotes]
    assert seen == words(full, speaker)


def test_what_is_taken_back_is_said_no_more_and_an_heir_says_it(full: Store) -> None:
    with full.batch() as batch:
        batch.hide("a2")
    assert words(full) == ["“Three.”", "“One.”", "“Two.”", "“Zero.”"]
    assert full.quotes().quotes[0].article_id == "copy"


def test_a_cursor_of_another_list_is_refused(full: Store) -> None:
    with pytest.raises(BadCursor, match="no cursor of"):
        full.quotes(after=full.search("", limit=1).next)


def test_speakers_by_articles(full: Store) -> None:
    assert full.speakers(9) == [Count(value=ILSE, articles=3), Count(value=JOSE, articles=1)]
    assert full.speakers(1) == [Count(value=ILSE, articles=3)]
    assert full.speakers(0) == []
    with full.batch() as batch:
        batch.hide("a1")
    assert [each.articles for each in full.speakers(9)] == [2]


def test_nobody_speaks_in_an_empty_store(store: Store) -> None:
    assert (store.speakers(9), store.quotes().quotes, store.quotes().next) == ([], (), None)


@pytest.mark.parametrize(
    "name",
    [
        "O’Neill; DROP TABLE quotes",
        "100%_",
        "Żółć \U0001f5de",
        "“Quoted”",
        "\x01\x1b",
        "\x00",
        "STRASSE",
        "a" * 5000,
    ],
)
def test_unusual_names(store: Store, name: str) -> None:
    with store.batch() as batch:
        put(batch, spoken("a1", (name, "Hm."), number=1))
    assert words(store, name) == words(store, name.casefold()) == ["“Hm.”"]
    assert store.speakers(1) == [Count(value=name, articles=1)]
    assert store.quotes(name).quotes[0].speaker == name
