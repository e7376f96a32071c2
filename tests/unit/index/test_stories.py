"""Stories: reports of one event come together, look-alikes stay apart, in any order."""

from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import EnrichedArticle
from services.index.core import prepare
from services.index.stories import SAME_STORY, WINDOW, Traits, choose, keys_of, likeness, traits_of
from services.store import Store
from tests.unit.index.conftest import Index
from tests.unit.index.news import ACEH_FIRST, ACEH_TOLL, BUSHEHR, LOOKALIKES
from tests.unit.store.made import article

NOW = timedelta(0)
EMPTY = Traits({}, frozenset(), frozenset())


def alike(one: EnrichedArticle, other: EnrichedArticle) -> float:
    return likeness(traits_of(one), traits_of(other), NOW)


def stories_of(store: Store, *articles: EnrichedArticle) -> list[str | None]:
    stored = [store.get(each.article_id) for each in articles]
    return [each.story_id if each else None for each in stored]


def test_reports_of_one_event_are_alike() -> None:
    assert alike(ACEH_FIRST, ACEH_TOLL) > SAME_STORY + 0.1


@pytest.mark.parametrize(("one", "other"), [*combinations(LOOKALIKES, 2)], ids=lambda each: each.article_id)
def test_look_alikes_are_not(one: EnrichedArticle, other: EnrichedArticle) -> None:
    assert alike(one, other) < SAME_STORY - 0.05


def test_time_parts_what_else_is_alike() -> None:
    traits = traits_of(ACEH_FIRST)
    near, far = (likeness(traits, traits, WINDOW * part) for part in (0.0, 1.0))
    assert near == pytest.approx(1.0)
    assert 0.7 < far < near
    assert likeness(traits, traits, -WINDOW) == far
    assert likeness(traits, traits, WINDOW + timedelta(seconds=1)) == 0.0


def test_the_likest_article_decides_and_the_smaller_id_among_equals() -> None:
    mine, same, other = traits_of(ACEH_FIRST), traits_of(ACEH_TOLL), traits_of(BUSHEHR)
    assert choose(mine, [("s1", other, NOW), ("s2", same, NOW)]) == "s2"
    assert choose(mine, [("s3", same, NOW), ("s2", same, NOW)]) == "s2"
    assert choose(mine, [("s1", other, NOW)]) is None
    assert choose(mine, []) is None


def test_traits_survive_the_store() -> None:
    traits = traits_of(ACEH_FIRST)
    again = Traits.from_json(traits.to_json())
    assert (again.people, again.places) == (traits.people, traits.places)
    assert likeness(traits, again, NOW) == pytest.approx(1.0, abs=0.001)
    assert keys_of(again) == keys_of(traits)
    assert {"aceh", "bireun", "yudhoyono"} < set(keys_of(traits))


@given(text=st.text(max_size=300))
def test_any_text_has_traits(text: str) -> None:
    traits = prepare(article("a", text)).traits
    assert likeness(traits, traits, NOW) == pytest.approx(1.0 if traits.weights else 0.0)
    assert likeness(traits, EMPTY, NOW) == 0.0


def test_a_language_without_stop_words_makes_no_stories(store: Store, index: Index) -> None:
    text = "Le ministre de la région a dit que les gens de la ville et de la côte sont dans la peine."
    one, other = (article(f"f{n}", text + f" Numéro {n}." * 9, number=n, language="fr") for n in (1, 2))
    index(one, other)
    assert len(set(stories_of(store, one, other))) == 2


def test_look_alikes_get_a_story_each_and_reports_share_one(store: Store, index: Index) -> None:
    index(*LOOKALIKES, ACEH_TOLL)
    assert len(set(stories_of(store, *LOOKALIKES))) == len(LOOKALIKES)
    assert stories_of(store, ACEH_TOLL) == stories_of(store, ACEH_FIRST)
    story = store.stories(1)[0]
    assert (story.article_count, story.title) == (2, ACEH_FIRST.headline)


def test_the_same_event_two_months_later_is_another_story(store: Store, index: Index) -> None:
    later = ACEH_TOLL.model_copy(update={"published_at": None})
    index(ACEH_FIRST, later)
    assert len(set(stories_of(store, ACEH_FIRST, later))) == 2


def test_articles_without_words_stay_alone(store: Store, index: Index) -> None:
    empty = [article(f"e{n}", text, number=n) for n, text in enumerate(("", "", "…", "12"))]
    index(*empty)
    assert len(set(stories_of(store, *empty))) == len(empty)
