"""What the line made of the articles: an article and its trace, search, stories, quotations."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from schemas import Receipt
from services.gateway import examples
from services.gateway.parameters import After, Collapse, Id, Limit, Speaker, Words, filters
from services.gateway.problems import HttpProblem, described, shown
from services.gateway.stores import Stores
from services.store import Facets, Filters, Quotes, SearchPage, StoredArticle, Stories, Story

JSON = "application/json"


class SearchAnswer(SearchPage):
    """A page of a search, with what its articles name: on the first page, or where it was asked for."""

    facets: Facets | None = Field(None, description="null where they were not counted")


def answer(model: BaseModel, **headers: str) -> Response:
    """A model of ours as it is: it was checked where it was made."""
    return Response(model.model_dump_json(), 200, headers, JSON)


def example(shown_: object) -> dict[int | str, dict[str, object]]:
    """An answer's example, for a route's OpenAPI."""
    return {200: {"content": {JSON: {"example": shown_}}}}


def reading_router(stores: Stores) -> APIRouter:
    """The routes that only read."""
    router = APIRouter()
    _add_articles(router, stores)
    _add_search(router, stores)
    _add_stories(router, stores)
    return router


def _add_articles(router: APIRouter, stores: Stores) -> None:
    @router.get(
        "/v1/articles/{article_id}",
        tags=["articles"],
        summary="An article",
        response_model=StoredArticle,
        responses={
            **example(examples.ARTICLE),
            **described(404, 422, 429, 503),
        },
    )
    async def article(
        article_id: Id,
        revision: Annotated[
            str | None, Query(max_length=200, description="one of its revisions; the newest without")
        ] = None,
    ) -> Response:
        """As the store holds it: its text, who is named where, who said what, its story.

        One that was taken back is there without its text, `retracted`; its revisions still have theirs.
        """
        found = await stores.ask(lambda store: store.get(article_id, revision or None))
        if found is None:
            of = f" of revision {shown(revision)}" if revision else ""
            raise HttpProblem(404, f"no article {shown(article_id)}{of}")
        return answer(found)

    @router.get(
        "/v1/articles/{article_id}/trace",
        tags=["articles"],
        summary="An article's receipts",
        response_model=list[Receipt],
        responses={**example(examples.TRACE), **described(404, 422, 429, 503)},
    )
    async def trace(article_id: Id) -> list[Receipt]:
        """Every receipt of its deliveries, in the order of the journey; also of one delivery, by its id."""
        receipts = await stores.ask(lambda store: store.trace(article_id))
        if not receipts:
            raise HttpProblem(404, f"no receipt of {shown(article_id)}")
        return receipts


def _add_search(router: APIRouter, stores: Stores) -> None:
    @router.get(
        "/v1/search",
        tags=["search"],
        summary="Search",
        response_model=SearchAnswer,
        responses={**example(examples.SEARCH), **described(422, 429, 503)},
    )
    async def search(  # noqa: PLR0913, PLR0917 (FastAPI makes the query's parameters of them)
        narrowed: Annotated[Filters, Depends(filters)],
        q: Words = "",
        limit: Limit = 10,
        after: After = None,
        collapse: Collapse = True,
        facets: Annotated[
            bool | None, Query(description="count whom and what the articles name; unset: on the first page")
        ] = None,
    ) -> Response:
        """Articles with all words and “phrases” of `q`, best first; of a blank one, all, newest first.

        `matches` are the places in `snippet` that the words matched, in code points. Without words, articles
        without a date come last. `facets` count articles, near-duplicates each for itself: `copies` of them
        repeat another.
        """
        found = await stores.ask(
            lambda store: store.search(q, limit=limit, after=after, collapse=collapse, **narrowed)
        )
        counted = None
        if facets if facets is not None else after is None:
            counted = await stores.ask(lambda store: store.facets(q, **narrowed))
        return answer(SearchAnswer(hits=found.hits, next=found.next, facets=counted))

    @router.get(
        "/v1/quotes",
        tags=["search"],
        summary="Who said what",
        response_model=Quotes,
        responses={**example(examples.QUOTES), **described(422, 429, 503)},
    )
    async def quotes(speaker: Speaker = None, limit: Limit = 20, after: After = None) -> Response:
        """Quotations, newest first: one speaker's, whatever the case, or everybody's who is known by name."""
        return answer(await stores.ask(lambda store: store.quotes(speaker, limit=limit, after=after)))


def _add_stories(router: APIRouter, stores: Stores) -> None:
    @router.get(
        "/v1/stories",
        tags=["stories"],
        summary="Stories",
        response_model=Stories,
        responses={**example(examples.STORIES), **described(422, 429, 503)},
    )
    async def stories(limit: Limit = 20, after: After = None) -> Response:
        """By weight: how many articles of how many sources, and how new."""
        return answer(await stores.ask(lambda store: store.stories(limit, after)))

    @router.get(
        "/v1/stories/{story_id}",
        tags=["stories"],
        summary="A story",
        response_model=Story,
        responses={**example(examples.STORY), **described(404, 422, 429, 503, s404="no story 5e3f")},
    )
    async def story(story_id: Id) -> Response:
        """With its articles. Of a story that was merged, the one it became: `Content-Location` says which."""
        found = await stores.ask(lambda store: store.story(story_id))
        if found is None:
            raise HttpProblem(404, f"no story {shown(story_id)}")
        return answer(found, **{"Content-Location": f"/v1/stories/{found.story_id}"})
