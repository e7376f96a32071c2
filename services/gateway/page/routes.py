"""The page's addresses: what each may be asked, and what the store is asked for it."""

from datetime import datetime
from functools import partial
from itertools import groupby
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, HTTPException, Path, Query, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from services.chassis.errors import Unavailable
from services.gateway.line_health import LineHealth
from services.gateway.page.article_view import gather_article, gather_story
from services.gateway.page.front import gather_front
from services.gateway.page.problems import PageRoute
from services.gateway.page.rendering import PageRenderer, path_to
from services.gateway.page.search_links import FILTERS, Search, active_filters, choices, moments_of
from services.gateway.page.static_files import STATIC_FILES
from services.gateway.stores import Stores
from services.store import Facets, Filters, SearchPage, Store

HITS, SAYINGS, SPEAKERS = 20, 25, 20
"""Of one page."""
ENDS = ("indexed", "unchanged", "dropped", "dead", "retracted", "in_flight")
"""What the accepted add up to."""
FOR_GOOD = "public, max-age=31536000, immutable"

After = Annotated[str | None, Query(max_length=500)]
Id = Annotated[str, Path(max_length=1024)]
Value = Annotated[str | None, Query(max_length=1024)]


class Asked(BaseModel):
    """What a search's address may say; an empty field of a form says nothing."""

    q: str = Field("", max_length=10_000)
    person: str | None = Field(None, max_length=1024)
    place: str | None = Field(None, max_length=1024)
    organisation: str | None = Field(None, max_length=1024)
    source: str | None = Field(None, max_length=1024)
    since: str | None = Field(None, max_length=40)
    until: str | None = Field(None, max_length=40)
    after: str | None = Field(None, max_length=500)
    collapse: bool = True

    @property
    def search(self) -> Search:
        """The same as a search with its links."""
        return Search(self.q, collapse=self.collapse).narrowed(
            **{name: getattr(self, name) or "" for name in FILTERS}
        )


def page_router(stores: Stores, line_health: LineHealth) -> APIRouter:
    """The routes of the page; what goes wrong in them is said in HTML (`PageRoute`)."""
    router = APIRouter(include_in_schema=False, route_class=PageRoute)

    @router.get("/")
    async def front(after: After = None) -> Response:
        return PageRenderer(
            "front.html", "front", front=await stores.ask(partial(gather_front, after=after or None))
        )

    @router.get("/search")
    async def search(asked: Annotated[Asked, Query()]) -> Response:
        return PageRenderer(
            "search.html", "search", **await _results(stores, asked.search, asked.after or None)
        )

    @router.get("/articles/{article_id}")
    async def article(article_id: Id, revision: Value = None) -> Response:
        shown = await stores.ask(partial(gather_article, article_id=article_id, revision=revision or None))
        if shown is None:
            which = f"revision {revision[:80]!r} of an article" if revision else "article"
            raise HTTPException(404, f"There is no {which} with the id {article_id[:80]!r}.")
        return PageRenderer("article.html", None, shown=shown)

    @router.get("/stories/{story_id}")
    async def story(story_id: Id) -> Response:
        shown = await stores.ask(partial(gather_story, story_id=story_id))
        if shown is None:
            raise HTTPException(404, f"There is no story with the id {story_id[:80]!r}.")
        if shown.story.story_id != story_id:
            return RedirectResponse(path_to("stories", shown.story.story_id))
        return PageRenderer("story.html", None, shown=shown, story=shown.story)

    @router.get("/quotes")
    async def quotes(speaker: Value = None, after: After = None) -> Response:
        def gather(store: Store) -> dict[str, Any]:
            page = store.quotes(speaker or None, limit=SAYINGS, after=after or None)
            articles = [list(said) for _, said in groupby(page.quotes, key=lambda said: said.article_id)]
            return {"articles": articles, "next": page.next, "speakers": store.speakers(SPEAKERS)}

        return PageRenderer(
            "quotes.html", "quotes", speaker=speaker, later=bool(after), **await stores.ask(gather)
        )

    @router.get("/line")
    async def line() -> Response:
        try:
            tally, away = await stores.ask(lambda store: store.tally()), ""
        except Unavailable as error:
            tally, away = {}, str(error)
        ends = [(name, tally.get(name, 0)) for name in ENDS]
        balanced = tally.get("accepted", 0) == sum(count for _, count in ends)
        now = line_health.snapshot()
        return PageRenderer(
            "line.html", "line", now=now, tally=tally, ends=ends, balanced=balanced, away=away
        )

    @router.get("/watches")
    async def watches() -> Response:
        kept = await stores.ask(lambda store: store.watches())
        searches = [
            (watch, Search(watch.query).narrowed(**{n: getattr(watch, n, None) or "" for n in FILTERS}))
            for watch in kept
        ]
        return PageRenderer("watches.html", "watches", watches=searches, filter_labels=FILTERS)

    return router


def static_router() -> APIRouter:
    """What every page needs, also the one that says that a key is needed: no condition stands before it."""
    router = APIRouter(include_in_schema=False, route_class=PageRoute)

    @router.get("/static/{name}")
    async def static(name: Id) -> Response:
        if name not in STATIC_FILES:
            raise HTTPException(404, f"There is no file {name[:80]!r}.")
        file = STATIC_FILES[name]
        return Response(file.content, media_type=file.media_type, headers={"Cache-Control": FOR_GOOD})

    return router


class _Results(NamedTuple):
    found: SearchPage
    facets: Facets


async def _results(stores: Stores, asked: Search, after: str | None) -> dict[str, Any]:
    """What the page of a search shows."""
    try:
        since, until = moments_of(asked)
    except ValueError as error:
        raise HTTPException(422, f"{error}") from None
    filters = _filters(asked, since, until)

    def gather(store: Store) -> _Results:
        found = store.search(asked.query, limit=HITS, after=after, collapse=asked.collapse, **filters)
        return _Results(found, store.facets(asked.query, **filters))

    found, facets = await stores.ask(gather)
    kinds = {
        "person": ("People", facets.people),
        "place": ("Places", facets.places),
        "organisation": ("Organisations", facets.organisations),
        "source": ("Sources", facets.sources),
        "day": ("Days", facets.days),
    }
    return {
        "search": asked,
        "found": found,
        "facets": facets,
        "active": active_filters(asked),
        "groups": [
            (title, choices(asked, name, [(count.value, count.articles) for count in counts]))
            for name, (title, counts) in kinds.items()
            if counts
        ],
        "filter_names": tuple(FILTERS),
        "later": bool(after),
        "next": asked.page(found.next) if found.next else None,
    }


def _filters(asked: Search, since: datetime | None, until: datetime | None) -> Filters:
    return Filters(
        person=asked.value("person"),
        place=asked.value("place"),
        organisation=asked.value("organisation"),
        source=asked.value("source"),
        since=since,
        until=until,
    )
