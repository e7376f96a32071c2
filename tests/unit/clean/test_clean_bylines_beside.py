"""Bylines with more in them than names, in the languages of the press, on pages and in plain text."""

from collections.abc import Callable

import pytest

from schemas import IngestedArticle
from services.clean.core import clean
from services.clean.opening.byline_words import pared, parted
from services.clean.opening.name_case import cased

BODY = (
    "The council of Tarrow will close a third of its libraries from next month, its leader said on Tuesday.",
    "The decision follows a fall in the number of loans of 18 percent since 2023, according to its figures.",
    "Readers said that they would fight the plan and called a meeting in the market hall for Friday evening.",
)
BYLINES = """
    en ~ By Runa Falk · 4 min read ~ Runa Falk
    en ~ By Runa Falk | Updated 3:40 PM ~ Runa Falk
    en ~ By Runa Falk, Updated 3:40 PM ~ Runa Falk
    en ~ Runa Falk • Updated 3:40 PM EST • 5 minute read ~ Runa Falk
    en ~ By Runa Falk in Tarrow, with Cian O’Dowd in Oslo ~ Runa Falk; Cian O’Dowd
    en ~ By Runa Falk in Tarrow and Cian O’Dowd in London ~ Runa Falk; Cian O’Dowd
    en ~ RUNA FALK, political editor ~ Runa Falk
    en ~ By Runa Falk, Political Editor, runa.falk@valley.example ~ Runa Falk
    en ~ By Runa Falk (@runaf) ~ Runa Falk
    en ~ By Runa Falk @runaf ~ Runa Falk
    en ~ By Political Editor Runa Falk ~ Runa Falk
    en ~ By our transport correspondent Runa Falk ~ Runa Falk
    en ~ BY A.J. MCDONALD AND SIOBHÁN MACDONALD-O’BRIEN ~ A.J. McDonald; Siobhán MacDonald-O’Brien
    en ~ BY LUDWIG VAN DER BERG AND MARÍA DE LA CRUZ ~ Ludwig van der Berg; María de la Cruz
    en ~ BY D’ANGELO SMITH JR. AND RUNA FALK ~ D’Angelo Smith Jr.; Runa Falk
    en ~ BY JEAN-LUC MACHADO, JOHN SMITH III ~ Jean-Luc Machado; John Smith III
    en ~ Story by Runa Falk | Photos by Cian O’Dowd ~ Runa Falk
    en ~ Story by Runa Falk, photos by Cian O’Dowd and Ann Lee ~ Runa Falk
    en ~ Photographs by Cian O’Dowd; Words by Runa Falk ~ Runa Falk
    en ~ Story and photos by Runa Falk ~ Runa Falk
    en ~ Reporting by Runa Falk; Editing by Cian O’Dowd ~ Runa Falk
    en ~ Words: Runa Falk. Pictures: Cian O’Dowd ~ Runa Falk
    en ~ By Staff ~
    en ~ By Admin ~
    en ~ By Valley Post Staff ~
    en ~ By Staff Reporter ~
    en ~ By March 3, 2026 ~
    en ~ By Runa Falk, Valley Gazette ~ Runa Falk
    en ~ By Runa Falk Published March 3, 2026 at 10:15 am ~ Runa Falk
    en ~ By Runa Falk 2 hours ago ~ Runa Falk
    en ~ By Runa Falk | March 3, 2026 | 12 Comments ~ Runa Falk
    en ~ Written by Runa Falk and edited by Cian O’Dowd ~ Runa Falk
    en ~ By Runa Falk, Cian O’Dowd and Ann McKenzie ~ Runa Falk; Cian O’Dowd; Ann McKenzie
    en ~ By Dr. Runa Falk, MD ~ Dr. Runa Falk
    de ~ Von Götz Weiß und Anna Müller ~ Götz Weiß; Anna Müller
    de ~ VON GÖTZ WEISS UND ANNA MÜLLER ~ Götz Weiss; Anna Müller
    de ~ Von Götz Weiß, Berlin ~ Götz Weiß
    de ~ Ein Artikel von Götz Weiß ~ Götz Weiß
    de ~ Text: Götz Weiß, Fotos: Anna Müller ~ Götz Weiß
    de ~ Von Götz Weiß, Redakteur · Lesezeit: 4 Min. ~ Götz Weiß
    de ~ Von Redaktion ~
    fr ~ Par Jeanne Roux et Pierre Lefèvre ~ Jeanne Roux; Pierre Lefèvre
    fr ~ Par Jeanne Roux, à Lyon ~ Jeanne Roux
    fr ~ Par Jeanne Roux - Publié le 3 mars 2026 à 10h30 ~ Jeanne Roux
    es ~ Por Ana Ruiz y Juan Díaz ~ Ana Ruiz; Juan Díaz
    es ~ Por Ana Ruiz de la Torre ~ Ana Ruiz de la Torre
    es ~ Por José Ortega y Gasset ~ José Ortega y Gasset
    it ~ Di Mario Rossi e Lucia Bianchi ~ Mario Rossi; Lucia Bianchi
    it ~ di Mario Rossi ~ Mario Rossi
    it ~ a cura di Mario Rossi ~ Mario Rossi
    nl ~ Door Jan de Vries en Piet Bakker ~ Jan de Vries; Piet Bakker
    pt ~ Por Ana Lima e João Silva ~ Ana Lima; João Silva
    da ~ Af Mette Holm og Lars Berg ~ Mette Holm; Lars Berg
    sv ~ Av Karin Lund och Nils Ek ~ Karin Lund; Nils Ek
    pl ~ Przez Jan Kowalski ~ Jan Kowalski
    pl ~ Autor: Jan Kowalski ~ Jan Kowalski
    hu ~ Szerző: Kovács Anna ~ Kovács Anna
    en ~ By Maria da Silva ~ Maria da Silva
"""
ROWS = [tuple(map(str.strip, row.split("~"))) for row in BYLINES.strip().split("\n")]


