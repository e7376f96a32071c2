"""What is logged again and again is written sparingly, and what was left out is told."""

import logging

import pytest

from services.chassis.health import Turns
from services.chassis.logs import OFTEN, WINDOW, Sparing


def test_the_same_thing_is_said_twice_a_minute_and_then_how_often_it_was_not() -> None:
    now = 0.0
    sparing = Sparing(lambda: now)

    def said(text: str, *args: object, name: str = "pressline") -> str | None:
        record = logging.LogRecord(name, logging.WARNING, "", 0, text, args, None)
        return record.getMessage() if sparing.filter(record) else None

    holds = "%s holds: away; trying again in %g s"
    assert [said(holds, "index", pause) is not None for pause in (0.5, 1, 2, 4)] == [True, True, False, False]
    assert said(holds, "ledger", 0.5) == "ledger holds: away; trying again in 0.5 s", "another says it"
    assert said(holds, "index", 0.5, name="other") is not None
    assert said("%s holds", "index") is not None
    now = WINDOW
    assert said(holds, "index", 15) == (
        "index holds: away; trying again in 15 s (and 2 more like this since the last one)"
    )
    assert said(holds, "index", 15) == "index holds: away; trying again in 15 s"
    assert said(holds, "index", 15) is None
    assert OFTEN == 2


def test_it_does_not_grow_without_end() -> None:
    now = 0.0
    sparing = Sparing(lambda: now)
    for number in range(5000):
        now += 0.01
        record = logging.LogRecord("pressline", logging.ERROR, "", 0, "%s died", (f"place {number}",), None)
        assert sparing.filter(record), "no two are the same"
    assert len(sparing._said) <= 1000


def test_a_service_says_once_that_it_is_not_ready_and_that_it_is(caplog: pytest.LogCaptureFixture) -> None:
    now = 0.0
    turns = Turns(lambda: now)
    away = ["the broker does not answer"]
    for problems in (away, [], away, away, away, [], []):
        turns.see(problems)
        now += 3.0
    assert caplog.messages == ["is not ready: the broker does not answer", "is ready again after 9 s"]
