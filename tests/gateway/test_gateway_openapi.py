"""Whatever fits the OpenAPI document, and whatever doesn't, has an answer that the document describes."""

from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from services.chassis.settings import Settings
from services.gateway.app import make_app
from tests.gateway.process import KEY

DOCUMENT = make_app(Settings(broker="127.0.0.1:1")).openapi()
# the stream has no end, so it has tests of its own
SCHEMA: Any = schemathesis.openapi.from_dict(DOCUMENT).exclude(path="/v1/stream")
OPERATIONS = {
    operation.label: operation for operation in (found.ok() for found in SCHEMA.get_all_operations())
}
UNFIT = [
    positive_data_acceptance,  # no schema tells a cursor from another text, or that a watch is blank
    ignored_auth,  # it sends a made-up key beside ours; test_gateway_push.py sends none
]
MODES = [
    (label, mode)
    for label, operation in OPERATIONS.items()
    for mode in schemathesis.GenerationMode
    # nothing can be wrong with a request that says nothing
    if mode.is_positive or operation.body or any(True for _ in operation.iter_parameters())
]


@pytest.mark.parametrize(("label", "mode"), MODES)
def test_every_request_is_answered_as_the_document_says(
    newsroom: str, label: str, mode: schemathesis.GenerationMode
) -> None:
    @given(case=OPERATIONS[label].as_strategy(generation_mode=mode))
    @settings(
        max_examples=15,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: Any) -> None:
        case.call_and_validate(base_url=newsroom, headers={"X-API-Key": KEY}, excluded_checks=UNFIT)

    ask()


def test_every_route_of_the_contract_is_described_with_examples(visitor: httpx.Client) -> None:
    document = visitor.get("/openapi.json").json()
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"], (method, path)
            assert operation["description"], (method, path)
            for status, answer in operation["responses"].items():
                for media in answer.get("content", {}).values():
                    assert {"example", "examples"} & media.keys(), (method, path, status)
    for path in ("/v1/articles", "/v1/search", "/v1/stories", "/v1/stream", "/livez", "/readyz", "/metrics"):
        assert path in document["paths"]
