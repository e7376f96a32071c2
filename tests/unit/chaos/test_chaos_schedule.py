"""The schedule and the traffic of chaos: made from the seed alone, and exactly what was asked for."""

from collections import Counter, defaultdict

import pytest

from services import line
from services.line import topics
from tests.chaos import plan
from tests.chaos.__main__ import arguments, plan_of
from tests.chaos.schedule import FIRST, LAST, Ground, Kind, read_mix, schedule
from tests.chaos.seen import GROUPS, TOPICS
from tests.chaos.traffic import Push, pushes, read_leads

SERVICES = ("ingest", "clean", "enrich", "index", "gateway")
KAFKA = Ground(SERVICES, brokers=3, store="opensearch", session=6)
EMBEDDED = Ground(SERVICES, brokers=0, store="sqlite", session=4, can_fill=True)
GOAL = {Kind.KILL: 50, Kind.TERM: 10, Kind.STOP: 10, Kind.BROKER: 10, Kind.STORE: 10}


def test_a_mix_is_read_by_its_kinds() -> None:
    assert read_mix("kill=50 term=10,stop=10 broker=10 store=10") == GOAL


@pytest.mark.parametrize("mix", ["murder=1", "kill", "kill=-1", "kill=many"])
def test_a_mix_that_is_none_is_named(mix: str) -> None:
    with pytest.raises(ValueError, match="KIND=NUMBER"):
        read_mix(mix)


def test_a_schedule_is_the_mix_that_was_asked_for_in_order() -> None:
    faults = schedule(7, GOAL, KAFKA)
    assert Counter(fault.kind for fault in faults) == GOAL
    assert [fault.number for fault in faults] == list(range(1, 91))
    places = [fault.at for fault in faults]
    assert places == sorted(places)
    assert FIRST <= places[0] < places[-1] <= LAST
    assert {fault.service for fault in faults if fault.kind is Kind.KILL} == set(SERVICES)


def test_a_seed_gives_the_same_again_and_another_seed_another() -> None:
    assert schedule(7, GOAL, KAFKA) == schedule(7, GOAL, KAFKA) != schedule(8, GOAL, KAFKA)


def test_pauses_are_shorter_and_longer_than_the_session() -> None:
    stops = schedule(1, {Kind.STOP: 40}, KAFKA)
    assert {fault.how.split()[0]: fault.seconds > KAFKA.session for fault in stops} == {
        "short": False,
        "long": True,
    }
    assert all((fault.seconds > KAFKA.session) == fault.how.startswith("long") for fault in stops)


def test_an_embedded_broker_is_never_restarted() -> None:
    with pytest.raises(ValueError, match="broker: not with 0 brokers"):
        schedule(1, {Kind.BROKER: 1}, EMBEDDED)
    assert Kind.BROKER not in plan_of(arguments(["--brokers", "embedded"])).mix


def test_what_is_done_to_a_store_is_what_can_be_done_to_it() -> None:
    mix = {Kind.STORE: 30, Kind.SLOW: 30, Kind.CUT: 30}
    sqlite = {(fault.kind, fault.how) for fault in schedule(1, mix, EMBEDDED)}
    assert sqlite == {
        (Kind.STORE, "locked"),
        (Kind.STORE, "full"),
        (Kind.SLOW, "broker"),
        (Kind.CUT, "broker"),
    }
    assert (Kind.CUT, "store") in {(fault.kind, fault.how) for fault in schedule(1, mix, KAFKA)}


@pytest.mark.parametrize("given", [["--brokers", "2"], ["--faults", "kill"], ["--scale", "cleaner=2"]])
def test_what_is_of_no_use_is_refused(given: list[str]) -> None:
    with pytest.raises(ValueError, match=r"2|kill|cleaner"):
        plan_of(arguments(given))


@pytest.fixture(scope="module")
def pushed() -> list[Push]:
    return pushes(3, 400, read_leads())


def test_the_traffic_of_a_seed_is_the_same_again(pushed: list[Push]) -> None:
    assert pushed == pushes(3, 400, read_leads()) != pushes(4, 400, read_leads())


def test_an_article_goes_one_way_and_every_push_can_be_told(pushed: list[Push]) -> None:
    ways = defaultdict(set)
    for push in pushed:
        ways[push.article].add(push.over_http)
        assert push.body is None or push.body["external_id"] == push.token
    assert {len(each) for each in ways.values()} == {1}
    assert {True, False} == set().union(*ways.values())


def test_the_traffic_holds_every_kind_of_life(pushed: list[Push]) -> None:
    lives = defaultdict(list)
    for push in pushed:
        lives[push.article].append(push)
    tales = {"".join(_step(push) for push in life) for life in lives.values()}
    assert {"A", "AB", "AA", "ABA", "Ar", "ArA", "ABr", "ArB", "dead", "dropped"} <= tales
    assert any(push.body is None for push in pushed), "none taken back by DELETE"


def _step(push: Push) -> str:
    if push.ends in (("dead",), ("dropped",)):
        return push.ends[0]
    if push.ends == ("retracted",):
        return "r"
    assert push.body is not None
    return str(push.body["headline"])[-2]


def test_every_topic_and_service_of_the_line_is_judged() -> None:
    assert set(TOPICS) == set(topics())
    assert plan.SERVICES == line.SERVICES
    assert {group: set(read) for group, read in GROUPS.items()} == {
        service: {stage.input_topic for stage in line.STAGES if stage.service == service}
        for service in line.SERVICES
        if service != line.GATEWAY
    }
