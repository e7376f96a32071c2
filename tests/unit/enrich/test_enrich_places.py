"""Where: which place a name means, and which places a story is about."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import Entity, Mention, Place
from services.enrich.places.geography import locate
from services.enrich.places.places import MAX_PLACES, rank_places

GOLD = Path(__file__).parents[3] / "evals" / "gold"
Pairs = list[tuple[str, str]]


def named(text: str, pairs: Pairs) -> tuple[Entity, ...]:
    """The entities of a text: each name with its label, mentioned wherever it stands."""
    entities = []
    for name, label in pairs:
        starts = [at for at in range(len(text)) if text.startswith(name, at)]
        mentions = tuple(Mention(text=name, start=at, end=at + len(name)) for at in starts)
        entities.append(Entity(name=name, label=label, mentions=mentions))
    return tuple(entities)


def place(text: str, name: str, others: Pairs | None = None, dateline: str | None = None) -> Entity:
    return locate(named(text, [(name, "GPE"), *(others or [])]), text, dateline)[0]


def where(entity: Entity) -> tuple[str | None, int | None, int | None]:
    if entity.latitude is None or entity.longitude is None:
        return entity.country_code, None, None
    return entity.country_code, round(entity.latitude), round(entity.longitude)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("The mayor of Paris spoke.", "Paris", ("FR", 49, 2)),
        ("The mayor of Paris, Texas, spoke.", "Paris", ("US", 34, -96)),
        ("Rain fell in Birmingham, Ala., on Monday.", "Birmingham", ("US", 34, -87)),
        ("Rain fell in Portland, ME.", "Portland", ("US", 44, -70)),
        ("It opened in London, Ontario.", "London", ("CA", 43, -81)),
        ("It opened in London, France and Spain.", "London", ("GB", 52, 0)),
        ("The Lebanese port city of Tripoli is dark.", "Tripoli", ("LB", 34, 36)),
        ("Pakistan’s Hyderabad is dry.", "Hyderabad", ("PK", 25, 68)),
        ("Voters in Moscow in northern Idaho waited.", "Moscow", ("US", 47, -117)),
        ("The fair of Lebanon, Pennsylvania, begins.", "Lebanon", ("US", 40, -76)),
        ("The army of Lebanon said so.", "Lebanon", ("LB", None, None)),
        ("Tolls in Washington state will rise.", "Washington", ("US", 47, -121)),
        ("Washington will answer.", "Washington", ("US", 39, -77)),
        ("A man of Springfield won.", "Springfield", ("US", None, None)),
        ("Forty live in Punta Brava, New Mexico.", "Punta Brava", ("US", None, None)),
        ("A well in the Syrian village of Umm Zor.", "Umm Zor", ("SY", None, None)),
        ("They spoke of Of.", "Of", (None, None, None)),
        ("It is held in Wendover Parva.", "Wendover Parva", (None, None, None)),
        ("Ships pass Singapore.", "Singapore", ("SG", 1, 104)),
        ("It was dark in northern Iraq.", "northern Iraq", ("IQ", None, None)),
        ("Fires burn in Southern California.", "Southern California", ("US", None, None)),
        ("A tremor in New York City.", "New York City", ("US", 41, -74)),
    ],
)
def test_the_place_that_the_words_beside_it_say(
    text: str, name: str, expected: tuple[str | None, int | None, int | None]
) -> None:
    assert where(place(text, name)) == expected


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        (["Atlanta", "Florida"], "US"),
        (["Tbilisi", "Russia"], "GE"),
        (["Russia", "Armenia"], "GE"),
        (["Alabama", "Tennessee"], "US"),
        ([], None),
    ],
)
def test_georgia_is_a_state_or_a_country_by_the_company_it_has(
    others: list[str], expected: str | None
) -> None:
    text = f"Georgia voted. So did {' and '.join(others)}."
    assert place(text, "Georgia", [(name, "GPE") for name in others]).country_code == expected


@pytest.mark.parametrize(
    ("dateline", "expected"),
    [("PORTLAND, Maine", ("US", 44, -70)), ("PORTLAND, Ore.", ("US", 46, -123)), (None, ("US", 46, -123))],
)
def test_the_dateline_says_which(dateline: str | None, expected: tuple[str, int, int]) -> None:
    assert where(place("Portland will mend its bridge.", "Portland", dateline=dateline)) == expected


def test_the_other_places_say_which() -> None:
    text = "Odessa sent help. So did Midland, in the west of Texas."
    assert where(place(text, "Odessa", [("Midland", "GPE"), ("Texas", "GPE")])) == ("US", 32, -102)
    text = "Odessa sent help. So did Kharkiv and others in Ukraine."
    assert where(place(text, "Odessa", [("Kharkiv", "GPE"), ("Ukraine", "GPE")])) == ("UA", 46, 31)


def test_a_small_place_needs_somebody_to_speak_for_it() -> None:
    assert place("They met in Uvalde.", "Uvalde").country_code is None
    assert where(place("They met in Uvalde. Texas paid.", "Uvalde", [("Texas", "GPE")])) == ("US", 29, -100)


def test_a_name_that_is_somebody_is_no_small_city() -> None:
    text = "Lincoln rose. Abby Lincoln sang."
    assert place(text, "Lincoln").country_code == "US"
    assert place(text, "Lincoln", [("Abby Lincoln", "PERSON")]).country_code is None


@pytest.mark.parametrize("label", ["PERSON", "ORG", "PRODUCT", "EVENT", "LANGUAGE"])
def test_only_places_and_peoples_are_placed(label: str) -> None:
    (entity,) = named("Paris sang.", [("Paris", label)])
    assert locate((entity,), "Paris sang.", "PARIS") == (entity,)


def test_a_people_has_a_country_and_no_coordinates() -> None:
    text = "Dutch and Kurdish singers"
    dutch, kurdish = locate(named(text, [("Dutch", "NORP"), ("Kurdish", "NORP")]), text, None)
    assert where(dutch) == ("NL", None, None)
    assert where(kurdish) == (None, None, None)


def rank(
    text: str, pairs: Pairs, headline: str | None = None, dateline: str | None = None
) -> tuple[Place, ...]:
    return rank_places(locate(named(text, pairs), text, dateline), text, headline, dateline)


def test_what_is_named_early_and_often_comes_first() -> None:
    text = "Lyon burned. Lyon is in France. " + "It did. " * 100 + "Madrid and Rome sent help."
    ranked = rank(text, [("Rome", "GPE"), ("Madrid", "GPE"), ("France", "GPE"), ("Lyon", "GPE")])
    assert [place.name for place in ranked] == ["Lyon", "France", "Madrid", "Rome"]
    assert ranked[0].score == 1.0
    assert [place.score for place in ranked] == sorted((place.score for place in ranked), reverse=True)
    assert ranked[0].country_code == "FR"


def test_the_headline_and_the_dateline_count() -> None:
    pairs = [("Rome", "GPE"), ("Madrid", "GPE")]
    assert rank("Rome and Madrid agreed.", pairs)[0].name == "Rome"
    assert rank("Rome and Madrid agreed.", pairs, headline="Madrid’s new deal")[0].name == "Madrid"
    assert rank("Rome and Madrid agreed.", pairs, dateline="MADRID")[0].name == "Madrid"


def test_one_place_by_two_names_is_one() -> None:
    ranked = rank("Kyiv, once Kiev, is calm.", [("Kyiv", "GPE"), ("Kiev", "GPE")], dateline="KYIV, Ukraine")
    assert [place.name for place in ranked] == ["Kyiv"]


def test_a_people_stands_for_its_country() -> None:
    ranked = rank("Japanese and South Korean ships met.", [("Japanese", "NORP"), ("South Korean", "NORP")])
    assert [(place.name, place.country_code) for place in ranked] == [("Japan", "JP"), ("South Korea", "KR")]


def test_the_datelines_place_is_one_though_the_text_does_not_name_it() -> None:
    (lima,) = rank("Nothing happened.", [], dateline="LIMA, Peru")
    assert (lima.name, lima.country_code, lima.score) == ("Lima", "PE", 1.0)


def test_there_are_at_most_ten() -> None:
    names = [
        "Rome",
        "Madrid",
        "Paris",
        "Berlin",
        "Vienna",
        "Prague",
        "Warsaw",
        "Athens",
        "Lisbon",
        "Dublin",
        "Oslo",
        "Helsinki",
    ]
    assert len(rank(" and ".join(names), [(name, "GPE") for name in names])) == MAX_PLACES


@settings(deadline=None, max_examples=150)
@given(
    text=st.text(max_size=200),
    spans=st.lists(st.tuples(st.integers(0, 199), st.integers(1, 30)), max_size=8),
    label=st.sampled_from(["GPE", "LOC", "FAC", "NORP", "PERSON", "ORG"]),
    dateline=st.none() | st.text(max_size=60),
    headline=st.none() | st.text(max_size=60),
)
def test_any_text_gets_an_answer(
    text: str, spans: list[tuple[int, int]], label: str, dateline: str | None, headline: str | None
) -> None:
    entities = tuple(
        Entity(name=text[at : at + size], label=label, mentions=(mention(text, at, at + size),))
        for at, size in spans
        if text[at : at + size]
    )
    placed = locate(entities, text, dateline)
    assert [entity.mentions for entity in placed] == [entity.mentions for entity in entities]
    ranked = rank_places(placed, text, headline, dateline)
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)
    for one in (*placed, *ranked):
        assert Entity.model_validate(one.model_dump()) if isinstance(one, Entity) else Place(**dict(one))


def mention(text: str, start: int, end: int) -> Mention:
    return Mention(text=text[start:end], start=start, end=min(end, len(text)))


def gold(part: str) -> list[dict[str, Any]]:
    lines = (GOLD / f"places-{part}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("part", ["dev", "test"])
def test_the_gold_places_are_found(part: str) -> None:
    right = total = 0
    for line in gold(part):
        placed = locate(named(line["text"], pairs(line)), line["text"], line["dateline_place"])
        for entity, known in zip(placed, line["entities"], strict=True):
            right += entity.country_code == known.get("country")
            total += 1
    assert right >= 0.95 * total


def pairs(line: dict[str, Any]) -> Pairs:
    return [(known["name"], known["label"]) for known in line["entities"]]
