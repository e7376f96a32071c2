"""What a refusal of the cluster means to us: wait, change a setting, do it again, or mend a fault of ours."""

from collections.abc import Mapping

from opensearchpy.exceptions import ConnectionError as ConnectionFailed
from opensearchpy.exceptions import OpenSearchException, SSLError, TransportError

from services.chassis.errors import Misconfigured, PresslineError, Unavailable

PASSING = frozenset({429, 502, 503, 504})
"""HTTP status: too many requests, and a node or a proxy that is starting or stopping."""
CONFLICT = 409
AWAY = ("cluster_block", "index_not_found")
"""Errors of indices that take no writes now (a disk is full), or that somebody deleted and may bring back."""


class Conflict(PresslineError):
    """A document is not as the request expected it: somebody else wrote it."""


class Missing(PresslineError):
    """There is no such document."""


class RequestRejected(PresslineError):
    """The cluster never takes this: a fault of ours."""


def explain(url: str, doing: str, error: OpenSearchException) -> PresslineError:
    """What an error of the client is to us."""
    told = f"the store {url} ({doing})"
    if isinstance(error, SSLError) and "CERTIFICATE_VERIFY_FAILED" in str(error):
        return Misconfigured(
            f"the certificate of {url} is signed by nobody we trust, or for another name:"
            f" check PRESSLINE_INDEX_CA and PRESSLINE_INDEX ({error.info})"
        )
    if isinstance(error, ConnectionFailed) or not isinstance(error, TransportError):
        return Unavailable(f"{told} does not answer: {error}")
    return refusal(told, error.status_code, _text(error.info) or error.error)


def refusal(told: str, status: int | str, cause: str) -> PresslineError:
    """What an answer with an error is to us."""
    if status in PASSING:
        return Unavailable(f"{told} is too busy or starting: {status} {cause}")
    if any(each in cause for each in AWAY):
        return Unavailable(f"{told} can't do it now: {cause}")
    if status in (401, 403):
        return Misconfigured(
            f"{told} does not let us in ({status}): check PRESSLINE_INDEX_USER and"
            f" PRESSLINE_INDEX_PASSWORD, and what that user may do ({cause})"
        )
    if status == CONFLICT:
        return Conflict(f"{told}: {cause}")
    if status == 404:
        return Missing(f"{told}: {cause}")
    return RequestRejected(f"{told} refused: {status} {cause}")


def cause_of(item: Mapping[str, object]) -> str:
    """Why one document of a request, or one of several searches, failed."""
    return _text(item.get("error"))


def _text(cause: object) -> str:
    """The reasons in an error as OpenSearch tells it."""
    if isinstance(cause, Mapping):
        inner = cause.get("error", cause)
        if isinstance(inner, Mapping):
            return f"{inner.get('type')}: {inner.get('reason')}"
        return str(inner)[:300]
    return str(cause)[:300] if cause else ""
