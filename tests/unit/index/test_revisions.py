"""What becomes of a delivery: revisions and retractions, in any order, and any of it twice."""

from collections.abc import Sequence
from itertools import pairwise, permutations
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas import ChangedBy, EnrichedArticle, IndexedArticle, Outcome
from services.chassis.stage_store import StageResult
from services.index.core import prepare
from services.index.entry import write_batch
from services.store import Store
from tests.unit.index.conftest import Index, index_all
from tests.unit.index.news import ACEH_FIRST, ACEH_TOLL
from tests.unit.store.conftest import OpenAgain
from tests.unit.store.made import NOON, article, at, delivery, retraction

INDEXED, UNCHANGED, RETRACTED = Outcome.INDEXED, Outcome.UNCHANGED, Outcome.RETRACTED

OLD = article("a1", "The first text of this article.", number=1, revision="old")
NEW = article("a1", "Another text altogether, revised.", number=2, revision="new")


def copy(of: EnrichedArticle, number: int) -> EnrichedArticle:
    """The same revision again, by another delivery."""
    return of.model_copy(update={"delivery_id": delivery(number), "accepted_at": at(number)})


def outcomes(settled: Sequence[StageResult]) -> list[Outcome]:
    return [each.outcome for each in settled]


def message(settled: StageResult) -> IndexedArticle:
    assert isinstance(settled.message, IndexedArticle)
    return settled.message


def shown(store: Store, name: str = "a1") -> str | None:
    """The revision that readers see; None for an article that is not there or taken back."""
    stored = store.get(name)
    found = [hit.article_id for hit in store.search("text article altogether").hits] or store.search(
        "text"
    ).hits
    assert bool(found) == bool(stored and not stored.retracted)
    assert bool(store.stories(1).stories) == bool(stored and not stored.retracted)
    return stored.revision if stored and not stored.retracted else None


def test_an_article_is_indexed(store: Store, index: Index) -> None:
    (settled,) = index(OLD)
    stored = store.get("a1")
    assert stored is not None
    assert settled == StageResult(
        IndexedArticle(
            article_id="a1",
            revision="old",
            delivery_id=delivery(1),
            accepted_at=at(1),
            source="Courier",
            published_at=at(1),
            story_id=stored.story_id,
            indexed_at=NOON,
            version=message(settled).version,
            changed_by=ChangedBy(reason="arrival", article_id="a1", delivery_id=delivery(1)),
        ),
        INDEXED,
    )
    assert message(settled).version > 0
    assert stored.story_id


def test_a_redelivery_is_told_the_same(store: Store, index: Index) -> None:
    batch = [ACEH_FIRST, OLD, NEW, ACEH_TOLL, copy(NEW, 7), retraction("gone", number=8)]
    first, again = index(*batch), index(*batch, now=at(99))
    assert outcomes(first) == [INDEXED, INDEXED, INDEXED, INDEXED, UNCHANGED, RETRACTED]
    assert outcomes(again) == outcomes(first)
    assert again == first
    # of an article that came in two revisions, what is shown: it is told once
    assert (first[1].message, message(first[2]).revision) == (None, "new")
    assert shown(store) == "new"
    assert len(store.search("").hits) == 3


def test_a_batch_that_fails_is_done_again_as_if_it_were_new(store: Store) -> None:
    broken: Any = object()
    with pytest.raises(AttributeError):
        write_batch(store, [prepare(OLD), broken], NOON)
    assert store.get("a1") is None
    assert outcomes(index_all(store, [OLD])) == [INDEXED]


def test_the_same_revision_from_elsewhere_is_unchanged(store: Store, index: Index) -> None:
    index(OLD)
    (settled,) = index(copy(OLD, 5))
    assert settled == StageResult(None, UNCHANGED, f"brought by {delivery(1)}")
    assert outcomes(index(copy(OLD, 5), OLD)) == [UNCHANGED, INDEXED]


@pytest.mark.parametrize("order", [(OLD, NEW), (NEW, OLD)])
def test_the_newest_revision_wins_in_any_order(
    store: Store, index: Index, order: tuple[EnrichedArticle, ...]
) -> None:
    settled = [index(each)[0] for each in order]
    assert outcomes(settled) == [INDEXED, INDEXED]
    assert len({message(each).story_id for each in settled}) == 1
    assert shown(store) == "new"
    assert [hit.article_id for hit in store.search("altogether").hits] == ["a1"]
    assert store.search("first").hits == ()
    old = store.get("a1", "old")
    assert old is not None
    assert (old.text, old.revisions) == (OLD.text, ("old", "new"))


def test_a_retraction_takes_the_article_out(store: Store, index: Index) -> None:
    index(OLD)
    (settled,) = index(retraction("a1", number=2))
    assert settled.outcome is RETRACTED
    assert (message(settled).retracted, message(settled).story_id) == (True, None)
    assert shown(store) is None
    old = store.get("a1", "old")
    assert old is not None
    assert old.text == OLD.text


