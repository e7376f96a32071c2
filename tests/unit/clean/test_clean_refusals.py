"""What is no article is dropped with a text that says why; what is one, however short, passes."""

from collections.abc import Callable

import pytest

from schemas import IngestedArticle, NotAnArticle
from services.clean.core import clean


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "empty"),
        (" \n\t\u00a0\n", "empty"),
        ("\0\0\0", "no sentence"),
        ("Home News Sport Weather Business Culture Travel Opinion Video Contact About Login", "no sentence"),
        (
            "Home\nNews\nSport\nWeather\nBusiness\nCulture\nTravel\nOpinion\nVideo\nContact\nAbout\nLogin",
            "no sentence",
        ),
        ("Sign in. Register. Subscribe. Contact us.", "no sentence"),
        ("We use cookies to improve your experience on this site.", "no sentence"),
        ("x" * 1_000_000, "no sentence"),
        ("12 34 56. 78 90. 12 34 56.", "no sentence"),
        ("".join(map(chr, range(256))) * 20, "binary"),
        (bytes(range(256)).decode("utf-8", "replace") * 20, "binary"),
        ("\x89PNG\r\n\x1a\n" + "\ufffd\x01\x02IHDR\x03" * 50, "binary"),
    ],
)
@pytest.mark.parametrize("content_type", ["text/plain", "text/html"])
def test_not_an_article(
    content: str, why: str, content_type: str, ingested: Callable[..., IngestedArticle]
) -> None:
    with pytest.raises(NotAnArticle, match=why):
        clean(ingested(content, content_type=content_type))


def test_page_that_is_all_menu(ingested: Callable[..., IngestedArticle]) -> None:
    links = "".join(f"<li><a href='/{name}'>{name.title()}</a></li>" for name in ("home", "news", "sport"))
    with pytest.raises(NotAnArticle, match="no sentence"):
        clean(ingested(f"<html><body><ul>{links}</ul></body></html>", content_type="text/html"))


@pytest.mark.parametrize(
    "content",
    [
        "The council approved the budget on Monday night by nine votes to four, with two members absent, "
        "after a debate of three hours in which the mayor defended the plan to close two libraries.",
        "Stocks fell on Monday.",
        "“Never,” said the minister on Monday.",
        "STOCKS FELL ON MONDAY AS OIL PRICES ROSE, TRADERS SAID.",
        "株価は月曜日に下落したと発表された。",
    ],
)
def test_short_article_passes(content: str, ingested: Callable[..., IngestedArticle]) -> None:
    assert clean(ingested(content)).text == content


def test_one_sentence_behind_a_dateline_passes(ingested: Callable[..., IngestedArticle]) -> None:
    found = clean(ingested("NEW YORK — Stocks fell."))

    assert found.text == "Stocks fell."
    assert found.word_count == 2
