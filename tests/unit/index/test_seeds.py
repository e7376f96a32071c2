"""The three seeds: one story, whatever comes first and whatever comes between."""

import json
from itertools import permutations
from pathlib import Path

import pytest

from schemas import Delivery, EnrichedArticle, RawArticle
from services.chassis.settings import Settings
from services.clean.core import clean
from services.enrich.core import enrich
from services.enrich.entry import open_model
from services.enrich.nlp_model import NlpModel
from services.ingest.core import admit
from services.store import Store
from tests.unit.index.conftest import Index
from tests.unit.index.news import LOOKALIKES, TALKS_LATER
from tests.unit.store.made import NOON

SEEDS = Path(__file__).parents[3] / "seeds"


@pytest.fixture(scope="session")
def seeds() -> tuple[EnrichedArticle, ...]:
    """The three seeds, as the stages before index really pass them on."""
    reader, articles = NlpModel(open_model(Settings().model)), []
    for offset, line in enumerate((SEEDS / "manifest.jsonl").read_text().splitlines()):
        known = json.loads(line)
        content = (SEEDS / known.pop("file")).read_text(encoding="utf-8")
        delivery = Delivery("articles.raw", 0, offset, 1_700_000_000_000 + offset, None, NOON)
        articles.append(enrich(clean(admit(RawArticle(content=content, **known), delivery)), reader))
    return tuple(articles)


@pytest.mark.parametrize("order", [*permutations(range(3))], ids=str)
def test_the_seeds_are_one_story_in_any_order(
    store: Store, index: Index, seeds: tuple[EnrichedArticle, ...], order: tuple[int, ...]
) -> None:
    for place in order:
        index(*LOOKALIKES[:2], seeds[place])
    index(TALKS_LATER)
    largest, *others = sorted(store.stories(9).stories, key=lambda each: -each.article_count)
    assert [each.article_count for each in others] == [1, 1, 1]
    story = store.story(largest.story_id)
    assert story is not None
    assert {each.article_id for each in story.articles} == {each.article_id for each in seeds}
    assert set(story.sources) == {"Kyodo", "Japan Today", "Sputnik"}
    assert [each.duplicate_of for each in story.articles] == [None] * 3


def test_the_seeds_are_found(store: Store, index: Index, seeds: tuple[EnrichedArticle, ...]) -> None:
    index(*seeds, *LOOKALIKES)
    assert len(store.search("denuclearization").hits) == 3
    assert {hit.source for hit in store.search("trade", person="shinzo abe", source="Sputnik").hits} == {
        "Sputnik"
    }
    assert len(store.search("“bilateral deal”", place="Japan").hits) == 2
