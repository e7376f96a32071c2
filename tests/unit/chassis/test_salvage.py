"""Whose end is told of a broken message: its own delivery's, whatever is written in it."""

import json

import pytest

from services.chassis.step import Identity, Refused, step
from services.ingest.core import admit
from services.line import FIRST, STAGES
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
