"""Articles in the store: revisions, what is shown, and what others are compared with."""

from datetime import UTC, datetime, timedelta

import pytest

from schemas import Outcome
from services.store import (
    ArticleState,
    DuplicateCandidate,
    History,
    Moment,
    Store,
    StoredRevision,
    StoryCandidate,
)
from tests.unit.store.conftest import OpenAgain
from tests.unit.store.made import NOON, article, at, delivery, fill, placement, put, retraction

WEEK = timedelta(days=7)


def test_an_unknown_article_is_simply_not_there(store: Store) -> None:
    assert store.get("a1") is None
    assert store.story("s1") is None
    assert store.stories(10).stories == ()
    assert store.holders([("a1", "r1")]) == {}
    with store.batch() as batch:
        assert batch.history("a1") == History()


def test_an_article_is_kept_as_it_is(store: Store, open_again: OpenAgain) -> None:
    mine = article(
        "a1", "Ilse Brandt spoke in Tarrow.", people=["Ilse Brandt"], places=["Tarrow"], headline="Dam"
    )
    fill(store, mine)
    stored = open_again().get("a1")
    assert stored is not None
    assert {name: getattr(stored, name) for name in type(mine).model_fields} == dict(mine)
    assert (stored.story_id, stored.duplicate_of) == ("story of a1", None)
    assert (stored.indexed_at, stored.revisions) == (NOON, ("r1",))
    assert '"story_id":"story of a1"' in stored.model_dump_json()


def test_holders_say_who_brought_a_revision(store: Store) -> None:
    fill(store, article("a1", "One.", number=5))
    asked = [("a1", "r1"), ("a1", "r2"), ("a2", "r1")]
    assert store.holders(asked) == {("a1", "r1"): delivery(5)}


def test_what_another_push_would_change_has_no_holder(store: Store) -> None:
    first, second = (article("a1", f"Text {n}.", number=n, revision=f"r{n}") for n in (1, 2))
    asked = [("a1", "r1"), ("a1", "r2")]
    with store.batch() as batch:
        put(batch, first)
        batch.hide("a1")
        put(batch, second)
    assert store.holders(asked) == {("a1", "r2"): delivery(2)}
    with store.batch() as batch:
        batch.hide("a1")
        batch.retract(retraction("a1", number=3), NOON)
    assert store.holders(asked) == {}
    back = second.model_copy(update={"delivery_id": delivery(4), "accepted_at": at(4)})
    before = {delivery(2): Outcome.INDEXED}
    with store.batch() as batch:
        batch.keep(back, NOON, ArticleState("s"), before)
        batch.show(placement(back, story_id="s"))
        assert batch.history("a1").revisions["r2"].before == before
    stored = store.get("a1")
    assert stored is not None
    assert (stored.delivery_id, stored.revisions) == (delivery(4), ("r1", "r2"))
    assert store.holders(asked) == {}, "two deliveries brought it, and index tells them apart"


def test_all_revisions_stay_readable(store: Store) -> None:
    first, second = (article("a1", f"Text {n}.", number=n, revision=f"r{n}") for n in (1, 2))
    with store.batch() as batch:
        put(batch, first)
        batch.hide("a1")
        put(batch, second)
    now, old = store.get("a1"), store.get("a1", "r1")
    assert now is not None
    assert old is not None
    assert (now.text, old.text) == ("Text 2.", "Text 1.")
    assert now.revisions == old.revisions == ("r1", "r2")
    assert store.get("a1", "r3") is None
    assert [hit.article_id for hit in store.search("text").hits] == ["a1"]


def test_what_was_taken_back_has_no_text_but_its_revisions_do(store: Store) -> None:
    with store.batch() as batch:
        put(batch, article("a1", "Secret words."))
        batch.hide("a1")
        batch.retract(retraction("a1", number=2), at(5))
    now, old = store.get("a1"), store.get("a1", "r1")
    assert now is not None
    assert old is not None
    assert (now.retracted, now.text, now.story_id, now.indexed_at) == (True, "", None, at(5))
    assert (old.retracted, old.text) == (True, "Secret words.")
    assert store.search("secret").hits == ()
    assert store.stories(10).stories == ()


def test_the_history_tells_all(store: Store) -> None:
    with store.batch() as batch:
        put(batch, article("a1", "One.", number=3), duplicate_of="a0")
        batch.retract(retraction("a1", number=2), NOON)
        batch.retract(retraction("a1", number=1), NOON)
        held = StoredRevision(
            delivery(3), Moment.of(at(3), delivery(3)), NOON, ArticleState("story of a1", "a0")
        )
        assert batch.history("a1") == History(
            {"r1": held}, Moment.of(at(2), delivery(2)), "r1", "story of a1", "a0", held.moment
        )
        for number in (1, 9, 4):
            batch.note(article("a1", "One.", number=number))
        history = batch.history("a1")
        assert history.first == Moment.of(at(1), delivery(1))
        assert history.revisions["r1"].moment == Moment.of(at(9), delivery(9))
        assert history.revisions["r1"].delivery_id == delivery(3)
        assert batch.revision("a1", "r1") == article("a1", "One.", number=3)


