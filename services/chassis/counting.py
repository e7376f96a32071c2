"""What a batch adds to the metrics."""

import time
from collections.abc import Sequence

from services.chassis import metrics
from services.chassis.step import Passed, Refused, Result
from services.chassis.verdicts import Verdict, outcome_of
from services.line import Stage


def count_batch(stage: Stage, results: Sequence[Result], verdicts: Sequence[Verdict], seconds: float) -> None:
    """Count a batch that took `seconds` from taken to acknowledged, and what became of each article."""
    service, now = stage.service, time.time()
    metrics.CONSUMED.labels(service).inc(len(verdicts))
    metrics.BATCH.labels(service).observe(len(verdicts))
    for result, verdict in zip(results, verdicts, strict=True):
        reason = verdict.reason.value if isinstance(verdict, Refused) else ""
        outcome = outcome_of(stage, verdict)
        metrics.OUTCOMES.labels(service, outcome.value if outcome else "", reason).inc()
        metrics.PROCESSING.labels(service).observe(seconds / len(verdicts))
        accepted = verdict.identity.accepted_at
        if accepted is not None:
            metrics.AGE.labels(service).observe(max(0.0, now - accepted.timestamp()))
            if service == "ingest":
                metrics.see_source(verdict.identity.source, accepted)
        if isinstance(result, Passed):
            metrics.see_annotators(result.annotators)
