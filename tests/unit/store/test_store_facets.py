"""Facets: what the articles of a search have in common."""

from datetime import UTC, datetime

from services.store import Count, Facets, Store, interface
from tests.unit.store.made import article, fill, put, spoken

MAY, JUNE = datetime(2024, 5, 31, 23, 59, tzinfo=UTC), datetime(2024, 6, 1, tzinfo=UTC)
DAM = article(
    "dam",
    "Ilse Brandt of Waterworks spoke in Tarrow of water.",
    people=["Ilse Brandt"],
    places=["Tarrow"],
    organisations=["Waterworks"],
    published_at=MAY,
)
TALKS = article(
    "talks",
    "ILSE BRANDT met José Muñoz in Zürich about water.",
    people=["ILSE BRANDT", "José Muñoz"],
    places=["Zürich"],
    source="Agency",
    published_at=JUNE,
)
BRIEF = article("brief", "Rain.", source=None, published_at=JUNE)


def counts(found: tuple[Count, ...]) -> list[tuple[str, int]]:
    return [(each.value, each.articles) for each in found]


def test_an_empty_store_has_none(store: Store) -> None:
    nothing = Facets(articles=0, more=False, people=(), places=(), organisations=(), sources=(), days=())
    assert store.facets("") == store.facets("water") == store.facets("???") == nothing


def test_they_count_articles_not_mentions(store: Store) -> None:
    fill(store, DAM, TALKS, BRIEF)
    found = store.facets("water")
    assert (found.articles, found.more) == (2, False)
    # one name however it is written, as first written
    assert counts(found.people) == [("Ilse Brandt", 2), ("José Muñoz", 1)]
    assert counts(found.places) == [("Tarrow", 1), ("Zürich", 1)]
    assert counts(found.organisations) == [("Waterworks", 1)]
    assert counts(found.sources) == [("Agency", 1), ("Courier", 1)]
    assert counts(found.days) == [("2024-06-01", 1), ("2024-05-31", 1)]


def test_of_a_blank_query_all_articles_count(store: Store) -> None:
    fill(store, DAM, TALKS, BRIEF)
    found = store.facets(" ")
    assert found.articles == 3
    assert counts(found.days) == [("2024-06-01", 2), ("2024-05-31", 1)]


def test_filters_narrow_them(store: Store) -> None:
    fill(store, DAM, TALKS, BRIEF)
    for query in ("water", ""):
        people = counts(store.facets(query, source="Agency").people)
        assert [(name.casefold(), articles) for name, articles in people] == [
            ("ilse brandt", 1),
            ("josé muñoz", 1),
        ]
        assert store.facets(query, organisation="waterworks").articles == 1
        assert store.facets(query, person="ilse brandt", since=JUNE).articles == 1
        assert store.facets(query, until=MAY, person="josé muñoz").articles == 0


def test_the_ten_of_most_articles_are_told(store: Store) -> None:
    with store.batch() as batch:
        for number in range(12):
            names = [f"Person {letter}" for letter in "abcdefghijkl"[number:]]
            made = article(
                f"a{number}",
                ", ".join(names),
                people=names,
                published_at=datetime(2024, 1, 1 + number, tzinfo=UTC),
            )
            put(batch, made)
    found = store.facets("")
    assert counts(found.people) == [(f"Person {letter}", 12 - n) for n, letter in enumerate("lkjihgfedc")]
    assert [each.value for each in found.days] == [f"2024-01-{day:02}" for day in range(12, 2, -1)]
    assert len(found.people) == interface.FACET


def test_what_is_taken_back_counts_no_more(store: Store) -> None:
    fill(store, DAM, TALKS)
    with store.batch() as batch:
        batch.hide("dam")
    assert counts(store.facets("").organisations) == []
    assert store.facets("").articles == 1


def test_copies_count(store: Store) -> None:
    with store.batch() as batch:
        put(batch, DAM)
        put(batch, DAM.model_copy(update={"article_id": "copy"}), duplicate_of="dam")
    assert counts(store.facets("water").people) == [("Ilse Brandt", 2)]


def test_speakers_are_no_facet(store: Store) -> None:
    fill(store, spoken("a1", ("Ilse Brandt", "Rain is coming.")))
    found = store.facets("rain")
    assert (found.articles, found.people) == (1, ())
