"""A batch through its stage: step, settle with the store, send, count. It ends only when all is safe.

The guarantee lives here: `send` returns after the broker has acknowledged every message the batch
makes, and `work` before it after the store has taken its writes. Only then is the batch committed
(`work.py`). Whatever is away (broker, store) is waited for, for as long as it takes.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple, TypeVar

from schemas import Identified, Reason
from services.chassis import metrics
from services.chassis.breaker import Breaker
from services.chassis.errors import Away, PresslineError
from services.chassis.headers import cloud_event, trace_of, truncated
from services.chassis.pool import Pool
from services.chassis.records import Record, Send, Taken
from services.chassis.settle import Settle, Store
from services.chassis.step import Identity, Passed, Refused, Result, cut, failure
from services.chassis.verdicts import (
    Done,
    Verdict,
    dead_letter,
    is_dead,
    is_our_error,
    key_of,
    outcome_of,
    receipt_of,
)
from services.line import Stage, holds_tombstones

log = logging.getLogger("pressline")
T = TypeVar("T")

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0
"""Seconds between two tries of something that is away: doubled from the first to the longest."""


class Worked(NamedTuple):
    """What a stage did with a batch: `results` of its work, `verdicts` when the store had its say, both at
    `now`."""

    records: Sequence[Taken]
    results: Sequence[Result]
    verdicts: Sequence[Verdict]
    now: datetime
    started: float


class Batcher:
    """Runs the batches of one stage."""

    def __init__(self, stage: Stage, pool: Pool, send: Send, store: Store | None, breaker: Breaker) -> None:
        self.stage = self._stage = stage
        self.breaker = breaker
        self._pool = pool
        self._send = send
        self._store = store
        self._settle: Settle | None = stage.resolve(stage.settle) if stage.settle else None
        self._away: str | None = None

    @property
    def held_up_by(self) -> str | None:
        """What is away just now, or why the stage takes nothing more, as a person would say it."""
        return self.breaker.open or self._away

    async def work(self, records: Sequence[Taken]) -> Worked:
        """Do the stage's work on `records`; nothing is sent of it yet.

        Raises:
            BreakerOpen: most of what the stage takes dies of an error of ours.
        """
        if holds_tombstones(self._stage.reads):
            # what they say was said by the retraction before them
            records = [record for record in records if record.value is not None or record.unreadable]
        started = time.perf_counter()
        results = await self._work_on(records)
        now = datetime.now(UTC)
        verdicts = await self._settle_all(results, now) if results else []
        self._look_for_a_bug(verdicts)
        return Worked(records, results, verdicts, now, started)

    async def send(self, worked: Worked) -> None:
        """Send what comes of the work; return when the broker has acknowledged all of it."""
        if not worked.records:
            return
        verdicts = await self._pass_on(worked.records, worked.verdicts, worked.now)
        await self._account(worked.records, verdicts, worked.now)
        if self._stage.outcome is not None:  # the ledger's messages are receipts, not articles
            self._count(worked.results, verdicts, time.perf_counter() - worked.started)

    async def _work_on(self, records: Sequence[Taken]) -> list[Result]:
        """The stage's pure work; what can't be read is refused without."""
        readable = [record for record in records if not record.unreadable]
        items = [(record.value, record.delivery) for record in readable]
        results = iter(await self._pool.run(self._stage, items) if items else [])
        return [
            Refused(Identity(record.delivery.id), Reason.UNREADABLE, cut(record.unreadable))
            if record.unreadable
            else next(results)
            for record in records
        ]

    def _look_for_a_bug(self, verdicts: Sequence[Verdict]) -> None:
        self.breaker.see([verdict.error if is_our_error(verdict) else None for verdict in verdicts])

    async def _settle_all(self, results: Sequence[Result], now: datetime) -> list[Verdict]:
        """Let the store have its say on what passed."""
        passed = [result for result in results if isinstance(result, Passed)]
        if self._settle is None:
            return [
                Done(result.identity, self._stage.outcome, result.value, retracted=result.retracted)
                if isinstance(result, Passed)
                else result
                for result in results
            ]
        try:
            answers = iter(await self._settle_together(passed, now))
            return [next(answers) if isinstance(result, Passed) else result for result in results]
        except PresslineError:
            raise  # no article's fault: the service has to start anew
        except Exception:
            log.exception("%s: this batch could not be settled: trying its articles alone", self._stage.name)
        return [
            await self._settle_alone(result, now) if isinstance(result, Passed) else result
            for result in results
        ]

    async def _settle_together(self, passed: Sequence[Passed], now: datetime) -> list[Done]:
        settle = self._settle
        if settle is None or not passed:
            return []
        messages = [result.result for result in passed]
        answers = await self._until_back(lambda: asyncio.to_thread(settle, self._store, messages, now))
        return [
            Done(
                result.identity,
                answer.outcome,
                answer.message.model_dump_json().encode() if answer.message is not None else None,
                answer.detail,
                isinstance(answer.message, Identified) and answer.message.retracted,
            )
            for result, answer in zip(passed, answers, strict=True)
        ]

    async def _settle_alone(self, result: Passed, now: datetime) -> Verdict:
        try:
            (done,) = await self._settle_together([result], now)
        except PresslineError:
            raise
        except Exception as error:
            return failure(result.identity, error)
        return done

    async def _pass_on(
        self, records: Sequence[Taken], verdicts: Sequence[Verdict], now: datetime
    ) -> list[Verdict]:
        """Send the stage's output, a tombstone after a retraction; what the topic can't take is refused."""
        stage, final = self._stage, list(verdicts)
        if stage.writes is None or stage.gives is None:
            return final
        places, messages = [], []
        for place, (record, verdict) in enumerate(zip(records, verdicts, strict=True)):
            if isinstance(verdict, Done) and verdict.value is not None:
                event = f"{verdict.identity.delivery_id}/{stage.name}"
                trace = trace_of(record.headers, verdict.identity.delivery_id)
                values: dict[str, bytes | None] = {event: verdict.value}
                if stage.buries and verdict.retracted:
                    values[f"{event}/tombstone"] = None
                for name, value in values.items():
                    headers = cloud_event(stage.gives, stage.service, name, now, trace)
                    places.append(place)
                    messages.append(Record(stage.writes, key_of(verdict.identity), value, headers))
        for place, too_large in zip(places, await self._send_all(messages), strict=True):
            if too_large is not None:
                final[place] = Refused(final[place].identity, Reason.TOO_LARGE, too_large)
        return final

    async def _account(self, records: Sequence[Taken], verdicts: Sequence[Verdict], now: datetime) -> None:
        """Lay the dead to rest and write a receipt for every article."""
        letters, receipts = [], []
        for record, verdict in zip(records, verdicts, strict=True):
            if is_dead(verdict):
                letters.append(dead_letter(self._stage, record, verdict, now))
            outcome = outcome_of(self._stage, verdict)
            if outcome is not None:
                receipts.append(receipt_of(self._stage, record, verdict, outcome, now))
        # a receipt that says `dead` must not stand before the dead letter lies
        await self._bury(letters)
        await self._send_surely(receipts)

    async def _bury(self, letters: Sequence[Record]) -> None:
        """Send dead letters; one that its topic can't take goes without its value, and says so.

        A message that was compressed on its way here can be over every limit when it is not.
        """
        refused = await self._send_all(letters)
        await self._send_surely(
            [truncated(letter) for letter, why in zip(letters, refused, strict=True) if why is not None]
        )

    async def _send_surely(self, messages: Sequence[Record]) -> None:
        for message, refused in zip(messages, await self._send_all(messages), strict=True):
            if refused is not None:
                # without it an article would be lost: stop here, loudly, with nothing committed
                raise RuntimeError(f"{message.topic} does not take a message that it must: {refused}")

    async def _send_all(self, messages: Sequence[Record]) -> list[str | None]:
        return await self._until_back(lambda: self._send(messages)) if messages else []

    async def _until_back(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """Try until what it needs answers. The second kind of failure: hold, and lose nothing."""
        pause = FIRST_PAUSE
        while True:
            try:
                answer = await attempt()
            except Away as away:
                self._away = str(away)
                log.warning("%s holds: %s; trying again in %g s", self._stage.name, away, pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                self._away = None
                return answer

    def _count(self, results: Sequence[Result], verdicts: Sequence[Verdict], seconds: float) -> None:
        service, now = self._stage.service, time.time()
        metrics.CONSUMED.labels(service).inc(len(verdicts))
        metrics.BATCH.labels(service).observe(len(verdicts))
        for result, verdict in zip(results, verdicts, strict=True):
            reason = verdict.reason.value if isinstance(verdict, Refused) else ""
            outcome = outcome_of(self._stage, verdict)
            metrics.OUTCOMES.labels(service, outcome.value if outcome else "", reason).inc()
            metrics.PROCESSING.labels(service).observe(seconds / len(verdicts))
            accepted = verdict.identity.accepted_at
            if accepted is not None:
                metrics.AGE.labels(service).observe(max(0.0, now - accepted.timestamp()))
                if service == "ingest":
                    metrics.see_source(verdict.identity.source, accepted)
            if isinstance(result, Passed):
                metrics.see_annotators(result.annotators)
