"""Memory that stays the same is told from memory that grows."""

from tests.chaos.copies import Sample
from tests.chaos.memory import held

MB = 1024**2


def samples(sizes: list[int], copy: str = "clean-1", pid: int = 1) -> list[Sample]:
    return [Sample(float(at), copy, pid, size * MB) for at, size in enumerate(sizes)]


def test_what_grows_while_it_warms_up_and_then_stays_is_flat() -> None:
    (one,) = held(samples([*range(50, 100), *([100, 102] * 100)]))
    assert one.flat
    assert one.drift is not None
    assert abs(one.drift) < 0.03
    assert one.most == 102 * MB


def test_what_grows_all_the_time_is_not() -> None:
    (one,) = held(samples(list(range(100, 300))))
    assert not one.flat


def test_a_short_life_says_nothing_and_each_process_is_one() -> None:
    first, second = held(samples([100, 500] * 5, pid=1) + samples([100, 500] * 5, pid=2))
    assert (first.drift, second.drift) == (None, None)
    assert first.flat
