"""The judge: what a run left on its topics and in its store, held against what is promised.

It is pure, and a stranger to what it judges: it knows the contract and nothing of `services`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.chaos.doubles import Double, attribute, doubles_in
from tests.chaos.processes import processes_wrong
from tests.chaos.seen import DEAD, ENDS, GROUPS, RAW, RECEIPTS, TOPICS, Record, Seen, Wrong
from tests.chaos.streams import bodies, order, stale


@dataclass(frozen=True)
class Verdict:
    """What is wrong, and what was counted on the way."""

    wrong: Sequence[Wrong]
    doubles: Sequence[Double]
    ends: Mapping[str, int]
    stale_keys: int


def check(seen: Seen) -> Verdict:
    """Judge a run that has come to rest."""
    receipts = _receipts(seen)
    ends = _ends(receipts)
    doubles = attribute(
        doubles_in([r for t in TOPICS if t != RAW for r in seen.topics.get(t, ())]), seen.faults
    )
    stale_keys = list(stale(seen))
    wrong = [
        *_lost(seen, ends),
        *_outcomes(seen, ends),
        *_identity(seen, receipts),
        *_shown(seen, receipts),
        *stale_keys,
        *order(seen),
        *_doubles(doubles),
        *bodies(seen),
        *_offsets(seen),
        *_audit(seen, ends),
        *processes_wrong(seen),
    ]
    counted = Counter(outcome for outcomes in ends.values() for outcome in outcomes)
    return Verdict(wrong, doubles, counted, len(stale_keys))


def _receipts(seen: Seen) -> dict[str, list[Record]]:
    """By delivery."""
    found = defaultdict(list)
    for receipt in seen.topics.get(RECEIPTS, ()):
        found[str(receipt.fields.get("delivery_id"))].append(receipt)
    return found


def _ends(receipts: Mapping[str, Sequence[Record]]) -> dict[str, set[str]]:
    """By delivery how it ended: folded, what was said twice counts once."""
    return {
        delivery: {str(r.fields["outcome"]) for r in of_one if r.fields.get("outcome") in ENDS}
        for delivery, of_one in receipts.items()
    }


def _lost(seen: Seen, ends: Mapping[str, set[str]]) -> Iterator[Wrong]:
    """What was acknowledged lies on `articles.raw`, and all that lies there has ended, once."""
    raw = seen.topics.get(RAW, ())
    places = {(r.partition, r.offset): r for r in raw}
    tokens = {r.fields.get("external_id") for r in raw}
    taken_back = Counter(r.key for r in raw if r.body is None)
    for ack in seen.acknowledged:
        if ack.place is not None:
            there = places.get(ack.place)
            if there is None or there.fields.get("external_id") not in (ack.token, None):
                yield Wrong("lost", f"{ack.token} was acknowledged at {ack.place} and is not on {RAW}")
        elif ack.by_key:
            if not taken_back[ack.key]:
                yield Wrong("lost", f"the DELETE of {ack.key} was acknowledged and is not on {RAW}")
        elif ack.token not in tokens:
            yield Wrong("lost", f"{ack.token} was acknowledged over HTTP and is not on {RAW}")
    for record in raw:
        outcomes = ends.get(record.delivery, set())
        if not outcomes:
            yield Wrong("lost", f"{record.delivery} ({record.key}) has no end")
        elif len(outcomes) > 1:
            yield Wrong("ended twice", f"{record.delivery} ({record.key}): {', '.join(sorted(outcomes))}")
    for unknown in ends.keys() - {record.delivery for record in raw}:
        yield Wrong("lost", f"receipts speak of {unknown}, which is not on {RAW}")


def _outcomes(seen: Seen, ends: Mapping[str, set[str]]) -> Iterator[Wrong]:
    """Each ended as what it is may end."""
    right = {ack.token: set(ack.ends) for ack in seen.acknowledged}
    for record in seen.topics.get(RAW, ()):
        may = {"retracted"} if record.body is None else right.get(str(record.fields.get("external_id")))
        outcomes = ends.get(record.delivery, set())
        if may and outcomes - may:
            said = ", ".join(sorted(outcomes))
            yield Wrong(
                "outcome", f"{record.delivery} ({record.key}) is {said}, not {' or '.join(sorted(may))}"
            )


def _identity(seen: Seen, receipts: Mapping[str, Sequence[Record]]) -> Iterator[Wrong]:
    """What was pushed under one key is one article, so that the store holds none twice."""
    ids: dict[str, set[str]] = defaultdict(set)
    for record in seen.topics.get(RAW, ()):
        said = (r.fields.get("article_id") for r in receipts.get(record.delivery, ()))
        ids[record.key].update(str(article_id) for article_id in said if article_id)
    for key, several in ids.items():
        if len(several) > 1:
            yield Wrong("identity", f"{key} became {len(several)} articles: {', '.join(sorted(several))}")


def _shown(seen: Seen, receipts: Mapping[str, Sequence[Record]]) -> Iterator[Wrong]:
    """The store shows of each article what was pushed last: one key lies in one partition, in order."""
    last: dict[str, Record] = {}
    for record in sorted(seen.topics.get(RAW, ()), key=lambda r: (r.partition, r.offset)):
        ends = {r.fields.get("outcome") for r in receipts.get(record.delivery, ())}
        if not ends & {"dead", "dropped"}:
            last[record.key] = record
    for key, record in last.items():
        said = [r.fields for r in receipts.get(record.delivery, ()) if r.fields.get("article_id")]
        if not said:
            continue  # it is among the lost
        article_id = str(said[0]["article_id"])
        shown = seen.store.get(article_id)
        back = record.body is None or bool(record.fields.get("retracted"))
        if shown is None:
            yield Wrong("store", f"{article_id} ({key}) is not in the store")
        elif bool(shown.get("retracted")) != back:
            state = "taken back" if back else "shown"
            yield Wrong("store", f"{article_id} ({key}) was last {state}, and the store says otherwise")
        elif not back:
            revisions = {fields["revision"] for fields in said if fields.get("revision")}
            if revisions and shown.get("revision") not in revisions:
                yield Wrong("store", f"{article_id} ({key}) shows {shown.get('revision')}, not {revisions}")
            headline = record.fields.get("headline")
            if shown.get("headline") != headline:
                yield Wrong(
                    "store", f"{article_id} ({key}) shows {shown.get('headline')!r}, not {headline!r}"
                )


def _doubles(doubles: Sequence[Double]) -> Iterator[Wrong]:
    for (fault, topic, why), several in _grouped(doubles).items():
        first = several[0].record
        of = f"by fault #{fault}" if fault else "by no fault"
        place = f"first {first.event} at offset {first.offset} of partition {first.partition}, {first.at:.1f}"
        yield Wrong("double", f"{len(several)} on {topic} {of}: {why}; {place}")


def _grouped(doubles: Sequence[Double]) -> dict[tuple[int, str, str], list[Double]]:
    groups: dict[tuple[int, str, str], list[Double]] = defaultdict(list)
    for double in doubles:
        if double.wrong:
            groups[double.fault, double.record.topic, double.wrong].append(double)
    return groups


def _offsets(seen: Seen) -> Iterator[Wrong]:
    """All that lies on a stage's topic was taken and committed."""
    for service, topics in GROUPS.items():
        for topic in topics:
            ends: dict[int, int] = {}
            for record in seen.topics.get(topic, ()):
                ends[record.partition] = max(ends.get(record.partition, 0), record.offset + 1)
            for partition, end in ends.items():
                committed = seen.committed.get((f"pressline-{service}", topic, partition), -1)
                if committed < end:
                    yield Wrong("offsets", f"{service} committed {committed} of {end} on {topic}:{partition}")


def _audit(seen: Seen, ends: Mapping[str, set[str]]) -> Iterator[Wrong]:
    """The line's own count is ours."""
    audit = seen.audit
    if seen.audit_code or not audit.get("balanced"):
        yield Wrong("audit", f"exit {seen.audit_code}: {dict(audit)}")
    counted = Counter(next(iter(outcomes)) for outcomes in ends.values() if len(outcomes) == 1)
    raw = len(seen.topics.get(RAW, ()))
    ours = {"accepted": raw, "waiting": 0, "in_flight": 0, **{name: counted[name] for name in ENDS}}
    for name, count in ours.items():
        if audit.get(name) != count:
            yield Wrong("audit", f"{name} is {audit.get(name)}, counted on the topics {count}")
    dead = sum(len(seen.topics.get(topic, ())) for topic in DEAD)
    letters = {r.event for topic in DEAD for r in seen.topics.get(topic, ())}
    if len(letters) != counted["dead"]:
        yield Wrong(
            "dead letters", f"{len(letters)} ({dead} messages) for {counted['dead']} deliveries that died"
        )
