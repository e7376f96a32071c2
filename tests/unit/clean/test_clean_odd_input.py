"""Scrapes as odd as producers send them: escaped, in frames, as AMP, with characters that nobody sees."""

from collections.abc import Callable
from time import process_time

import pytest

from schemas import Dateline, IngestedArticle
from services.clean.core import clean

Ingested = Callable[..., IngestedArticle]
FIRST = "The old mill by the river will close in May, its owner said on Monday, after 140 years."
SECOND = "It employs 40 people, most of them from the two villages above the dam."
BODY = f"{FIRST}\n\n{SECOND}"
PARAGRAPHS = f"<p>{FIRST}</p>\n<p>{SECOND}</p>"


@pytest.mark.parametrize(
    "page",
    [
        PARAGRAPHS.replace("<", "&lt;").replace(">", "&gt;"),
        f"<html><frameset><frame src=a></frameset><noframes><body>{PARAGRAPHS}</body></noframes></html>",
        "\0".join(f"<html><body>{PARAGRAPHS}</body></html>"),
        f"<html><body><article><details open>{PARAGRAPHS}</details></article></body></html>",
        f"<html ⚡><body><article>{PARAGRAPHS}<amp-ad>Buy now, they said.</amp-ad></article></body></html>",
    ],
    ids=["escaped", "frames", "utf-16 as bytes", "details", "amp"],
)
def test_an_odd_page_gives_its_article(page: str, ingested: Ingested) -> None:
    assert clean(ingested(page, content_type="text/html")).text == BODY


def test_marks_of_direction_hide_no_dateline(ingested: Ingested) -> None:
    article = clean(ingested(f"\u202a\u200eLONDON (AP) — {BODY}\u202c"))

    assert (article.agency, article.text) == ("AP", BODY)
    assert article.dateline == Dateline(place="LONDON", text="LONDON (AP) —")


def test_a_byline_among_buttons_is_read(ingested: Ingested) -> None:
    article = clean(ingested(f"Mill to close\n\nShare this article\n\nBy Ann Lee\n\n5 comments\n\n{BODY}"))

    assert (article.headline, article.bylines) == ("Mill to close", ("Ann Lee",))


def test_a_role_below_a_byline_is_no_headline(ingested: Ingested) -> None:
    article = clean(ingested(f"By JANE ROE\n\nAssociated Press Writer\n\nWASHINGTON (AP) -- {BODY}"))

    assert (article.headline, article.bylines, article.text) == (None, ("Jane Roe",), BODY)


def test_a_dateline_twice_is_one(ingested: Ingested) -> None:
    article = clean(ingested(f"(Reuters) - (Reuters) - {BODY}"))

    assert (article.agency, article.text) == ("Reuters", BODY)


def test_a_script_of_quotes_and_backslashes_costs_nothing(ingested: Ingested) -> None:
    script = '<script type="application/ld+json">' + '"\\' * 90_000 + "</script>"
    start = process_time()
    article = clean(ingested(f"<html><head>{script}</head><body>{PARAGRAPHS}</body></html>"))

    assert article.text == BODY
    assert process_time() - start < 5
