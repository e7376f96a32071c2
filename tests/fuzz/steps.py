"""Mutated messages through the stages: `python -m tests.fuzz.steps --stage clean --count 1000 --seed 1`.

Each comes of (seed, stage, number) alone, so that a find is tried again by its number (`--only`). What
`step` says of one goes on through all that the chassis makes of it, with mangled Kafka headers: receipt,
dead letter, output. A find is: an exception, a refusal that blames us, an output that its reader refuses, or
more than `LONGEST` seconds.
"""

import argparse
import json
import signal
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from time import thread_time
from typing import Any, NamedTuple

from schemas import Delivery, Identified, Reason, Receipt
from services.chassis.headers import TRACEPARENT, truncated
from services.chassis.outgoing import records_of
from services.chassis.records import ConsumedRecord, Headers
from services.chassis.settings import Settings
from services.chassis.stage_store import StageResult
from services.chassis.step import ERROR_LENGTH, Passed, Refused, Result, StageFunction, step
from services.chassis.verdicts import (
    Verdict,
    dead_letter,
    is_dead,
    outcome_of,
    passed_on,
    receipt_of,
    written,
)
from services.line import STAGES, Stage
from tests.fuzz.mutations import STRINGS, mutated
from tests.fuzz.real import NOW, corpora, delivery_of

LONGEST = 30
"""Seconds: the line's own budget for one article (`PRESSLINE_TIME_BUDGET`)."""
GIANT = {"clean": 200_000, "enrich": 20_000}
"""Characters of a blown-up text: what is longer costs enrich and clean seconds, and is measured elsewhere."""
TELL_EVERY = 10_000
FAULTS_OF_ARTICLES = {Reason.INVALID, Reason.TOO_LARGE, Reason.NOT_AN_ARTICLE}
STAMPS = (0, -1, 2**63 - 1, -(2**63), 1_772_366_400_000, 1_772_366_400_000_000_000, 4_000_000_000_000)
TRACES = (b"", b"00-" + b"0" * 32, b"00-" + b"a" * 32 + b"-" + b"b" * 16 + b"-01", b"\xff\x00", b"ff" * 4000)


class TookTooLong(BaseException):
    """Not an `Exception`, or `step` would take it for a fault of its own."""


class Fuzzed(NamedTuple):
    """One message of the run."""

    number: int
    value: bytes | None
    delivery: Delivery
    headers: Headers


