"""HTML pages: the article and what the markup says of it; whatever a page does, no exception."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from schemas import IngestedArticle
from services.clean.core import clean

BODY = [
    "Engineers began to lower the water behind the Tarrow dam on Tuesday after a crack was found.",
    "Some 400 people in three villages downstream were told to be ready to leave within the hour, she said.",
    "The dam, built in 1962, was last inspected four years ago, and nobody had seen a crack at the time.",
]
PARAGRAPHS = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
TEXT = "\n\n".join(BODY)
LD = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebPage", "name": "Gazette"},
        {
            "@type": ["NewsArticle"],
            "headline": "Crack found in Tarrow dam",
            "author": [{"@type": "Person", "name": "Ann Lee and Eva de Wit"}, {"name": "Bo Carlsen"}],
            "datePublished": "2024-09-24T10:00:00+02:00",
            "keywords": "dams, Norland",
        },
    ],
}


def page(head: str = "", body: str = "") -> str:
    return (
        "<!DOCTYPE html><html lang='en'>"
        f"<head><title>Crack found in Tarrow dam - Gazette</title>{head}</head>"
        "<body><nav><ul><li><a href='/'>Home</a></li><li><a href='/n'>News</a></li></ul></nav>"
        f"<article><h1>Crack found in Tarrow dam</h1>{body}{PARAGRAPHS}</article>"
        "<footer><p>© 2024 Gazette. All rights reserved.</p></footer></body></html>"
    )


def json_ld(value: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(value)}</script>"


def test_page_with_structured_data(ingested: Callable[..., IngestedArticle]) -> None:
    found = clean(ingested(page(json_ld(LD)), content_type="text/html"))

    assert found.text == TEXT
    assert found.headline == "Crack found in Tarrow dam"
    assert found.bylines == ("Ann Lee", "Eva de Wit", "Bo Carlsen")
    assert found.tags == ("dams", "Norland")
    assert found.published_at == datetime(2024, 9, 24, 8, tzinfo=UTC)
    assert found.published_at_basis == "json-ld"
    assert found.language == "en"


@pytest.mark.parametrize(
    ("head", "body", "basis"),
    [
        ("<meta property='article:published_time' content='2024-09-24T08:00:00Z'>", "", "meta"),
        ("<meta name='pubdate' content='Tue, 24 Sep 2024 10:00:00 +0200'>", "", "meta"),
        ("", "<time datetime='2024-09-24T08:00Z'>Tuesday</time>", "time"),
        (json_ld({"@type": "Article", "datePublished": "soon"}), "", None),
        ("<meta name='date' content='2031-01-01'>", "", None),
        ("<meta name='date' content='0900-01-01'>", "", None),
        ("", "<p>23:45 GMT 23 February 2020</p>", None),
        ("", "", None),
    ],
)
def test_date_and_its_basis(
    head: str, body: str, basis: str | None, ingested: Callable[..., IngestedArticle]
) -> None:
    found = clean(ingested(page(head, body), content_type="text/html"))

    assert found.published_at_basis == basis
    assert found.published_at == (datetime(2024, 9, 24, 8, tzinfo=UTC) if basis else None)
    assert found.text == TEXT


def test_producers_date_goes_first(ingested: Callable[..., IngestedArticle]) -> None:
    known = datetime(2024, 9, 25, tzinfo=UTC)
    found = clean(ingested(page(json_ld(LD)), content_type="text/html", published_at=known))

    assert (found.published_at, found.published_at_basis) == (known, "producer")


def test_dateline_and_related_line_of_a_page(ingested: Callable[..., IngestedArticle]) -> None:
    html = (
        page()
        .replace("Engineers", "TARROW, Norland (AP) — Engineers")
        .replace("<p>Some", "<p>READ MORE: Ten dams that worry engineers</p><p>Some")
    )
    found = clean(ingested(html, content_type="text/html"))

    assert found.text == TEXT
    assert found.agency == "AP"
    assert found.dateline
    assert found.dateline.place == "TARROW, Norland"
    assert ("READ MORE: Ten dams that worry engineers", "related") in [
        (piece.text, piece.reason) for piece in found.removed
    ]


def test_page_called_plain_text(ingested: Callable[..., IngestedArticle]) -> None:
    assert clean(ingested(page())).text == TEXT
    assert clean(ingested(f"\ufeff{page()}")).text == TEXT
    assert clean(ingested(f"<?xml version='1.0' encoding='UTF-16'?>\n<!-- x -->{page()}")).text == TEXT


def test_plain_text_called_page(ingested: Callable[..., IngestedArticle]) -> None:
    found = clean(ingested(f"READ MORE: Ten dams\n\n{TEXT}\n\nHome\nNews", content_type="text/html"))

    assert found.text == TEXT


def test_fragment_of_a_page(ingested: Callable[..., IngestedArticle]) -> None:
    assert clean(ingested(PARAGRAPHS, content_type="text/html")).text == TEXT


def test_scripts_never_leak(ingested: Callable[..., IngestedArticle]) -> None:
    noise = "<script>var leak = 'yes';</script><style>.leak {}</style><template><p>leak this.</p></template>"
    found = clean(ingested(page(noise, noise), content_type="text/html"))

    assert "leak" not in found.text


DEEP = "<div>" * 50_000
MANY = "".join(f"<p>Paragraph {number} says what the minister said.</p>" for number in range(30_000))


@pytest.mark.parametrize(
    "html",
    [
        f"<html><body>{DEEP}{PARAGRAPHS}",
        f"<html><body>{'<div>' * 2000}{PARAGRAPHS}",
        f"<html><body><plaintext>{TEXT}",
        f"<html><body><p>{BODY[0]}<p>{BODY[1]}<div><span><p>{BODY[2]}</div></p></i></table>",
        f"<html><body>{PARAGRAPHS}<p><a href='",
        f"<html><!-- {'<!-- ' * 1000} --><body>{PARAGRAPHS}",
        f"<html><head>{json_ld(LD)[:-20]}</head><body>{PARAGRAPHS}",
        f"<html><head><script type='application/ld+json'>{'[' * 100_000}</script></head><body>{PARAGRAPHS}",
        f"<html><body><p {'a=b ' * 100_000}></p>{PARAGRAPHS}",
        f"<html><body>{PARAGRAPHS}\0\x01\x0b\ufffe</body></html>",
        f"<html><body>{MANY}{PARAGRAPHS}",
    ],
    ids=lambda html: html[12:40],
)
def test_awkward_page(html: str, ingested: Callable[..., IngestedArticle]) -> None:
    found = clean(ingested(html, content_type="text/html"))

    assert " ".join(found.text.split()).endswith(" ".join(BODY))
