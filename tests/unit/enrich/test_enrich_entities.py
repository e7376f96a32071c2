"""One entity for one person or thing, in small: each way the news names somebody again."""

from itertools import pairwise

import pytest

from services.enrich.entities.mentions import find
from services.enrich.entities.names import SYNONYMS
from tests.unit.enrich.conftest import Enrich

CHAINS = [
    (
        "President Donald Trump spoke in Ohio. Trump was late. The Trump rally began.",
        "Donald Trump",
        "PERSON",
        ["Donald Trump", "Trump", "Trump"],
    ),
    (
        "Leader Kim Jong Un met Moon Jae In on Tuesday. Later Kim left the room.",
        "Kim Jong Un",
        "PERSON",
        ["Kim Jong Un", "Kim"],
    ),
    (
        "Mr. Motegi spoke in Tokyo. Toshimitsu Motegi is the economy minister of Japan.",
        "Toshimitsu Motegi",
        "PERSON",
        ["Motegi", "Toshimitsu Motegi"],
    ),
    (
        "Shinzo Abe arrived. PM Abe smiled at Donald Trump before the Abe-Trump summit.",
        "Shinzo Abe",
        "PERSON",
        ["Shinzo Abe", "PM Abe", "Abe"],
    ),
    (
        "Donald J. Trump won. Donald Trump thanked the voters. Trump left.",
        "Donald J. Trump",
        "PERSON",
        ["Donald J. Trump", "Donald Trump", "Trump"],
    ),
    (
        "Hillary Clinton’s plan failed. Critics attacked Clinton’s record, and Hillary Clinton answered.",
        "Hillary Clinton",
        "PERSON",
        ["Hillary Clinton", "Clinton", "Hillary Clinton"],
    ),
    (
        "The U.S. and Japan agreed. The United States will sign. US officials were glad, as America was.",
        "United States",
        "GPE",
        ["U.S.", "United States", "US", "America"],
    ),
    (
        "The United Nations met in New York. U.N. staff and the UN chief were there.",
        "United Nations",
        "ORG",
        ["United Nations", "U.N.", "UN"],
    ),
    (
        "Britain voted to leave. The U.K. economy shrank, the United Kingdom said.",
        "United Kingdom",
        "GPE",
        ["Britain", "U.K.", "United Kingdom"],
    ),
    (
        "The International Atomic Energy Agency sent inspectors to Iran. The IAEA reports in May.",
        "International Atomic Energy Agency",
        "ORG",
        ["International Atomic Energy Agency", "IAEA"],
    ),
    (
        "US envoy to the UN Nikki Haley spoke to Japan. Haley was firm about it, and Nikki Haley left.",
        "Nikki Haley",
        "PERSON",
        ["Nikki Haley", "Haley", "Nikki Haley"],
    ),
    (
        "North Korea fired a missile on Monday. N. Korea has tested others, and Japan protested.",
        "North Korea",
        "GPE",
        ["North Korea", "N. Korea"],
    ),
]


@pytest.mark.parametrize(("text", "name", "label", "mentions"), CHAINS)
def test_mentions_are_one_entity(
    enriched: Enrich, text: str, name: str, label: str, mentions: list[str]
) -> None:
    (entity,) = [entity for entity in enriched(text).entities if entity.name == name]
    assert entity.label == label
    assert [mention.text for mention in entity.mentions] == mentions


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Donald Trump spoke. His son Donald Trump Jr. listened to Trump.",
            {"Donald Trump", "Donald Trump Jr."},
        ),
        (
            "Donald Trump dined at Trump Tower in New York. Trump lives there.",
            {"Donald Trump", "Trump Tower"},
        ),
        ("George Washington never saw Washington, D.C. as a city.", {"George Washington"}),
        (
            "Donald Trump came with his daughter Ivanka Trump on Monday, and Ivanka Trump spoke.",
            {"Donald Trump", "Ivanka Trump"},
        ),
        ("The Jordan talks with Michael Jordan were held in Jordan.", {"Michael Jordan", "Jordan"}),
    ],
)
def test_namesakes_stay_apart(enriched: Enrich, text: str, names: set[str]) -> None:
    found = {entity.name: entity for entity in enriched(text).entities}
    assert names <= found.keys()
    assert all(len({m.text.split()[0] for m in found[name].mentions}) <= 2 for name in names)


def test_us_is_a_pronoun_where_all_is_in_capitals() -> None:
    assert list(find("TELL US MORE", {"US"}, [], set())) == []
    assert list(find("Tell the US more", {"US"}, [], {"the", "more"})) == [(9, 11)]


@pytest.mark.parametrize("text", ["Ivanka Trump", "Trump Steaks", "#Trump", "Trumpets", "O'Trump"])
def test_a_word_in_a_longer_name_is_left_alone(text: str) -> None:
    assert list(find(f"He saw {text} there", {"Trump"}, [], {"saw", "there"})) == []


def test_mentions_do_not_overlap_and_come_in_order(enriched: Enrich) -> None:
    article = enriched(" ".join(text for text, *_ in CHAINS))
    spans = sorted((m.start, m.end) for entity in article.entities for m in entity.mentions)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    firsts = [entity.mentions[0].start for entity in article.entities]
    assert firsts == sorted(firsts)
    assert len({entity.name for entity in article.entities}) == len(article.entities)


def test_every_synonym_names_its_group() -> None:
    assert all(SYNONYMS[name] == (name, label) for name, label in SYNONYMS.values())
