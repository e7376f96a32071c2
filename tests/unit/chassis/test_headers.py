"""Headers of every message: CloudEvents, a trace that goes on, and why a dead letter died."""

import re
from datetime import UTC, datetime, timedelta
from importlib.metadata import version

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import CleanArticle, Message, RawArticle, Reason, Receipt
from services.chassis.headers import TYPES, cause_of_death, cloud_event, rfc3339, trace_of, without_cause
from services.chassis.step import Identity, Refused, failure
from services.line import STAGES
from tests.unit.ingest.made import delivery

AT = datetime(2026, 3, 1, 11, 0, 0, 123_999, tzinfo=UTC)
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def test_a_message_is_a_cloud_event_in_binary_mode() -> None:
    assert cloud_event(CleanArticle, "clean", "articles.raw:0:1:2/clean", AT, TRACE) == [
        ("content-type", b"application/json"),
        ("ce_specversion", b"1.0"),
        ("ce_type", b"pressline.article.clean.v1"),
        ("ce_source", b"/pressline/clean"),
        ("ce_id", b"articles.raw:0:1:2/clean"),
        ("ce_time", b"2026-03-01T11:00:00.123Z"),
        ("traceparent", TRACE.encode()),
    ]


def test_every_message_of_the_line_has_its_type() -> None:
    on_the_line = {kind for stage in STAGES for kind in (stage.input_model, stage.output_model) if kind}
    assert on_the_line == TYPES.keys()
    assert len(set(TYPES.values())) == len(TYPES)


@pytest.mark.parametrize("kind", [kind for kind in TYPES if kind is not Receipt])
def test_a_type_is_named_after_its_message_and_its_topic(kind: type[Message]) -> None:
    name = kind.__name__.removesuffix("Article").lower()
    assert TYPES[kind] == f"pressline.article.{name}.v1"
    assert f"articles.{name}" in {
        topic for stage in STAGES for topic in (stage.input_topic, stage.output_topic)
    }


def test_the_same_work_makes_the_same_headers() -> None:
    assert cloud_event(RawArticle, "push", "1", AT, TRACE) == cloud_event(RawArticle, "push", "1", AT, TRACE)


@given(st.datetimes(timezones=st.just(UTC)))
def test_times_are_rfc_3339_with_milliseconds(moment: datetime) -> None:
    text = rfc3339(moment)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", text)
    assert timedelta() <= moment - datetime.fromisoformat(text) < timedelta(milliseconds=1)


VALID = [
    TRACE,
    TRACE.removesuffix("01") + "00",
    TRACE.removesuffix("01") + "ff",
    "cc" + TRACE.removeprefix("00"),
    "cc" + TRACE.removeprefix("00") + "-what-the-future-brings",
]


@pytest.mark.parametrize("trace", VALID)
def test_a_trace_of_the_producer_is_passed_on_unchanged(trace: str) -> None:
    headers = [("ce_id", b"1"), ("traceparent", trace.encode()), ("tracestate", b"a=b")]
    assert trace_of(headers, "articles.raw:0:1:2") == trace


MALFORMED = [
    b"",
    b"00",
    TRACE.encode()[:-1],
    TRACE.encode() + b"0",
    TRACE.encode() + b"\n",
    b" " + TRACE.encode(),
    TRACE.upper().encode(),
    TRACE.replace("-", "_").encode(),
    b"ff" + TRACE.encode()[2:],
    b"00-" + b"0" * 32 + TRACE.encode()[35:],
    TRACE.encode()[:36] + b"0" * 16 + b"-01",
    b"\xff" * 55,
]
FORM = re.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-01")


@pytest.mark.parametrize("trace", MALFORMED)
def test_a_malformed_trace_gives_way_to_one_of_ours(trace: bytes) -> None:
    ours = trace_of([("traceparent", trace)], "articles.raw:0:1:2")
    assert ours == trace_of([], "articles.raw:0:1:2")
    assert FORM.fullmatch(ours)


def test_a_good_trace_behind_a_malformed_one_is_found() -> None:
    assert trace_of([("traceparent", b"00"), ("traceparent", TRACE.encode())], "d") == TRACE


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_a_delivery_has_one_trace_of_its_own(one: str, other: str) -> None:
    assert FORM.fullmatch(trace_of([], one))
    assert (trace_of([], one) == trace_of([], other)) is (one == other)


@given(st.binary(max_size=60))
def test_a_trace_is_well_formed_whatever_comes(trace: bytes) -> None:
    assert FORM.fullmatch(trace_of([("traceparent", trace)], "d"))


DEAD = Refused(Identity("articles.raw:0:1:2", "a1"), Reason.INVALID, "tags: “a, b” is no list")


def test_a_dead_letter_says_who_refused_it_why_and_where_it_stood() -> None:
    headers = cause_of_death("clean", delivery(topic="articles.ingested"), DEAD, AT)
    assert dict(headers) == {
        "pressline-stage": b"clean",
        "pressline-cause": b"invalid",
        "pressline-error": "tags: “a, b” is no list".encode(),
        "pressline-topic": b"articles.ingested",
        "pressline-partition": b"2",
        "pressline-offset": b"40",
        "pressline-time": b"2026-03-01T11:00:00.123Z",
        "pressline-version": version("pressline").encode(),
        "pressline-delivery": b"articles.raw:0:1:2",
        "pressline-attempts": b"1",
    }
    assert len(dict(headers)) == len(headers)


def test_a_bug_leaves_its_traceback_and_an_error_of_two_hundred_characters() -> None:
    refused = failure(Identity("d1"), ValueError("é" * 5000))
    headers = dict(cause_of_death("clean", delivery(), refused, AT))
    assert len(headers["pressline-error"].decode()) == 200
    assert headers["pressline-traceback"].decode().endswith("é\n")


def test_half_a_character_in_an_error_does_not_keep_a_letter_from_its_grave() -> None:
    refused = Refused(Identity("d1"), Reason.ERROR, "KeyError: \ud800", "Traceback \udfff")
    headers = dict(cause_of_death("clean", delivery(), refused, AT))
    assert headers["pressline-error"] == b"KeyError: ?"
    assert headers["pressline-traceback"] == b"Traceback ?"


names = st.text(max_size=12).filter(lambda name: not name.startswith("pressline-"))


@given(st.lists(st.tuples(names, st.binary(max_size=12))), st.sampled_from(Reason), st.text())
def test_a_replayed_letter_has_the_headers_that_it_came_with(
    headers: list[tuple[str, bytes]], reason: Reason, error: str
) -> None:
    refused = Refused(Identity("d1"), reason, error, error)
    died_twice = [*headers, *cause_of_death("clean", delivery(), refused, AT)]
    died_twice += cause_of_death("enrich", delivery(), refused, AT)
    assert without_cause(died_twice) == headers
