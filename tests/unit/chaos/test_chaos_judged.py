"""The judge of chaos finds each wrong thing in a run that was right until one thing in it was spoilt.

Each case names the rule that must speak, and one whose name begins with “right” must find nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from tests.chaos.checker import check
from tests.chaos.seen import GROUPS, RAW, RECEIPTS, TOPICS, Acknowledged, Ended, Record, Seen, Window

BEGAN = 1_000_000.0
"""Unix seconds."""
STAGES = ("articles.ingested", "articles.clean", "articles.enriched", "articles.indexed")
SENDER = dict(zip(STAGES, ("ingest", "clean", "enrich", "index"), strict=True))
OUTCOMES = {"ingest": "accepted", "clean": "cleaned", "enrich": "enriched"}


class Run:
    """A run being written down: each message one second after the other."""

    def __init__(self) -> None:
        self.now = BEGAN
        self.topics: dict[str, list[Record]] = {topic: [] for topic in TOPICS}
        self.acks: list[Acknowledged] = []
        self.store: dict[str, Mapping[str, Any] | None] = {}
        self.version = 0

    def put(
        self, topic: str, key: str, body: str | None, source: str = "", event: str = "", **fields: Any
    ) -> Record:
        """One message more on a topic, at its end."""
        self.now += 1
        there = self.topics[topic]
        record = Record(topic, 0, len(there), int(self.now * 1000), key, body, source, event, fields)
        there.append(record)
        return record

    def push(self, url: str, version: str) -> None:
        """One delivery through the whole line; version r takes the article back."""
        token, back = f"chaos-{len(self.acks)}", version == "r"
        raw = self.put(RAW, url, f"raw {token}", external_id=token, headline=version, retracted=back)
        ends = ("retracted",) if back else ("indexed", "unchanged", "retracted")
        self.acks.append(Acknowledged(token, ends, url, (0, raw.offset)))
        key, delivery, revision = f"id-{url}", raw.delivery, f"rev-{version}"
        known = {"article_id": key, "delivery_id": delivery, "revision": revision}
        self.version += 1
        for topic in STAGES:
            sender = SENDER[topic]
            told = {"version": self.version, "story_id": "s", "duplicate_of": None}
            more = told if topic == "articles.indexed" else {}
            self.put(
                topic, key, f"{topic} {token}", sender, f"{topic} {token}", **known, **more, retracted=back
            )
            if back and topic in STAGES[2:]:
                self.put(topic, key, None, sender, f"{topic} {token} grave")
            outcome = OUTCOMES.get(sender) or ("retracted" if back else "indexed")
            said = f"{sender} {token}"
            self.put(RECEIPTS, key, said, sender, said, **known, outcome=outcome, stage=sender)
        shown = {"revision": revision, "story_id": "s", "duplicate_of": None}
        self.store[key] = {**shown, "retracted": back, "headline": version}

    def again(self, topic: str, offset: int, later: float = 1.0, body: str | None = None) -> None:
        """A message that lies there sent once more, so many seconds later."""
        self.now += later
        old = self.topics[topic][offset]
        there = self.topics[topic]
        stamp = int(self.now * 1000)
        there.append(replace(old, offset=len(there), timestamp=stamp, body=body or old.body))

    def seen(self, **changed: Any) -> Seen:
        """What is judged, with offsets and audit as they are right for the topics."""
        ended = [r.fields["outcome"] for r in self.topics[RECEIPTS] if r.fields["stage"] == "index"]
        audit = {
            "waiting": 0, "accepted": len(self.topics[RAW]), "in_flight": 0, "balanced": True,
            "indexed": ended.count("indexed"), "unchanged": 0, "dropped": 0, "dead": 0,
            "retracted": ended.count("retracted"),
        }  # fmt: skip
        committed = {
            (f"pressline-{service}", topic, 0): len(self.topics[topic])
            for service, topics in GROUPS.items()
            for topic in topics
        }
        whole = Seen(self.topics, self.acks, self.store, audit, 0, committed)
        return replace(whole, **changed)


def right() -> Run:
    run = Run()
    for url, version in (("a", "A"), ("b", "A"), ("a", "B"), ("c", "A"), ("b", "r"), ("a", "A")):
        run.push(url, version)
    return run


def rules(seen: Seen) -> set[str]:
    return {wrong.rule for wrong in check(seen).wrong}


def test_a_run_without_a_fault_is_right() -> None:
    assert check(right().seen()).wrong == []


def spoilt(change: Callable[[Run], Seen | None]) -> set[str]:
    run = right()
    seen = change(run)
    return rules(seen if seen is not None else run.seen())


def no_end(run: Run) -> None:
    del run.topics[RECEIPTS][-1]


def not_on_raw(run: Run) -> Seen:
    ack = Acknowledged("chaos-99", ("indexed",), "z", (0, 99))
    return run.seen(acknowledged=[*run.acks, ack])


def other_at_its_place(run: Run) -> Seen:
    stolen = Acknowledged("chaos-99", ("indexed",), "z", (0, 1))
    return run.seen(acknowledged=[*run.acks, stolen])


def not_on_raw_over_http(run: Run) -> Seen:
    return run.seen(acknowledged=[*run.acks, Acknowledged("chaos-99", ("indexed",), "z")])


def two_ends(run: Run) -> None:
    last = run.topics[RECEIPTS][-1]
    fields = {**last.fields, "outcome": "dead"}
    run.topics[RECEIPTS].append(replace(last, offset=last.offset + 1, event="other", fields=fields))


def store_behind(run: Run) -> None:
    run.store["id-a"] = {**(run.store["id-a"] or {}), "revision": "rev-B", "headline": "B"}


def store_without(run: Run) -> None:
    run.store["id-c"] = None


def store_live(run: Run) -> None:
    run.store["id-b"] = {**(run.store["id-b"] or {}), "retracted": False}


def stale_enriched(run: Run) -> None:
    # the last revision of “a” came back as its last but one
    run.topics["articles.enriched"] = [
        r for r in run.topics["articles.enriched"] if r.event != "articles.enriched chaos-5"
    ]


def stale_indexed(run: Run) -> None:
    last = next(r for r in reversed(run.topics["articles.indexed"]) if r.key == "id-a")
    changed = replace(last, fields={**last.fields, "story_id": "another"})
    run.topics["articles.indexed"][last.offset] = changed


def no_tombstone(run: Run) -> None:
    for topic in STAGES[2:]:
        run.topics[topic] = [r for r in run.topics[topic] if r.body is not None]


def never_told_on(topic: str) -> Callable[[Run], None]:
    def change(run: Run) -> None:
        run.topics[topic] = [
            replace(r, offset=n) for n, r in enumerate(r for r in run.topics[topic] if r.key != "id-c")
        ]

    return change


def backwards(run: Run) -> None:
    of_a = [r for r in run.topics["articles.clean"] if r.key == "id-a"]
    there = run.topics["articles.clean"]
    for place, other in ((of_a[1], of_a[2]), (of_a[2], of_a[1])):
        there[place.offset] = replace(other, offset=place.offset, timestamp=place.timestamp)


def other_body(run: Run) -> Seen:
    run.again("articles.enriched", 0, body="another")
    run.again("articles.enriched", 2)  # so that the key ends as it did
    run.again("articles.enriched", 6)
    return run.seen(faults=[Window(1, "broker", "", run.now - 10, run.now)])


def double_of(
    kind: str, service: str, topic: str = "articles.clean", count: int = 1
) -> Callable[[Run], Seen]:
    def change(run: Run) -> Seen:
        struck = run.now
        last = len(run.topics[topic]) - 1
        for _ in range(count):
            run.again(topic, last, later=0.001)
        return run.seen(faults=[Window(1, kind, service, struck, struck + 1)])

    return change


def double_of_nothing(run: Run) -> None:
    run.again("articles.clean", len(run.topics["articles.clean"]) - 1)


def old_double(kind: str, service: str) -> Callable[[Run], Seen]:
    """What was sent, and committed, ten minutes before the fault is sent again after it."""

    def change(run: Run) -> Seen:
        run.now += 600
        struck = run.now
        last = len(run.topics["articles.clean"]) - 1
        run.again("articles.clean", last)
        return run.seen(faults=[Window(1, kind, service, struck, struck + 2)])

    return change


def double_of_term_beside_broker(run: Run) -> Seen:
    """A graceful stop repeats what it had sent, half a minute after a broker was back."""
    run.now += 35
    run.push("d", "A")
    struck = run.now
    run.again("articles.clean", len(run.topics["articles.clean"]) - 1)
    faults = [
        Window(1, "broker", "", struck - 40, struck - 38),
        Window(2, "term", "clean", struck, struck + 1),
    ]
    return run.seen(faults=faults)


def behind(run: Run) -> Seen:
    seen = run.seen()
    place = ("pressline-index", RECEIPTS, 0)
    return replace(seen, committed={**seen.committed, place: 3})


def never_committed(run: Run) -> Seen:
    return run.seen(committed={})


def audit_exits(run: Run) -> Seen:
    return run.seen(audit_code=1)


def audit_says(**said: object) -> Callable[[Run], Seen]:
    def change(run: Run) -> Seen:
        seen = run.seen()
        return replace(seen, audit={**seen.audit, **said})

    return change


def wrong_outcome(run: Run) -> None:
    run.topics[RECEIPTS] = [
        replace(r, fields={**r.fields, "outcome": "dropped"})
        if r.fields["stage"] == "index" and r.key == "id-c"
        else r
        for r in run.topics[RECEIPTS]
    ]


def two_ids(run: Run) -> None:
    """One address became two articles: the second delivery of “a” got an id of its own."""
    for topic in (*STAGES, RECEIPTS):
        run.topics[topic] = [
            replace(r, key="id-a2", fields={**r.fields, "article_id": "id-a2"})
            if r.event.endswith(("chaos-0", "chaos-2"))
            else r
            for r in run.topics[topic]
        ]
    run.store["id-a2"] = {**(run.store["id-a"] or {}), "revision": "rev-B", "headline": "B"}


def ended_with(code: int, told: int | None, seconds: float | None = None) -> Callable[[Run], Seen]:
    def change(run: Run) -> Seen:
        return run.seen(processes=[Ended("enrich-1", code, told, seconds)])

    return change


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("lost", no_end),
        ("lost", not_on_raw),
        ("lost", other_at_its_place),
        ("lost", not_on_raw_over_http),
        ("ended twice", two_ends),
        ("store", store_behind),
        ("store", store_without),
        ("store", store_live),
        ("stale", stale_enriched),
        ("stale", stale_indexed),
        ("stale", no_tombstone),
        pytest.param("stale", never_told_on("articles.indexed"), id="never on indexed"),
        pytest.param("stale", never_told_on("articles.enriched"), id="never on enriched"),
        ("order", backwards),
        ("body", other_body),
        pytest.param("double", double_of("term", "clean"), id="double of term"),
        pytest.param("double", double_of("scale", "clean"), id="double of scale"),
        pytest.param("double", double_of("kill", "enrich"), id="double of another's kill"),
        pytest.param("double", double_of("kill", "clean", count=101), id="more than a batch"),
        ("double", double_of_nothing),
        pytest.param("double", old_double("kill", "clean"), id="old double after kill"),
        pytest.param("double", old_double("broker", ""), id="old double after broker"),
        ("double", double_of_term_beside_broker),
        ("offsets", behind),
        ("offsets", never_committed),
        ("audit", audit_exits),
        pytest.param("audit", audit_says(balanced=False), id="unbalanced"),
        pytest.param("audit", audit_says(accepted=5), id="another count"),
        pytest.param("audit", audit_says(dead=1), id="dead that isn't"),
        ("outcome", wrong_outcome),
        ("identity", two_ids),
        pytest.param("process", ended_with(2, None), id="settings"),
        pytest.param("process", ended_with(-9, 15, 40.0), id="killed on term"),
        pytest.param("process", ended_with(0, 15, 31.0), id="slow on term"),
        pytest.param("process", ended_with(-11, None), id="crash by itself"),
    ],
)
def test_the_judge_finds_what_is_wrong(rule: str, change: Callable[[Run], Seen | None]) -> None:
    assert rule in spoilt(change)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(double_of("kill", "clean", count=100), id="right: the batch of a kill"),
        pytest.param(double_of("broker", "", count=3), id="right: what a broker's restart repeats"),
        pytest.param(ended_with(0, 15, 3.0), id="right: in order"),
        pytest.param(ended_with(-9, 9), id="right: killed"),
    ],
)
def test_the_judge_lets_pass_what_is_promised(change: Callable[[Run], Seen | None]) -> None:
    assert spoilt(change) == set()
