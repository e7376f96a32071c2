"""Enrich at work: one model for each worker process."""

from collections.abc import Sequence

import spacy
from spacy.language import Language
from spacy.util import is_package

from schemas import CleanArticle, Delivery, EnrichedArticle
from services.chassis.errors import Misconfigured
from services.chassis.settings import Settings
from services.chassis.step import Lookups
from services.enrich.core import enrich, head_of, is_read
from services.enrich.entities import name_gazetteer
from services.enrich.gist import words
from services.enrich.nlp_model import NlpModel
from services.enrich.places import gazetteer

USED = ("senter", "ner")
"""Parts of the model that are asked; senter stands in for the parser, at a tenth of its time."""
UNUSED = ("tok2vec", "tagger", "parser", "lemmatizer", "attribute_ruler")
"""Parts that nothing here asks: left out, they cost neither time nor memory."""


class Enricher:
    """The stage's function, with what a worker process keeps between articles: model and memory."""

    def __init__(self, nlp: Language) -> None:
        self._reader = NlpModel(nlp)

    def __call__(self, article: CleanArticle, delivery: Delivery) -> EnrichedArticle:
        """The enriched article."""
        return enrich(article, self._reader)

    def prepare(self, articles: Sequence[CleanArticle]) -> None:
        """Let the model read what is new in several articles at once."""
        self._reader.read_ahead(head_of(article.text) for article in articles if is_read(article))

    def lookups(self) -> Lookups:
        """How often a paragraph was remembered, and was not, since this was last asked."""
        reader = self._reader
        counted = Lookups("paragraphs", max(0, reader.asked - reader.misses), reader.misses)
        reader.asked = reader.misses = 0
        return counted


def load(settings: Settings) -> Enricher:
    """The stage's function, with the model of `settings.model` loaded.

    Raises:
        Misconfigured: see `open_model`.
    """
    nlp = open_model(settings.model)
    gazetteer.warm()
    name_gazetteer.warm()
    words.warm()
    return Enricher(nlp)


def open_model(name: str) -> Language:
    """The spaCy model of an installed package, without the parts that nothing here asks.

    Raises:
        Misconfigured: no package of that name is installed, or it is no model that can do the work.
    """
    if not is_package(name):
        raise Misconfigured(f"PRESSLINE_MODEL={name!r}: no such package is installed, see pressline[enrich]")
    try:
        nlp = spacy.load(name, exclude=UNUSED)
        for part in USED:
            nlp.enable_pipe(part)
    except (AttributeError, ImportError, OSError, TypeError, ValueError) as error:
        reason = str(error).partition("\n")[0]
        raise Misconfigured(f"PRESSLINE_MODEL={name!r} is no spaCy model for this work: {reason}") from None
    return nlp
