"""The checker of chaos finds each thing that can be wrong, and nothing where nothing is."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

import tests.chaos
from tests.chaos.checker import check
from tests.chaos.seen import RAW, RECEIPTS, Acknowledged, Ended, Seen
from tests.unit.chaos.lines import MadeLine

INGESTED, CLEAN, ENRICHED, INDEXED = (
    f"articles.{name}" for name in ("ingested", "clean", "enriched", "indexed")
)


@pytest.fixture
def line() -> MadeLine:
    """Three articles: one revised, one taken back, one as it came."""
    line = MadeLine()
    for article, revision in [("a", "a1"), ("b", "b1"), ("a", "a2"), ("c", "c1"), ("b", None)]:
        line.push(article, revision)
    return line


def rules(seen: Seen) -> set[str]:
    return {wrong.rule for wrong in check(seen).wrong}


def tale(seen: Seen) -> str:
    return "\n".join(map(str, check(seen).wrong))


def test_a_line_that_did_right_is_said_to(line: MadeLine) -> None:
    verdict = check(line.seen())
    assert not verdict.wrong
    assert verdict.ends == {"indexed": 4, "retracted": 1}
    assert not verdict.doubles


def test_a_delivery_without_an_end_is_lost(line: MadeLine) -> None:
    last = [r for r in line.topic(RECEIPTS) if r.fields["outcome"] == "indexed"][-1]
    line.drop([last])
    assert rules(line.seen()) == {"lost"}
    assert f"lost: {last.fields['delivery_id']}" in tale(line.seen())


def test_an_acknowledged_push_that_is_not_on_the_topic_is_lost(line: MadeLine) -> None:
    line.acknowledged.append(Acknowledged("chaos-77", ("indexed",), "https://z", (0, 99)))
    line.acknowledged.append(Acknowledged("chaos-78", ("indexed",), "z"))
    line.acknowledged.append(Acknowledged("chaos-79", ("retracted",), "z", by_key=True))
    assert rules(line.seen()) == {"lost"}
    assert [token in tale(line.seen()) for token in ("chaos-77", "chaos-78", "DELETE of z")] == [True] * 3


def test_a_delivery_that_ended_in_two_ways_is_named(line: MadeLine) -> None:
    (first, *_) = line.topic(RAW)
    line.receipt(first, {"delivery_id": first.delivery, "article_id": "a", "outcome": "unchanged"}, "index")
    assert "ended twice" in rules(line.seen())


def test_receipts_of_what_was_never_pushed_are_found(line: MadeLine) -> None:
    line.again(RECEIPTS, 0, fields={"delivery_id": f"{RAW}:9:9:9", "outcome": "indexed"}, event="other")
    assert f"receipts speak of {RAW}:9:9:9" in tale(line.seen())


def test_an_outcome_that_cannot_be_is_found(line: MadeLine) -> None:
    line.acknowledged[3] = replace(line.acknowledged[3], ends=("dead",))
    assert rules(line.seen()) == {"outcome"}


def test_a_store_that_shows_an_older_revision_is_found(line: MadeLine) -> None:
    shown = {**(line.store["a"] or {}), "revision": "a1", "headline": "a1"}
    assert {"store", "stale"} <= rules(line.seen(store={**line.store, "a": shown}))


def test_a_store_that_shows_what_was_taken_back_is_found(line: MadeLine) -> None:
    shown = {**(line.store["b"] or {}), "retracted": False}
    assert {"store", "stale"} <= rules(line.seen(store={**line.store, "b": shown}))
    assert "store" in rules(line.seen(store={**line.store, "b": None}))


@pytest.mark.parametrize("topic", [ENRICHED, INDEXED])
def test_a_key_that_ends_with_an_older_message_is_stale(line: MadeLine, topic: str) -> None:
    line.fault("kill", "enrich", 1)
    line.fault("kill", "index", 2)
    line.again(topic, 0)
    assert rules(line.seen()) == {"stale", "order"}


@pytest.mark.parametrize("topic", [ENRICHED, INDEXED])
def test_a_key_that_is_live_after_its_tombstone_is_stale(line: MadeLine, topic: str) -> None:
    line.fault("kill", "enrich", 1)
    line.fault("kill", "index", 2)
    line.again(topic, 1)
    assert f"stale: {topic} b: ends with a live article" in tale(line.seen())


def test_a_story_that_the_stream_does_not_tell_is_stale(line: MadeLine) -> None:
    moved = {**(line.store["c"] or {}), "story_id": "t"}
    assert tale(line.seen(store={**line.store, "c": moved})).startswith(
        f"stale: {INDEXED} c: story_id s for t"
    )


def test_what_comes_first_after_something_later_is_out_of_order(line: MadeLine) -> None:
    for topic in (INGESTED, CLEAN):
        first, second = (r for r in line.topic(topic) if r.key == "a")
        line.drop([first, second])
        line.records += [replace(first, offset=second.offset), replace(second, offset=first.offset)]
    assert rules(line.seen()) == {"order"}


def test_a_double_is_laid_to_a_kill_of_its_sender_and_to_nobody_else(line: MadeLine) -> None:
    line.again(CLEAN, 3)
    assert "double: 1 on articles.clean by no fault" in tale(line.seen())
    line.fault("kill", "enrich", 1)
    assert "by no fault" in tale(line.seen())
    line.fault("kill", "clean", 2)
    verdict = check(line.seen())
    assert not verdict.wrong
    assert [double.fault for double in verdict.doubles] == [2]


def test_a_graceful_stop_repeats_nothing(line: MadeLine) -> None:
    line.again(CLEAN, 3)
    line.fault("term", "clean", 4)
    assert "double: 1 on articles.clean by fault #4: a term repeats nothing" in tale(line.seen())


def test_a_kill_repeats_one_batch_and_no_more(line: MadeLine) -> None:
    for number in range(140):
        line.push(f"n{number}", "1")
    whole = line.seen()
    line.fault("kill", "clean", 1)
    for _ in range(101):
        line.again(CLEAN, 144)
    assert "double: 1 on articles.clean by fault #1: more than the batch of 100" in tale(line.seen())
    assert not check(whole).wrong


def test_an_event_of_two_bodies_is_found(line: MadeLine) -> None:
    line.fault("kill", "index", 1)
    line.again(INDEXED, 3, body="another", differs="indexed_at 1 / 2")
    assert "body: articles.indexed" in tale(line.seen())
    assert "indexed_at 1 / 2" in tale(line.seen())


def test_what_was_not_committed_is_found(line: MadeLine) -> None:
    seen = line.seen()
    behind = {**seen.committed, ("pressline-enrich", CLEAN, 0): 2}
    assert "offsets: enrich committed 2 of 5 on articles.clean:0" in tale(replace(seen, committed=behind))
    assert rules(replace(seen, committed={})) == {"offsets"}


def test_an_audit_that_does_not_balance_or_counts_otherwise_is_found(line: MadeLine) -> None:
    seen = line.seen()
    assert rules(replace(seen, audit={**seen.audit, "balanced": False}, audit_code=1)) == {"audit"}
    assert "audit: indexed is 3" in tale(replace(seen, audit={**seen.audit, "indexed": 3}))
    assert "audit: accepted is 4" in tale(replace(seen, audit={**seen.audit, "accepted": 4}))


def test_a_delivery_that_died_has_its_dead_letter(line: MadeLine) -> None:
    raw = line.send(RAW, "https://z", {"external_id": "z"})
    line.receipt(raw, {"delivery_id": raw.delivery, "article_id": None, "outcome": "dead"}, "ingest")
    assert rules(line.seen()) == {"dead letters"}
    line.send(f"{RAW}.dead", "https://z", {}, "ingest", raw.delivery)
    assert not check(line.seen()).wrong


def test_processes_that_end_as_they_should_not_are_found(line: MadeLine) -> None:
    line.fault("broker")
    now = line.faults[0].ended
    ended = [Ended("clean-1", -9, 9), Ended("index-1", 0, 15, 2.0), Ended("index-2", 1, None, at=now)]
    assert not check(line.seen(processes=ended)).wrong
    assert rules(line.seen(processes=[Ended("clean-1", 2, None)])) == {"process"}
    assert rules(line.seen(processes=[Ended("clean-1", 1, 15)])) == {"process"}


def test_nothing_of_chaos_imports_what_it_judges() -> None:
    files = list(Path(tests.chaos.__file__).parent.glob("*.py"))
    assert len(files) > 10
    for file in files:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import | ast.ImportFrom):
                named = (
                    [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
                )
                assert not {name.partition(".")[0] for name in named} & {"services", "schemas"}, file
