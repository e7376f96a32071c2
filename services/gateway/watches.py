"""Standing searches: kept under a name; an article that one finds is marked with it as it is indexed."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Security, params
from pydantic import ValidationError
from starlette.requests import Request

from services.gateway import examples
from services.gateway.bodies import Bodies
from services.gateway.callers import need_scope
from services.gateway.key_file import Scope
from services.gateway.problems import HttpProblem, described, faults, in_words
from services.gateway.stores import Stores
from services.store import WATCH_NAME, Watch

MAX_WATCHES = 1000
"""Watches that are kept: every article is held against each."""
LARGEST = 64 * 1024
"""Bytes of a watch."""
Name = Annotated[str, Path(pattern=WATCH_NAME, examples=["summit"])]


def watches_router(stores: Stores, bodies: Bodies, reading: Sequence[params.Depends]) -> APIRouter:
    """The routes of watches; `reading` are the conditions of those that read."""
    router = APIRouter(tags=["watches"])

    @router.get(
        "/v1/watches",
        summary="Watches",
        dependencies=reading,
        responses={
            200: {"content": {"application/json": {"example": [examples.WATCH]}}},
            **described(429, 503),
        },
    )
    async def watches() -> list[Watch]:
        """All of them, by name."""
        return await stores.ask(lambda store: store.watches())

    @router.get(
        "/v1/watches/{name}",
        summary="A watch",
        dependencies=reading,
        responses={
            200: {"content": {"application/json": {"example": examples.WATCH}}},
            **described(404, 422, 429, 503, s404="no watch summit"),
        },
    )
    async def watch(name: Name) -> Watch:
        """What it asks."""
        return await find(stores, name)

    @router.put(
        "/v1/watches/{name}",
        summary="Keep a watch",
        dependencies=[Security(need_scope, scopes=[Scope.WATCH])],
        responses={
            200: {"content": {"application/json": {"example": examples.WATCH}}},
            **described(
                400, 408, 409, 413, 415, 422, 429, 503, s422="query: a watch needs words or a filter"
            ),
        },
        openapi_extra={"requestBody": examples.WATCH_BODY},
    )
    async def keep(request: Request, name: Name) -> Watch:
        """Words and filters mean what they mean in a search; one of that name gives way.

        Articles that are indexed from now on are marked with it, in `watches`, on `articles.indexed` and on
        `GET /v1/stream?watch=NAME`.
        """
        async with bodies.json(request, LARGEST) as document:
            wanted = _watch(name, document)
        names = {kept.name for kept in await stores.ask(lambda store: store.watches())}
        if name not in names and len(names) >= MAX_WATCHES:
            raise HttpProblem(409, f"{MAX_WATCHES:,} watches are kept already: delete one first")
        await stores.ask(lambda store: store.watch(wanted))
        return wanted

    @router.delete(
        "/v1/watches/{name}",
        status_code=204,
        summary="Let a watch go",
        dependencies=[Security(need_scope, scopes=[Scope.WATCH])],
        responses=described(404, 422, 429, 503, s404="no watch summit"),
    )
    async def let_go(name: Name) -> None:
        """Articles that it marked stay marked."""
        if not await stores.ask(lambda store: store.unwatch(name)):
            raise HttpProblem(404, f"no watch {name}")

    return router


def _watch(name: str, document: object) -> Watch:
    if isinstance(document, dict):
        document = {"name": name, **document}
    try:
        wanted = Watch.model_validate(document)
    except ValidationError as error:
        found = faults(error.errors(include_url=False, include_context=False))
        raise HttpProblem(422, in_words(found), errors=found) from None
    if wanted.name != name:
        raise HttpProblem(422, f"name: the path says {name} and the body {wanted.name}")
    return wanted


async def find(stores: Stores, name: str) -> Watch:
    """The watch of that name.

    Raises:
        HttpProblem: there is none.
    """
    for kept in await stores.ask(lambda store: store.watches()):
        if kept.name == name:
            return kept
    raise HttpProblem(404, f"no watch {name}")
