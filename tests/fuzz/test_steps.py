"""Mutated messages through all stages, the store and the readers: a short run; `make fuzz` is a long one."""

from pathlib import Path

import pytest

from services.chassis.step import StageFunction
from services.line import STAGES, Stage
from tests.fuzz.real import corpora
from tests.fuzz.settling import run as settle_and_read
from tests.fuzz.steps import fuzzed, load, run

SEED, MESSAGES = 7, 300


@pytest.fixture(scope="module")
def works() -> dict[str, StageFunction]:
    return load([stage.name for stage in STAGES])


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_every_stage_stands_what_is_wrong_with_a_message(
    works: dict[str, StageFunction], stage: Stage
) -> None:
    corpus = corpora(works)[stage.name]
    report = run(stage, works[stage.name], corpus, SEED, range(MESSAGES))
    assert report.finds == {}
    assert report.outcomes["passed"] > MESSAGES / 10
    assert report.outcomes["invalid"] > MESSAGES / 10


def test_a_message_of_the_run_is_made_by_its_number(works: dict[str, StageFunction]) -> None:
    corpus = corpora(works)["clean"]
    stage = STAGES[1]
    [alone] = fuzzed(stage, corpus, SEED, [17])
    assert alone == list(fuzzed(stage, corpus, SEED, range(18)))[-1]


def test_what_passes_settles_and_can_be_read(works: dict[str, StageFunction], tmp_path: Path) -> None:
    seen = settle_and_read(works, SEED, 100, 6, tmp_path)
    assert {name: tried["finds"] for name, tried in seen.items()} == {name: {} for name in seen}
    assert seen["index"]["settled"]["indexed"] > 20
    assert seen["readers"]["asked"][200] > 50


def test_a_stage_that_breaks_is_found(works: dict[str, StageFunction]) -> None:
    """So that a run without a find says something."""
    broken = {"clean": lambda article, _: 1 / 0, "index": lambda article, _: article.headline}
    for name, work in broken.items():
        [stage] = [stage for stage in STAGES if stage.name == name]
        report = run(stage, work, corpora(works)[name], SEED, range(50))
        assert report.outcomes["found"] == sum(map(len, report.finds.values())) > 0
