"""Plain-text scrapes: each piece of the page goes, with its reason, and each paragraph stays."""

from collections.abc import Callable

import pytest

from schemas import IngestedArticle
from services.clean.core import clean

from .scrapes import SCRAPES, Scrape


@pytest.mark.parametrize("scrape", SCRAPES, ids=lambda scrape: scrape.name)
def test_scrape_gives_the_article(scrape: Scrape, ingested: Callable[..., IngestedArticle]) -> None:
    article = clean(ingested(scrape.text))

    assert article.text.split("\n\n") == scrape.body
    assert {piece.text: piece.reason for piece in article.removed} == scrape.gone
    assert article.headline == scrape.headline
    assert article.bylines == scrape.bylines
    assert article.agency == scrape.agency
    assert article.tags == scrape.tags
    found = article.dateline
    assert (found and found.place) == scrape.place
    assert not scrape.date or (found and found.text and scrape.date in found.text)
    assert article.language == "en"
    assert article.published_at is None
    assert article.published_at_basis is None
