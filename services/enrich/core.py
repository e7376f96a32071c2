"""Enrich an article: what it says, annotator by annotator, each on what the ones before it found."""

from spacy.language import Language

from schemas import Annotator, CleanArticle, EnrichedArticle
from services.enrich import dates, entities, keyphrases, quotes, summary
from services.enrich.reading import read

LANGUAGES = (None, "en")
"""What the model reads; an article of unknown language is given to it."""


def enrich(article: CleanArticle, nlp: Language) -> EnrichedArticle:
    """The article with its entities, quotes, dates, key phrases and summary.

    A retracted article, one without text, and one in another language pass on without annotations:
    their `annotators` are empty.
    """
    if article.retracted or article.language not in LANGUAGES or not article.text.strip():
        return EnrichedArticle(**dict(article))
    reading = read(article.text, nlp)
    named = entities.name_entities(reading)
    return EnrichedArticle(
        **dict(article),
        entities=named,
        quotes=quotes.find_quotes(reading, named),
        dates=dates.find_dates(reading, article.published_at.date() if article.published_at else None),
        keyphrases=keyphrases.find_keyphrases(reading),
        summary=summary.summarize(reading),
        annotators=annotators(nlp),
    )


def annotators(nlp: Language) -> tuple[Annotator, ...]:
    """Who annotates, with which model: on every enriched article, so that a change shows."""
    model = f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"
    modules = (entities, quotes, dates, keyphrases, summary)
    return tuple(module.ANNOTATOR.model_copy(update={"model": model}) for module in modules)
