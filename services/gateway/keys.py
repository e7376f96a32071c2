"""API keys: who may push and keep watches, and who is who. Where none are set, whoever reaches us may."""

from hashlib import sha256
from hmac import compare_digest
from typing import Annotated

from fastapi import Security
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer
from pydantic import SecretStr
from starlette.requests import Request

from services.gateway.problems import Refused

HEADER = "X-API-Key"
_bearer = HTTPBearer(
    auto_error=False, description="a key of PRESSLINE_API_KEYS; not needed where none is set"
)
_header = APIKeyHeader(name=HEADER, auto_error=False, description="the same key, in a header of its own")


class Keys:
    """The keys of `PRESSLINE_API_KEYS`, as digests: all of one length, so that comparing tells nothing."""

    def __init__(self, setting: SecretStr) -> None:
        pairs = [
            pair.strip().partition(":") for pair in setting.get_secret_value().split(",") if pair.strip()
        ]
        self._digests = {name: sha256(key.encode()).digest() for name, _, key in pairs}

    def __bool__(self) -> bool:
        return bool(self._digests)

    def name_of(self, key: str | None) -> str | None:
        """Whose key it is; None where it is nobody's."""
        digest = sha256((key or "").encode("utf-8", "replace")).digest()
        found = None
        for name, known in self._digests.items():
            if compare_digest(digest, known):
                found = name
        return found


def sent_key(request: Request) -> str | None:
    """The key that a request came with, right or wrong."""
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and credentials.strip():
        return credentials.strip()
    return request.headers.get(HEADER)


def who_asks(request: Request, keys: Keys) -> tuple[str, str]:
    """By what clients are told apart: ("key", its name), or ("address", the peer's) without a known key."""
    name = keys.name_of(sent_key(request))
    return ("key", name) if name else ("address", request.client.host if request.client else "")


async def need_key(
    request: Request,
    _bearer: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)],
    _header: Annotated[str | None, Security(_header)],
) -> None:
    """A route's condition.

    Raises:
        Refused: keys are set, and the request has none of them.
    """
    keys: Keys = request.app.state.keys
    key = sent_key(request)
    if keys and keys.name_of(key) is None:
        detail = "this key is not known" if key else "a key is needed"
        raise Refused(
            401,
            f"{detail}: send `Authorization: Bearer KEY` or `{HEADER}: KEY`",
            headers={"WWW-Authenticate": 'Bearer realm="pressline"'},
        )
