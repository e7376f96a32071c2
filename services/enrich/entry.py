"""Enrich at work: one model for each worker process."""

from collections.abc import Callable

import spacy
from spacy.language import Language
from spacy.util import is_package

from schemas import CleanArticle, Delivery, EnrichedArticle
from services.chassis.errors import Misconfigured
from services.chassis.settings import Settings
from services.enrich.core import enrich

USED = ("senter", "tagger", "ner")
"""Parts of the model that are asked; each stands in for a heavier way to the same."""
UNUSED = ("parser", "lemmatizer", "attribute_ruler")
"""Parts that nothing here asks: left out, they cost neither time nor memory."""


def load(settings: Settings) -> Callable[[CleanArticle, Delivery], EnrichedArticle]:
    """The stage's function, with the model of `settings.model` loaded.

    Raises:
        Misconfigured: see `open_model`.
    """
    nlp = open_model(settings.model)
    return lambda article, delivery: enrich(article, nlp)


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
