"""The table of the line says what the contract says, and its rows fit together."""

from itertools import pairwise

import pytest

from schemas import Outcome
from services.line import FIRST, RECEIPTS, SERVICES, STAGES, Stage, dead_letters, holds_tombstones, topics

stages = pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
JOURNEY = [stage for stage in STAGES if stage.outcome]


def test_the_line_is_the_contracts() -> None:
    assert [
        (stage.name, stage.service, stage.input_topic, stage.output_topic, stage.outcome) for stage in STAGES
    ] == [
        ("ingest", "ingest", "articles.raw", "articles.ingested", Outcome.ACCEPTED),
        ("clean", "clean", "articles.ingested", "articles.clean", Outcome.CLEANED),
        ("enrich", "enrich", "articles.clean", "articles.enriched", Outcome.ENRICHED),
        ("index", "index", "articles.enriched", "articles.indexed", Outcome.INDEXED),
        ("ledger", "index", "articles.receipts", None, None),
    ]
    assert SERVICES == ("ingest", "clean", "enrich", "index", "gateway")
    assert FIRST.input_topic == "articles.raw"


def test_each_stage_reads_what_the_one_before_it_writes() -> None:
    for before, after in pairwise(JOURNEY):
        assert (before.output_topic, before.output_model) == (after.input_topic, after.input_model)


@stages
def test_a_stage_that_writes_says_what_and_one_that_does_not_says_nothing(stage: Stage) -> None:
    assert (stage.output_topic is None) == (stage.output_model is None) == (stage.outcome is None)


@stages
def test_the_functions_of_a_stage_are_there_and_its_own(stage: Stage) -> None:
    for path in filter(None, (stage.load, stage.write_batch)):
        assert callable(stage.resolve(path))
        assert path.startswith(f"services.{stage.service}.")


def test_a_function_that_is_not_there_is_an_error() -> None:
    with pytest.raises(AttributeError, match="no_such"):
        FIRST.resolve("services.ingest.entry:no_such")
    with pytest.raises(ImportError, match="no_such"):
        FIRST.resolve("services.no_such:load")


def test_only_the_last_outcome_of_the_line_ends_the_journey() -> None:
    assert [stage.outcome for stage in JOURNEY if stage.outcome and stage.outcome.ends] == [Outcome.INDEXED]
    assert JOURNEY[-1].outcome is Outcome.INDEXED


def test_only_the_first_stage_takes_messages_without_a_value() -> None:
    assert [stage.name for stage in STAGES if stage.accepts_tombstones] == ["ingest"]


def test_consumers_see_tombstones_on_the_topics_they_read() -> None:
    assert [topic for topic in topics() if holds_tombstones(topic)] == [
        "articles.enriched",
        "articles.indexed",
    ]


def test_topics_are_all_that_is_read_written_and_buried_once_each() -> None:
    assert topics() == (
        "articles.raw",
        "articles.ingested",
        "articles.clean",
        "articles.enriched",
        "articles.indexed",
        "articles.receipts",
        "articles.raw.dead",
        "articles.ingested.dead",
        "articles.clean.dead",
        "articles.enriched.dead",
        "articles.receipts.dead",
    )
    used = {
        topic
        for stage in STAGES
        for topic in (stage.input_topic, stage.output_topic, dead_letters(stage.input_topic))
        if topic
    }
    assert set(topics()) == used | {RECEIPTS}
