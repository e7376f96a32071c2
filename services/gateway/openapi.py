"""The OpenAPI document: FastAPI's, with the models that no route declares as its own."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from schemas import RawArticle
from services.gateway.etags import PASSING
from services.gateway.problems import Problem, described
from services.gateway.push_lines import LineReceipt
from services.store import Watch

ABOUT = """\
Articles are pushed, pass the line (ingest, clean, enrich, index), and are then found, part of a story, and
on the live stream.

Errors are `application/problem+json` (RFC 9457). Pages of a list are asked for with `after`, the `next` of
the page before. Where keys are set (`PRESSLINE_API_KEYS_FILE`, `PRESSLINE_API_KEYS`) writing needs one that
is good for it: each operation names the scope under `security`. Reading is open, unless
`PRESSLINE_READ_OPEN=false`; a browser is then asked for the key's name and, as the password, the key.
Requests are counted per name of a key, or per address without one, by each copy of the gateway for itself:
`RateLimit` tells what is left, and 429 when to come back. What is read has a strong `ETag`: with it in
`If-None-Match` an answer that is still the same comes as 304, without its body. OPTIONS says in `Allow` what
an address takes.
"""
UNTAGGED = PASSING | {"/v1/stream"}


def openapi_of(app: FastAPI) -> None:
    """Let the app tell this document."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(
                title=app.title,
                version=app.version,
                summary=app.summary,
                description=ABOUT,
                routes=app.routes,
            )
            _, ours = models_json_schema(
                [(each, "validation") for each in (RawArticle, Problem, Watch, LineReceipt)],
                ref_template="#/components/schemas/{model}",
            )
            made["components"]["schemas"].update(ours["$defs"])
            for path, operations in made["paths"].items():
                for operation in operations.values():
                    if "security" in operation:
                        operation["responses"] |= {
                            str(status): said for status, said in described(401, 403).items()
                        }
                if "get" in operations and path not in UNTAGGED:
                    operations["get"]["responses"]["304"] = {"description": "still as `If-None-Match` says"}
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]  # FastAPI's documented way
