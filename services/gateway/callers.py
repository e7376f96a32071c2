"""Who asks, by the key that came with a request, and what that key is good for."""

import base64
import binascii
from datetime import UTC, datetime
from typing import Annotated, NamedTuple

from fastapi import Security
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer, SecurityScopes
from fastapi.security.http import HTTPBase
from starlette.requests import Request

from services.chassis import metrics
from services.gateway.auth import ApiKeys
from services.gateway.key_file import ApiKey, Scope
from services.gateway.problems import HttpProblem

HEADER = "X-API-Key"
_bearer = HTTPBearer(
    auto_error=False,
    description="a key of PRESSLINE_API_KEYS_FILE or PRESSLINE_API_KEYS; not needed where neither is set",
)
_header = APIKeyHeader(name=HEADER, auto_error=False, description="the same key, in a header of its own")
_basic = HTTPBase(
    scheme="basic",
    scheme_name="HTTPBasic",
    auto_error=False,
    description="the key as the password of its name, for browsers, which ask for it; for reading only",
)
Bearer = Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)]
Header = Annotated[str | None, Security(_header)]
Basic = Annotated[HTTPAuthorizationCredentials | None, Security(_basic)]
TO_WRITERS = 'Bearer realm="pressline"'
TO_READERS = f'Basic realm="pressline", charset="UTF-8", {TO_WRITERS}'
"""A browser asks for a name and a password when it sees the first."""


class Sent(NamedTuple):
    """The key that a request came with, right or wrong; `name` where it was said with it, by a browser."""

    key: str
    name: str | None = None


class Caller(NamedTuple):
    """Whose key it is, and whether the browser sends it, unasked, with whatever any page makes it send."""

    key: ApiKey | None
    by_browser: bool
    wrong: str
    """Why there is none, where one was sent."""


def sent(request: Request) -> Sent | None:
    """The key that a request came with, right or wrong."""
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and credentials.strip():
        return Sent(credentials.strip())
    if HEADER in request.headers:
        return Sent(request.headers[HEADER])
    if scheme.lower() == "basic":
        try:
            name, _, key = base64.b64decode(credentials.strip(), validate=True).decode().partition(":")
        except (binascii.Error, ValueError):
            return None
        return Sent(key, name)
    return None


def caller(request: Request, keys: ApiKeys) -> Caller:
    """Who asks; the same for all of a request, also where the keys change meanwhile."""
    found: Caller | None = getattr(request.state, "caller", None)
    if found is None:
        found = request.state.caller = _look_up(sent(request), keys)
        if found.key is not None:
            metrics.KEY_REQUESTS.labels(found.key.name, found.key.id).inc()
    return found


def _look_up(said: Sent | None, keys: ApiKeys) -> Caller:
    if said is None:
        return Caller(None, False, "")
    by_browser = said.name is not None
    key = keys.find(said.key)
    if key is None or (by_browser and said.name != key.name):
        return Caller(None, by_browser, "this key is not known" if keys else "")
    if key.is_over(datetime.now(UTC)):
        return Caller(None, by_browser, f"this key of {key.name} was good until {key.expires}")
    return Caller(key, by_browser, "")


def who_asks(request: Request, keys: ApiKeys) -> tuple[str, str]:
    """By what clients are told apart: ("key", its name), or ("address", the peer's) without a good key."""
    key = caller(request, keys).key
    return ("key", key.name) if key else ("address", request.client.host if request.client else "")


def lacks(request: Request, scope: Scope) -> str | None:
    """Why a request's key is not good for something, and what to do; None where it is, or none is needed."""
    keys: ApiKeys = request.app.state.keys
    key = caller(request, keys).key
    if not keys or (key is not None and scope in key.scopes):
        return None
    name = key.name if key else "nobody"
    return (
        f"this key of {name} has no scope `{scope}`: ask for one that has "
        f"(pressline keys new {name} --scope {scope})"
    )


def still_may_read(request: Request) -> bool:
    """Whether who was let in to read still may: a key can be taken out of the file, or its time be over."""
    keys: ApiKeys = request.app.state.keys
    key = caller(request, keys).key
    return keys.read_open or (key is not None and keys.is_good(key))


async def need_scope(request: Request, scopes: SecurityScopes, _bearer: Bearer, _header: Header) -> None:
    """A condition of a route that writes.

    Raises:
        HttpProblem: keys are set, and the request has none (401), or one that is not good for this (403).
    """
    _require(request, scopes, TO_WRITERS)


async def need_scope_to_read(
    request: Request, scopes: SecurityScopes, _bearer: Bearer, _header: Header, _basic: Basic
) -> None:
    """A condition of a route that reads, where reading needs a key.

    Raises:
        HttpProblem: as `need_scope`.
    """
    _require(request, scopes, TO_READERS)


def _require(request: Request, scopes: SecurityScopes, challenge: str) -> None:
    keys: ApiKeys = request.app.state.keys
    if not keys:
        return
    who = caller(request, keys)
    if who.key is None or (who.by_browser and challenge is TO_WRITERS):
        # a browser sends what it asked its user for with any page's requests: no page shall write with it
        how = f"send `Authorization: Bearer KEY` or `{HEADER}: KEY`"
        if challenge is TO_READERS:
            how += ", or in a browser the key's name and, as the password, the key"
        raise HttpProblem(
            401, f"{who.wrong or 'a key is needed'}: {how}", headers={"WWW-Authenticate": challenge}
        )
    for scope in scopes.scopes:
        why = lacks(request, Scope(scope))
        if why:
            raise HttpProblem(403, why)
