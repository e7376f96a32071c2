"""What looks at the line say together, from looks made by hand: what stands still, what moves."""

from services.chassis.lag import PartitionLag, StageLag
from services.console.line_looks import Look, lifeless, moved, standing, verdict_needs_more
from services.line import STAGES

INGEST, CLEAN, ENRICH, INDEX, LEDGER = STAGES


def look(*, open_ones: int = 0, silent: str = "", gone: str = "", **waiting: tuple[int, int]) -> Look:
    """A look: of each stage named the lag and the committed offset; `gone` has nobody in its group."""
    lags = []
    for stage in STAGES:
        lag, committed = waiting.get(stage.name, (0, 0))
        partition = PartitionLag(0, committed, committed + lag, lag, None)
        lags.append(StageLag(stage, 0 if stage.service == gone else 1, (partition,)))
    silent_ones = frozenset({silent} - {""})
    return Look({"accepted": 9, "in_flight": open_ones}, tuple(lags), silent_ones)


def test_a_line_at_rest_needs_one_look() -> None:
    assert not verdict_needs_more([look()])


def test_what_is_open_while_nothing_waits_is_looked_at_again() -> None:
    assert verdict_needs_more([look(open_ones=1), look(open_ones=1)])
    assert not verdict_needs_more([look(open_ones=1), look(open_ones=0)])
    assert not verdict_needs_more([look(open_ones=1, clean=(1, 5)), look(open_ones=1)]), "it was under way"


def test_a_busy_line_is_enough() -> None:
    """Enrich is in the middle of a batch; ingest and index move."""
    looks = [look(ingest=(50, 100), enrich=(80, 10)), look(ingest=(20, 130), enrich=(90, 10))]
    assert [seen.stage for seen in standing(looks)] == [ENRICH]
    assert moved(looks)
    assert not verdict_needs_more(looks)


def test_one_look_shows_no_move() -> None:
    assert verdict_needs_more([look(enrich=(80, 10))])


def test_what_waits_for_ingest_and_stays_is_looked_at_on() -> None:
    """Even while the others work off what they have."""
    looks = [look(ingest=(100, 7), enrich=(80, 10)), look(ingest=(100, 7), enrich=(40, 50))]
    assert INGEST in [seen.stage for seen in standing(looks)]
    assert verdict_needs_more(looks)


def test_a_stage_without_a_process_is_looked_at_on() -> None:
    for how in ({"gone": "enrich"}, {"silent": "enrich"}):
        looks = [look(enrich=(80, 10), index=(9, number), **how) for number in range(3)]  # type: ignore[arg-type]
        assert lifeless(ENRICH, looks[-1])
        assert not lifeless(INDEX, looks[-1])
        assert verdict_needs_more(looks)


def test_one_without_a_process_and_without_messages_is_no_trouble() -> None:
    assert not verdict_needs_more([look(gone="enrich")])


def test_new_messages_are_no_move() -> None:
    looks = [look(ingest=(100 + number, 7)) for number in range(5)]
    assert not moved(looks)
    assert [seen.lag for seen in standing(looks)] == [104]


def test_one_that_had_nothing_meanwhile_does_not_stand_still() -> None:
    looks = [look(clean=(3, 5)), look(clean=(0, 8)), look(clean=(3, 8))]
    assert standing(looks) == []
