"""Stories: reports of one event come together, look-alikes stay apart, in any order."""

import random
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import EnrichedArticle, IndexedArticle
from services.index.core import prepare
from services.index.features import MAX_WORDS, VECTOR_LENGTH, Features, features_of, lookup_terms_of
from services.index.stories import MERGE, SAME_STORY, WINDOW, choose, similarity
from services.index.words import idf_weight
from services.store import Store
from tests.unit.index.conftest import Index
from tests.unit.index.news import ACEH_FIRST, ACEH_TOLL, BUSHEHR, LOOKALIKES
from tests.unit.store.made import article

NOW = timedelta(0)
EMPTY = Features({})


def alike(one: EnrichedArticle, other: EnrichedArticle) -> float:
    return similarity(features_of(one), features_of(other), NOW)


def stories_of(store: Store, *articles: EnrichedArticle) -> list[str | None]:
    stored = [store.get(each.article_id) for each in articles]
    return [each.story_id if each else None for each in stored]


def test_reports_of_one_event_are_alike() -> None:
    assert alike(ACEH_FIRST, ACEH_TOLL) > SAME_STORY + 0.1


@pytest.mark.parametrize(("one", "other"), [*combinations(LOOKALIKES, 2)], ids=lambda each: each.article_id)
def test_look_alikes_are_not(one: EnrichedArticle, other: EnrichedArticle) -> None:
    assert alike(one, other) < SAME_STORY - 0.01


def test_time_parts_what_else_is_alike() -> None:
    traits = features_of(ACEH_FIRST)
    now, week, far = (similarity(traits, traits, timedelta(days=days)) for days in (0, 7, 30))
    assert 0.8 < far < week < now
    assert now - week > (week - far) / 2
    assert similarity(traits, traits, -WINDOW) == similarity(traits, traits, WINDOW) == far
    assert similarity(traits, traits, WINDOW + timedelta(seconds=1)) == 0.0


WORDS = {f"word{n}": VECTOR_LENGTH // 10 for n in range(MAX_WORDS)}
PLAIN = Features(WORDS)


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ({"people": {"shinzo abe"}}, {"people": {"shinzo abe"}}, 0),
        ({"people": {"shinzo abe"}}, {"people": {"mike pence"}}, -1),
        ({"people": {"shinzo abe"}}, {"people": {"mike pence", "shinzo abe"}}, 0),
        ({"people": {"shinzo abe"}}, {}, 0),
        ({"places": {"oslo"}}, {"places": {"oslo", "bergen"}}, 1),
        ({"places": {"oslo"}}, {"places": {"bergen"}}, 0),
        ({"streets": {"locust"}}, {"streets": {"locust"}}, 0),
        ({"streets": {"locust"}}, {"streets": {"auburn"}}, -1),
        ({"countries": {"NO"}}, {"countries": {"SE"}}, -1),
        ({"numbers": {"34"}}, {"numbers": {"34", "7"}}, 1),
        ({"numbers": {"34"}}, {"numbers": {"35"}}, 0),
        ({"ages": {"34"}}, {"ages": {"34"}}, 1),
        ({"ages": {"34"}}, {"ages": {"35"}}, 0),
        ({"days": {"2024-05-01"}}, {"days": {"2024-05-01"}}, 1),
        ({"days": {"2024-05-01"}}, {"days": {"2024-05-02"}}, 0),
        ({"point": (59.9, 10.8)}, {"point": (60.4, 5.3)}, -1),
        ({"point": (59.9, 10.8)}, {"point": (59.9, 11.5)}, 0),
        ({"point": (59.9, 10.8)}, {"point": None}, 0),
    ],
)
def test_who_where_when_and_how_many_count(
    mine: dict[str, Any], theirs: dict[str, Any], expected: int
) -> None:
    one, other = (replace(PLAIN, **each) for each in (mine, theirs))
    more = similarity(one, other, NOW) - similarity(PLAIN, PLAIN, NOW)
    assert more == pytest.approx(similarity(other, one, NOW) - similarity(PLAIN, PLAIN, NOW))
    assert (more > 0) - (more < 0) == expected


def test_short_texts_need_fewer_words_in_common() -> None:
    few = Features(dict(list(WORDS.items())[:5]))
    cosine = 5 * 0.1 * 0.1
    assert similarity(few, PLAIN, NOW) > cosine + 0.05
    assert similarity(PLAIN, PLAIN, NOW) == pytest.approx(MAX_WORDS * 0.1 * 0.1)


def test_the_likest_story_is_joined_and_the_smaller_id_among_equals() -> None:
    mine, same, other = features_of(ACEH_FIRST), features_of(ACEH_TOLL), features_of(BUSHEHR)
    assert choose(mine, [("s1", other, NOW), ("s2", same, NOW)]) == ("s2",)
    assert choose(mine, [("s3", same, NOW), ("s2", same, NOW)])[0] == "s2"
    assert choose(mine, [("s1", other, NOW)]) == ()
    assert choose(mine, []) == ()


