"""What a producer may send: every field that is wrong is refused by its name."""

import json
from datetime import UTC, datetime, timedelta, timezone
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Invalid, RawArticle
from services.chassis.step import decode
from services.line import FIRST
from tests.unit.ingest.made import beside_content, raws, texts


def read(value: object) -> RawArticle:
    """As the ingest stage reads it."""
    article = decode(FIRST, json.dumps(value).encode())
    assert isinstance(article, RawArticle)
    return article


WRONG: list[tuple[str, object]] = [
    ("content", None),
    ("content", 5),
    ("content", ["x"]),
    ("content", {"text": "x"}),
    ("content_type", "text/markdown"),
    ("content_type", "TEXT/HTML"),
    ("content_type", None),
    ("url", ""),
    ("url", 5),
    ("url", "example.com/a"),
    ("url", "//example.com/a"),
    ("url", "ftp://example.com/a"),
    ("url", "javascript:alert(1)"),
    ("url", "file:///etc/passwd"),
    ("url", "http://"),
    ("url", "https:///a"),
    ("url", "https://?a"),
    ("url", "http://[::1/a"),
    ("url", "http://example.com:port/a"),
    ("url", "http://example.com:65536/a"),
    ("url", f"http://example.com/{'a' * 8192}"),
    ("external_id", 4711),
    ("external_id", "x" * 1025),
    ("source", ["Kyodo"]),
    ("source", "x" * 1025),
    ("headline", 5),
    ("headline", "x" * 10_001),
    ("bylines", "Ana Prates"),
    ("bylines", None),
    ("bylines", [5]),
    ("bylines", [None]),
    ("bylines", ["x" * 1025]),
    ("bylines", ["x"] * 101),
    ("language", 5),
    ("language", "x" * 1025),
    ("tags", "a, b"),
    ("tags", {"a": 1}),
    ("tags", ["a"] * 1001),
    ("retracted", "yes"),
    ("retracted", 1),
    ("retracted", None),
    *product(("published_at", "fetched_at"), (5, 5.0, True, [], {})),
]


@pytest.mark.parametrize(("field", "wrong"), WRONG, ids=lambda part: repr(part)[:30])
def test_a_field_that_is_wrong_is_named(field: str, wrong: object) -> None:
    with pytest.raises(Invalid, match=rf"^{field}[.:]"):
        read({"content": "x", field: wrong})


def test_every_field_is_in_the_table() -> None:
    assert {field for field, _ in WRONG} == RawArticle.model_fields.keys()


@pytest.mark.parametrize("value", [{}, {"headline": "x"}, {"retracted": False}])
def test_content_is_required(value: object) -> None:
    with pytest.raises(Invalid, match=r"^content: Field required$"):
        read(value)


@pytest.mark.parametrize("value", [[], [{"content": "x"}], "x", 5, None, True])
def test_a_message_is_an_object(value: object) -> None:
    with pytest.raises(Invalid, match=r"^value: Input should be an object$"):
        read(value)


RIGHT: list[tuple[str, Any]] = [
    ("content", ""),
    ("content", "\x00 \u2028 🚢"),
    ("url", "HTTP://EXAMPLE.com"),
    ("url", "https://user:pw@bücher.example:8443/漢?q=#f"),
    ("url", "http://[::1]:80/"),
    ("url", f"http://example.com/{'a' * (8192 - 19)}"),
    ("external_id", "漢" * 1024),
    ("source", ""),
    ("headline", "x" * 10_000),
    ("bylines", ["x" * 1024] * 100),
    ("tags", ["x"] * 1000),
    ("language", "xx-not-a-language"),
    ("retracted", True),
]


@pytest.mark.parametrize(("field", "right"), RIGHT, ids=lambda part: repr(part)[:30])
def test_what_keeps_its_bounds_passes_unchanged(field: str, right: Any) -> None:
    value = getattr(read({"content": "x", field: right}), field)
    assert (list(value) if isinstance(right, list) else value) == right


