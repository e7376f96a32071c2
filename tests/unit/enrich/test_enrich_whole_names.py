"""Names that the model cuts short or in parts, and names of two people that one word may mean."""

import pytest

from schemas import EnrichedArticle
from services.enrich.entities.offices import whole_offices
from services.enrich.nlp_model import Name
from tests.unit.enrich.conftest import Enrich


def names(article: EnrichedArticle) -> dict[str, str]:
    return {entity.name: entity.label for entity in article.entities}


def test_a_ministry_with_several_subjects_is_one_name_and_a_ministers_office_none(enriched: Enrich) -> None:
    found = names(
        enriched(
            "Ken Saito, the minister for Economy, Trade and Industry, resigned. The Ministry of Economy,"
            " Trade and Industry, known as METI, declined to comment. METI officials met reporters in Tokyo."
        )
    )
    assert found["Ministry of Economy, Trade and Industry"] == "ORG"
    assert not {"Trade", "Industry", "METI", "Ministry of Economy"} & found.keys()


def test_a_list_of_bodies_stays_a_list() -> None:
    text = "The Ministry of Health, UNICEF and Oxfam said so."
    parts = [Name(4, 22, "ORG"), Name(24, 30, "ORG"), Name(35, 40, "ORG")]
    assert whole_offices(text, parts) == parts


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Lower Saxony's premier, Stephan Weil, said he was relieved.", "Lower Saxony", "GPE"),
        ("Floods in the state of Rio Grande do Sul killed 100.", "Rio Grande do Sul", "GPE"),
        ("Arsenal beat Wolverhampton Wanderers 2-0.", "Wolverhampton Wanderers", "ORG"),
        ("Jesper Koll of WisdomTree Japan KK said so.", "WisdomTree Japan KK", "ORG"),
        ("OpenAI said that Sam Altman would return to OpenAI on Friday.", "OpenAI", "ORG"),
        ("June 1 - The African National Congress lost its majority.", "African National Congress", "ORG"),
    ],
)
def test_a_name_is_whole_and_has_its_label(enriched: Enrich, text: str, name: str, label: str) -> None:
    assert names(enriched(text)).get(name) == label


def test_the_title_of_most_mentions_names_a_pope(enriched: Enrich) -> None:
    found = names(
        enriched("Pope Francis flew home. Pope Francis spoke of Saint Francis. “Peace,” Francis said.")
    )
    assert "Pope Francis" in found
    assert "Saint Francis" not in found


def test_a_relative_named_in_passing_does_not_take_the_name(enriched: Enrich) -> None:
    article = enriched(
        "Akio Toyoda, the chairman and grandson of its founder, Kiichiro Toyoda, said people were “finally"
        " seeing reality” about cars. Toyoda stepped down in April."
    )
    assert [quote.speaker for quote in article.quotes] == ["Akio Toyoda"]
    (toyoda,) = (entity for entity in article.entities if entity.name == "Akio Toyoda")
    assert [mention.text for mention in toyoda.mentions] == ["Akio Toyoda", "Toyoda"]


def test_days_in_a_list_lie_on_one_side(enriched: Enrich) -> None:
    article = enriched(
        "Workers will walk out on Tuesday and Wednesday after talks with the government collapsed.",
        published_at="2022-12-12T00:00:00Z",
    )
    assert [found.value for found in article.dates] == ["2022-12-13", "2022-12-14"]


@pytest.mark.parametrize(
    ("dateline", "name"),
    [("SAN FRANCISCO", "San Francisco"), ("RIO DE JANEIRO", "Rio de Janeiro"), ("DOHA", "Doha")],
)
def test_a_datelines_place_is_not_shouted(enriched: Enrich, dateline: str, name: str) -> None:
    article = enriched("Talks went on.", dateline={"place": dateline})
    assert [place.name for place in article.places] == [name]


def test_marks_by_the_hundred_thousand_are_bounded(enriched: Enrich) -> None:
    text = '"Good people," he said. ' * 25_000
    assert 0 < len(enriched(text).quotes) <= 20_000
