"""Cursors: where a page ended, as text that a reader hands back to get the next one (keyset paging)."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any, NamedTuple

from services.chassis.errors import PresslineError

MAX_CURSOR_CHARS = 500
"""Characters of a cursor; ours are shorter."""


class PageRequest(NamedTuple):
    """Which page of a search: how many hits, after which one, and whether near-duplicates are one."""

    limit: int
    after: str | None
    collapse: bool


class BadCursor(PresslineError):
    """A cursor that this list did not give."""


def write_cursor(kind: str, *values: str | float | None) -> str:
    """The cursor after the item with these sort values, in a list of that kind."""
    text = json.dumps([kind, *values], separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def bad_cursor(kind: str, cursor: str) -> BadCursor:
    """The error that says so."""
    return BadCursor(f"after: {cursor[:60]!r} is no cursor of {kind}: give the `next` of the page before")


def read_cursor(kind: str, cursor: str, *types: type) -> list[Any]:
    """The sort values that `write_cursor` was given; an int passes for a float.

    Raises:
        BadCursor: it is no cursor, one of another kind of list, or its values are of other types.
    """
    try:
        if len(cursor) > MAX_CURSOR_CHARS:
            raise ValueError
        values: list[Any] = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        wanted = (str, *((int, float) if each is float else each for each in types))
        fits = [isinstance(value, each) for value, each in zip(values, wanted, strict=True)]
        if not all(fits) or any(isinstance(value, bool) for value in values):  # a bool is an int, too
            raise ValueError
        if values.pop(0) != kind:
            raise ValueError
    except (ValueError, TypeError, RecursionError):
        raise bad_cursor(kind, cursor) from None
    return values
