"""Enrich an article: what it says, annotator by annotator, each on what the ones before it found."""

import re

from schemas import Annotator, CleanArticle, Dateline, EnrichedArticle
from services.enrich.dates import dates
from services.enrich.entities import entities
from services.enrich.german import dates as german_dates
from services.enrich.german import names as german_names
from services.enrich.german import phrases as german_phrases
from services.enrich.german import quotes as german_quotes
from services.enrich.german.sentences import read_plainly
from services.enrich.gist import keyphrases, summary
from services.enrich.nlp_model import NlpModel
from services.enrich.places import geography, places
from services.enrich.quotes import quotes
from services.languages import GERMAN

LANGUAGES = (None, "en")
"""What the model reads; an article of unknown language is given to it."""

MOST_CHARS = 200_000
"""Code points of a text that are annotated at most: 33,000 words, some 3 s of work on one core."""
_SPACE = re.compile(r"\s+")


def enrich(article: CleanArticle, reader: NlpModel) -> EnrichedArticle:
    """The article with its entities, quotes, dates, places, key phrases and summary.

    A German article is read by rules, without the model, and has no summary. A retracted article, one without
    text, and one in another language pass on without annotations: their `annotators` are empty.
    Of a very long text the beginning is annotated (`annotated_chars`).
    """
    if article.language == GERMAN.code and _says_something(article):
        return _enrich_german(article)
    if not is_read(article):
        return EnrichedArticle(**dict(article))
    text, headline, dateline = head_of(article.text), article.headline, article.dateline or Dateline()
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
        annotated_chars=len(text),
    )


def _enrich_german(article: CleanArticle) -> EnrichedArticle:
    """What rules and the gazetteer say of a German article; `annotators` names what ran."""
    text, filed = head_of(article.text), article.dateline or Dateline()
    reading = read_plainly(text)
    named = german_names.name_entities(text, filed.place)
    written_on = dates.written_on(article.published_at.date() if article.published_at else None, filed.date)
    found = german_dates.find_dates(reading, written_on)
    ran = (german_names, geography, german_quotes, german_dates, places, german_phrases)
    return EnrichedArticle(
        **dict(article),
        entities=named,
        quotes=german_quotes.find_quotes(reading, named),
        dates=found,
        places=german_names.rank_german_places(named, text, article.headline, filed.place),
        keyphrases=german_phrases.find_keyphrases(reading, named, found, article.headline),
        annotators=tuple(module.ANNOTATOR for module in ran),
        annotated_chars=len(text),
    )


def head_of(text: str, most: int = MOST_CHARS) -> str:
    """The beginning of a text, of `most` code points at most: up to the end of a paragraph, or else of a
    sentence, or else of a word, where one ends in its last tenth.
    """
    if len(text) <= most:
        return text
    ends: dict[int, int] = {}
    for end in _SPACE.finditer(text, most - most // 10, most):
        kind = 0 if end[0].count("\n") > 1 else 1 if text[end.start() - 1] in '.!?…”"' else 2
        ends[kind] = end.start()
    return text[: ends[min(ends)] if ends else most]


def is_read(article: CleanArticle) -> bool:
    """Whether the model is to read an article: it has a text, in a language that the model knows."""
    return article.language in LANGUAGES and _says_something(article)


def _says_something(article: CleanArticle) -> bool:
    return not article.retracted and bool(article.text.strip())


def annotators(model: str) -> tuple[Annotator, ...]:
    """Who annotates, with which model or gazetteer: on every enriched article, so that a change shows."""
    named = (module.ANNOTATOR for module in (entities, geography, quotes, dates, places, keyphrases, summary))
    return tuple(one if one.model else one.model_copy(update={"model": model}) for one in named)
