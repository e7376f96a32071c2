"""What one may ask for in a query string: each kind of parameter once, with its bounds and its meaning."""

import re
from typing import Annotated

from fastapi import Path, Query
from pydantic import BeforeValidator, Field

from schemas.fields import Name, Time
from services.store import Filters
from services.store.cursors import MAX_CURSOR_CHARS

MAX_PAGE_ITEMS = 100
"""Items of a page."""
LONGEST_QUERY = 10_000
A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _blank_is_none(value: object) -> object:
    """An empty field of a form asks for nothing."""
    return None if isinstance(value, str) and not value.strip() else value


def _end_of_day(value: object) -> object:
    value = _blank_is_none(value)
    return f"{value}T23:59:59.999999Z" if isinstance(value, str) and A_DAY.fullmatch(value) else value


Words = Annotated[
    str,
    Query(
        max_length=LONGEST_QUERY,
        description="words, all of which are in the article, and “phrases” in quotes; blank: every article, "
        "newest first. Nothing is an operator, so nothing is an error.",
        examples=['denuclearization "trade talks"'],
    ),
]
Limit = Annotated[int, Query(ge=1, le=MAX_PAGE_ITEMS, description="items of a page")]
After = Annotated[
    Annotated[str, Field(max_length=MAX_CURSOR_CHARS)] | None,
    BeforeValidator(_blank_is_none),
    Query(description="the `next` of the page before"),
]
Person = Annotated[
    Name | None, BeforeValidator(_blank_is_none), Query(description="only articles that name this person")
]
Place = Annotated[
    Name | None, BeforeValidator(_blank_is_none), Query(description="only articles that name this place")
]
Organisation = Annotated[
    Name | None, BeforeValidator(_blank_is_none), Query(description="only articles that name it")
]
Source = Annotated[
    Name | None,
    BeforeValidator(_blank_is_none),
    Query(description="only of this source: the producer's, else the page's publisher, else its domain"),
]
Speaker = Annotated[
    Name | None, BeforeValidator(_blank_is_none), Query(description="only what this person said")
]
Since = Annotated[
    Time | None,
    BeforeValidator(_blank_is_none),
    Query(
        description="published then or later: RFC 3339, or a day; what has no date is not found",
        examples=["2018-09-23"],
    ),
]
Until = Annotated[
    Time | None,
    BeforeValidator(_end_of_day),
    Query(
        description="published then or before: RFC 3339, or a day, all of it; what has no date is found if it"
        " was seen by then",
        examples=["2018-09-24"],
    ),
]
Collapse = Annotated[
    bool,
    Query(
        description="near-duplicates are one hit: the original where the search finds it, else the copy that"
        " came first, with the others in its `copies`; false: each is a hit of its own"
    ),
]
Id = Annotated[str, Path(max_length=200)]


def filters(  # noqa: PLR0913, PLR0917 (FastAPI makes the query's parameters of them)
    person: Person = None,
    place: Place = None,
    organisation: Organisation = None,
    source: Source = None,
    since: Since = None,
    until: Until = None,
) -> Filters:
    """What narrows a search."""
    return Filters(
        person=person,
        place=place,
        organisation=organisation,
        source=source,
        since=since,
        until=until,
    )
