"""What every answer gets: headers that keep browsers careful, a line in the metrics; no body to HEAD."""

import time

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.chassis import metrics

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
NO_ROUTE = "none"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
"""Others are counted as one: a client can make up any."""


class Edge:
    """Middleware around all the others."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, then count."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        method = scope["method"] if scope["method"] in METHODS else "other"
        head = method == "HEAD"
        asked = {**scope, "method": "GET"} if head else scope

        def count(status: int) -> None:
            route = _route(asked)
            metrics.REQUESTS.labels(route, method, str(status)).inc()
            metrics.REQUEST_SECONDS.labels(route).observe(time.perf_counter() - began)

        began_to_answer = False

        async def send_and_count(message: Message) -> None:
            nonlocal began_to_answer
            if message["type"] == "http.response.start":
                began_to_answer = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                count(message["status"])
            elif head:
                return
            await send(message)
            if head:  # RFC 9110, 9.3.2; now it is over, so a stream that goes on hears that nobody is there
                await send({"type": "http.response.body"})

        try:
            await self._app(asked, receive, send_and_count)
        except Exception:
            if not began_to_answer:
                count(500)  # what Starlette then answers does not pass here
            raise


def _route(scope: Scope) -> str:
    """The path as its route declares it."""
    route = scope.get("route")
    return str(getattr(route, "path", NO_ROUTE)) or NO_ROUTE
