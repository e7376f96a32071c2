"""What is said of a run: for people as tables, for machines as one JSON document."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tests.chaos.checker import Verdict
from tests.chaos.faults import Happened
from tests.chaos.memory import Held
from tests.chaos.seen import Seen

SHOWN = 12
"""Wrong things of one rule that are told each for itself."""
MEGABYTE = 1024**2


@dataclass(frozen=True)
class Run:
    """A run that is over; times in seconds."""

    seed: int
    brokers: int
    store: str
    articles: int
    pushed: int
    took: float
    faults: Sequence[Happened]
    seen: Seen
    verdict: Verdict
    held: Sequence[Held]
    lines: dict[str, int]
    """Lines that each copy logged."""


def summary(run: Run) -> dict[str, Any]:
    """The run as plain values."""
    by_kind = Counter(happened.fault.kind.value for happened in run.faults)
    doubles: dict[int, Counter[str]] = defaultdict(Counter)
    for double in run.verdict.doubles:
        doubles[double.fault][double.record.topic] += 1
    wrong = Counter(each.rule for each in run.verdict.wrong)
    return {
        "seed": run.seed,
        "brokers": run.brokers or "embedded",
        "store": run.store,
        "articles": run.articles,
        "acknowledged": run.pushed,
        "seconds": round(run.took, 1),
        "faults": dict(by_kind),
        "ends": dict(run.verdict.ends),
        "lost": wrong["lost"],
        "stale": run.verdict.stale_keys,
        "doubles": {
            "store": wrong["identity"] + wrong["ended twice"],
            "topics": len(run.verdict.doubles),
            "unexplained": sum(1 for double in run.verdict.doubles if double.wrong),
            "by_fault": {number: dict(topics) for number, topics in sorted(doubles.items())},
        },
        "audit": dict(run.seen.audit),
        "ended_by_themselves": _by_themselves(run),
        "slowest_sigterm": max((p.seconds or 0.0 for p in run.seen.processes if p.told == 15), default=None),
        "memory": [asdict(each) for each in run.held],
        "log_lines": run.lines,
        "timeline": [
            {
                "fault": str(happened.fault),
                "kind": happened.fault.kind.value,
                "target": happened.target,
                "began": round(happened.began, 2),
                "ended": round(happened.ended, 2),
                "log_lines": happened.lines,
            }
            for happened in run.faults
        ],
        "wrong": [asdict(each) for each in run.verdict.wrong],
    }


def _by_themselves(run: Run) -> dict[str, int]:
    codes = Counter(f"{p.copy}: {p.code}" for p in run.seen.processes if p.told is None)
    return dict(codes)


def told(run: Run) -> Iterator[str]:
    """The run in lines for a terminal."""
    said = summary(run)
    name = f"{said['brokers']} broker(s), {run.store}"
    yield ""
    yield f"chaos: seed {run.seed}, {name}, {run.took:.0f} s"
    yield f"  pushed    {run.pushed} deliveries of {run.articles} articles"
    yield "  ends      " + ", ".join(f"{count} {name}" for name, count in sorted(said["ends"].items()))
    yield "  faults    " + (", ".join(f"{count} {kind}" for kind, count in said["faults"].items()) or "none")
    yield from _doubles(run)
    alone = said["ended_by_themselves"]
    yield "  processes " + (
        ", ".join(f"{name} × {count}" for name, count in alone.items()) or "none ended by itself"
    )
    if said["slowest_sigterm"]:
        yield f"            slowest to end on SIGTERM: {said['slowest_sigterm']:.1f} s"
    yield from _memory(run)
    yield "  log lines " + ", ".join(f"{copy} {count}" for copy, count in run.lines.items())
    for kind in ("broker", "store"):
        most = [max(h.lines.values(), default=0) for h in run.faults if h.fault.kind.value == kind]
        if most:
            yield f"            of one copy while one {kind} was away: at most {max(most)}"
    yield from _wrong(run)


def _doubles(run: Run) -> Iterator[str]:
    kinds = {happened.fault.number: happened.fault.kind.value for happened in run.faults}
    by: dict[str, Counter[str]] = defaultdict(Counter)
    most: Counter[tuple[str, int]] = Counter()
    for double in run.verdict.doubles:
        kind = kinds.get(double.fault, "no fault")
        by[kind][double.record.topic] += 1
        most[kind, double.fault] += 1
    if not by:
        yield "  doubles   none"
    for kind, topics in sorted(by.items()):
        worst = max(count for (of, _), count in most.items() if of == kind)
        each = ", ".join(f"{count} on {topic}" for topic, count in sorted(topics.items()))
        yield f"  doubles   by {kind}: {each}; at most {worst} by one"


def _memory(run: Run) -> Iterator[str]:
    by: dict[str, list[Held]] = defaultdict(list)
    for each in run.held:
        by[each.copy].append(each)
    for copy, several in by.items():
        most = max(each.most for each in several) / MEGABYTE
        drifts = [f"{each.drift:+.1%}" for each in several if each.drift is not None]
        yield f"  memory    {copy}: at most {most:.0f} MB" + (f", drift {' '.join(drifts)}" if drifts else "")


def _wrong(run: Run) -> Iterator[str]:
    rules: dict[str, list[str]] = defaultdict(list)
    for each in run.verdict.wrong:
        rules[each.rule].append(each.what)
    if not rules:
        yield "  verdict   nothing lost, nothing stale, nothing ended twice"
    for rule, several in rules.items():
        yield f"  WRONG     {rule}: {len(several)}"
        yield from (f"              {what}" for what in several[:SHOWN])
        if len(several) > SHOWN:
            yield f"              … and {len(several) - SHOWN} more"
