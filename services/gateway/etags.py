"""Strong entity tags: an answer that the reader has already is not sent again (RFC 9110, 8.8.3 and 13.1.2).

The tag is of the bytes as they are sent, so that what is compressed and what isn't have each their own.
"""

import re
from collections.abc import Sequence
from hashlib import sha256

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PASSING = frozenset({"/livez", "/readyz", "/metrics", "/v1/line"})
"""Answers that are never the same again."""
_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def is_known(tag: str, if_none_match: Sequence[str]) -> bool:
    """Whether `If-None-Match` headers name the entity tag, or any with `*`; compared weakly, as it says."""
    named = ",".join(if_none_match).strip()
    return named == "*" or tag in _TAG.findall(named)


class EntityTags:
    """Middleware: gives a tag to each answer that is whole, and 304 to who has it already.

    It sees HEAD as GET (see `edge`), and stands outside of what compresses.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, and look at the answer."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        known = Headers(scope=scope).getlist("if-none-match")
        start: Message = {}

        async def send_tagged(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message  # until it is known whether the body is whole
                return
            if start:
                told, start = start, {}
                if scope["path"] in PASSING:
                    MutableHeaders(scope=told).setdefault("Cache-Control", "no-store")
                elif told["status"] == 200 and not message.get("more_body", False):
                    told, message = _tagged(told, message, known)
                await send(told)
            await send(message)

        await self._app(scope, receive, send_tagged)


def _tagged(start: Message, body: Message, known: Sequence[str]) -> tuple[Message, Message]:
    headers = MutableHeaders(scope=start)
    tag = f'"{sha256(body.get("body", b"")).hexdigest()[:32]}"'
    headers["ETag"] = tag
    headers.setdefault("Cache-Control", "no-cache")  # kept, and asked for again each time
    if not is_known(tag, known):
        return start, body
    for name in ("content-length", "content-type", "content-encoding"):
        del headers[name]
    return {**start, "status": 304}, {**body, "body": b""}
