"""The gateway's FastAPI app: which routes there are, and what every request passes through."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import FastAPI, Security
from starlette.middleware.gzip import GZipMiddleware

from services.chassis.processes import silent_services
from services.chassis.settings import Settings
from services.gateway import problems
from services.gateway.auth import ApiKeys
from services.gateway.bodies import Bodies
from services.gateway.callers import need_scope_to_read
from services.gateway.cors import Cors
from services.gateway.edge import Edge
from services.gateway.etags import EntityTags
from services.gateway.feed import Feed
from services.gateway.health_routes import health_router
from services.gateway.hosts import Hosts, is_loopback
from services.gateway.key_file import Scope
from services.gateway.line_answers import LinePushes
from services.gateway.line_health import LineHealth
from services.gateway.methods import Options
from services.gateway.openapi import openapi_of
from services.gateway.page.routes import page_router, static_router
from services.gateway.push import Pusher, push_router
from services.gateway.rate_limit import RateLimit
from services.gateway.read_routes import reading_router
from services.gateway.readiness import Readiness
from services.gateway.ring import Ring
from services.gateway.stores import Stores
from services.gateway.stream import OF_ONE, STREAMS, Streams, stream_router
from services.gateway.watches import watches_router


def make_app(
    settings: Settings, *, ring: Ring | None = None, streams: int = STREAMS, of_one: int = OF_ONE
) -> FastAPI:
    """The gateway for these settings, whose `broker` is an address.

    Its lifespan opens and closes what it uses. It starts without the broker and the store, too: what needs
    them answers 503 until they are there.
    `ring`, `streams` and `of_one` bound what the live stream holds, for all and for one client.
    """
    stores, bodies, keys = Stores(settings), Bodies(), ApiKeys(settings)
    line_health = LineHealth(settings.broker, silent_services(settings, settings.broker))
    feed = Feed(settings.broker, ring or Ring())
    pusher = Pusher(settings.broker)
    line_pushes = LinePushes(pusher.send, bodies)
    readiness = Readiness(settings.broker, stores, feed, line_health, keys)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            stack.push_async_callback(stores.close)
            stack.push_async_callback(pusher.stop)
            parts = (feed, line_health, readiness, keys)
            for part in parts:
                part.start()
            yield
            await asyncio.gather(*(part.stop() for part in parts))

    app = FastAPI(
        title="Pressline",
        summary="News articles in; search, stories and a live stream out",
        version="1",
        redirect_slashes=False,  # it would redirect to whatever host the request names
        docs_url=None,  # its page would load scripts from elsewhere
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.keys, app.state.feed, app.state.readiness = keys, feed, readiness
    app.state.line_pushes = line_pushes
    app.include_router(push_router(pusher, bodies, line_pushes))
    reading = [] if settings.read_open else [Security(need_scope_to_read, scopes=[Scope.READ])]
    app.include_router(reading_router(stores), dependencies=reading)
    app.include_router(watches_router(stores, bodies, reading))
    app.include_router(stream_router(Streams(feed, streams, of_one), stores), dependencies=reading)
    app.include_router(health_router(readiness, line_health, reading))
    app.include_router(page_router(stores, line_health), dependencies=reading)
    app.include_router(static_router())
    problems.install(app)
    openapi_of(app)
    # the last is the outermost
    app.add_middleware(Options)
    app.add_middleware(RateLimit, keys=keys, a_minute=settings.rate_limit)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(EntityTags)
    if settings.cors_origins:
        app.add_middleware(Cors, origins=settings.cors_origins.split(","))
    if is_loopback(settings.http_host):
        app.add_middleware(Hosts)
    app.add_middleware(Edge)
    return app
