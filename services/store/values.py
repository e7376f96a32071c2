"""Times, documents, standings and text as the stores keep them."""

import re
import zlib
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from schemas import EnrichedArticle, Outcome
from services.store.history import ArticleState

OPENING = 12
"""Words that stand for a headline where there is none."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

EVER = (-(2**63), 2**63 - 1)
"""From and until for any time at all: the ends of the integers of both stores."""


def number(moment: datetime) -> int:
    """A moment as microseconds since 1970, exactly."""
    return (moment - EPOCH) // MICROSECOND


def moment(number: int) -> datetime:
    """The moment of `number`."""
    return EPOCH + number * MICROSECOND


def moment_or_none(number: int | None) -> datetime | None:
    """The moment of `number`, where there is one."""
    return None if number is None else moment(number)


def day(number: int) -> date:
    """The day, UTC, of the moment of `number`."""
    return moment(number).date()


def fitting(value: float) -> float:
    """A number that a store takes: integers of over 64 bits, which a made-up cursor can hold, are cut."""
    return min(max(value, EVER[0]), EVER[1]) if isinstance(value, int) else value


def pack(article: EnrichedArticle) -> bytes:
    """An article as compressed JSON: level 1 takes a third of the time of level 6, and 10 % more room."""
    return zlib.compress(article.model_dump_json().encode(), 1)


def unpack(document: bytes) -> EnrichedArticle:
    """The article that was packed."""
    return EnrichedArticle.model_validate_json(zlib.decompress(document))


def storable(text: str) -> str:
    """Text that a store takes as it is: lone surrogates, which a command line can hold, are replaced."""
    return text if text.isascii() else text.encode(errors="replace").decode()


def opening(text: str) -> str:
    """The first words of a text; of a word without end, its beginning."""
    words = text[: OPENING * 40].split()
    more = "…" if len(words) > OPENING else ""
    return " ".join(words[:OPENING])[:200] + more


def write_state(standing: ArticleState) -> list[Any]:
    """Where a revision stood when it came, as JSON holds it."""
    return [standing.story_id, standing.duplicate_of, list(standing.merged), list(standing.watches)]


def read_state(told: Sequence[Any]) -> ArticleState:
    """What was written."""
    story_id, duplicate_of, merged, watches = told
    return ArticleState(story_id, duplicate_of, tuple(merged), tuple(watches))


def read_outcomes(told: Mapping[str, str]) -> dict[str, Outcome]:
    """By delivery what became of it, out of JSON."""
    return {delivery_id: Outcome(outcome) for delivery_id, outcome in told.items()}


OPENS, CLOSES = "\x02", "\x03"
"""Around a match in what FTS5 gives back: no text of an article holds them after `searchable`."""

_MARK = "\ue000"
"""Begins each mark. FTS5 takes characters of private use for letters and Python's `\\w` doesn't."""

_NOT_TEXT = re.compile(f"[\0{OPENS}{CLOSES}{_MARK}]")


def searchable(text: str) -> str:
    """Text for the full-text index: without a NUL, which ends what it gives back, and without marks."""
    return _NOT_TEXT.sub(" ", text)


def mark(term: int) -> str:
    """A term as a word of the full-text index that no text and no query has."""
    return f"{_MARK}{term & 2**64 - 1}"
