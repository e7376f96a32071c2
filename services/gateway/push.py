"""Articles come in: checked as ingest checks them, and answered for once the broker has them."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from aiokafka.errors import KafkaError
from fastapi import APIRouter, Security
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from schemas import Delivery, RawArticle
from services.chassis.errors import Misconfigured, Unavailable
from services.chassis.kafka import ANSWER_WITHIN, MAX_MESSAGE, Producer
from services.chassis.records import ProducerRecord
from services.chassis.topics import require_topics
from services.gateway import examples
from services.gateway.admitting import NotAdmitted, admit, record_of, require_size
from services.gateway.arriving import JSON_LINES, is_lines
from services.gateway.bodies import Bodies
from services.gateway.callers import lacks, need_scope
from services.gateway.key_file import Scope
from services.gateway.line_answers import LinePushes
from services.gateway.parameters import Id
from services.gateway.problems import RETRY_AFTER, Fault, HttpProblem, described, in_words, shown
from services.identity import ID, article_id
from services.line import FIRST

MAX_REQUEST_ARTICLES = 1000
"""Articles of one request."""
AT_ONCE = 2 * 1024 * 1024
"""Bytes of them that are sent at once: each such piece has its own time to be acknowledged."""


class PushReceipt(BaseModel):
    """The broker has the article; `GET /v1/articles/{article_id}/trace` tells what becomes of it."""

    article_id: str = Field(description="depends only on the article: pushed again it has the same")
    delivery_id: str = Field(description="names this delivery")


class Pusher:
    """Puts messages on `articles.raw`; connects when there is something to send."""

    def __init__(self, bootstrap: str) -> None:
        self._bootstrap = bootstrap
        self._producer: Producer | None = None
        self._connecting = asyncio.Lock()

    async def send(self, records: Sequence[ProducerRecord]) -> list[Delivery | str | Unavailable]:
        """The broker's word on each record, or `Unavailable` for one that it has not given in time.

        Raises:
            Unavailable: the broker can't be reached; nothing was sent.
        """
        return await (await self._connected()).attempt(records, ANSWER_WITHIN)

    async def _connected(self) -> Producer:
        try:
            # waiting for another's try counts, or the tenth would wait ten times as long
            async with asyncio.timeout(ANSWER_WITHIN), self._connecting:
                if self._producer is None:
                    self._producer = await self._connect()
                return self._producer
        except (KafkaError, OSError, TimeoutError, Misconfigured):  # our password may have changed meanwhile
            raise Unavailable(f"the broker at {self._bootstrap} does not answer: nothing was sent") from None

    async def _connect(self) -> Producer:
        producer = Producer(self._bootstrap)
        try:
            await producer.__aenter__()
            # a Kafka makes a topic that somebody sends to, and not as it should be
            await require_topics(self._bootstrap, [FIRST.input_topic])
        except BaseException:
            await producer.__aexit__()
            raise
        return producer

    async def stop(self) -> None:
        """Let go of the broker."""
        if self._producer is not None:
            await self._producer.__aexit__()


def push_router(pusher: Pusher, bodies: Bodies, line_pushes: LinePushes) -> APIRouter:
    """The routes that write articles."""
    router = APIRouter(tags=["articles"])

    @router.post(
        "/v1/articles",
        status_code=202,
        summary="Push articles",
        dependencies=[Security(need_scope, scopes=[Scope.PUSH])],
        response_model=PushReceipt | list[PushReceipt],
        responses={
            202: {
                "content": {
                    "application/json": {"examples": examples.RECEIPTS},
                    JSON_LINES[0]: examples.LINE_RECEIPTS,
                }
            },
            **described(400, 408, 413, 415, 422, 429, 503, s422=examples.BAD_DATE),
        },
        openapi_extra={"requestBody": examples.PUSH_BODY},
    )
    async def push(request: Request) -> PushReceipt | list[PushReceipt] | Response:
        """One article, or a list of up to 1,000: all are taken, or none if any is refused.

        The answer has a receipt for each, in the same shape: one, or a list. It comes when the broker has the
        articles, so what was answered 202 is not lost. An article pushed again is `unchanged`; one with other
        content is a new revision. `{"url": …, "retracted": true}` takes an article back, and needs the scope
        `retract` as well. A 503 lists in `accepted` what the broker has all the same; sending everything
        again does no harm.

        As `application/x-ndjson` any number of articles, one a line, are read as they come and answered for
        as they are taken: 202, and a line for each (`LineReceipt`). One that is refused does not stop the
        others. If the broker goes away in the middle, or the body breaks off, the lines that were not taken
        are answered `unavailable` with `retry`, each, or from the one with `last` on. A 503 instead of the
        202 says that nothing was taken. Up to some 60,000 receipts wait for a client that reads them late.

        Bodies may come with `Content-Encoding: gzip`, `deflate` or `zstd`; limits are of what they unpack to.
        """
        if is_lines(request):
            return await line_pushes.answer(request)
        async with bodies.json(request, MAX_MESSAGE) as document:
            articles = await _articles(document, datetime.now(UTC), lacks(request, Scope.RETRACT))
            records = []
            for article in articles:
                records.append(record_of(article_id(article), article, request))
                await asyncio.sleep(0)
            _require_sizes(records, many=isinstance(document, list))
            receipts = await _send(pusher, records)
            return receipts if isinstance(document, list) else receipts[0]

    @router.delete(
        "/v1/articles/{article_id}",
        status_code=202,
        summary="Take an article back",
        dependencies=[Security(need_scope, scopes=[Scope.RETRACT])],
        responses={
            202: {"content": {"application/json": {"example": examples.RECEIPT}}},
            **described(404, 422, 429, 503, s404="'nonsense' is no article's id: 32 hexadecimal digits"),
        },
    )
    async def take_back(request: Request, article_id: Id) -> PushReceipt:
        """It leaves search and its story; `GET` shows it without its text, its revisions stay readable.

        Also an article that is not known yet: what was accepted earlier and is still on the line counts as
        taken back, too; what is accepted later does not.
        """
        if not ID.fullmatch(article_id):
            raise HttpProblem(404, f"{shown(article_id)} is no article's id: 32 hexadecimal digits")
        [receipt] = await _send(pusher, [record_of(article_id, None, request)])
        return receipt

    return router


async def _articles(document: Any, now: datetime, no_retracting: str | None) -> list[RawArticle]:
    items = document if isinstance(document, list) else [document]
    if not 1 <= len(items) <= MAX_REQUEST_ARTICLES:
        raise HttpProblem(422, f"body: a list of 1 to {MAX_REQUEST_ARTICLES:,} articles, not {len(items):,}")
    found: list[Fault] = []
    large: list[Fault] = []
    forbidden: list[Fault] = []
    articles = []
    for place, item in enumerate(items):
        await asyncio.sleep(0)  # others wait while a thousand are looked at
        try:
            index = place if isinstance(document, list) else None
            articles.append(admit(item, now, index, no_retracting=no_retracting))
        except NotAdmitted as error:
            (forbidden if error.forbidden else large if error.too_large else found).extend(error.faults)
    if found or large or forbidden:
        status = 422 if found else 413 if large else 403
        raise HttpProblem(status, in_words(found or large or forbidden), errors=[*found, *large, *forbidden])
    return articles


def _require_sizes(records: Sequence[ProducerRecord], *, many: bool) -> None:
    for index, record in enumerate(records):
        try:
            require_size(record, index if many else None)
        except NotAdmitted as error:
            raise HttpProblem(413, in_words(error.faults), errors=error.faults) from None


def pieces(records: Sequence[ProducerRecord]) -> Iterator[Sequence[ProducerRecord]]:
    """Records in pieces that are sent, and waited for, one after another: `AT_ONCE` bytes, or one more."""
    first = size = 0
    for number, record in enumerate(records):
        size += len(record.value or b"")
        if size >= AT_ONCE:
            yield records[first : number + 1]
            first, size = number + 1, 0
    if first < len(records):
        yield records[first:]


async def _send(pusher: Pusher, records: Sequence[ProducerRecord]) -> list[PushReceipt]:
    answers: list[Delivery | str | Unavailable] = []
    for piece in pieces(records):
        try:
            answers += await pusher.send(piece)
        except Unavailable as error:
            if not answers:
                raise
            answers += [error] * len(piece)
        if any(isinstance(answer, Unavailable) for answer in answers):
            # what follows is not sent: it shall not be taken before what comes again
            away = next(answer for answer in answers if isinstance(answer, Unavailable))
            answers += [away] * (len(records) - len(answers))
            break
    accepted = [
        {"index": index, "article_id": (record.key or b"").decode(), "delivery_id": answer.id}
        for index, (record, answer) in enumerate(zip(records, answers, strict=True))
        if isinstance(answer, Delivery)
    ]
    if len(accepted) == len(records):
        return [
            PushReceipt(article_id=str(a["article_id"]), delivery_id=str(a["delivery_id"])) for a in accepted
        ]
    too_large = [answer for answer in answers if isinstance(answer, str)]
    if too_large:  # sending it again would be refused again
        told = f"{len(accepted)} of {len(records)} articles were accepted: {too_large[0]}"
        raise HttpProblem(413, told, accepted=accepted)
    why = next(str(answer) for answer in answers if not isinstance(answer, Delivery))
    raise HttpProblem(
        503,
        f"{len(accepted)} of {len(records)} articles were accepted: {why}. The others may still arrive; "
        "sending them again does no harm",
        headers={"Retry-After": str(RETRY_AFTER)},
        accepted=accepted,
    )
