"""Errors for people: what is wrong, in the page's own look, with a way on."""

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

from fastapi import HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute

from services.gateway.page.rendering import PageRenderer
from services.store import BadCursor

TITLES = {
    401: ("A key is needed", "Ask whoever runs this Pressline for one."),
    403: ("Not with this key", "Ask whoever runs this Pressline for another."),
    404: ("Not in this paper", "It may have moved, or never been here."),
    405: ("Not like that", "This address takes another kind of request."),
    422: ("That can't be asked", "Change the address, or start anew."),
    429: ("Too many requests", "Wait a moment, and load this page again."),
    500: ("A fault of ours", "It is in the log. Trying again may help."),
    503: ("Stop the press", "Load this page again in a moment."),
}


def render_problem(request: Request, status: int, detail: str) -> HTMLResponse:
    """The page for an error; `detail` says what was wrong, with what value, and what to do."""
    title, advice = TITLES.get(status, (_phrase(status), "Go back, or start anew."))
    return PageRenderer("problem.html", None, status, code=status, title=title, detail=detail, advice=advice)


class PageRoute(APIRoute):
    """A route of the page: whoever asks is a person, so what goes wrong is said as a page, too."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler that FastAPI calls."""
        handle = super().get_route_handler()

        async def handle_in_html(request: Request) -> Response:
            try:
                return await handle(request)
            except RequestValidationError as error:
                first = error.errors()[0]
                return render_problem(request, 422, f"{first['loc'][-1]}: {first['msg']}.")
            except HTTPException as error:
                return render_problem(request, error.status_code, str(error.detail))
            except BadCursor as error:
                return render_problem(request, 422, str(error))

        return handle_in_html


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Something went wrong"
