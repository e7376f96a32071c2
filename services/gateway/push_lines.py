"""JSON Lines pushed: read as they come, sent in batches, each line answered for while others still come.

Where the broker goes away in the middle nothing after that is taken, also when it comes back: who sends a
line again must not put an old revision after a newer one. In the same way the end of a body that breaks off
is not taken for a whole line.
"""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Literal

from pydantic import BaseModel, Field
from starlette.requests import Request

from schemas import Delivery
from services.chassis.errors import Unavailable
from services.chassis.kafka import MAX_MESSAGE
from services.chassis.records import ProducerRecord
from services.gateway.admitting import NotAdmitted, admit, record_of, require_size
from services.gateway.arriving import Arriving
from services.gateway.bodies import READ_WITHIN, Bodies, parsed
from services.gateway.callers import lacks
from services.gateway.key_file import Scope
from services.gateway.lines import Line, Lines
from services.gateway.problems import Fault, HttpProblem, in_words
from services.identity import article_id

BATCH = 200
"""Lines that are sent at once, and the bytes of them: what is answered for at once, too."""
BATCH_BYTES = 1024 * 1024
PAUSE = 0.05
"""Seconds without another byte after which what has come is sent."""
EXPANSION = 200
"""How many times its size a body may unpack to: JSON of one word repeated makes 100, news 3 to 5."""
Sender = Callable[[Sequence[ProducerRecord]], Awaitable[list[Delivery | str | Unavailable]]]


class LineReceipt(BaseModel):
    """What became of one line; blank lines have none."""

    line: int = Field(description="its number, from 1; blank lines count")
    status: Literal["accepted", "refused", "unavailable"] = Field(
        description="accepted: the broker has it; refused: it would be refused again; unavailable: it was "
        "not taken, or not acknowledged in time, and can be sent again"
    )
    article_id: str | None = Field(None, description="of an accepted one")
    delivery_id: str | None = Field(None, description="of an accepted one: names this delivery")
    detail: str | None = Field(None, description="why it was not accepted, with which value")
    errors: list[Fault] | None = Field(None, description="of a refused one: each field")
    retry: bool | None = Field(None, description="whether sending this line again can help")
    last: bool | None = Field(
        None, description="true: the request broke off here, and nothing from this line on was taken"
    )


