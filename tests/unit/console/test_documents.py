"""A message as JSON for people and scripts: its own fields, and where it stood."""

import json
from typing import Any

import pytest
from aiokafka.structs import ConsumerRecord
from hypothesis import given
from hypothesis import strategies as st

from services.chassis.unreadable import Unreadable
from services.console.messages import document


def record(value: bytes | None, **fields: Any) -> "ConsumerRecord[Any, Any]":
    made: dict[str, Any] = {
        "topic": "articles.raw",
        "partition": 2,
        "offset": 40,
        "timestamp": 1772362800123,
        "timestamp_type": 0,
        "key": b"a1",
        "value": value,
        "checksum": None,
        "serialized_key_size": 2,
        "serialized_value_size": len(value or b""),
        "headers": (),
    }
    return ConsumerRecord(**{**made, **fields})


def test_a_message_is_its_own_fields_and_its_place() -> None:
    headers = (("ce_type", b"pressline.article.raw.v1"), ("odd", b"\xff"))
    assert document(record('{"content": "漢", "n": [1.5, null]}'.encode(), headers=headers)) == {
        "content": "漢",
        "n": [1.5, None],
        "_kafka": {
            "topic": "articles.raw",
            "partition": 2,
            "offset": 40,
            "timestamp": "2026-03-01T11:00:00.123000+00:00",
            "key": "a1",
            "headers": {"ce_type": "pressline.article.raw.v1", "odd": "�"},
        },
    }


OTHERS: dict[str, tuple[bytes | None, dict[str, Any]]] = {
    "none": (None, {"_value": None}),
    "empty": (b"", {"_value": ""}),
    "null": (b"null", {"_value": None}),
    "a number": (b"5", {"_value": 5}),
    "an array": (b"[1]", {"_value": [1]}),
    "a JSON text": (b'"x"', {"_value": "x"}),
    "text": ("Rain “fell”".encode(), {"_value": "Rain “fell”"}),
    "half JSON": (b'{"content": ', {"_value": '{"content": '}),
    "not UTF-8": (b"\xff\xfe\x00", {"_value_base64": "//4A"}),
    "nested past reading": (b"[" * 99_999, {"_value": "[" * 99_999}),
    "no fields": (b"{}", {}),
}


@pytest.mark.parametrize("what", OTHERS)
def test_a_value_that_is_no_object_is_kept_as_it_can_be(what: str) -> None:
    value, fields = OTHERS[what]
    found = document(record(value))
    assert found.pop("_kafka")["offset"] == 40
    assert found == fields


@pytest.mark.parametrize(("key", "shown"), [(None, None), (b"", ""), (b"\xff", "�"), ("漢".encode(), "漢")])
def test_a_key_is_shown_as_text(key: bytes | None, shown: str | None) -> None:
    assert document(record(b"{}", key=key))["_kafka"]["key"] == shown


@pytest.mark.parametrize(("stamp", "year"), [(-1, "1969"), (0, "1970"), (253_402_300_799_999, "9999")])
def test_a_stamp_that_a_producer_made_up_is_shown(stamp: int, year: str) -> None:
    assert document(record(b"{}", timestamp=stamp))["_kafka"]["timestamp"].startswith(year)


@given(st.none() | st.binary(), st.none() | st.binary(max_size=8))
def test_every_message_is_a_document_whatever_its_bytes(value: bytes | None, key: bytes | None) -> None:
    found = document(record(value, key=key))
    assert found["_kafka"]["topic"] == "articles.raw"
    json.dumps(found)


def test_what_can_not_be_read_says_why() -> None:
    broken = record(None, checksum=Unreadable("the checksum is wrong"))
    assert document(broken)["_unreadable"] == "the checksum is wrong"
