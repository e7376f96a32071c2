"""Every error in one shape: RFC 9457, `application/problem+json`, made here and nowhere else.

But who asks for the page, or with a browser outside of `/v1`, gets a page.
"""

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from reprlib import Repr
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response

from services.chassis.errors import PresslineError, Unavailable
from services.chassis.step import cut
from services.gateway.edge import HEADERS
from services.gateway.methods import allow_of
from services.gateway.page.problems import PageRoute, render_problem
from services.store import BadCursor

log = logging.getLogger("pressline")

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = 5
"""Seconds after which to ask again, where something is away."""
SHOWN = 20
"""Faults that are listed at most."""
VALUE_LENGTH = 60
"""Characters of a wrong value that are shown."""
_short = Repr()
_short.maxstring = _short.maxother = VALUE_LENGTH


class Fault(BaseModel):
    """One thing that is wrong with a request; `index` is the article's place in a list, from 0."""

    field: str
    message: str
    value: str | None = None
    index: int | None = None


class Problem(BaseModel):
    """What went wrong, for a person and for a program (RFC 9457)."""

    model_config = ConfigDict(extra="allow")

    type: str = Field("about:blank", description="always about:blank: `status` says what kind it is")
    title: str = Field(description="the status in words")
    status: int
    detail: str = Field(description="what was wrong, with which value, and what to do")
    errors: list[Fault] | None = Field(None, description="where a request has faults: each field, 20 at most")


class HttpProblem(Exception):
    """An answer that is an error; raised anywhere below a route."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        errors: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = errors
        self.headers = headers
        self.more = more


def problem(request: Request, refused: HttpProblem) -> Response:
    """The answer."""
    browser = "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/v1/")
    if browser or isinstance(request.scope.get("route"), PageRoute):
        page = render_problem(request, refused.status, refused.detail)
        page.headers.update(refused.headers or {})
        return page
    errors = list(refused.errors[:SHOWN]) or None
    said = Problem(
        type="about:blank",
        title=HTTPStatus(refused.status).phrase,
        status=refused.status,
        detail=refused.detail,
        errors=errors,
        **refused.more,
    )
    # what a request said may hold half a character, which no answer can carry
    body = said.model_dump_json(exclude_none=True).encode("utf-8", "replace")
    return Response(body, refused.status, refused.headers, MEDIA_TYPE)


def shown(value: object) -> str:
    """A wrong value as a person may see it: short, on one line, printable."""
    text = _short.repr(value)
    return cut(text if text.isprintable() else ascii(text)[1:-1], VALUE_LENGTH)


def faults(errors: Sequence[Any], index: int | None = None) -> list[Fault]:
    """Pydantic's errors as ours."""
    found = []
    for error in errors[:SHOWN]:
        field = ".".join(str(part) for part in error["loc"])
        message = error["msg"].removeprefix("Value error, ")
        name, _, rest = message.partition(": ")
        if not field and name.isidentifier():
            field, message = name, rest  # a rule of the whole model names its field
        value = None if error["type"] == "missing" else shown(error["input"])
        found.append(Fault(field=cut(field), message=cut(message), value=value, index=index))
    return found


def in_words(found: Sequence[Fault]) -> str:
    """The first fault as a sentence; counts the others."""
    first = found[0]
    where = f"article {first.index}: " if first.index is not None else ""
    value = f" (got {first.value})" if first.value is not None else ""
    more = f"; {len(found) - 1} more" if len(found) > 1 else ""
    return f"{where}{first.field + ': ' if first.field else ''}{first.message}{value}{more}"


def install(app: FastAPI) -> None:
    """Let every error of the app be answered in this shape."""

    @app.exception_handler(HttpProblem)
    async def refused(request: Request, error: HttpProblem) -> Response:
        return problem(request, error)

    @app.exception_handler(Unavailable)
    async def away(request: Request, error: Unavailable) -> Response:
        log.warning("%s %s: %s", request.method, request.url.path, error)
        return problem(request, HttpProblem(503, str(error), headers={"Retry-After": str(RETRY_AFTER)}))

    @app.exception_handler(BadCursor)
    async def bad_cursor(request: Request, error: BadCursor) -> Response:
        return problem(
            request, HttpProblem(422, str(error), errors=[Fault(field="after", message=str(error))])
        )

    @app.exception_handler(PresslineError)
    async def broken(request: Request, error: PresslineError) -> Response:
        log.error("%s %s: %s", request.method, request.url.path, error)
        return problem(request, HttpProblem(503, str(error), headers={"Retry-After": str(RETRY_AFTER)}))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        errors = [{**each, "loc": each["loc"][1:] or each["loc"]} for each in error.errors()]
        found = faults(errors)
        return problem(request, HttpProblem(422, in_words(found), errors=found))

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        path = cut(request.url.path, 100)
        detail = {
            404: f"there is nothing at {path}: see /openapi.json",
            405: f"{path} does not take {request.method}",
        }.get(error.status_code, str(error.detail))
        headers = allow_of(request) if error.status_code == 405 else error.headers
        return problem(request, HttpProblem(error.status_code, detail, headers=headers))

    @app.exception_handler(Exception)
    async def unexpected(request: Request, error: Exception) -> Response:
        # Starlette logs it with its traceback by raising it again, and answers outside of all middleware
        detail = "something went wrong here; it is in the gateway's log"
        return problem(request, HttpProblem(500, detail, headers=HEADERS))


def described(*statuses: int, **examples: str) -> dict[int | str, dict[str, Any]]:
    """These errors for a route's OpenAPI; `examples` maps `s404` to a detail."""
    described: dict[int | str, dict[str, Any]] = {}
    for status in statuses:
        detail = examples.get(f"s{status}", DETAILS[status])
        title = HTTPStatus(status).phrase
        example = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        schema = {"$ref": "#/components/schemas/Problem"}
        described[status] = {
            "description": title,
            "content": {MEDIA_TYPE: {"schema": schema, "example": example}},
        }
    return described


DETAILS = {
    400: "body: not JSON: expected value at line 1 column 1",
    401: "a key is needed: send `Authorization: Bearer KEY` or `X-API-Key: KEY`",
    403: "this key of desk has no scope `push`: ask for one that has (pressline keys new desk --scope push)",
    404: "no article 0123456789abcdef0123456789abcdef",
    408: "body: 1,048,576 bytes came in 120 s, and not its end",
    409: "1,000 watches are kept already: delete one first",
    413: "the body is over 33,554,432 bytes",
    415: "application/xml is not taken: send application/json",
    422: "limit: Input should be less than or equal to 100 (got '1000')",
    429: "6000 requests a minute are the limit: ask again in 17 s",
    503: "the store ./data/index.db does not answer (search): database is locked",
}
"""An example of each error, for the OpenAPI document."""
