"""The gateway's own pages for probes and Prometheus, as every service has them on its metrics port."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, params
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.responses import PlainTextResponse, Response

from services.chassis.health import readiness_text
from services.gateway import examples
from services.gateway.line_health import LineHealth, LineNow
from services.gateway.problems import described
from services.gateway.readiness import Readiness

TEXT: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/plain": {"schema": {"type": "string"}, "example": "ok\n"}}}
}


def health_router(
    readiness: Readiness, line_health: LineHealth, reading: Sequence[params.Depends]
) -> APIRouter:
    """The routes by which the gateway and the line are watched; `reading`: see `watches_router`."""
    router = APIRouter(tags=["health"])

    @router.get(
        "/v1/line",
        summary="The line's health",
        dependencies=reading,
        responses={
            200: {"content": {"application/json": {"example": examples.LINE}}},
            **described(429),
        },
    )
    async def line() -> LineNow:
        """Articles a minute, latency, what waits and the state of each stage, over the last five minutes."""
        return line_health.snapshot()

    @router.get("/livez", summary="Is it alive", response_class=PlainTextResponse, responses=TEXT)
    async def livez() -> str:
        """Always ok, while it can answer at all."""
        return "ok\n"

    @router.get(
        "/readyz",
        summary="Can it do its work",
        response_class=PlainTextResponse,
        responses={
            **TEXT,
            503: {
                "description": "why not",
                "content": {"text/plain": {"schema": {"type": "string"}, "example": "not ready: starting\n"}},
            },
        },
    )
    async def readyz() -> Response:
        """Whether the store and the broker answer; below it, which stages of the line are dead or stuck."""
        status, text = readiness_text(readiness)
        return PlainTextResponse(text, status)

    @router.get("/metrics", summary="Metrics", response_class=PlainTextResponse, responses=TEXT)
    async def metrics() -> Response:
        """For Prometheus."""
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return router
