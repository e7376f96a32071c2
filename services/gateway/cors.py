"""Whose pages' scripts may read and push here, as `PRESSLINE_CORS_ORIGINS` names them; without cookies."""

from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp

from services.gateway.callers import HEADER
from services.gateway.problems import MEDIA_TYPE, shown

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
REQUEST_HEADERS = (
    "Authorization",
    HEADER,
    "Content-Type",
    "Content-Encoding",
    "If-None-Match",
    "Last-Event-ID",
    "Traceparent",
)
"""What a script may send besides what any may."""
EXPOSED = (
    "ETag",
    "Retry-After",
    "Last-Event-ID",
    "RateLimit",
    "RateLimit-Policy",
    "Allow",
    "Accept-Encoding",
    "Content-Location",
    "WWW-Authenticate",
)
"""What a script may read of an answer besides what any may."""
MAX_AGE = 7200
"""Seconds that a browser need not ask again: the most that Chromium keeps an answer."""


class Cors(CORSMiddleware):
    """Starlette's, with errors in our shape."""

    def __init__(self, app: ASGIApp, origins: Sequence[str]) -> None:
        super().__init__(
            app,
            allow_origins=origins,
            allow_methods=METHODS,
            allow_headers=REQUEST_HEADERS,
            expose_headers=EXPOSED,
            max_age=MAX_AGE,
            # a browser that asks for leave to reach this machine from a public page asks for it here, too
            allow_private_network=True,
        )

    def preflight_response(self, request_headers: Headers) -> Response:
        """204, or 400 saying what is not allowed."""
        answer = super().preflight_response(request_headers)
        kept = {name: value for name, value in answer.headers.items() if not name.startswith("content-")}
        if answer.status_code == 200:
            return Response(None, 204, kept)
        what = bytes(answer.body).decode().removeprefix("Disallowed CORS ")
        origin = shown(request_headers["origin"])
        detail = f"CORS: not allowed: {what} (asked by {origin}): see PRESSLINE_CORS_ORIGINS"
        said = {"type": "about:blank", "title": "Bad Request", "status": 400, "detail": detail}
        return JSONResponse(said, 400, kept, MEDIA_TYPE)
