"""A message of `articles.indexed` as an event: news, a change by another article, or a retraction."""

import pytest
from aiokafka.structs import ConsumerRecord

from schemas import ChangedBy
from services.gateway.ring import event_of
from tests.gateway.serving import indexed

OWN = ChangedBy(reason="arrival", article_id="a1", delivery_id="articles.raw:0:1:1")
OTHER = OWN.model_copy(update={"reason": "merge", "article_id": "a2"})


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({}, b"article"),
        ({"changed_by": OWN}, b"article"),
        ({"changed_by": OTHER}, b"change"),
        ({"changed_by": OWN, "retracted": True}, b"retraction"),
    ],
)
def test_what_another_article_changed_is_no_news(fields: dict[str, object], kind: bytes) -> None:
    value = indexed("a1", **{"article_id": "a1", **fields}).model_dump_json().encode()
    record = ConsumerRecord("articles.indexed", 0, 1, 0, 0, b"a1", value, None, 2, len(value), ())
    assert event_of(record).frame.startswith(b"event: " + kind + b"\n")