def vector(*words: str) -> Features:
    return Features({word: round(VECTOR_LENGTH * len(words) ** -0.5) for word in words})


def test_all_articles_of_a_story_have_a_say() -> None:
    mine, near, off = vector("a", "b", "c", "d"), vector("a", "b", "c", "x"), vector("y", "z")
    loose = [("s1", near, NOW), *[("s1", off, NOW)] * 5]
    assert choose(mine, [*loose, ("s2", near, NOW)]) == ("s2",)


def test_an_article_that_is_of_two_like_stories_makes_them_one() -> None:
    mine = vector("a", "b", "c", "d")
    one, other = vector("a", "b", "c", "x"), vector("a", "b", "d", "y")
    assert choose(mine, [("s2", one, NOW), ("s1", other, NOW)]) == ("s1", "s2")


def test_an_article_between_two_unlike_stories_does_not_glue_them() -> None:
    mine, one, other = vector("a", "b", "c", "d"), vector("a", "b"), vector("c", "d")
    assert min(similarity(mine, each, NOW) for each in (one, other)) >= MERGE
    assert choose(mine, [("s1", one, NOW), ("s2", other, NOW)]) == ("s1",)


def test_merged_stories_are_told_and_found_by_either_id(store: Store, index: Index) -> None:
    """The first two reports have little in common, the third has what both say."""
    quake = "A magnitude 6.1 earthquake struck Aceh province near Bireun; Susilo Yudhoyono sent the army."
    relief = "Susilo Yudhoyono flew to Bener Meriah, where Aceh villages wait for tents after landslides."
    reports = [
        article("m1", quake, number=1, people=["Susilo Yudhoyono"], places=["Aceh", "Bireun"]),
        article("m2", relief, number=2, people=["Susilo Yudhoyono"], places=["Bener Meriah", "Aceh"]),
        article("m3", f"{quake} {relief}", number=3, people=["Susilo Yudhoyono"], places=["Aceh"]),
    ]
    said = [each.message for each in index(*reports)]
    ids = {each.story_id or "" for each in said if isinstance(each, IndexedArticle)}
    if len(ids) > 1:
        last = said[-1]
        assert isinstance(last, IndexedArticle)
        assert (last.story_id, last.merged) == (min(ids), tuple(sorted(ids)[1:]))
    assert len(set(stories_of(store, *reports))) == 1
    found = [store.story(each) for each in ids]
    assert {each and each.story_id for each in found} == {min(ids)}


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_arrival_does_not_matter_here(store: Store, index: Index, seed: int) -> None:
    mixed = [*LOOKALIKES, ACEH_TOLL]
    random.Random(seed).shuffle(mixed)
    index(*mixed)
    assert len(set(stories_of(store, *mixed))) == len(LOOKALIKES)
    assert stories_of(store, ACEH_TOLL) == stories_of(store, ACEH_FIRST)


def test_names_tell_more_than_words_and_common_words_less() -> None:
    weights = features_of(
        article(
            "w",
            "Odile Marchetti repaired a carillon in Ghent on Monday, police said. Sgt. Ivo Brandt spoke.",
            people=["Odile Marchetti", "Ivo Brandt"],
            places=["Ghent"],
        )
    ).weights
    assert weights["marchetti"] > weights["ghent"] > weights["carillon"] > weights["monday"]
    assert weights["marchetti"] > weights["brandt"]
    assert idf_weight("carillon") == 1.0 > idf_weight("police")


def test_officials_and_years_do_not_tell_events_apart() -> None:
    text = "Sgt. Ivo Brandt said that Odile Marchetti, 34, was found in 2024; chief Anna Kull agreed."
    traits = features_of(article("o", text, people=["Ivo Brandt", "Odile Marchetti"]))
    assert traits.people == {"odile marchetti"}
    assert traits.numbers == traits.ages == {"34"}


def test_a_last_name_alone_contradicts_nobody() -> None:
    full, last = (
        features_of(article(name, f"{name} spoke.", people=[name])) for name in ("Odile Marchetti", "Brandt")
    )
    assert full.people == {"odile marchetti"}
    assert not last.people


