"""A run: brokers, store and services come up, articles and faults go in, it comes to rest, and is judged."""

import asyncio
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace

from tests.chaos import collect
from tests.chaos.brokers import running_brokers
from tests.chaos.checker import check
from tests.chaos.copies import Sample
from tests.chaos.faults import Faults, Happened
from tests.chaos.line import Line
from tests.chaos.memory import held
from tests.chaos.plan import Plan
from tests.chaos.producer import Producer, Progress, follow_receipts
from tests.chaos.report import Run
from tests.chaos.schedule import Fault
from tests.chaos.seen import OUTPUTS, RECEIPTS, Acknowledged, Ended, Seen, Window, Wrong
from tests.chaos.stores import running_store
from tests.chaos.traffic import pushes, read_leads

SAMPLE_EVERY = 1.0

Say = Callable[[str], None]


async def run(plan: Plan, say: Say) -> Run:
    """Do it all; what is wrong stands in the run's verdict.

    Raises:
        ServerFailed: a broker or the store does not come up.
        RuntimeError: the line does not become ready, or refuses what it should take.
    """
    begun = time.monotonic()
    faults = plan.faults()
    for fault in faults:
        say(f"  {fault}")
    async with AsyncExitStack() as stack:
        brokers = await stack.enter_async_context(running_brokers(plan.brokers, plan.folder))
        store = await stack.enter_async_context(running_store(plan.store, plan.folder))
        line = Line(plan, brokers, store)
        stack.push_async_callback(line.close)
        await line.start()
        say(f"the line is up after {time.monotonic() - begun:.0f} s, logs in {plan.folder}")
        happened, progress, samples = await _drive(plan, line, faults, say)
        say("all is pushed and broken; waiting for the line to come to rest")
        rested, code, audited = await line.rest(len(progress.acks), plan.rest)
        seen = await _look(line, progress, happened, (code, audited))
        verdict = check(seen)
        memory = held(samples)
        more = [] if rested else [Wrong("rest", f"not at rest within {plan.rest:g} s: {audited}")]
        more += [Wrong("refused", why) for why in progress.refused]
        more += [
            Wrong("stalled", f"nothing was taken and nothing ended for {plan.rest:g} s until {at:.0f}")
            for at in progress.stalls
        ]
        if plan.flat:
            more += [
                Wrong("memory", f"{each.copy} ({each.pid}) drifts by {each.drift:+.1%}")
                for each in memory
                if not each.flat
            ]
        lines = {copy.name: copy.lines() for copy in line.copies}
        return Run(
            seed=plan.seed,
            brokers=plan.brokers,
            store=plan.store,
            articles=plan.articles,
            pushed=len(progress.acks),
            took=time.monotonic() - begun,
            faults=happened,
            seen=seen,
            verdict=replace(verdict, wrong=[*verdict.wrong, *more]),
            held=memory,
            lines=lines,
        )


async def _drive(
    plan: Plan, line: Line, faults: list[Fault], say: Say
) -> tuple[list[Happened], Progress, list[Sample]]:
    """Push and break, until both are done."""
    todo = pushes(plan.seed, plan.articles, read_leads(plan.data))
    progress = Progress(len(todo))
    producer = Producer(line.brokers.direct, line.gateways, progress)
    breaker = Faults(line.copies, line.brokers, line.store, line.spawn)
    begun = time.monotonic()
    samples: list[Sample] = []

    def may(number: int) -> bool:
        if plan.duration is not None:
            return time.monotonic() - begun >= plan.duration * number / len(todo)
        return progress.in_flight < plan.in_flight or progress.stalled

    def share() -> float:
        if plan.duration is not None:
            return (time.monotonic() - begun) / plan.duration
        return progress.share

    async def one(fault: Fault) -> Happened:
        while share() < fault.at and not progress.stalled:
            await asyncio.sleep(0.05)
        say(f"{time.monotonic() - begun:6.1f} s  {fault}")
        return await breaker.carry_out(fault)

    async def sample() -> None:
        before, moved = (0, 0), time.monotonic()
        while True:
            now = len(progress.acks), len(progress.ended)
            if now != before:
                before, moved = now, time.monotonic()
            stalled = time.monotonic() - moved > plan.rest
            if stalled and not progress.stalled:
                progress.stalls.append(time.time())
            progress.stalled = stalled
            samples.extend(filter(None, (copy.sample() for copy in line.copies)))
            await asyncio.sleep(SAMPLE_EVERY)

    beside = [
        asyncio.create_task(follow_receipts(line.brokers.direct, progress)),
        asyncio.create_task(sample()),
    ]
    try:
        async with asyncio.TaskGroup() as group:
            doing = [group.create_task(one(fault)) for fault in faults]
            group.create_task(producer.push_all(todo, may))
        for task in beside:
            if task.done():
                task.result()
    finally:
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
    return [task.result() for task in doing], progress, samples


async def _look(
    line: Line, progress: Progress, happened: list[Happened], audited: tuple[int, dict[str, object]]
) -> Seen:
    """Read all that the run left."""
    # the embedded broker leaves stamps to producers: there what ingest does again has another `accepted_at`
    but = ("accepted_at",) if line.brokers.embedded else ()
    topics = await collect.read_topics(line.brokers.direct, but)
    ids = {str(r.fields["article_id"]) for r in topics[RECEIPTS] if r.fields.get("article_id")}
    ids |= {record.key for topic in OUTPUTS for record in topics[topic]}
    store = await collect.read_store(line.gateways()[0], sorted(ids))
    return Seen(
        topics=topics,
        acknowledged=[
            Acknowledged(
                ack.push.token,
                ack.push.ends,
                ack.article_id or ack.push.article,
                ack.place,
                by_key=ack.push.body is None,
            )
            for ack in progress.acks
        ],
        store=store,
        audit=audited[1],
        audit_code=audited[0],
        committed=await collect.read_committed(line.brokers.direct),
        faults=[
            Window(h.fault.number, h.fault.kind.value, h.fault.service, h.began, h.ended) for h in happened
        ],
        processes=[
            Ended(
                run.copy,
                run.code,
                run.told[0] if run.told else None,
                run.ended - run.told[1] if run.told and run.ended else None,
                run.ended,
            )
            for copy in line.copies
            for run in copy.runs
            if run.code is not None
        ],
    )
