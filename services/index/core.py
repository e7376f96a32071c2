"""Prepare an article for the store: all that can be worked out about it alone, outside the event loop."""

from dataclasses import dataclass
from datetime import datetime

from schemas import EnrichedArticle
from services.fingerprints import fingerprints_of
from services.index.features import Features, features_of


@dataclass(frozen=True)
class Prepared:
    """An article with what it is compared by; both empty for one that was taken back."""

    article: EnrichedArticle
    lsh_bands: tuple[str, ...]
    features: Features


def prepare(article: EnrichedArticle) -> Prepared:
    """Work out what an article is compared by; clean has already, unless the message is of an older one."""
    bands = article.fingerprints or fingerprints_of(article.headline, article.text)
    return Prepared(article, bands, features_of(article))


def time_of(article: EnrichedArticle) -> datetime:
    """The moment an article is about, as far as anyone says: its publication, else its acceptance."""
    return article.published_at or article.accepted_at