@pytest.mark.parametrize(
    ("text", "streets", "ages"),
    [
        ("Shots in the 3300 block of Auburn Street hit a 27-year-old man.", {"auburn"}, {"27"}),
        ("Ann Lee, 41, of Dayton was found on East Colfax Avenue.", {"colfax"}, {"41"}),
        ("near 35th and Locust streets around 10:15 p.m., 12 officers said", {"locust"}, set()),
        ("He drove to St. Louis by East St. Louis on March 3, 2026.", set(), set()),
        ("An 8-year-old fell on Main St. at 5th Ave, 3 of 4 said.", {"main", "5th"}, {"8"}),
        ("The Street View of Auburn Streetcars; Flooded streets, 34 homes.", set(), set()),
    ],
)
def test_streets_and_ages_are_read(text: str, streets: set[str], ages: set[str]) -> None:
    traits = features_of(article("s", text))
    assert traits.streets == streets
    assert traits.ages == ages


def test_the_street_tells_two_shootings_of_one_night_apart() -> None:
    salem = "A man was killed in a shooting on Salem Avenue Monday night, Dayton police said."
    wayne = "Dayton police say that a man was shot dead Monday night on Wayne Street."
    again = "Police in Dayton have named a man who died in a shooting on Salem Avenue Monday night."
    first, other, later = (article(text[:9], text, places=["Dayton"]) for text in (salem, wayne, again))
    assert alike(first, later) > alike(first, other) + 0.2


def test_paywalls_make_no_stories(store: Store, index: Index) -> None:
    text = (
        "Subscribe to keep reading. This story is for members of the Calder Gazette only. "
        "Already a subscriber? Log in. You have read all of your free articles this month."
    )
    titles = ("Ferry stranded off Ansel", "Harrow bakers win a prize", "Moose walks into a library")
    pages = [article(f"p{n}", text, number=n, headline=title) for n, title in enumerate(titles)]
    index(*pages)
    assert len(set(stories_of(store, *pages))) == len(pages)


def test_traits_survive_the_store() -> None:
    traits = features_of(ACEH_FIRST)
    again = Features.from_json(traits.to_json())
    assert again == traits
    assert lookup_terms_of(again) == lookup_terms_of(traits)
    assert {"aceh", "bireun", "yudhoyono"} < set(lookup_terms_of(traits))
    assert Features.from_json(PLAIN.to_json()) == PLAIN


@given(text=st.text(max_size=300))
def test_any_text_has_traits(text: str) -> None:
    traits = prepare(article("a", text)).features
    assert (similarity(traits, traits, NOW) > 0.99) == bool(traits.weights)
    assert similarity(traits, EMPTY, NOW) == 0.0


def test_a_language_without_stop_words_makes_no_stories(store: Store, index: Index) -> None:
    text = "Le ministre de la région a dit que les gens de la ville et de la côte sont dans la peine."
    one, other = (article(f"f{n}", text + f" Numéro {n}." * 9, number=n, language="fr") for n in (1, 2))
    index(one, other)
    assert len(set(stories_of(store, one, other))) == 2


def test_look_alikes_get_a_story_each_and_reports_share_one(store: Store, index: Index) -> None:
    index(*LOOKALIKES, ACEH_TOLL)
    assert len(set(stories_of(store, *LOOKALIKES))) == len(LOOKALIKES)
    assert stories_of(store, ACEH_TOLL) == stories_of(store, ACEH_FIRST)
    story = max(store.stories(9).stories, key=lambda each: each.article_count)
    assert (story.article_count, story.title) == (2, ACEH_FIRST.headline)


def test_the_same_event_two_months_later_is_another_story(store: Store, index: Index) -> None:
    later = ACEH_TOLL.model_copy(update={"published_at": None})
    index(ACEH_FIRST, later)
    assert len(set(stories_of(store, ACEH_FIRST, later))) == 2


def test_articles_without_words_stay_alone(store: Store, index: Index) -> None:
    empty = [article(f"e{n}", text, number=n) for n, text in enumerate(("", "", "…", "12"))]
    index(*empty)
    assert len(set(stories_of(store, *empty))) == len(empty)


def test_german_reports_share_a_story_and_look_alikes_do_not() -> None:
    one = (
        "Ein Erdbeben der Stärke 5,9 hat am Sonntag die Provinz Balikesir erschüttert. Mindestens zwölf "
        "Menschen wurden verletzt, mehrere Häuser stürzten ein. Der Katastrophendienst schickte Zelte."
    )
    again = (
        "Nach dem Erdbeben in der Provinz Balikesir ist die Zahl der Verletzten auf zwanzig gestiegen. "
        "Der Katastrophendienst verteilte Zelte, weil viele Häuser einstürzten."
    )
    other = (
        "Ein Brand hat am Sonntag ein Altenheim in Mainz zerstört. Mindestens zwölf Menschen wurden "
        "verletzt, wie die Feuerwehr mitteilte. Das Gebäude stürzte ein, die Ursache ist unklar."
    )
    first, second, third = (
        article(f"de{number}", text, number=number, language="de")
        for number, text in enumerate((one, again, other), start=1)
    )
    assert alike(first, second) > SAME_STORY
    assert alike(first, third) < SAME_STORY