class LinePush:
    """One request's lines on their way."""

    def __init__(self, request: Request, send: Sender, bodies: Bodies, stopping: asyncio.Event) -> None:
        """Look at how the body comes.

        Raises:
            HttpProblem: in a coding that is not taken.
        """
        self._request = request
        self._arriving = Arriving(request, EXPANSION)
        self._no_retracting = lacks(request, Scope.RETRACT)
        self._send = send
        self._bodies = bodies
        self._stopping = stopping
        self._lines = Lines(MAX_MESSAGE)
        self._batch: list[LineReceipt | tuple[int, str, ProducerRecord]] = []
        self._batch_bytes = 0
        self._held = 0
        self._away: Unavailable | None = None
        self._told = False

    async def receipts(self) -> AsyncGenerator[list[LineReceipt], None]:
        """What became of the lines, in their order; the first of it comes when the broker has them.

        Raises:
            HttpProblem: the body can't be read, or has no line; nothing was told yet and nothing taken.
            Unavailable: so with a broker that takes nothing.
            ClientDisconnect: the connection ended before the body did.
        """
        try:
            try:
                async for receipts in self._all():
                    yield receipts
            except (HttpProblem, Unavailable) as error:
                if not self._told:
                    await self._arriving.drain()
                    raise
                yield [self._broken_off(error)]
                await self._arriving.drain()
        finally:
            self._hold(0)

    async def _all(self) -> AsyncIterator[list[LineReceipt]]:
        ended: HttpProblem | Unavailable | None = None
        try:
            async for piece in self._pieces():
                if piece is not None:
                    self._hold(self._lines.held + self._batch_bytes + len(piece))
                    for line in self._lines.cut(piece):
                        self._look(line)
                        if self._full:
                            yield await self._flush()
                elif self._batch:
                    yield await self._flush()
            for line in self._lines.end():
                self._look(line)
        except (HttpProblem, Unavailable) as error:
            ended = error
        if self._batch:
            yield await self._flush()
        if ended is None and not self._told:
            ended = HttpProblem(422, "body: no line of it holds an article")
        if ended is not None:
            raise ended

    async def _pieces(self) -> AsyncIterator[bytes | None]:
        """The body's pieces; None where it pauses."""
        pieces = self._arriving.pieces()
        stop = asyncio.ensure_future(self._stopping.wait())
        coming = asyncio.ensure_future(anext(pieces, None))
        try:
            while True:
                await asyncio.wait({coming, stop}, timeout=PAUSE, return_when=asyncio.FIRST_COMPLETED)
                if not coming.done():
                    yield None
                    await asyncio.wait(
                        {coming, stop}, timeout=READ_WITHIN, return_when=asyncio.FIRST_COMPLETED
                    )
                if stop.done():
                    raise Unavailable("the gateway is stopping: send the rest again")
                if not coming.done():
                    raise HttpProblem(408, f"body: nothing came for {READ_WITHIN:g} s, and not its end")
                piece = coming.result()
                if piece is None:
                    return
                yield piece
                coming = asyncio.ensure_future(anext(pieces, None))
        finally:
            stop.cancel()
            coming.cancel()
            await asyncio.gather(stop, coming, return_exceptions=True)

    @property
    def _full(self) -> bool:
        return len(self._batch) >= BATCH or self._batch_bytes >= BATCH_BYTES

    def _look(self, line: Line) -> None:
        if self._away is not None:
            self._batch.append(_unavailable(line.number, self._away))
            return
        try:
            if line.text is None:
                raise HttpProblem(413, f"the line is over {MAX_MESSAGE:,} bytes")
            article = admit(parsed(line.text), datetime.now(UTC), no_retracting=self._no_retracting)
            record = record_of(article_id(article), article, self._request)
            require_size(record)
        except HttpProblem as error:
            self._batch.append(_refused(line.number, str(error).replace("body: ", "", 1)))
        except NotAdmitted as error:
            self._batch.append(_refused(line.number, in_words(error.faults), error.faults))
        else:
            self._batch.append((line.number, (record.key or b"").decode(), record))
            self._batch_bytes += len(record.value or b"")

    async def _flush(self) -> list[LineReceipt]:
        batch, self._batch, self._batch_bytes = self._batch, [], 0
        records = [waiting[2] for waiting in batch if isinstance(waiting, tuple)]
        answers: list[Delivery | str | Unavailable] = []
        if records:
            try:
                answers = await self._send(records)
            except Unavailable as error:
                answers = [error] * len(records)
            self._away = next((answer for answer in answers if isinstance(answer, Unavailable)), None)
            if self._away and not self._told and not any(isinstance(a, Delivery) for a in answers):
                raise self._away
        else:
            await asyncio.sleep(0)  # others wait while lines are looked at
        word = iter(answers)
        self._told = True
        return [
            _answered(waiting[0], waiting[1], next(word)) if isinstance(waiting, tuple) else waiting
            for waiting in batch
        ]

    def _hold(self, size: int) -> None:
        self._bodies.hold(size - self._held)
        self._held = size

    def _broken_off(self, error: HttpProblem | Unavailable) -> LineReceipt:
        return _unavailable(self._lines.number, error).model_copy(update={"last": True})


def as_lines(receipts: Sequence[LineReceipt]) -> bytes:
    """Receipts as JSON Lines."""
    return b"".join(
        # what a line said may hold half a character, which no answer can carry
        json.dumps(receipt.model_dump(exclude_none=True)).encode() + b"\n"
        for receipt in receipts
    )


def _answered(line: int, article: str, answer: Delivery | str | Unavailable) -> LineReceipt:
    if isinstance(answer, Delivery):
        return LineReceipt(line=line, status="accepted", article_id=article, delivery_id=answer.id)
    return _unavailable(line, answer) if isinstance(answer, Unavailable) else _refused(line, answer)


def _refused(line: int, detail: str, errors: Sequence[Fault] = ()) -> LineReceipt:
    return LineReceipt(line=line, status="refused", detail=detail, errors=list(errors) or None, retry=False)


def _unavailable(line: int, away: object) -> LineReceipt:
    return LineReceipt(line=line, status="unavailable", detail=str(away), retry=True)
