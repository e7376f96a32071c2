"""`pressline push`: send articles, and with `--wait` stay until each one's journey has ended."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from schemas import RawArticle
from services.chassis.errors import Misconfigured, PresslineError
from services.chassis.headers import raw_record
from services.chassis.kafka import Producer, find_broker
from services.chassis.records import ProducerRecord
from services.console.inputs import InputArticle
from services.console.terminal import people
from services.identity import article_id
from services.store import Store

AT_ONCE = 100
"""Articles sent before the broker's word is waited for."""
LOOK_EVERY = 0.2
"""Seconds between two looks at the ledger."""
REFUSED = "refused"


@dataclass(frozen=True)
class Pushed:
    """What became of one article."""

    label: str
    article_id: str | None
    delivery_id: str | None
    outcome: str | None
    reason: str | None = None
    detail: str | None = None

    @property
    def failed(self) -> bool:
        """Whether the producer has to do something about it."""
        return self.outcome in (REFUSED, "dead", None)


def progress(title: str, total: int | None) -> Progress:
    """A progress bar where people look."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=people(),
    )
    bar.add_task(title, total=total)
    return bar


async def push(bootstrap: str, found: Iterable[InputArticle], total: int | None) -> list[Pushed]:
    """Send every article that ingest would admit.

    Raises:
        Misconfigured: no broker answers.
    """
    await find_broker(bootstrap)
    pushed: list[Pushed] = []
    async with Producer(bootstrap) as producer:
        with progress("pushing", total) as bar:
            batch: list[InputArticle] = []
            for one in found:
                if one.article is None:
                    reason = one.reason.value if one.reason else None
                    pushed.append(Pushed(one.label, None, None, REFUSED, reason, one.error))
                    bar.advance(bar.task_ids[0])
                    continue
                batch.append(one)
                if len(batch) == AT_ONCE:
                    pushed += await _send(producer, batch)
                    bar.advance(bar.task_ids[0], len(batch))
                    batch = []
            pushed += await _send(producer, batch)
            bar.advance(bar.task_ids[0], len(batch))
    return pushed


async def _send(producer: Producer, batch: Sequence[InputArticle]) -> list[Pushed]:
    articles = [one.article for one in batch if one.article is not None]
    answers = await producer.deliver([record_of(article) for article in articles])
    pushed = []
    for one, article, answer in zip(batch, articles, answers, strict=True):
        key = article_id(article)
        if isinstance(answer, str):
            pushed.append(Pushed(one.label, key, None, REFUSED, "too_large", answer))
        else:
            pushed.append(Pushed(one.label, key, answer.id, "accepted"))
    return pushed


def record_of(article: RawArticle) -> ProducerRecord:
    """An article as a message on `articles.raw`, under its id."""
    return raw_record(article_id(article), article, "push", datetime.now(UTC))


async def wait_for_end(
    store: Store, pushed: Sequence[Pushed], find_line: Callable[[], object]
) -> list[Pushed]:
    """Wait until the ledger knows the end of each article's journey.

    Ends early when the line is gone for good (`find_line` raises `Misconfigured`) or at Ctrl-C;
    what has no end then has the outcome None.
    """
    open_ids = {one.delivery_id for one in pushed if one.delivery_id}
    ends: dict[str, Pushed] = {}
    by_delivery = {one.delivery_id: one for one in pushed}
    with progress("on the line", len(open_ids)) as bar:
        left_by = None
        while open_ids:
            journeys = await asyncio.to_thread(store.journeys, sorted(open_ids))
            for delivery_id, journey in journeys.items():
                if journey.outcome is not None:
                    reason = journey.reason.value if journey.reason else None
                    ends[delivery_id] = replace(
                        by_delivery[delivery_id],
                        # the store may know which article stands at the address better than we did
                        article_id=journey.article_id or by_delivery[delivery_id].article_id,
                        outcome=journey.outcome.value,
                        reason=reason,
                        detail=journey.detail,
                    )
            bar.update(bar.task_ids[0], completed=len(ends))
            open_ids -= ends.keys()
            try:
                find_line()
                await asyncio.sleep(LOOK_EVERY if open_ids else 0)
            except (Misconfigured, asyncio.CancelledError) as gone:
                left_by = f"not waited for: {gone or 'interrupted'}"
                break
    unknown = {id: replace(by_delivery[id], outcome=None, detail=left_by) for id in open_ids}
    return [{**ends, **unknown}.get(one.delivery_id or "", one) for one in pushed]


def require_some(pushed: Sequence[Pushed], paths: Sequence[str]) -> None:
    """Say so when there was nothing to push.

    Raises:
        PresslineError: no article was found.
    """
    if not pushed:
        raise PresslineError(f"no article found in {', '.join(paths)} (looked for .txt, .md, .html, .jsonl)")
