"""The ledger: whatever comes, in whatever order and however often, every delivery counts once."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas import Outcome, Reason, Receipt
from services.line import STAGES as LINE
from services.store import Store
from services.store.folding import STAGES
from tests.unit.store.conftest import OpenAgain
from tests.unit.store.made import at, delivery, receipt

ACCEPTED, CLEANED, ENRICHED = Outcome.ACCEPTED, Outcome.CLEANED, Outcome.ENRICHED
INDEXED, UNCHANGED, DROPPED = Outcome.INDEXED, Outcome.UNCHANGED, Outcome.DROPPED
DEAD, RETRACTED = Outcome.DEAD, Outcome.RETRACTED
ENDS = (INDEXED, UNCHANGED, DROPPED, DEAD, RETRACTED)

JOURNEY = [
    receipt(1, "ingest", ACCEPTED),
    receipt(1, "clean", CLEANED, at=at(2)),
    receipt(1, "enrich", ENRICHED, at=at(3)),
    receipt(1, "index", INDEXED, at=at(4)),
]


def counts(store: Store, **expected: int) -> bool:
    """Whether these are the counts, all others being 0."""
    return {name: count for name, count in store.tally().items() if count} == expected


def test_the_journey_has_the_stages_of_the_line() -> None:
    assert tuple(stage.name for stage in LINE if stage.outcome) == STAGES


def test_an_empty_ledger_names_every_count(store: Store) -> None:
    names = {"accepted", "in_flight", "conflicts", *(end.value for end in ENDS)}
    assert store.tally() == dict.fromkeys(names, 0)
    assert (store.trace("a1"), store.journeys([delivery(1)]), store.unfinished(10)) == ([], {}, [])


def test_a_journey_is_traced_by_article_and_by_delivery(store: Store) -> None:
    store.record([*JOURNEY, receipt(2, "ingest", ACCEPTED)])
    assert store.trace("a1") == store.trace(delivery(1)) == JOURNEY
    assert counts(store, accepted=2, indexed=1, in_flight=1)


def test_it_is_told_in_order_however_the_receipts_came(store: Store) -> None:
    for each in reversed(JOURNEY):
        store.record([each])
    assert store.trace("a1") == JOURNEY
    assert counts(store, accepted=1, indexed=1)


def test_all_deliveries_of_an_article_are_traced(store: Store) -> None:
    again = receipt(2, "ingest", UNCHANGED, article_id="a1")
    store.record([*JOURNEY, again])
    assert store.trace("a1") == [*JOURNEY, again]
    assert counts(store, accepted=2, indexed=1, unchanged=1)


def test_work_done_twice_counts_once(store: Store) -> None:
    later = [each.model_copy(update={"at": at(60)}) for each in JOURNEY]
    store.record(JOURNEY)
    store.record([*later, *later])
    assert store.trace("a1") == JOURNEY
    assert counts(store, accepted=1, indexed=1)


def test_what_is_recorded_survives(store: Store, open_again: OpenAgain) -> None:
    store.record(JOURNEY)
    again = open_again()
    assert again.trace("a1") == JOURNEY
    assert counts(again, accepted=1, indexed=1)


def test_a_batch_is_recorded_whole_or_not_at_all(store: Store) -> None:
    def broken() -> Sequence[Receipt]:
        raise RuntimeError("no more receipts")

    def some_then_broken() -> object:
        yield from JOURNEY
        yield from broken()

    with pytest.raises(RuntimeError, match="no more"):
        store.record(some_then_broken())  # type: ignore[arg-type]  # an iterable that fails half-way
    assert counts(store)
    assert store.trace("a1") == []


def test_one_that_could_not_be_read_has_no_article(store: Store) -> None:
    dead = receipt(1, "ingest", DEAD, article_id=None, revision=None, reason=Reason.INVALID, detail="content")
    store.record([dead])
    (journey,) = store.journeys([delivery(1), delivery(2)]).values()
    assert store.trace(delivery(1)) == [dead]
    assert (journey.outcome, journey.reason, journey.detail) == (DEAD, Reason.INVALID, "content")
    assert (journey.article_id, journey.stage, journey.ended_at) == (None, "ingest", at(1))
    assert counts(store, accepted=1, dead=1)


def test_an_article_is_known_as_soon_as_any_receipt_names_it(store: Store) -> None:
    store.record([receipt(1, "clean", DEAD, article_id=None, revision=None), JOURNEY[0]])
    assert [each.article_id for each in store.trace("a1")] == ["a1", "a1"]


@pytest.mark.parametrize("end", [INDEXED, UNCHANGED, DROPPED, RETRACTED])
def test_a_dead_letter_gives_way_to_its_replay(store: Store, end: Outcome) -> None:
    dead, replayed = receipt(1, "clean", DEAD), receipt(1, "index", end)
    store.record([dead, replayed, dead])
    assert counts(store, accepted=1, **{end.value: 1})
    assert store.journeys([delivery(1)])[delivery(1)].stage == "index"


@pytest.mark.parametrize("end", [INDEXED, UNCHANGED, DROPPED, RETRACTED])
def test_death_never_undoes_another_end(store: Store, end: Outcome) -> None:
    store.record([receipt(1, "index", end), receipt(1, "clean", DEAD)])
    assert counts(store, accepted=1, **{end.value: 1})


def test_two_different_ends_are_a_conflict_counted_once(store: Store) -> None:
    store.record(
        [receipt(1, "index", INDEXED), receipt(1, "clean", DROPPED), receipt(1, "ingest", UNCHANGED)]
    )
    assert counts(store, accepted=1, indexed=1, conflicts=1)
    assert store.journeys([delivery(1)])[delivery(1)].conflict


def test_one_end_said_by_two_stages_is_no_conflict(store: Store) -> None:
    store.record([receipt(1, "index", UNCHANGED), receipt(1, "ingest", UNCHANGED)])
    assert counts(store, accepted=1, unchanged=1)


def test_what_is_unfinished_is_listed_oldest_first(store: Store) -> None:
    store.record(receipt(number, "ingest", ACCEPTED) for number in (3, 1, 2, 4))
    store.record([receipt(1, "index", INDEXED)])
    assert [each.delivery_id for each in store.unfinished(2)] == [delivery(2), delivery(3)]
    assert [each.article_id for each in store.unfinished(10)] == ["a2", "a3", "a4"]


def test_what_is_on_the_way_is_told_by_article(store: Store) -> None:
    assert store.on_the_way([]) == store.on_the_way(["a1"]) == frozenset()
    store.record(receipt(number, "ingest", ACCEPTED) for number in (1, 2, 3))
    store.record([receipt(1, "index", INDEXED), receipt(4, "ingest", UNCHANGED)])
    assert store.on_the_way(["a1", "a2", "a3", "a4", "a5"]) == {"a2", "a3"}
    assert store.on_the_way(["a1", "a3"]) == {"a3"}
    store.record([receipt(2, "clean", DROPPED), receipt(3, "enrich", DEAD)])
    assert store.on_the_way(["a1", "a2", "a3"]) == frozenset()


RECEIPTS = st.lists(
    st.builds(
        receipt,
        st.integers(0, 4),
        st.sampled_from(STAGES),
        st.sampled_from(list(Outcome)),
        at=st.integers(0, 9).map(at),
    ),
    max_size=25,
)


def recount(receipts: Sequence[Receipt]) -> dict[str, int]:
    """The counts as a person would make them: delivery by delivery, from its receipts in order."""
    tally = dict.fromkeys(["accepted", "in_flight", "conflicts", *(end.value for end in ENDS)], 0)
    for delivery_id in {each.delivery_id for each in receipts}:
        ends = [each.outcome for each in receipts if each.delivery_id == delivery_id and each.outcome.ends]
        living = [end for end in ends if end is not DEAD]
        tally["accepted"] += 1
        tally[(living or ends)[0].value if ends else "in_flight"] += 1
        tally["conflicts"] += len(set(living)) > 1
    return tally


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(receipts=RECEIPTS, cut=st.integers(0, 25), again=st.integers(0, 25))
def test_the_counts_are_what_a_recount_says(
    open_again: OpenAgain, receipts: list[Receipt], cut: int, again: int
) -> None:
    store = open_again()
    before = store.tally()
    # each example is about deliveries of its own, so that one store serves them all
    run = f"{before['accepted']}/{before['conflicts']}/{sum(before.values())}:"
    mine = [each.model_copy(update={"delivery_id": run + each.delivery_id}) for each in receipts]
    store.record(mine[:cut])
    store.record(mine[:again])
    store.record(mine[cut:])
    told = [*mine[:cut], *mine[:again], *mine[cut:]]
    after = store.tally()
    assert {name: after[name] - before[name] for name in after} == recount(told)
    assert after["accepted"] == after["in_flight"] + sum(after[end] for end in ENDS)
