"""One message through one stage: it passes or it is refused, and nothing it holds can raise."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import CleanArticle, Delivery, IngestedArticle, Outcome, RawArticle, Reason
from services.chassis.step import (
    ERROR_LENGTH,
    TRACEBACK_LENGTH,
    Identity,
    Passed,
    Refused,
    StageFunction,
    cut,
    failure,
    prepare,
    step,
)
from services.line import STAGES, Stage
from tests.integration.awkward import awkward_stage, work
from tests.unit.ingest.made import PROSE, delivery

AWKWARD = awkward_stage("awkward")
INGEST, CLEAN, _, INDEX, LEDGER = STAGES
HERE = delivery()


def wire(**fields: Any) -> bytes:
    return json.dumps(fields).encode()


def awkward(content: str) -> Refused:
    refused = step(AWKWARD, work, wire(content=content), HERE)
    assert isinstance(refused, Refused)
    return refused


def ingested(content: str, **fields: Any) -> dict[str, Any]:
    made = {"article_id": "a1", "revision": "r1", "delivery_id": "articles.raw:0:1:2", "source": "Kyodo"}
    return {**made, "accepted_at": "2026-03-01T11:00:00Z", "content": content, **fields}


def test_what_passes_says_who_it_is() -> None:
    passed = step(AWKWARD, work, wire(content=PROSE, source="Kyodo"), HERE)
    assert isinstance(passed, Passed)
    assert isinstance(passed.result, IngestedArticle)
    article = passed.result
    assert passed.identity == Identity(
        HERE.id, article.article_id, article.revision, article.accepted_at, "Kyodo"
    )
    assert passed.value is None, "the store has its say first"


def test_what_has_nothing_to_settle_is_ready_to_send(works: dict[str, StageFunction]) -> None:
    passed = step(CLEAN, works["clean"], wire(**ingested(PROSE)), delivery(topic="articles.ingested"))
    assert isinstance(passed, Passed)
    assert passed.identity.delivery_id == "articles.raw:0:1:2"
    article = CleanArticle.model_validate_json(passed.value or b"")
    assert (article.article_id, article.text) == ("a1", PROSE.removeprefix("OSLO — "))


def test_a_receipt_passes_as_it_is(works: dict[str, StageFunction]) -> None:
    receipt = wire(delivery_id="d1", article_id="a1", stage="clean", outcome="cleaned", at="2026-03-01")
    passed = step(LEDGER, works["ledger"], receipt, delivery(topic="articles.receipts"))
    assert isinstance(passed, Passed)
    assert passed.identity == Identity("d1", "a1")
    assert passed.result.outcome is Outcome.CLEANED


UNREADABLE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "value: "),
    "no JSON": (b"{", "value: Invalid JSON"),
    "no UTF-8": (b'{"content": "\xff"}', "value: Invalid JSON"),
    "half a character": (b'{"content": "\\ud800"}', "value: Invalid JSON"),
    "an array": (b"[]", "value: Input should be an object"),
    "deeply nested": (b'{"content":' * 9999 + b"1" + b"}" * 9999, "value: Invalid JSON: recursion limit"),
    "no content": (b"{}", "content: Field required"),
    "a number for a text": (wire(content=5), "content: Input should be a valid string (got 5)"),
    "in a list": (
        wire(content="x", bylines=["A", "B", 5]),
        "bylines.2: Input should be a valid string (got 5)",
    ),
    "no moment": (
        wire(content="x", published_at=5),
        "published_at: a time is RFC 3339 text, not int (got 5)",
    ),
    "three": (
        wire(content=5, source=5, tags=5),
        "content: Input should be a valid string (got 5); 2 more fields",
    ),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_breaks_the_schema_is_refused_by_the_field(what: str) -> None:
    value, error = UNREADABLE[what]
    refused = step(AWKWARD, work, value, HERE)
    assert isinstance(refused, Refused)
    assert (refused.reason, refused.identity, refused.traceback) == (Reason.INVALID, Identity(HERE.id), None)
    assert refused.error.startswith(error)


def test_a_long_wrong_value_is_shown_in_part() -> None:
    refused = step(AWKWARD, work, wire(content="x", source="s" * 5000), HERE)
    assert isinstance(refused, Refused)
    shown = "'" + "s" * 58 + "…"
    assert refused.error == f"source: String should have at most 1024 characters (got {shown})"


def test_a_missing_field_has_no_value_to_show(works: dict[str, StageFunction]) -> None:
    fields = ingested(PROSE)
    del fields["accepted_at"]
    refused = step(CLEAN, works["clean"], wire(**fields), HERE)
    assert isinstance(refused, Refused)
    assert refused.error == "accepted_at: Field required"


def test_no_value_means_something_only_to_the_first_stage(works: dict[str, StageFunction]) -> None:
    taken_back = step(INGEST, works["ingest"], None, delivery(key=b"0" * 32))
    assert isinstance(taken_back, Passed)
    assert taken_back.identity.article_id == "0" * 32
    for stage in (CLEAN, INDEX, LEDGER):
        refused = step(stage, works[stage.name], None, HERE)
        assert isinstance(refused, Refused)
        assert refused.reason is Reason.INVALID
        assert refused.error == f"value: missing, expected a {stage.input_model.__name__}"


def test_what_the_stage_refuses_keeps_its_reason() -> None:
    refused = awkward("refuse")
    assert (refused.reason, refused.error, refused.traceback) == (Reason.NOT_AN_ARTICLE, "a menu", None)


def test_what_a_later_stage_refuses_keeps_its_identity(works: dict[str, StageFunction]) -> None:
    refused = step(CLEAN, works["clean"], wire(**ingested(" ")), delivery(topic="articles.ingested"))
    assert isinstance(refused, Refused)
    assert refused.reason is Reason.NOT_AN_ARTICLE
    identity = refused.identity
    assert (identity.delivery_id, identity.article_id, identity.source) == (
        "articles.raw:0:1:2",
        "a1",
        "Kyodo",
    )


def test_a_bug_of_ours_is_the_end_of_its_article_alone() -> None:
    refused = awkward("raise")
    assert refused.reason is Reason.ERROR
    assert refused.error == "RuntimeError: a bug that this article sets off"
    assert refused.traceback is not None
    assert "in work" in refused.traceback
    assert refused.traceback.endswith("RuntimeError: a bug that this article sets off\n")


def test_an_endless_recursion_is_a_bug_like_any_other() -> None:
    def recurse(article: RawArticle, delivery: Delivery) -> Any:
        return recurse(article, delivery)

    refused = step(AWKWARD, recurse, wire(content="x"), HERE)
    assert isinstance(refused, Refused)
    assert refused.reason is Reason.ERROR
    assert refused.error.startswith("RecursionError: ")
    assert len(refused.traceback or "") <= TRACEBACK_LENGTH


def test_a_long_error_is_cut_and_stands_on_one_line() -> None:
    refused = failure(Identity("d1"), ValueError("a\nb\t " + "x" * 9000))
    assert refused.error == "ValueError: a b " + "x" * 183 + "…"
    assert len(refused.error) == ERROR_LENGTH == 200
    assert len(refused.traceback or "") == TRACEBACK_LENGTH


@given(st.text(), st.integers(1, 50))
def test_cut_keeps_the_words_as_far_as_they_go(text: str, length: int) -> None:
    words = " ".join(text.split())
    short = cut(text, length)
    assert len(short) <= length
    assert short == words if len(words) <= length else words.startswith(short[:-1]) and short[-1] == "…"


BROKEN: dict[str, bytes] = {
    "a field wrong": wire(**ingested("x", tags=5)),
    "a field missing": wire(delivery_id="articles.raw:0:1:2", article_id="a1", revision="r1"),
}


@pytest.mark.parametrize("what", BROKEN)
@pytest.mark.parametrize("stage", [CLEAN, INDEX], ids=lambda stage: stage.name)
def test_a_broken_message_of_ours_still_says_whose_it_is(
    works: dict[str, StageFunction], stage: Stage, what: str
) -> None:
    refused = step(stage, works[stage.name], BROKEN[what], delivery(topic=stage.input_topic))
    assert isinstance(refused, Refused)
    assert refused.reason is Reason.INVALID
    assert refused.identity == Identity("articles.raw:0:1:2", "a1", "r1")


LOST: dict[str, bytes | None] = {
    "none": None,
    "no JSON": b"{",
    "no object": b"[1]",
    "a text": b'"delivery_id"',
    "null": b"null",
    "no id": b"{}",
    "one id missing": wire(delivery_id="d1", article_id="a1"),
    "an id that is none": wire(delivery_id="d1", article_id=5, revision="r1"),
    "an id that is null": wire(delivery_id=None, article_id="a1", revision="r1"),
    "deeply nested": b'{"a":' * 9999 + b"1" + b"}" * 9999,
    "a number without end": b'{"a": ' + b"9" * 9999 + b"}",
}


@pytest.mark.parametrize("what", LOST)
def test_a_message_that_does_not_say_whose_it_is_is_named_by_its_place(
    works: dict[str, StageFunction], what: str
) -> None:
    here = delivery(topic="articles.ingested")
    refused = step(CLEAN, works["clean"], LOST[what], here)
    assert isinstance(refused, Refused)
    assert refused.identity == Identity(here.id)


class Together:
    """Work that notes what it was given to prepare."""

    def __init__(self) -> None:
        self.prepared: list[str] = []

    def __call__(self, article: RawArticle, delivery: Delivery) -> IngestedArticle:
        return work(article, delivery)

    def prepare(self, articles: Sequence[RawArticle]) -> None:
        self.prepared += [article.content for article in articles]
        raise RuntimeError("a bug in what is done together")


def test_what_can_be_read_is_prepared_together_and_what_fails_there_is_left_to_each() -> None:
    together = Together()
    values = [wire(content=PROSE), b"no JSON", None, wire(content="Snow.")]
    prepare(AWKWARD, together, [(value, HERE) for value in values])
    assert together.prepared == [PROSE, "Snow."]
    assert isinstance(step(AWKWARD, together, wire(content=PROSE), HERE), Passed)


def test_work_that_prepares_nothing_is_left_alone() -> None:
    prepare(AWKWARD, work, [(wire(content=PROSE), HERE)])
