"""Enrich an article: what it says, annotator by annotator, each on what the ones before it found."""

from schemas import Annotator, CleanArticle, Dateline, EnrichedArticle
from services.enrich.dates import dates
from services.enrich.entities import entities
from services.enrich.gist import keyphrases, summary
from services.enrich.places import geography, places
from services.enrich.quotes import quotes
from services.enrich.reading import Reader

LANGUAGES = (None, "en")
"""What the model reads; an article of unknown language is given to it."""


def enrich(article: CleanArticle, reader: Reader) -> EnrichedArticle:
    """The article with its entities, quotes, dates, places, key phrases and summary.

    A retracted article, one without text, and one in another language pass on without annotations:
    their `annotators` are empty.
    """
    if not is_read(article):
        return EnrichedArticle(**dict(article))
    text, headline, dateline = article.text, article.headline, article.dateline or Dateline()
    reading = reader.read(text)
    named = geography.locate(entities.name_entities(reading), text, dateline.place)
    published_on = article.published_at.date() if article.published_at else None
    phrases = keyphrases.find_keyphrases(reading, named)
    gist = summary.summarize_spans(reading, phrases, named, headline)
    return EnrichedArticle(
        **dict(article),
        entities=named,
        quotes=quotes.find_quotes(reading, named),
        dates=dates.find_dates(reading, published_on, dateline.date),
        places=places.rank_places(named, text, headline, dateline.place),
        keyphrases=phrases,
        summary=tuple(sentence.text for sentence in gist),
        summary_spans=gist,
        annotators=annotators(reader.model),
    )


def is_read(article: CleanArticle) -> bool:
    """Whether the model is to read an article: it has a text, in a language that the model knows."""
    return not article.retracted and article.language in LANGUAGES and bool(article.text.strip())


def annotators(model: str) -> tuple[Annotator, ...]:
    """Who annotates, with which model or gazetteer: on every enriched article, so that a change shows."""
    named = (module.ANNOTATOR for module in (entities, geography, quotes, dates, places, keyphrases, summary))
    return tuple(one if one.model else one.model_copy(update={"model": model}) for one in named)