def test_of_one_millisecond_the_later_offset_is_later() -> None:
    assert Moment.of(NOON, "articles.raw:0:9:1") < Moment.of(NOON, "articles.raw:0:10:1")


def test_a_batch_that_fails_leaves_nothing(store: Store) -> None:
    with pytest.raises(RuntimeError), store.batch() as batch:
        put(batch, article("a1", "Half a batch."))
        raise RuntimeError
    assert store.get("a1") is None
    assert store.search("half").hits == ()
    fill(store, article("a1", "A whole batch."))
    assert len(store.search("batch").hits) == 1


def test_lookalikes_share_bands_the_most_first(store: Store) -> None:
    with store.batch() as batch:
        put(batch, article("a1", "One.", number=1), lsh_bands=("x", "y"))
        put(batch, article("a2", "Two.", number=2, headline="H"), lsh_bands=("y", "z"), duplicate_of="a1")
        put(batch, article("a3", "Three.", number=3), lsh_bands=("w",))
        first = Moment.of(at(1), delivery(1))
        one, two = (
            DuplicateCandidate("a1", None, "One.", "a1", first),
            DuplicateCandidate("a2", "H", "Two.", "a1", first),
        )
        assert batch.duplicate_candidates(("z", "y"), 9) == [two, one]
        assert batch.duplicate_candidates(("z", "y"), 1) == [two]
        batch.hide("a2")
        assert batch.duplicate_candidates(("z", "y"), 9) == [one]


def test_an_heir_follows_an_original_that_is_hidden(store: Store) -> None:
    with store.batch() as batch:
        put(batch, article("a1", "One.", number=1))
        for number in (4, 3, 5):
            put(batch, article(f"a{number}", "One.", number=number), duplicate_of="a1")
        batch.hide("a1")
        originals = {name: batch.history(name).duplicate_of for name in ("a1", "a3", "a4", "a5")}
    assert originals == {"a1": None, "a3": None, "a4": "a3", "a5": "a3"}


def test_a_group_follows_an_earlier_original(store: Store) -> None:
    with store.batch() as batch:
        put(batch, article("a2", "One.", number=2))
        put(batch, article("a3", "One.", number=3), duplicate_of="a2")
        put(batch, article("a1", "One.", number=1))
        batch.follow("a2", "a1")
        originals = {name: batch.history(name).duplicate_of for name in ("a1", "a2", "a3")}
    assert originals == {"a1": None, "a2": "a1", "a3": "a1"}


def test_neighbours_share_keys_around_a_moment(store: Store) -> None:
    with store.batch() as batch:
        put(batch, article("a1", "One."), lookup_terms=("dam", "crack"), at=NOON, features="t1")
        put(batch, article("a2", "Two."), lookup_terms=("dam",), at=NOON + timedelta(days=5))
        put(batch, article("a3", "Three."), lookup_terms=("dam", "crack"), at=NOON + timedelta(days=8))
        found = batch.story_candidates(("crack", "dam"), NOON, WEEK, 9)
        assert found[0] == StoryCandidate("a1", "story of a1", NOON, "t1")
        assert [each.article_id for each in found] == ["a1", "a2"]
        assert [each.article_id for each in batch.story_candidates(("dam",), at(0) + WEEK, WEEK, 1)] == ["a1"]
        batch.hide("a1")
        assert [each.article_id for each in batch.story_candidates(("crack", "dam"), NOON, WEEK, 9)] == ["a2"]


def test_a_rare_key_says_more_than_common_ones(store: Store) -> None:
    with store.batch() as batch:
        for number in range(1, 8):
            put(batch, article(f"common{number}", "One."), lookup_terms=("trump", "abe"))
        put(batch, article("rare", "One."), lookup_terms=("rohingya",))
        assert batch.story_candidates(("trump", "abe", "rohingya"), at(1), WEEK, 1)[0].article_id == "rare"


@pytest.mark.parametrize("year", [1600, 9999])
def test_any_date_a_message_can_have_fits(store: Store, year: int) -> None:
    published_at = datetime(year, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    with store.batch() as batch:
        put(batch, article("a1", "Old or far.", published_at=published_at), lookup_terms=("k",))
        assert batch.story_candidates(("k",), published_at, WEEK, 1)[0].at == published_at
    stored = store.get("a1")
    assert stored is not None
    assert stored.published_at == store.search("far").hits[0].published_at == published_at
