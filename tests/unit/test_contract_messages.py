"""The JSON Schemas: what we write keeps them, and they tell producers what ingest takes."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import ValidationError

from schemas import (
    Annotator,
    ChangedBy,
    CleanArticle,
    Dateline,
    DateMention,
    EnrichedArticle,
    Entity,
    IndexedArticle,
    IngestedArticle,
    KeyPhrase,
    Mention,
    Message,
    Outcome,
    Place,
    Quote,
    RawArticle,
    Reason,
    Receipt,
    RemovalReason,
    Removed,
    Span,
)
from services.contracts.messages import json_schema, messages

Json = dict[str, Any]

formats = FormatChecker(formats=[])


@formats.checks("date-time", raises=ValueError)
def _is_rfc3339(text: object) -> bool:
    return not isinstance(text, str) or datetime.fromisoformat(text).tzinfo is not None


def validator(schema: Json) -> Draft202012Validator:
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=formats)


@pytest.mark.parametrize("message", messages())
def test_a_schema_is_valid_and_lets_readers_ignore_what_they_do_not_know(message: type[Message]) -> None:
    schema = json_schema(message)
    validator(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"].startswith("pressline:") and schema["$id"].endswith(":v1")
    assert schema["title"] == message.__name__
    assert schema["description"]
    assert "additionalProperties" not in json.dumps(schema)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
maybe = st.none() | texts
counts = st.integers(0, 2**53)
times = st.datetimes(datetime(1600, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))


def tuples(items: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=2).map(tuple)


def spans(kind: type[Message], **more: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(kind, text=texts, start=counts, end=counts, **more)


identity: dict[str, Any] = {
    **dict.fromkeys(("article_id", "revision", "delivery_id"), texts),
    **dict.fromkeys(("source", "url", "external_id"), maybe),
    "accepted_at": times,
    "retracted": st.booleans(),
}
known: dict[str, Any] = {
    "headline": maybe,
    "bylines": tuples(texts),
    "published_at": st.none() | times,
    "language": maybe,
    "tags": tuples(texts),
}
cleaned: dict[str, Any] = {
    **identity,
    **known,
    "dateline": st.none() | st.builds(Dateline, place=maybe, date=maybe),
    "agency": maybe,
    "published_at_basis": maybe,
    "modified_at": st.none() | times,
    "modified_at_basis": maybe,
    "publisher": maybe,
    "canonical_url": maybe,
    "text": texts,
    "removed": tuples(st.builds(Removed, text=texts, reason=st.sampled_from(RemovalReason))),
    "word_count": counts,
    "fingerprints": tuples(texts),
}
where: dict[str, Any] = {
    "country_code": maybe,
    "latitude": st.none() | st.floats(-90, 90),
    "longitude": st.none() | st.floats(-180, 180),
}
entities = st.builds(Entity, name=texts, label=texts, mentions=tuples(spans(Mention)), **where)
written = st.one_of(
    st.builds(
        IngestedArticle,
        **identity,
        **known,
        content=texts,
        content_type=st.sampled_from(["text/plain", "text/html"]),
        fetched_at=st.none() | times,
    ),
    st.builds(CleanArticle, **cleaned),
    st.builds(
        EnrichedArticle,
        **cleaned,
        entities=tuples(entities),
        quotes=tuples(spans(Quote, speaker=maybe, cue=maybe)),
        dates=tuples(spans(DateMention, value=maybe)),
        places=tuples(st.builds(Place, name=texts, score=st.floats(0, 1), **where)),
        keyphrases=tuples(st.builds(KeyPhrase, text=texts, score=st.floats(0, 1))),
        summary=tuples(texts),
        summary_spans=tuples(spans(Span)),
        annotators=tuples(st.builds(Annotator, name=texts, version=texts, model=maybe)),
    ),
    st.builds(
        IndexedArticle,
        **identity,
        story_id=maybe,
        duplicate_of=maybe,
        merged=tuples(texts),
        watches=tuples(texts),
        headline=maybe,
        published_at=st.none() | times,
        indexed_at=times,
        version=st.integers(min_value=0),
        changed_by=st.none() | st.builds(ChangedBy, reason=texts, article_id=texts, delivery_id=texts),
    ),
    st.builds(
        Receipt,
        delivery_id=texts,
        article_id=maybe,
        revision=maybe,
        stage=texts,
        outcome=st.sampled_from(Outcome),
        reason=st.none() | st.sampled_from(Reason),
        detail=maybe,
        at=times,
    ),
)
BY_FILE = {message: validator(json_schema(message)) for message in messages()}


@settings(deadline=None)
@given(written)
def test_what_we_write_keeps_the_contract(message: Message) -> None:
    wire = json.loads(message.model_dump_json())
    BY_FILE[type(message)].validate(wire)
    BY_FILE[type(message)].validate({**wire, "a_field_of_tomorrow": 1})
    assert type(message).model_validate_json(json.dumps(wire)) == message


@pytest.mark.parametrize("message", [kind for kind in messages() if kind is not RawArticle])
def test_every_field_is_always_there(message: type[Message]) -> None:
    schema = json_schema(message)
    assert schema["required"] == list(message.model_fields)


def test_the_schema_tells_producers_what_ingest_takes() -> None:
    sent = {
        "the least": {"content": "x"},
        "all of it": {
            "content": "<p>x</p>",
            "content_type": "text/html",
            "url": "https://example.org/a",
            "external_id": "1",
            "source": "example",
            "headline": "X",
            "bylines": ["A"],
            "published_at": "2018-09-24T10:00:00+09:00",
            "language": "en",
            "tags": ["a"],
            "fetched_at": "2018-09-24T10:00:00Z",
            "retracted": False,
        },
        "nulls for what is not known": {"content": "x", "url": None, "published_at": None},
        "a field of tomorrow": {"content": "x", "colour": "red"},
        "taken back": {"retracted": True, "external_id": "1"},
        "nothing": {},
        "no content, not taken back": {"retracted": False, "headline": "x"},
        "content null": {"content": None},
        "content a number": {"content": 5},
        "a list": [{"content": "x"}],
        "unknown content type": {"content": "x", "content_type": "text/markdown"},
        "one byline not in a list": {"content": "x", "bylines": "A"},
        "a tag that is a number": {"content": "x", "tags": [1]},
        "101 bylines": {"content": "x", "bylines": ["A"] * 101},
        "a long source": {"content": "x", "source": "s" * 1025},
        "a time as a number": {"content": "x", "published_at": 5},
        "no time at all": {"content": "x", "published_at": "yesterday"},
        "retracted as a word": {"content": "x", "retracted": "yes"},
    }
    differ = {
        what for what, value in sent.items() if BY_FILE[RawArticle].is_valid(value) is not ingest_takes(value)
    }
    assert differ == set()


def ingest_takes(value: object) -> bool:
    try:
        RawArticle.model_validate_json(json.dumps(value))
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("field", ["tags", "bylines"])
def test_of_many_wrong_labels_the_first_is_told(field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        RawArticle.model_validate({"content": "x", field: [1] * 1000})
    assert [error["loc"] for error in refused.value.errors()] == [(field, 0)]
