"""Prepare an article for the store: all that can be worked out about it alone, outside the event loop."""

from dataclasses import dataclass
from datetime import datetime

from schemas import EnrichedArticle
from services.index.near_duplicates import fingerprint
from services.index.stories import Traits, traits_of


@dataclass(frozen=True)
class Prepared:
    """An article with what it is compared by; both empty for one that was taken back."""

    article: EnrichedArticle
    bands: tuple[str, ...]
    traits: Traits


def prepare(article: EnrichedArticle) -> Prepared:
    """Work out what an article is compared by."""
    return Prepared(article, fingerprint(article.headline, article.text), traits_of(article))


def time_of(article: EnrichedArticle) -> datetime:
    """The moment an article is about, as far as anyone says: its publication, else its acceptance."""
    return article.published_at or article.accepted_at