def page(line: str, language: str = "en", head: str = "", name: str = ' class="byline"') -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    return (
        f'<html lang="{language}"><head><title>Libraries close - Valley Post</title>{head}'
        '<meta property="og:site_name" content="Valley Post"></head>'
        f"<body><article><h1>Libraries close</h1><p{name}>{line}</p>{text}</article></body></html>"
    )


@pytest.mark.parametrize(("language", "line", "names"), ROWS)
def test_names_of_a_byline(
    language: str, line: str, names: str, ingested: Callable[..., IngestedArticle]
) -> None:
    wanted = tuple(filter(None, names.split("; ")))
    for content, kind in (
        (page(line, language), "text/html"),
        (page(line, language, name=""), "text/html"),
        ("\n\n".join(("Libraries close", line, *BODY)), "text/plain"),
    ):
        article = clean(ingested(content, content_type=kind))
        assert article.bylines == wanted
        assert article.text == "\n\n".join(BODY)


@pytest.mark.parametrize(
    "author", ["March 3, 2026", "jane@valley.example", "Admin", "Staff Reporter", "By Staff", "4 min read"]
)
def test_nobody_is_named(author: str, ingested: Callable[..., IngestedArticle]) -> None:
    head = f'<meta name="author" content="{author}">'
    assert clean(ingested(page("", head=head), content_type="text/html")).bylines == ()


@pytest.mark.parametrize(
    ("language", "line", "name"),
    [
        ("ro", "De Ion Popescu", "Ion Popescu"),
        ("fr", "De Jeanne Roux", "Jeanne Roux"),
        ("en", "De Wet Potgieter", "De Wet Potgieter"),
    ],
)
def test_a_short_word_means_by_in_some_languages(
    language: str, line: str, name: str, ingested: Callable[..., IngestedArticle]
) -> None:
    assert clean(ingested(page(line, language), content_type="text/html")).bylines == (name,)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("SIOBHÁN MCKENNA-O’BRIEN", "Siobhán McKenna-O’Brien"),
        ("JOHN MACDONALD", "John MacDonald"),
        ("FIONA MACARTHUR", "Fiona MacArthur"),
        ("LUIS MACHADO", "Luis Machado"),
        ("MARINE LE PEN", "Marine Le Pen"),
        ("ANA DE LA CRUZ", "Ana de la Cruz"),
        ("JAN VAN DEN BERG", "Jan van den Berg"),
        ("AHMED AL-MASRI", "Ahmed al-Masri"),
        ("J.K. ROE", "J.K. Roe"),
        ("AJ LEE", "AJ Lee"),
        ("JOHN ROE III", "John Roe III"),
        ("JOHN ROE JR.", "John Roe Jr."),
        ("Jane OKAFOR", "Jane Okafor"),
        ("John McDONALD", "John McDonald"),
        ("Liam O’DOWD", "Liam O’Dowd"),
        ("Jane Roe", "Jane Roe"),
    ],
)
def test_capitals(name: str, written: str) -> None:
    assert cased(name) == written


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ana Ruiz y Juan Díaz", ["Ana Ruiz", "Juan Díaz"]),
        ("Santiago Ramón y Cajal", ["Santiago Ramón y Cajal"]),
        ("Paulo Lima e Silva", ["Paulo Lima e Silva"]),
        ("Ana Lima e João Silva", ["Ana Lima", "João Silva"]),
    ],
)
def test_people_joined_by_a_word(text: str, people: list[str]) -> None:
    assert parted(text) == people


def test_the_paper_is_no_author(ingested: Callable[..., IngestedArticle]) -> None:
    line = "By Runa Falk, Valley Post"
    text = "\n\n".join(("Libraries close", line, *BODY))

    assert clean(ingested(page(line), content_type="text/html")).bylines == ("Runa Falk",)
    assert clean(ingested(text, source="Valley Post")).bylines == ("Runa Falk",)


def test_what_stands_beside_the_names_goes() -> None:
    assert pared("Story by Jane Roe, photos by Bo Berg | Updated 3:40 PM | 4 min read") == "Jane Roe"
    assert pared("Photos by Bo Berg") == ""
