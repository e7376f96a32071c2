"""One pushed article: checked as ingest checks it, and as the message that will lie on `articles.raw`."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError
from starlette.requests import Request

from schemas import Invalid, RawArticle, TooLarge
from services.admission import require_admissible
from services.chassis.headers import TRACEPARENT, raw_record
from services.chassis.kafka import MAX_MESSAGE
from services.chassis.records import ProducerRecord
from services.gateway.problems import Fault, faults

ENVELOPE = 16 * 1024
"""Bytes that a message takes besides its value, at most."""


class NotAdmitted(Exception):
    """What is wrong with an article; `too_large` or `forbidden` where that is all."""

    def __init__(self, found: Sequence[Fault], *, too_large: bool = False, forbidden: bool = False) -> None:
        super().__init__(found)
        self.faults = found
        self.too_large = too_large
        self.forbidden = forbidden


def admit(item: Any, now: datetime, index: int | None = None, *, no_retracting: str | None) -> RawArticle:
    """A document as an article; `index` is its place in a list, `no_retracting` why it can't take one back.

    Raises:
        NotAdmitted: ingest would refuse it, or it takes an article back, and who sends it may not.
    """
    try:
        article = RawArticle.model_validate(item)
        require_admissible(article, now)
    except ValidationError as error:
        found = faults(error.errors(include_url=False, include_context=False), index)
        raise NotAdmitted(found) from None
    except (Invalid, TooLarge) as error:
        field, _, message = str(error).partition(": ")
        fault = Fault(field=field, message=message, index=index)
        raise NotAdmitted([fault], too_large=isinstance(error, TooLarge)) from None
    if article.retracted and no_retracting:
        fault = Fault(field="retracted", message=no_retracting, index=index)
        raise NotAdmitted([fault], forbidden=True)
    return article


def record_of(key: str, article: RawArticle | None, request: Request) -> ProducerRecord:
    """The message for an article, or, without one, that takes back what the key names."""
    trace = request.headers.get(TRACEPARENT, "").encode("latin-1", "replace")
    return raw_record(key, article, "gateway", datetime.now(UTC), trace)


def require_size(record: ProducerRecord, index: int | None = None) -> None:
    """Look at the message as it will be: control characters take six times their size in JSON.

    Raises:
        NotAdmitted: no topic of ours takes it.
    """
    size = len(record.value or b"")
    if size > MAX_MESSAGE - ENVELOPE:
        message = f"{size:,} bytes as JSON, and a message has {MAX_MESSAGE:,} at most"
        raise NotAdmitted([Fault(field="content", message=message, index=index)], too_large=True)
