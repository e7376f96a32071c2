"""Whose end is told of a broken message: its own delivery's, whatever is written in it."""

import json

import pytest

from schemas import Reason
from services.chassis.step import Identity, Passed, Refused, Result, step
from services.ingest.core import admit
from services.line import FIRST, STAGES, Stage
from tests.unit.ingest.made import delivery


@pytest.mark.parametrize("claimed", ["\ud800", "articles.raw:0:1:1", "x" * 5000, ""])
def test_a_producer_cannot_say_which_delivery_his_message_is(claimed: str) -> None:
    value = json.dumps({"delivery_id": claimed, "article_id": "a", "revision": "r"}).encode()
    refused = step(FIRST, admit, value, delivery())
    assert isinstance(refused, Refused)
    assert refused.identity == Identity(delivery().id)


@pytest.mark.parametrize("claimed", ["\ud800", "x" * 100_000])
def test_an_id_that_no_receipt_could_carry_is_not_salvaged(claimed: str) -> None:
    value = json.dumps({"delivery_id": claimed, "article_id": "a", "revision": "r"}).encode()
    refused = step(STAGES[1], admit, value, delivery())
    assert isinstance(refused, Refused)
    assert refused.identity == Identity(delivery().id)


@pytest.mark.parametrize("stage", STAGES[1:], ids=lambda stage: stage.name)
@pytest.mark.parametrize("field", ["delivery_id", "article_id", "revision"])
@pytest.mark.parametrize("odd", ["", "a\x00b", "\u202eb", "x" * 201])
def test_what_could_be_no_key_and_no_address_is_no_id(stage: Stage, field: str, odd: str) -> None:
    """Found by the fuzzer: an empty `article_id` passed every stage and came out under an empty key."""
    message = {
        **{"delivery_id": "articles.raw:0:1:1", "article_id": "a" * 32, "revision": "r1"},
        **{"accepted_at": "2026-03-01", "content": "x", "text": "x"},
        **{"stage": "clean", "outcome": "cleaned", "at": "2026-03-01"},
    }

    def result(**fields: str) -> Result:
        value = json.dumps({**message, **fields}).encode()
        return step(stage, lambda article, _: article, value, delivery(topic=stage.input_topic))

    assert isinstance(result(), Passed)
    refused = result(**{field: odd})
    assert isinstance(refused, Refused)
    assert refused.reason is Reason.INVALID
    assert refused.error.startswith(f"{field}: an id is")
