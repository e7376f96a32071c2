"""The entry point of the clean service: warms up what its first article would otherwise wait for."""

import logging
from collections.abc import Callable

from schemas import CleanArticle, Delivery, IngestedArticle
from services.chassis.settings import Settings
from services.clean.core import clean
from services.clean.language import identifier


def load(settings: Settings) -> Callable[[IngestedArticle, Delivery], CleanArticle]:
    """The stage's function, with its language model loaded."""
    identifier()
    # a page without a date is no event: the article's receipt says what became of it
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    return lambda article, delivery: clean(article)
