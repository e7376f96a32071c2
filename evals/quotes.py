"""What both evaluations of quotes share: the stretches that a system takes for quotes, and who speaks."""

import re
from collections.abc import Callable

from evals.enriched import forms
from evals.results import OURS
from evals.spans import Span
from schemas import EnrichedArticle, Entity, Quote

IN_MARKS = "all in marks"
"""Whatever stands between quotation marks of one kind."""

_IN_MARKS = re.compile(r"“[^“”]+”|(?<!\w)\"[^\"\n]+\"|(?<!\w)[‘'][^‘’'\n]+[’'](?!\w)")

System = Callable[[EnrichedArticle], list[Span]]


def _ours(article: EnrichedArticle) -> list[Span]:
    return [(quote.start, quote.end) for quote in article.quotes]


def _in_marks(article: EnrichedArticle) -> list[Span]:
    return [found.span() for found in _IN_MARKS.finditer(article.text)]


SYSTEMS: dict[str, System] = {OURS: _ours, IN_MARKS: _in_marks}


def speaker_of(article: EnrichedArticle, quote: Quote) -> Entity | None:
    """The entity that is said to speak."""
    return next((entity for entity in article.entities if entity.name == quote.speaker), None)


def speaker_forms(article: EnrichedArticle, quote: Quote) -> set[str]:
    """Every way in which the article names the one who is said to speak; none where nobody is."""
    speaker = speaker_of(article, quote)
    return forms(speaker) if speaker else set()
