"""Where the three seeds play."""

import pytest

from schemas import EnrichedArticle
from services.enrich.places.geography import locate
from services.enrich.places.places import rank_places

Seeds = dict[str, EnrichedArticle]
DATELINES = {"000": None, "001": "NEW YORK", "002": None}


@pytest.mark.parametrize("seed", DATELINES)
def test_the_countries_and_new_york_are_found(seeds: Seeds, seed: str) -> None:
    placed = locate(seeds[seed].entities, seeds[seed].text, DATELINES[seed])
    codes = {entity.name: entity.country_code for entity in placed}
    assert codes["Japan"] == "JP"
    assert codes["United States"] == "US"
    assert codes["North Korea"] == "KP"
    (city,) = [entity for entity in placed if entity.name == "New York"]
    assert city.country_code == "US"
    assert city.latitude == pytest.approx(40.7, abs=0.1)
    assert city.longitude == pytest.approx(-74.0, abs=0.1)


@pytest.mark.parametrize("seed", DATELINES)
def test_people_are_nowhere(seeds: Seeds, seed: str) -> None:
    placed = locate(seeds[seed].entities, seeds[seed].text, DATELINES[seed])
    assert {entity.country_code for entity in placed if entity.label == "PERSON"} == {None}


@pytest.mark.parametrize("seed", DATELINES)
def test_they_are_about_japan_and_america(seeds: Seeds, seed: str) -> None:
    placed = locate(seeds[seed].entities, seeds[seed].text, DATELINES[seed])
    ranked = rank_places(placed, seeds[seed].text, None, DATELINES[seed])
    assert {place.country_code for place in ranked[:2]} == {"JP", "US"}
    assert "New York" in {place.name for place in ranked}
