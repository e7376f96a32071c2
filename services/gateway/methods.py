"""Which methods an address takes: `OPTIONS` for all of them, and `Allow` where one is not taken."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import ASGIApp, Receive, Scope, Send

METHODS = ("GET", "POST", "PUT", "DELETE")
"""What our routes are made of; HEAD is answered wherever GET is (see `edge`)."""
WHOLE_SERVER = "*"


def allowed(scope: Scope) -> str:
    """The methods that the path of this request takes, as `Allow` says them; empty where there is no such."""
    routes = scope["app"].router.routes
    found = [
        method
        for method in METHODS
        if any(route.matches({**scope, "method": method})[0] is Match.FULL for route in routes)
    ]
    if "GET" in found:
        found.insert(1, "HEAD")
    return ", ".join([*found, "OPTIONS"]) if found else ""


class Options:
    """Middleware: answers OPTIONS (RFC 9110, 9.3.7) for every address that takes anything."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on what is no such request."""
        if scope["type"] != "http" or scope["method"] != "OPTIONS":
            await self._app(scope, receive, send)
            return
        all_of_them = ", ".join(("GET", "HEAD", *METHODS[1:], "OPTIONS"))
        methods = all_of_them if scope["path"] == WHOLE_SERVER else allowed(scope)
        if methods:
            await Response(None, 204, {"Allow": methods})(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def allow_of(request: Request) -> dict[str, str]:
    """The header for a 405."""
    return {"Allow": allowed(request.scope)}