NULLS = ("url", "external_id", "source", "headline", "published_at", "language", "fetched_at")


def test_null_stands_for_what_the_producer_does_not_know() -> None:
    assert read({"content": "x", **dict.fromkeys(NULLS)}) == RawArticle(content="x")


def test_a_retraction_needs_no_content() -> None:
    assert read({"retracted": True}).content == ""


MOMENTS = {
    "2018-09-24T10:00:00Z": "2018-09-24T10:00:00+00:00",
    "2018-09-24t10:00:00Z": "2018-09-24T10:00:00+00:00",
    "2018-09-24 10:00:00Z": "2018-09-24T10:00:00+00:00",
    "2018-09-24T10:00:00.5Z": "2018-09-24T10:00:00.500000+00:00",
    "2018-09-24T10:00:00.123456789Z": "2018-09-24T10:00:00.123456+00:00",
    "2018-09-24T10:00:00+09:00": "2018-09-24T01:00:00+00:00",
    "2018-09-24T00:30:00+05:30": "2018-09-23T19:00:00+00:00",
    "2018-12-31T20:00:00-08:00": "2019-01-01T04:00:00+00:00",
    "2018-09-24T10:00:00-00:00": "2018-09-24T10:00:00+00:00",
    "2018-09-24T10:00:00": "2018-09-24T10:00:00+00:00",
    "2018-09-24": "2018-09-24T00:00:00+00:00",
    "2020-02-29": "2020-02-29T00:00:00+00:00",
    "1600-01-01": "1600-01-01T00:00:00+00:00",
    "9999-12-31T23:59:59Z": "9999-12-31T23:59:59+00:00",
}


@pytest.mark.parametrize("text", MOMENTS)
def test_a_time_is_read_as_a_moment_in_utc(text: str) -> None:
    moment = read({"content": "x", "published_at": text}).published_at
    assert moment is not None
    assert moment.isoformat() == MOMENTS[text]
    assert moment.tzinfo is UTC


NO_MOMENTS = [
    "",
    " ",
    "yesterday",
    "1537747200",
    "24 September 2018",
    "2018-9-24",
    "2018-13-01",
    "2018-02-29",
    "2018-09-24T25:00:00Z",
    "2018-09-24T10:60:00Z",
    "2018-09-24T10:00:00+24:00",
    "2018-09-24T10:00:00Z, updated",
    "10000-01-01",
    "0000-01-01",
    "0001-01-01",
    "1599-12-31T23:59:59Z",
    "1600-01-01T00:30:00+01:00",
    "0001-01-01T00:00:00+01:00",
    "9999-12-31T23:59:59-01:00",
]


@pytest.mark.parametrize("text", NO_MOMENTS)
@pytest.mark.parametrize("field", ["published_at", "fetched_at"])
def test_what_is_no_moment_is_refused_with_its_value(field: str, text: str) -> None:
    with pytest.raises(Invalid, match=rf"^{field}: ") as refused:
        read({"content": "x", field: text})
    assert repr(text) in str(refused.value)


zones = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.datetimes(datetime(1600, 1, 3), datetime(9999, 12, 29), timezones=zones))
def test_every_moment_survives_the_wire(moment: datetime) -> None:
    text = moment.isoformat()
    article = read({"content": "x", "published_at": text})
    assert article.published_at == moment
    assert read(json.loads(article.model_dump_json())).published_at == moment


@given(raws)
def test_an_article_survives_the_wire(article: RawArticle) -> None:
    assert RawArticle.model_validate_json(article.model_dump_json()) == article


@given(texts, st.fixed_dictionaries({}, optional=beside_content))
def test_what_the_producer_did_not_say_need_not_be_sent(content: str, known: dict[str, Any]) -> None:
    article = RawArticle(content=content, **known)
    wire = article.model_dump_json(exclude_unset=True)
    assert json.loads(wire).keys() == {"content", *known}
    assert RawArticle.model_validate_json(wire) == article