@dataclass
class Report:
    """What a run saw; `seconds` of CPU for each message, in order."""

    stage: str
    outcomes: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    finds: dict[str, list[int]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """For people and programs: times in milliseconds of CPU."""
        ordered = sorted(self.seconds)
        slowest = max(range(len(ordered)), key=self.seconds.__getitem__)
        return {
            "stage": self.stage,
            "count": len(ordered),
            "outcomes": dict(self.outcomes.most_common()),
            "p50_ms": round(1000 * ordered[len(ordered) // 2], 3),
            "p99_ms": round(1000 * ordered[len(ordered) * 99 // 100], 3),
            "max_ms": round(1000 * ordered[-1], 1),
            "slowest_bytes": self.sizes[slowest],
            "cpu_s": round(sum(ordered), 1),
            "finds": self.finds,
        }


def fuzzed(stage: Stage, corpus: Sequence[bytes], seed: int, numbers: Sequence[int]) -> Iterator[Fuzzed]:
    """The messages of these numbers."""
    giant = GIANT.get(stage.name, 400_000)
    for number in numbers:
        rng = Random(f"{seed}:{stage.name}:{number}")
        value = mutated(rng, rng.choice(corpus), rng.choice(corpus), giant)
        delivery = delivery_of(stage, number)
        if rng.random() < 0.2:
            key = rng.choice((None, b"", b"\xff\xfe", b"\x00" * 32, b"a" * 100_000, rng.randbytes(32)))
            delivery = delivery._replace(
                key=key, timestamp=rng.choice(STAMPS), timestamp_type=rng.choice((0, 1, -1))
            )
        headers: Headers = []
        for _ in range(rng.choice((0, 0, 1, 3))):
            name = rng.choice((TRACEPARENT, "ce_id", "pressline-cause", rng.choice(STRINGS)))
            headers.append((name, rng.choice(TRACES)))
        yield Fuzzed(number, value, delivery, headers)


def follow(stage: Stage, work: StageFunction, one: Fuzzed) -> str:
    """Take a message through the stage; what became of it.

    Raises:
        AssertionError: that is not what may become of a message.
    """
    result = step(stage, work, one.value, one.delivery)
    verdict = _verdict(stage, result)
    record = ConsumedRecord(stage.input_topic, one.delivery.key, one.value, one.headers, one.delivery)
    outcome = outcome_of(stage, verdict)
    if outcome is not None:
        receipt = receipt_of(stage, record, verdict, outcome, NOW)
        assert Receipt.model_validate_json(receipt.value or b"").outcome is outcome
    if isinstance(verdict, Refused):
        assert verdict.reason in FAULTS_OF_ARTICLES, verdict.traceback
        assert 0 < len(verdict.error) <= ERROR_LENGTH, verdict.error
        if is_dead(verdict):
            truncated(dead_letter(stage, record, verdict, NOW))
        return verdict.reason.value
    for sent in records_of(stage, verdict.sends, record.headers, verdict.identity.delivery_id, NOW):
        assert sent.key
        if sent.value is not None and stage.write_batch is None:
            assert stage.output_model is not None
            stage.output_model.model_validate_json(sent.value)
    return "passed"


def _verdict(stage: Stage, result: Result) -> Verdict:
    if isinstance(result, Refused):
        return result
    assert isinstance(result, Passed)
    if stage.write_batch is None:
        return passed_on(stage, result)
    # as if the store had nothing to say: what it has is tried in tests/fuzz/indexing.py
    message = getattr(result.result, "article", result.result)
    type(message).model_validate_json(message.model_dump_json())
    sends = message if isinstance(message, Identified) else None
    return written(stage, result.identity, StageResult(sends, stage.outcome or message.outcome))


def run(
    stage: Stage, work: StageFunction, corpus: Sequence[bytes], seed: int, numbers: Sequence[int]
) -> Report:
    """Take all of them through, and report."""
    report = Report(stage.name)
    for one in fuzzed(stage, corpus, seed, numbers):
        began = thread_time()
        try:
            with _no_longer_than(LONGEST):
                what = follow(stage, work, one)
        except (Exception, TookTooLong) as error:
            what = "found"
            report.finds.setdefault(f"{type(error).__name__}: {error}"[-2000:], []).append(one.number)
            sys.stderr.write(f"found: {stage.name} {one.number}: {type(error).__name__}: {error}\n"[-1000:])
        report.seconds.append(thread_time() - began)
        report.sizes.append(len(one.value or b""))
        report.outcomes[what] += 1
        if len(report.sizes) % TELL_EVERY == 0:
            sys.stderr.write(f"{stage.name}: {len(report.sizes):,} of {len(numbers):,}\n")
    return report


@contextmanager
def _no_longer_than(seconds: int) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TookTooLong(f"{seconds} s are over")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def load(names: Sequence[str]) -> dict[str, StageFunction]:
    """The functions of these stages, and of all before them, which make their messages."""
    last = max(place for place, stage in enumerate(STAGES) if stage.name in names)
    settings = Settings()
    return {stage.name: stage.resolve(stage.load)(settings) for stage in STAGES[: last + 1]}


def main() -> None:
    """Run; exit 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", action="append", choices=[stage.name for stage in STAGES])
    parser.add_argument("--count", type=int, default=1000, help="messages of each stage")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="the number of one message")
    asked = parser.parse_args()
    names = asked.stage or [stage.name for stage in STAGES]
    works = load(names)
    messages = corpora(works)
    numbers = range(asked.count) if asked.only is None else [asked.only]
    found = False
    for stage in STAGES:
        if stage.name in names:
            report = run(stage, works[stage.name], messages[stage.name], asked.seed, numbers).as_json()
            sys.stdout.write(json.dumps({"seed": asked.seed, **report}, ensure_ascii=True) + "\n")
            sys.stdout.flush()
            found = found or bool(report["finds"])
    sys.exit(found)


if __name__ == "__main__":
    main()
