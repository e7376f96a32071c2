"""The breaker opens on many errors of ours among the last messages, and on nothing else."""

import pytest

from services.chassis.breaker import AT_LEAST, WINDOW, Breaker, BreakerOpen


def test_it_opens_when_more_than_the_share_of_the_last_died_of_our_errors() -> None:
    breaker = Breaker("enrich", 0.5)
    breaker.see([None] * WINDOW)
    breaker.see(["KeyError: 'a'"] * (WINDOW // 2))
    breaker.see([None])
    with pytest.raises(BreakerOpen, match="KeyError: 'b'"):
        breaker.see(["KeyError: 'a'", "KeyError: 'a'", "KeyError: 'a'", "KeyError: 'b'"])
    assert breaker.open and "enrich takes nothing more: 54 of its last 100" in breaker.open


@pytest.mark.parametrize("batch", [1, 7, 250])
def test_it_opens_before_the_twentieth_error_is_dead_lettered(batch: int) -> None:
    breaker, buried = Breaker("clean", 0.5), 0
    with pytest.raises(BreakerOpen):
        while True:
            breaker.see(["ValueError"] * batch)
            buried += batch
    assert buried < AT_LEAST


def test_one_in_three_is_a_bad_producer_and_no_bad_deploy() -> None:
    breaker = Breaker("clean", 0.5)
    for _ in range(500):
        breaker.see([None, None, "ValueError"])
    assert breaker.open is None


def test_a_share_of_one_never_opens_it() -> None:
    breaker = Breaker("clean", 1.0)
    breaker.see(["ValueError"] * 1000)
    assert breaker.open is None


def test_a_batch_that_begins_badly_is_looked_at_whole() -> None:
    breaker = Breaker("index", 0.5)
    breaker.see([*["ValueError"] * 60, *[None] * 190])
    assert breaker.open is None
