"""Enrich as the evaluations run it, and the bare model beside it: one model, loaded once for all of them."""

from datetime import datetime
from functools import cache

from evals.arrival import IDENTITY
from schemas import CleanArticle, Dateline, EnrichedArticle, Entity
from services.chassis.settings import Settings
from services.enrich.core import enrich
from services.enrich.entry import open_model
from services.enrich.nlp_model import Name, NlpModel

MODEL = "model"
MODEL_TRIMMED = "model trimmed"
"""The bare model, its names without article before and possessive behind them, as the gold has them."""


@cache
def reader() -> NlpModel:
    """The model of the settings; it remembers what it read, so that the bare model's answer costs nothing."""
    return NlpModel(open_model(Settings().model))


def enriched(
    text: str,
    headline: str | None = None,
    published_at: datetime | None = None,
    dateline: Dateline | None = None,
    language: str = "en",
) -> EnrichedArticle:
    """What enrich makes of an article of which only this is known."""
    article = CleanArticle(
        **IDENTITY,
        text=text,
        headline=headline,
        published_at=published_at,
        dateline=dateline,
        language=language,
    )
    return enrich(article, reader())


def model_names(text: str) -> list[Name]:
    """What the bare model takes for names, dates and numbers."""
    return reader().read(text).names


def forms(entity: Entity) -> set[str]:
    """Every way in which an article names an entity."""
    return {entity.name, *(mention.text for mention in entity.mentions)}
