"""Bylines, visible stamps and headlines as pages have them, and what only looks like them."""

from collections.abc import Callable
from datetime import date

import pytest

from schemas import IngestedArticle
from services.clean.core import clean

HEADLINE = "Fish market makes way for flats"
BODY = (
    "The harbour board of Tarrow voted on Monday to close the old fish market and build flats on the site.",
    "Residents had asked for a park, but the board said that there was no money for one this year.",
    "Work is to begin in the spring and will last about two years, the board said after its meeting.",
)
CORPS = (
    "Le conseil municipal de Tarrow a décidé lundi de fermer l'ancien marché aux poissons, vide.",
    "Les habitants demandaient un parc, mais la ville n'a pas d'argent pour cela, a déclaré la maire.",
    "Les travaux commenceront au printemps et dureront environ deux ans.",
)
CORPO = (
    "A câmara municipal de Tarrow decidiu na segunda-feira fechar o antigo mercado de peixe, vazio.",
    "Os moradores pediam um parque, mas a cidade não tem dinheiro para isso, disse a presidente.",
    "As obras começam na primavera e vão durar cerca de dois anos.",
)


def page(top: str, body: tuple[str, ...] = BODY, headline: str = HEADLINE, language: str = "en") -> str:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in body)
    return (
        f'<html lang="{language}"><head><title>{headline}</title></head><body><article><h1>{headline}</h1>'
        f"{top}{paragraphs}</article></body></html>"
    )


@pytest.mark.parametrize(
    ("top", "names"),
    [
        (
            '<ul class="authors"><li><a rel="author" href="/1">Ida Karlsen</a></li>'
            '<li><a rel="author" href="/2">Bo Reed</a></li></ul>',
            ("Ida Karlsen", "Bo Reed"),
        ),
        ('<p class="byline">By Ida Karlsen Follow</p>', ("Ida Karlsen",)),
        ('<p class="byline">By Ida Karlsen Mon 3 Mar 2025 09.15 GMT</p>', ("Ida Karlsen",)),
        ('<p class="byline">By Robert De Niro</p>', ("Robert De Niro",)),
        ('<p class="byline">Georg von Trapp</p>', ("Georg von Trapp",)),
        ('<p class="byline">By Al Gore</p>', ("Al Gore",)),
    ],
)
def test_beside_the_names(top: str, names: tuple[str, ...], ingested: Callable[..., IngestedArticle]) -> None:
    assert clean(ingested(page(top), content_type="text/html")).bylines == names


@pytest.mark.parametrize("stamp", ["Posted March 3, 2025, 9:15 a.m.", "Posted on March 3, 2025 at 9:15 am"])
@pytest.mark.parametrize("behind", ["", " | 4 comments"])
def test_posted_by(stamp: str, behind: str, ingested: Callable[..., IngestedArticle]) -> None:
    article = clean(ingested("\n\n".join((HEADLINE, f"{stamp} by Ida Karlsen{behind}", *BODY))))
    assert article.bylines == ("Ida Karlsen",)
    assert article.text == "\n\n".join(BODY)


@pytest.mark.parametrize(
    ("line", "language", "body", "name"),
    [
        ("Par Élodie Durand avec AFP", "fr", CORPS, "Élodie Durand"),
        ("Publié le 3 mars 2025 par Élodie Durand", "fr", CORPS, "Élodie Durand"),
        ("Par Élodie Durand (correspondante à Tarrow)", "fr", CORPS, "Élodie Durand"),
        ("Por João Gonçalves, de Tarrow", "pt", CORPO, "João Gonçalves"),
    ],
)
@pytest.mark.parametrize("content_type", ["text/html", "text/plain"])
def test_foreign(
    line: str,
    language: str,
    body: tuple[str, ...],
    name: str,
    content_type: str,
    ingested: Callable[..., IngestedArticle],
) -> None:
    as_html = page(f'<div class="author">{line}</div>', body, "Tarrow 2025", language)
    content = as_html if content_type == "text/html" else "\n\n".join(("Tarrow: marché 2025", line, *body))
    assert clean(ingested(content, content_type=content_type)).bylines == (name,)


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("Mon, 03/04/2024 - 09:15", date(2024, 3, 4)),
        ("Wed, 04/03/2024 - 10:00", date(2024, 4, 3)),
        ("Wednesday, 04/03/2024", date(2024, 4, 3)),
        ("03/25/2024", date(2024, 3, 25)),
        ("Fri, 11-10-2023", date(2023, 11, 10)),
        ("Tue, 07/11/2023 - 17:57", None),  # July 11 and November 7 were both Tuesdays
        ("05/06/2024", None),
    ],
)
@pytest.mark.parametrize(
    "markup",
    [
        '<span class="date">{}</span>',
        '<div class="submitted">Submitted by <span>Ida Karlsen</span> on {}</div>',
    ],
)
def test_visible_stamp(
    stamp: str, day: date | None, markup: str, ingested: Callable[..., IngestedArticle]
) -> None:
    found = clean(ingested(page(markup.format(stamp)), content_type="text/html")).published_at
    assert (found.date() if found else None) == day


@pytest.mark.parametrize(
    "element",
    [
        '<div class="timeline-item">03/25/2019</div>',
        '<p class="candidate">Wed, 04/03/2019</p>',
        '<p class="event-date">Wed, 04/03/2019</p>',
        '<p class="date">Last updated: Wed, 04/03/2019</p>',
        '<blockquote><span class="date">Wed, 04/03/2019</span></blockquote>',
    ],
)
def test_no_visible_stamp(element: str, ingested: Callable[..., IngestedArticle]) -> None:
    top = f'<span class="date">Mon, 03/04/2024</span>{element}'
    for shown in (top, f'{element}<span class="date">Mon, 03/04/2024</span>'):
        found = clean(ingested(page(shown), content_type="text/html")).published_at
        assert found is not None
        assert found.date() == date(2024, 3, 4)


@pytest.mark.parametrize(
    ("line", "headline"),
    [
        ("Comment rules split the board", "Comment rules split the board"),
        ("Commenting rules", None),
        ("Comment policy: please be kind to each other", None),
        ("Our comment guidelines", None),
    ],
)
def test_rules_for_comments(
    line: str, headline: str | None, ingested: Callable[..., IngestedArticle]
) -> None:
    assert clean(ingested(page("", headline=line), content_type="text/html")).headline == headline


@pytest.mark.parametrize(
    "paragraph",
    [
        "By Tuesday the water had reached the second step of the church, and nobody in Tarrow slept.",
        "By the way, the board has not said what will become of the fishermen's benches.",
        "By Al Gore's own account, the flats were planned long before the market closed.",
        "De Niro came to Tarrow on Monday and bought a house by the quay, neighbours said.",
        "Von Trapp descendants sang in the market hall on Monday for the last time.",
        "“There is no money for a park,” she said — Ruth Amsel, who leads the board, did not look up.",
    ],
)
@pytest.mark.parametrize("content_type", ["text/html", "text/plain"])
def test_no_byline(paragraph: str, content_type: str, ingested: Callable[..., IngestedArticle]) -> None:
    whole = (paragraph, *BODY)
    content = page("", whole) if content_type == "text/html" else "\n\n".join((HEADLINE, *whole))
    article = clean(ingested(content, content_type=content_type))
    assert article.bylines == ()
    assert article.text == "\n\n".join(whole)
