"""One message through one stage's pure function. Runs in a worker process.

This is where the first and the third kind of failure are told apart: a `Refusal` is the
article's fault, anything else is ours and kills that article alone, with its traceback.
"""

import json
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from pydantic import ValidationError

from schemas import Annotator, Delivery, Identified, Invalid, Message, Reason, Receipt, Refusal
from services.line import FIRST, Stage

StageFunction = Callable[[Any, Delivery], Any]
"""A stage's function. It may have two methods besides: `prepare(messages)` does for several messages what is
cheaper done together, and `lookups()` tells the `Lookups` of its cache since it was last asked."""
ERROR_LENGTH = 200
"""Characters of an error in a dead letter's header and in a receipt (the contract's number)."""
TRACEBACK_LENGTH = 4000
IDS = ("delivery_id", "article_id", "revision")


@dataclass(frozen=True)
class Identity:
    """What a receipt says of an article besides its outcome."""

    delivery_id: str
    article_id: str | None = None
    revision: str | None = None
    accepted_at: datetime | None = None
    source: str | None = None


class Lookups(NamedTuple):
    """How often a cache had what was looked up in it."""

    cache: str
    hits: int
    misses: int


@dataclass(frozen=True)
class Passed:
    """The stage's result; `value` is its JSON where nothing is left to settle with the store."""

    identity: Identity
    result: Any
    value: bytes | None = None
    annotators: tuple[Annotator, ...] = ()
    retracted: bool = False


@dataclass(frozen=True)
class Refused:
    """What the stage does not pass on: dropped if `reason` is not_an_article, dead otherwise."""

    identity: Identity
    reason: Reason
    error: str
    traceback: str | None = None
    attempts: int = 1
    """How often it was worked on."""


Result = Passed | Refused


def step(stage: Stage, work: StageFunction, value: bytes | None, delivery: Delivery) -> Result:
    """Decode `value`, do the stage's work on it, and say what came of it.

    Raises:
        MemoryError: there is none left; the process is not fit for another article.
    """
    identity: Identity | None = None
    try:
        message = decode(stage, value)
        identity = identify(message, delivery)
        result = work(message, delivery)
        identity = identify(result, delivery)
        if stage.write_batch is not None:
            return Passed(identity, result)
        value_out = result.model_dump_json().encode()
        return Passed(identity, None, value_out, getattr(result, "annotators", ()), _takes_back(result))
    except Refusal as refusal:
        return Refused(identity or salvage(value, delivery), refusal.reason, cut(str(refusal)))
    except MemoryError:
        raise
    except Exception as error:
        # a RecursionError of one article is that article's own, too
        return failure(identity or salvage(value, delivery), error)


def _takes_back(result: object) -> bool:
    return isinstance(result, Identified) and result.retracted


def prepare(stage: Stage, work: StageFunction, items: Sequence[tuple[bytes | None, Delivery]]) -> None:
    """Let the work do for these messages together what it can; what fails here, `step` says of each alone."""
    if not hasattr(work, "prepare"):
        return
    messages = []
    for value, _ in items:
        with _suppressed():
            messages.append(decode(stage, value))
    with _suppressed():
        work.prepare([message for message in messages if message is not None])


@contextmanager
def _suppressed() -> Iterator[None]:
    try:
        yield
    except MemoryError:
        raise
    except Exception:
        return


def failure(identity: Identity, error: Exception) -> Refused:
    """The third kind of failure: a bug of ours kills the article that set it off."""
    lines = "".join(traceback.format_exception(error))[-TRACEBACK_LENGTH:]
    return Refused(identity, Reason.ERROR, cut(f"{type(error).__name__}: {error}"), lines)


def decode(stage: Stage, value: bytes | None) -> Message | None:
    """The message that `value` is; None for a tombstone, where the stage takes them.

    Raises:
        Invalid: not UTF-8, not JSON, or it breaks the schema; the text names the field.
    """
    if value is None:
        if stage.accepts_tombstones:
            return None
        raise Invalid(f"value: missing, expected a {stage.input_model.__name__}")
    try:
        message = stage.input_model.model_validate_json(value)
    except ValidationError as error:
        raise Invalid(explain(error)) from None
    _require_ids(message)
    return message


def _require_ids(message: Message) -> None:
    """Look at what becomes keys and headers, and is asked for in addresses: ours are always fit for that."""
    if isinstance(message, Identified | Receipt):
        for name in IDS:
            value = getattr(message, name)
            if not (_is_id(value) or (value is None and isinstance(message, Receipt))):
                shown = cut(repr(value), 60)
                raise Invalid(f"{name}: an id is 1 to {ERROR_LENGTH} printable characters (got {shown})")


def explain(error: ValidationError) -> str:
    """Name the first field that is wrong, what is wrong with it, and its value; count the others."""
    problems = error.errors(include_url=False, include_context=False)
    first = problems[0]
    field = ".".join(str(part) for part in first["loc"])
    message = first["msg"].removeprefix("Value error, ")
    if not field:
        # the model itself: unreadable JSON, no object, or a rule that names its field
        return message if first["type"] == "value_error" else f"value: {message}"
    shown = "" if first["type"] == "missing" else f" (got {cut(repr(first['input']), 60)})"
    more = f"; {len(problems) - 1} more fields" if len(problems) > 1 else ""
    return f"{field}: {message}{shown}{more}"


def identify(message: object, delivery: Delivery) -> Identity:
    """Who this message is about; only the delivery where it doesn't say."""
    article = getattr(message, "article", message)
    if isinstance(article, Identified):
        return Identity(
            article.delivery_id, article.article_id, article.revision, article.accepted_at, article.source
        )
    if isinstance(article, Receipt):
        return Identity(article.delivery_id, article.article_id, article.revision)
    return Identity(delivery.id)


def salvage(value: bytes | None, delivery: Delivery) -> Identity:
    """Read the delivery's id out of a message that breaks its schema, so that its journey still ends.

    Not on the first topic: there the delivery is the message's own, whatever a producer writes into it.
    """
    if delivery.topic == FIRST.input_topic:
        return Identity(delivery.id)
    try:
        fields = json.loads(value or b"")
        known = {name: fields[name] for name in IDS}
    except (ValueError, KeyError, TypeError, RecursionError):
        return Identity(delivery.id)
    if all(_is_id(field) for field in known.values()):
        return Identity(**known)
    return Identity(delivery.id)


def _is_id(field: object) -> bool:
    # the json module lets half a character through, which nothing that is sent later can carry
    return isinstance(field, str) and 0 < len(field) <= ERROR_LENGTH and field.isprintable()


def cut(text: str, length: int = ERROR_LENGTH) -> str:
    """At most `length` characters of `text`, on one line, with an ellipsis where it was longer."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1] + "…"
