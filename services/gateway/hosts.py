"""For whom the gateway is asked: one that listens on loopback is asked for as this machine, or not at all.

A page from elsewhere could have its own host's name point to this machine, and then read here what it likes
(DNS rebinding); the browser still sends that name as `Host`.
"""

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from services.gateway.problems import HttpProblem, problem, shown


def is_loopback(host: str) -> bool:
    """Whether a host is this machine by its very name, whatever name servers say."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


class Hosts:
    """Middleware: answers 421 to who asks for another host."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or not."""
        host = Headers(scope=scope).get("host") if scope["type"] == "http" else None
        if host is None or is_loopback(_name(host)):  # browsers always say one
            await self._app(scope, receive, send)
            return
        detail = (
            f"Host: {shown(host)} is not this machine, and only that is served here: ask for localhost, "
            "or let the gateway listen elsewhere (PRESSLINE_HTTP_HOST)"
        )
        await problem(Request(scope), HttpProblem(421, detail))(scope, receive, send)


def _name(host: str) -> str:
    """A `Host` header without its port and brackets."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
