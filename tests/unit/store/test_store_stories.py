"""Stories in the store: what they add up to as articles come, go and turn out to be of one story."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.store import BadCursor, Count, Store, interface
from services.store.weight import weight
from tests.unit.store.made import article, at, put


def sizes(store: Store) -> dict[str, int]:
    return {each.story_id: each.article_count for each in store.stories(100).stories}


def members(store: Store, story_id: str) -> list[str]:
    story = store.story(story_id)
    assert story is not None
    return [each.article_id for each in story.articles]


def test_stories_come_by_weight_with_their_sources(store: Store) -> None:
    with store.batch() as batch:
        put(batch, article("a1", "One two three.", number=1, source="Kyodo"), story_id="s1")
        second = article("a2", "Second.", number=2, headline="The dam", url="https://x.example/2")
        put(batch, second, story_id="s1")
        put(batch, article("a3", "Third.", number=3, headline="Later"), story_id="s1", duplicate_of="a2")
        put(batch, article("a4", " ".join(f"w{n}" for n in range(30)), number=4, source=None), story_id="s2")
        put(batch, article("a5", "Fifth.", number=5), story_id="s3")
    large, newest, older = store.stories(10).stories
    assert (large.story_id, newest.story_id, older.story_id) == ("s1", "s3", "s2")
    assert (large.title, large.article_count, large.sources) == ("The dam", 3, ("Courier", "Kyodo"))
    assert (large.first_at, large.last_at, large.articles) == (at(1), at(3), ())
    assert (large.weight, older.weight) == (weight(3, 2, at(3)), weight(1, 0, at(4)))
    assert large.growth == (Count(value="2024-05-01", articles=3),)
    assert older.title == " ".join(f"w{n}" for n in range(12)) + "…"
    story = store.story("s1")
    assert story is not None
    assert [each.title for each in story.articles] == ["One two three.", "The dam", "Later"]
    assert story.articles[1].url == "https://x.example/2"
    assert story.articles[2].duplicate_of == "a2"
    assert story.model_copy(update={"articles": ()}) == large


def test_a_story_is_told_in_order_of_publication(store: Store) -> None:
    with store.batch() as batch:
        for name, day in {"a1": 3, "a2": 1, "a3": 2, "a4": 3}.items():
            shown = article(name, f"{name}.", headline=name, published_at=datetime(2024, 1, day, tzinfo=UTC))
            put(batch, shown, story_id="s")
    story = store.story("s")
    assert story is not None
    assert [each.article_id for each in story.articles] == ["a2", "a3", "a1", "a4"]
    assert story.title == "a2"
    days = [("2024-01-01", 1), ("2024-01-02", 1), ("2024-01-03", 2)]
    assert [(each.value, each.articles) for each in story.growth] == days


def test_of_equal_stories_the_smaller_id_is_first(store: Store) -> None:
    with store.batch() as batch:
        for name in ("b", "c", "a"):
            put(batch, article(name, "Same."), story_id=f"s{name}")
    assert [each.story_id for each in store.stories(10).stories] == ["sa", "sb", "sc"]


def test_a_huge_story_shows_its_newest_articles_and_counts_all(store: Store) -> None:
    many = interface.MEMBERS + 5
    with store.batch() as batch:
        for number in range(many):
            put(batch, article(f"a{number}", f"Word{number}.", number=number), story_id="s")
    story = store.story("s")
    assert story is not None
    assert (story.article_count, len(story.articles)) == (many, interface.MEMBERS)
    assert (story.articles[0].article_id, story.articles[-1].article_id) == ("a5", f"a{many - 1}")
    assert story.first_at == at(0)


def test_pages_of_stories_hold_each_once(store: Store) -> None:
    with store.batch() as batch:
        for number in range(7):
            # three of one weight
            put(batch, article(f"a{number}", "One.", number=number // 3), story_id=f"s{number}")
    everything = [each.story_id for each in store.stories(100).stories]
    seen: list[str] = []
    after = None
    for _ in range(4):
        page = store.stories(2, after)
        seen += [each.story_id for each in page.stories]
        after = page.next
    assert (seen, after) == (everything, None)
    assert store.stories(7).next is None


def test_a_page_past_the_end_is_empty(store: Store) -> None:
    with store.batch() as batch:
        for name in ("a", "b"):
            put(batch, article(name, "One."))
    after = store.stories(1).next
    assert after is not None
    with store.batch() as batch:
        batch.hide("a")
        batch.hide("b")
    page = store.stories(1, after)
    assert (page.stories, page.next) == ((), None)


def test_a_cursor_of_another_list_is_refused(store: Store) -> None:
    with store.batch() as batch:
        for name in ("a", "b"):
            put(batch, article(name, "One word."))
    with pytest.raises(BadCursor, match="no cursor of"):
        store.stories(1, store.search("", limit=1).next)
    with pytest.raises(BadCursor, match="no cursor of"):
        store.search("", after=store.stories(1).next)


def test_a_merged_story_is_part_of_the_other(store: Store) -> None:
    with store.batch() as batch:
        put(batch, article("a1", "One.", number=1, headline="First", source="Kyodo"), story_id="s1")
        put(batch, article("a2", "Two.", number=2, headline="Second"), story_id="s2")
        put(batch, article("a3", "Three.", number=3), story_id="s2")
        batch.merge("s2", "s1")
    (story,) = store.stories(9).stories
    assert (story.story_id, story.article_count, story.sources) == ("s1", 3, ("Courier", "Kyodo"))
    assert (story.title, story.merged, story.weight) == ("First", ("s2",), weight(3, 2, at(3)))
    assert story.growth == (Count(value="2024-05-01", articles=3),)
    assert store.story("s2") == store.story("s1")
    assert members(store, "s2") == ["a1", "a2", "a3"]
    moved = store.get("a2")
    assert moved is not None
    assert moved.story_id == "s1"
    assert {hit.story_id for hit in store.search("").hits} == {"s1"}
    with store.batch() as batch:
        assert batch.history("a3").story_id == "s1"


def test_a_story_merged_again_is_found_under_every_name(store: Store) -> None:
    with store.batch() as batch:
        for number in (1, 2, 3):
            put(batch, article(f"a{number}", "One.", number=number), story_id=f"s{number}")
        batch.merge("s3", "s2")
        batch.merge("s2", "s1")
    story = store.story("s3")
    assert story is not None
    assert (story.story_id, story.merged, story.article_count) == ("s1", ("s2", "s3"), 3)


def test_what_is_merged_already_changes_nothing(store: Store) -> None:
    with store.batch() as batch:
        for number in (1, 2):
            put(batch, article(f"a{number}", "One.", number=number), story_id=f"s{number}")
        batch.merge("s2", "s1")
        batch.merge("s2", "s1")
        batch.merge("s1", "s2")
        batch.merge("s1", "s1")
    assert sizes(store) == {"s1": 2}


def test_an_article_shown_in_a_merged_story_is_in_the_other(store: Store) -> None:
    with store.batch() as batch:
        put(batch, article("a1", "One.", number=1), story_id="s1")
        batch.merge("s2", "s1")
        put(batch, article("a2", "Two.", number=2), story_id="s2")
    assert sizes(store) == {"s1": 2}
    assert members(store, "s2") == ["a1", "a2"]


def test_what_is_taken_back_leaves_its_story(store: Store) -> None:
    with store.batch() as batch:
        put(batch, article("a1", "One.", number=1, headline="First", source="Kyodo"), story_id="s")
        put(batch, article("a2", "Two.", number=2), story_id="s")
        batch.hide("a1")
    story = store.story("s")
    assert story is not None
    assert (story.title, story.article_count, story.sources) == ("Two.", 1, ("Courier",))
    assert (story.first_at, story.last_at, story.weight) == (at(2), at(2), weight(1, 1, at(2)))
    assert story.growth == (Count(value="2024-05-01", articles=1),)
    with store.batch() as batch:
        batch.hide("a2")
    assert (store.story("s"), store.stories(9).stories) == (None, ())


def test_a_story_without_articles_is_not_there_under_any_name(store: Store) -> None:
    with store.batch() as batch:
        put(batch, article("a1", "One."), story_id="s1")
        put(batch, article("a2", "One.", number=2), story_id="s2")
        batch.merge("s2", "s1")
        batch.hide("a1")
        batch.hide("a2")
    assert (store.story("s1"), store.story("s2")) == (None, None)
    with store.batch() as batch:
        put(batch, article("a3", "One.", number=3), story_id="s1")
    assert members(store, "s2") == ["a3"]


DEEDS = st.lists(
    st.tuples(st.sampled_from(["show", "show", "hide", "merge"]), st.integers(0, 5), st.integers(0, 3)),
    max_size=25,
)
"""What is done, to which article, in which story."""
RUNS = count()


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_stories_always_add_up_to_their_articles(store: Store, deeds: list[tuple[str, int, int]]) -> None:
    run = next(RUNS)  # the store stays the same, so each run has articles and stories of its own
    shown: dict[str, tuple[str, int]] = {}
    stories = {number: f"run{run}-s{number}" for number in range(4)}
    with store.batch() as batch:
        for day, (deed, which, number) in enumerate(deeds):
            name, other = f"run{run}-a{which}", which % 4
            if deed == "merge":
                old, new = stories[number], stories[other]
                batch.merge(f"run{run}-s{number}", f"run{run}-s{other}")
                stories = {key: new if value == old else value for key, value in stories.items()}
                shown = {key: (new if value == old else value, n) for key, (value, n) in shown.items()}
            elif name in shown:
                batch.hide(name)
                del shown[name]
            elif deed == "show":
                published_at = at(0) + timedelta(days=day)
                made = article(name, f"Text {day}.", revision=f"r{day}", published_at=published_at)
                put(batch, made, story_id=f"run{run}-s{number}")
                shown[name] = (stories[number], day)
    days: dict[str, list[int]] = {}
    for story_id, day in shown.values():
        days.setdefault(story_id, []).append(day)
    found = {each.story_id: each for each in store.stories(100).stories}
    assert found.keys() == days.keys()
    for story_id, each in found.items():
        spread = sorted(days[story_id])
        assert (each.first_at, each.last_at) == (
            at(0) + timedelta(spread[0]),
            at(0) + timedelta(spread[-1]),
        )
        assert [part.articles for part in each.growth] == [1] * len(spread)
        assert (each.article_count, each.sources) == (len(spread), ("Courier",))
        assert each.weight == weight(len(spread), 1, each.last_at)
    with store.batch() as batch:
        for name in shown:
            batch.hide(name)
    assert store.stories(1).stories == ()
