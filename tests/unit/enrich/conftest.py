"""One model for all tests of enrich, and the three seeds with their noise taken out by hand."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from schemas import CleanArticle, EnrichedArticle
from services.chassis.settings import Settings
from services.enrich.core import enrich
from services.enrich.entry import open_model
from services.enrich.nlp_model import NlpModel

SEEDS = Path(__file__).parents[3] / "seeds"

Enrich = Callable[..., EnrichedArticle]


@pytest.fixture(scope="session")
def nlp() -> Language:
    return open_model(Settings().model)


@pytest.fixture(scope="session")
def reader(nlp: Language) -> NlpModel:
    return NlpModel(nlp)


@pytest.fixture(scope="session")
def enriched(reader: NlpModel) -> Enrich:
    def make(text: str, **fields: Any) -> EnrichedArticle:
        return enrich(clean(text, **fields), reader)

    return make


@pytest.fixture(scope="session")
def seeds(enriched: Enrich) -> dict[str, EnrichedArticle]:
    days = {"000": 23, "001": 24, "002": 24}
    return {
        name: enriched(body(name), published_at=datetime(2018, 9, day, tzinfo=UTC))
        for name, day in days.items()
    }


def clean(text: str, **fields: Any) -> CleanArticle:
    accepted_at = datetime(2018, 9, 25, tzinfo=UTC)
    identity = {"article_id": "a", "revision": "r", "delivery_id": "d", "accepted_at": accepted_at}
    return CleanArticle(**identity, text=text, **fields)


def body(name: str) -> str:
    """A seed's paragraphs, joined by a blank line, as the clean stage gives them."""
    (path,) = SEEDS.glob(f"{name}_*.txt")
    lines = path.read_text(encoding="utf-8").replace("\xa0", " ").splitlines()
    paragraphs = [line.strip() for line in lines if line.strip()]
    if name == "000":
        return "\n\n".join(line for line in paragraphs if line != "==Kyodo").replace("==Kyodo", "")
    if name == "001":
        first = next(i for i, line in enumerate(paragraphs) if line.startswith("NEW YORK"))
        kept = [line for line in paragraphs[first:] if not line.startswith("•")]
        return "\n\n".join(kept).replace("NEW YORK — ", "")
    first = next(i for i, line in enumerate(paragraphs) if line.startswith("The Prime Minister of Japan"))
    last = next(i for i, line in enumerate(paragraphs) if line.startswith("US Envoy to UN"))
    kept = [line for line in paragraphs[first:last] if not line.startswith("READ MORE")]
    return "\n\n".join(kept).replace("Kristian Rouz — ", "")
