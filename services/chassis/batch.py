"""A batch through its stage: step, settle with the store, send, count. It ends only when all is safe.

The guarantee lives here: `send` returns after the broker has acknowledged every message the batch
makes, and `work` before it after the store has taken its writes. Only then is the batch committed
(`batch_runner.py`). Whatever is away (broker, store) is waited for, for as long as it takes.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple, TypeVar

from schemas import Identified, Reason
from services.chassis.breaker import Breaker
from services.chassis.counting import count_batch
from services.chassis.errors import PresslineError, Unavailable
from services.chassis.headers import truncated
from services.chassis.outgoing import Outgoing, outgoing, records_of
from services.chassis.pool import Pool, Slow
from services.chassis.records import ConsumedRecord, ProducerRecord, Send
from services.chassis.slow_lane import work_slowly
from services.chassis.stage_store import Confirm, Settle, StoreConnection
from services.chassis.step import Identity, Passed, Refused, Result, cut, failure
from services.chassis.verdicts import (
    Done,
    Verdict,
    dead_letter,
    is_dead,
    is_our_error,
    outcome_of,
    passed_on,
    receipt_of,
    written,
)
from services.chassis.waiting import Pauses, hold
from services.line import Stage, holds_tombstones

log = logging.getLogger("pressline")
T = TypeVar("T")

PAUSES = Pauses(0.5, 15.0)
"""Between two tries of something that is away."""


class Worked(NamedTuple):
    """What a stage did with a batch: `results` of its work, and `verdicts` when the store had its say.

    `slow` are those of the batch that take longer, in their order.
    """

    records: Sequence[ConsumedRecord]
    results: Sequence[Result]
    verdicts: Sequence[Verdict]
    now: datetime
    started: float
    slow: Sequence[tuple[ConsumedRecord, Slow]] = ()


class Batcher:
    """Runs the batches of one stage."""

    def __init__(
        self, stage: Stage, pool: Pool, send: Send, store: StoreConnection | None, breaker: Breaker
    ) -> None:
        self.stage = self._stage = stage
        self.breaker = breaker
        self._pool = pool
        self._one_at_the_store = asyncio.Lock()
        self._send = send
        self._store = store
        self._settle: Settle | None = stage.resolve(stage.write_batch) if stage.write_batch else None
        self._confirm: Confirm | None = stage.resolve(stage.confirm) if stage.confirm else None
        self._away: str | None = None
        self.on_hold: Callable[[], Awaitable[None]] | None = None
        """Called when a batch begins to wait for what is away."""

    @property
    def held_up_by(self) -> str | None:
        """What is away just now, or why the stage takes nothing more, as a person would say it."""
        return self.breaker.open or self._away

    async def work(self, records: Sequence[ConsumedRecord]) -> Worked:
        """Do the stage's work on `records`; nothing is sent of it yet. What takes long is left in `slow`.

        Raises:
            BreakerOpen: most of what the stage takes dies of an error of ours.
        """
        records = [record for record in records if record.unreadable or self.has_work_with(record)]
        started = time.perf_counter()
        quick: list[ConsumedRecord] = []
        results: list[Result] = []
        slow: list[tuple[ConsumedRecord, Slow]] = []
        keys: set[bytes | None] = set()
        for record, result in zip(records, await self._work_on(records), strict=True):
            if isinstance(result, Slow) or (record.key in keys and not record.unreadable):
                keys.add(record.key)  # what comes after it under its key must not pass it
                slow.append((record, result if isinstance(result, Slow) else Slow(None)))
            else:
                quick.append(record)
                results.append(result)
        return await self.settle(quick, results, started, slow)

    def has_work_with(self, record: ConsumedRecord) -> bool:
        """Whether there is anything to do: what a tombstone says was said by the retraction before it."""
        return not record.unreadable and (
            record.value is not None or not holds_tombstones(self._stage.input_topic)
        )

    async def work_slowly(self, record: ConsumedRecord, slow: Slow) -> Result:
        """Do the stage's work on one record that takes long."""
        return await work_slowly(self._pool, self._stage, (record.value, record.delivery), slow)

    async def settle(
        self,
        records: Sequence[ConsumedRecord],
        results: Sequence[Result],
        started: float,
        slow: Sequence[tuple[ConsumedRecord, Slow]] = (),
    ) -> Worked:
        """Let the store have its say on what the work gave; raises as `work`."""
        now = datetime.now(UTC)
        async with self._one_at_the_store:
            verdicts = await self._settle_all(results, now) if results else []
        self._look_for_a_bug(verdicts)
        return Worked(records, results, verdicts, now, started, slow)

    async def send(self, worked: Worked) -> None:
        """Send what comes of the work; return when the broker has acknowledged all of it."""
        if not worked.records:
            return
        verdicts = await self._pass_on(worked.records, worked.verdicts, worked.now)
        await self._account(worked.records, verdicts, worked.now)
        if self._stage.outcome is not None:  # the ledger's messages are receipts, not articles
            count_batch(self._stage, worked.results, verdicts, time.perf_counter() - worked.started)

    async def _work_on(self, records: Sequence[ConsumedRecord]) -> list[Result | Slow]:
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
                passed_on(self._stage, result) if isinstance(result, Passed) else result for result in results
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
            written(self._stage, result.identity, answer)
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
        self, records: Sequence[ConsumedRecord], verdicts: Sequence[Verdict], now: datetime
    ) -> list[Verdict]:
        """Send the stage's output, a tombstone after a retraction; what the topic can't take is refused."""
        final = list(verdicts)
        places: list[int] = []
        messages: list[ProducerRecord] = []
        sent: list[Outgoing] = []
        for place, (record, verdict) in enumerate(zip(records, verdicts, strict=True)):
            if isinstance(verdict, Done):
                delivery_id = verdict.identity.delivery_id
                made = records_of(self._stage, verdict.sends, record.headers, delivery_id, now)
                places += [place] * len(made)
                messages += made
                sent += verdict.sends
        for place, too_large in zip(places, await self._send_all(messages), strict=True):
            if too_large is not None:
                final[place] = Refused(final[place].identity, Reason.TOO_LARGE, too_large)
        await self._look_again(sent, now)
        return final

    async def _look_again(self, sent: Sequence[Outgoing], now: datetime) -> None:
        """Send anew what another worker changed, and maybe sent, while ours was on its way.

        Whoever sends last looks after all others have changed it: the last message of a key is the latest.
        """
        while self._confirm is not None and sent:
            newer = await self._newer(self._confirm, [each.message for each in sent if each.message])
            sent = [outgoing(message, self._stage.name, message.delivery_id) for message in newer]
            for message, each in zip(newer, sent, strict=True):
                await self._send_surely(records_of(self._stage, [each], [], message.delivery_id, now))

    async def _newer(self, confirm: Confirm, sent: Sequence[Identified]) -> Sequence[Identified]:
        async with self._one_at_the_store:
            return await self._until_back(lambda: asyncio.to_thread(confirm, self._store, sent))

    async def _account(
        self, records: Sequence[ConsumedRecord], verdicts: Sequence[Verdict], now: datetime
    ) -> None:
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

    async def _bury(self, letters: Sequence[ProducerRecord]) -> None:
        """Send dead letters; one that its topic can't take goes without its value, and says so.

        A message that was compressed on its way here can be over every limit when it is not.
        """
        refused = await self._send_all(letters)
        await self._send_surely(
            [truncated(letter) for letter, why in zip(letters, refused, strict=True) if why is not None]
        )

    async def _send_surely(self, messages: Sequence[ProducerRecord]) -> None:
        for message, refused in zip(messages, await self._send_all(messages), strict=True):
            if refused is not None:
                # without it an article would be lost: stop here, loudly, with nothing committed
                raise RuntimeError(f"{message.topic} does not take a message that it must: {refused}")

    async def _send_all(self, messages: Sequence[ProducerRecord]) -> list[str | None]:
        return await self._until_back(lambda: self._send(messages)) if messages else []

    async def _until_back(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """Try until what it needs answers. The second kind of failure: hold, and lose nothing."""
        answer = await hold(attempt, self._hold, PAUSES)
        self._away = None
        return answer

    async def _hold(self, away: Unavailable, pause: float) -> None:
        if self._away is None and self.on_hold is not None:
            await self.on_hold()
        self._away = str(away)
        log.warning("%s holds: %s; trying again in %g s", self._stage.name, away, pause)