def test_a_retraction_of_what_never_came_is_remembered(store: Store, index: Index) -> None:
    assert outcomes(index(retraction("a1", number=5))) == [RETRACTED]
    (settled,) = index(OLD)
    assert settled.outcome is RETRACTED
    assert message(settled).retracted
    assert outcomes(index(OLD)) == [RETRACTED]
    assert shown(store) is None
    old = store.get("a1", "old")
    assert old is not None
    assert old.text == OLD.text


def test_only_what_was_pushed_later_brings_it_back(store: Store, index: Index) -> None:
    told = [copy(OLD, 2), retraction("a1", number=4), copy(OLD, 3), copy(OLD, 2)]
    assert outcomes(index(*told)) == [INDEXED, RETRACTED, UNCHANGED, INDEXED]
    assert shown(store) is None
    (settled,) = index(copy(OLD, 5))
    assert (settled.outcome, message(settled).delivery_id) == (INDEXED, delivery(5))
    assert shown(store) == "old"
    assert outcomes(index(*told, copy(OLD, 5))) == [INDEXED, RETRACTED, UNCHANGED, INDEXED, INDEXED]
    assert shown(store) == "old"


def test_new_content_brings_it_back(store: Store, index: Index) -> None:
    index(OLD, retraction("a1", number=2))
    assert outcomes(index(copy(NEW, 4))) == [INDEXED]
    assert shown(store) == "new"


@pytest.mark.parametrize("order", list(permutations([OLD, NEW, copy(OLD, 3)])))
def test_a_correction_that_is_taken_back(
    store: Store, index: Index, order: tuple[EnrichedArticle, ...]
) -> None:
    """The last push wins."""
    told = [index(each)[0] for each in order]
    assert shown(store) == "old"
    assert outcomes(index(*order)) == outcomes(told)
    assert shown(store) == "old"


def test_a_late_retraction_takes_nothing_back(store: Store, index: Index) -> None:
    (stands,) = index(copy(NEW, 9))
    late = index(retraction("a1", number=5))
    assert late == [StageResult(stands.message, RETRACTED, "a later revision stands")]
    assert shown(store) == "new"


def test_a_story_goes_when_its_last_article_goes(store: Store, index: Index) -> None:
    index(ACEH_FIRST, ACEH_TOLL)
    (story,) = store.stories(9).stories
    index(retraction("aceh-first", number=8))
    (left,) = store.stories(9).stories
    assert (left.story_id, left.article_count) == (story.story_id, 1)
    index(retraction("aceh-toll", number=9))
    assert (store.stories(9).stories, store.story(story.story_id)) == ((), None)


def test_a_revision_stays_in_its_story(store: Store, index: Index) -> None:
    index(ACEH_FIRST, ACEH_TOLL)
    first, second = (
        index(article("aceh-first", text, number=n, revision=f"r{n}"))[0]
        for n, text in ((8, ACEH_FIRST.text + " More soon."), (9, "A note from the editor, and no more."))
    )
    (story,) = store.stories(9).stories
    assert message(first).story_id == message(second).story_id == story.story_id
    assert story.article_count == 2


DELIVERIES = [
    article("a1", "Text one.", number=1, revision="r1"),
    article("a1", "Text two.", number=2, revision="r2"),
    retraction("a1", number=3),
    article("a1", "Text one.", number=4, revision="r1"),
    article("a1", "Text five.", number=5, revision="r5"),
]


@pytest.mark.parametrize("count", range(1, 6))
def test_what_is_shown_does_not_depend_on_the_order(open_again: OpenAgain, count: int) -> None:
    """Each order has an article of its own in one store."""
    store, seen = open_again(), set()
    for number, order in enumerate(permutations(DELIVERIES[:count])):
        name = f"b{number}"
        settled = index_all(store, [each.model_copy(update={"article_id": name}) for each in order])
        assert all(each.outcome.ends for each in settled)
        stored = store.get(name)
        assert stored is not None
        seen.add((stored.retracted, stored.text, stored.revisions))
    assert len(seen) == 1


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    told=st.lists(st.sampled_from(DELIVERIES), min_size=1, max_size=12),
    cuts=st.sets(st.integers(0, 12)),
)
def test_repeats_and_batches_change_nothing(
    open_again: OpenAgain, told: list[EnrichedArticle], cuts: set[int]
) -> None:
    """However a run is cut and repeated, a delivery is told one thing, and the end is the same."""
    store, name = open_again(), uuid4().hex  # an article of its own for each example
    mine = [each.model_copy(update={"article_id": name}) for each in told]
    ends: dict[str, set[Outcome]] = {}
    bounds = sorted({0, len(mine), *(cut for cut in cuts if cut < len(mine))})
    for start, end in pairwise(bounds):
        for each, settled in zip(mine[start:end], index_all(store, mine[start:end]), strict=True):
            ends.setdefault(each.delivery_id, set()).add(settled.outcome)
    assert all(len(outcomes) == 1 for outcomes in ends.values())
    last = max(told, key=lambda each: each.accepted_at)
    stored = store.get(name)
    assert stored is not None
    assert (stored.retracted, stored.text) == (last.retracted, last.text)
