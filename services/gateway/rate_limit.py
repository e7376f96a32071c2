"""How often one may ask: so many requests a minute for each key, or each address without one.

Counted in this process: every copy of the gateway counts for itself. The headers are those of
draft-ietf-httpapi-ratelimit-headers-10.
"""

import math
import time

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.gateway.auth import ApiKeys
from services.gateway.callers import who_asks
from services.gateway.problems import HttpProblem, problem

FREE = ("/livez", "/readyz", "/metrics")
STATIC = "/static/"


class RateLimit:
    """Middleware: answers 429 to whoever asks too often."""

    def __init__(self, app: ASGIApp, keys: ApiKeys, a_minute: int) -> None:
        self._app = app
        self._keys = keys
        self._limit = RateLimitItemPerMinute(a_minute)
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or not."""
        if scope["type"] != "http" or scope["path"] in FREE or scope["path"].startswith(STATIC):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        who = who_asks(request, self._keys)
        allowed = await self._limiter.hit(self._limit, *who)
        window = await self._limiter.get_window_stats(self._limit, *who)
        seconds = max(1, math.ceil(window.reset_time - time.time()))
        told = {
            "RateLimit-Policy": f'"{who[0]}";q={self._limit.amount};w=60',
            "RateLimit": f'"{who[0]}";r={max(0, window.remaining)};t={seconds}',
        }

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(told)
            await send(message)

        if allowed:
            await self._app(scope, receive, send_with_headers)
            return
        told["Retry-After"] = str(seconds)
        detail = f"{self._limit.amount} requests a minute are the limit: ask again in {seconds} s"
        await problem(request, HttpProblem(429, detail))(scope, receive, send_with_headers)
