"""Dead, stuck, slow, idle: from looks at given times."""

from collections.abc import Iterable

from services.chassis.progress import (
    BLIND_AFTER,
    DEAD_AFTER,
    MAX_REMEMBERED_LOOKS,
    STUCK_AFTER,
    FirstSeen,
    Progress,
    State,
    progress,
)

EVERY = 5.0


def after(looks: Iterable[tuple[int, int]], *, there: bool = True, every: float = EVERY) -> Progress:
    """What is known after looks at (lag, committed offset), `every` seconds apart."""
    known = None
    for number, (lag, committed) in enumerate(looks):
        known = progress(known, number * every, lag, (committed, 7), there=there)
    assert known is not None
    return known


def looks(seconds: float) -> int:
    return int(seconds / EVERY)


def test_nothing_waits() -> None:
    assert after([(0, 5)] * 100).state is State.IDLE


def test_offsets_that_stand_still_for_two_minutes_while_messages_wait() -> None:
    just_before = after([(9, 5)] * looks(STUCK_AFTER))
    assert just_before.state is State.MOVING
    found = after([(9, 5)] * (looks(STUCK_AFTER) + 1))
    assert (found.state, found.still_for) == (State.STUCK, STUCK_AFTER)


def test_slow_is_not_stuck() -> None:
    """One message in a minute, and lag that grows and grows."""
    found = after((number * 100 + 1, number // looks(60)) for number in range(400))
    assert found.state is State.MOVING


def test_what_has_just_come_has_not_waited_long() -> None:
    assert after([(0, 5)] * 100 + [(9, 5)]).state is State.MOVING
    idle_then_still = after([(0, 5)] * 100 + [(9, 5)] * (looks(STUCK_AFTER) + 1))
    assert idle_then_still.state is State.STUCK


def test_one_that_moves_again_is_well_again() -> None:
    assert after([(9, 5)] * 50 + [(8, 6)]).state is State.MOVING
    assert after([(9, 5)] * 50 + [(0, 14)]).state is State.IDLE


def test_one_without_a_process_is_dead_with_and_without_messages() -> None:
    for lag in (0, 9):
        long_enough = [(lag, 5)] * (looks(DEAD_AFTER) + 1)
        assert after(long_enough, there=False).state is State.DEAD
        assert after(long_enough[:-1], there=False).state is not State.DEAD, "it may be started again"


def test_dead_goes_before_stuck_and_ends_with_the_process_back() -> None:
    known = after([(9, 5)] * 100, there=False)
    assert known.state is State.DEAD
    back = progress(known, known.seen_at + EVERY, 9, (5, 7), there=True)
    assert back.state is State.STUCK, "it is there, and has not moved yet"


def test_while_nobody_looks_nothing_is_concluded() -> None:
    """The broker was away for an hour: nobody could have moved."""
    assert after([(9, 5)] * 100, every=BLIND_AFTER + 1).state is State.MOVING
    assert after([(9, 5)] * 100, there=False, every=BLIND_AFTER + 1).state is State.MOVING


def test_an_offset_waits_since_the_topic_was_first_seen_to_reach_beyond_it() -> None:
    seen = FirstSeen()
    assert seen.see(0, 0, now=1) is None
    assert seen.see(0, 10, now=2) == 2
    assert seen.see(0, 20, now=3) == 2
    assert seen.see(9, 20, now=4) == 2
    assert seen.see(10, 20, now=5) == 3
    assert seen.see(20, 20, now=6) is None
    assert seen.see(20, 21, now=7) == 7


def test_a_topic_made_anew_begins_anew() -> None:
    seen = FirstSeen()
    seen.see(0, 50, now=1)
    assert seen.see(0, 3, now=2) == 2


def test_of_a_long_wait_the_beginning_is_kept() -> None:
    seen = FirstSeen()
    for second in range(1, 10 * MAX_REMEMBERED_LOOKS):
        assert seen.see(0, second, now=second) == 1
    assert len(seen._marks) <= MAX_REMEMBERED_LOOKS
    since = seen.see(5 * MAX_REMEMBERED_LOOKS, 10 * MAX_REMEMBERED_LOOKS, now=10 * MAX_REMEMBERED_LOOKS)
    assert since is not None
    assert 5 * MAX_REMEMBERED_LOOKS < since < 8 * MAX_REMEMBERED_LOOKS
