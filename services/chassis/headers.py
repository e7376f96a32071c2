"""What goes into Kafka headers: CloudEvents 1.0 in binary mode, W3C trace context, causes of death.

https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md
https://www.w3.org/TR/trace-context/
"""

import re
import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import cache
from hashlib import sha256
from importlib.metadata import version

from schemas import (
    CleanArticle,
    Delivery,
    EnrichedArticle,
    IndexedArticle,
    IngestedArticle,
    Message,
    RawArticle,
    Receipt,
)
from services.chassis.records import Headers, ProducerRecord
from services.chassis.step import Refused
from services.line import FIRST

TYPES: dict[type[Message], str] = {
    RawArticle: "pressline.article.raw.v1",
    IngestedArticle: "pressline.article.ingested.v1",
    CleanArticle: "pressline.article.clean.v1",
    EnrichedArticle: "pressline.article.enriched.v1",
    IndexedArticle: "pressline.article.indexed.v1",
    Receipt: "pressline.article.receipt.v1",
}
TRACEPARENT = "traceparent"
IDS = rb"-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}"
WELL_FORMED = re.compile(rb"00" + IDS + rb"|(?!00|ff)[0-9a-f]{2}" + IDS + rb"(?:-[!-~]*)?")
"""W3C Trace Context, 3.2: what is not of this form starts a new trace."""
DEAD = "pressline-"
"""Headers of a dead letter start with this; a replay takes them off again."""


def cloud_event(kind: type[Message], source: str, event_id: str, at: datetime, trace: str) -> Headers:
    """The headers of a message of ours.

    `event_id` is made from the delivery and the stage, so that a message sent again after a crash
    is recognised as the same event, as CloudEvents asks of `source` and `id`.
    """
    fields = {
        "content-type": "application/json",
        "ce_specversion": "1.0",
        "ce_type": TYPES[kind],
        "ce_source": f"/pressline/{source}",
        "ce_id": event_id,
        "ce_time": rfc3339(at),
        TRACEPARENT: trace,
    }
    return [(name, value.encode()) for name, value in fields.items()]


def trace_of(headers: Iterable[tuple[str, bytes]], delivery_id: str) -> str:
    """The traceparent to pass on: the producer's, or one made from the delivery (the same every time)."""
    for name, value in headers:
        if name == TRACEPARENT and WELL_FORMED.fullmatch(value or b""):
            return value.decode("ascii", "replace")
    digest = sha256(delivery_id.encode()).hexdigest()
    return f"00-{digest[:32]}-{digest[32:48]}-01"


def raw_record(
    article_id: str, article: RawArticle | None, source: str, at: datetime, trace: bytes = b""
) -> ProducerRecord:
    """An article as a message on `articles.raw`, under its id; None takes the article of that id back.

    `trace` is the traceparent that the producer came with; a trace begins here where it is none.
    """
    told = trace.decode() if WELL_FORMED.fullmatch(trace) else _new_trace()
    headers = cloud_event(RawArticle, source, secrets.token_hex(16), at, told)
    value = None if article is None else article.model_dump_json(exclude_unset=True).encode()
    return ProducerRecord(FIRST.input_topic, article_id.encode(), value, headers)


def _new_trace() -> str:
    return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"


def cause_of_death(stage: str, delivery: Delivery, refused: Refused, at: datetime) -> Headers:
    """Who refused the message, why, and where it stood."""
    fields = {
        "stage": stage,
        "cause": refused.reason.value,
        "error": refused.error,
        "topic": delivery.topic,
        "partition": str(delivery.partition),
        "offset": str(delivery.offset),
        "time": rfc3339(at),
        "version": _version(),
        "delivery": refused.identity.delivery_id,
        "attempts": str(refused.attempts),
    }
    if refused.traceback:
        fields["traceback"] = refused.traceback
    return [(DEAD + name, value.encode("utf-8", "replace")) for name, value in fields.items()]


@cache
def _version() -> str:
    """Of this installation; asked of its metadata on the disk it would be most of a dead letter's cost."""
    return version("pressline")


def truncated(letter: ProducerRecord) -> ProducerRecord:
    """A dead letter without its value, which says how large that was; topic and offset still point at it."""
    size = (DEAD + "truncated", str(len(letter.value or b"")).encode())
    return replace(letter, value=b"", headers=[*letter.headers, size])


def without_cause(headers: Iterable[tuple[str, bytes]]) -> Headers:
    """The original message's headers."""
    return [(name, value) for name, value in headers if not name.startswith(DEAD)]


def rfc3339(at: datetime) -> str:
    """RFC 3339 in UTC, milliseconds, with a Z."""
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
