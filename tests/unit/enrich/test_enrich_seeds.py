"""The three seeds: what the line must first of all get right."""

import pytest

from schemas import EnrichedArticle, Entity

Seeds = dict[str, EnrichedArticle]

ALL = ("000", "001", "002")


def entity(article: EnrichedArticle, name: str) -> Entity:
    (found,) = [entity for entity in article.entities if entity.name == name]
    return found


def surfaces(article: EnrichedArticle, name: str) -> set[str]:
    return {mention.text for mention in entity(article, name).mentions}


@pytest.mark.parametrize("seed", ALL)
@pytest.mark.parametrize(
    ("name", "label", "forms"),
    [
        ("Shinzo Abe", "PERSON", {"Shinzo Abe", "Abe"}),
        ("Donald Trump", "PERSON", {"Donald Trump", "Trump"}),
        ("United States", "GPE", {"United States"}),
        ("Toshimitsu Motegi", "PERSON", {"Toshimitsu Motegi"}),
        ("Robert Lighthizer", "PERSON", {"Robert Lighthizer"}),
        ("North Korea", "GPE", {"North Korea"}),
        ("Japan", "GPE", {"Japan"}),
    ],
)
def test_each_is_one_entity(seeds: Seeds, seed: str, name: str, label: str, forms: set[str]) -> None:
    assert entity(seeds[seed], name).label == label
    assert forms <= surfaces(seeds[seed], name)


@pytest.mark.parametrize(
    ("seed", "name", "form"),
    [
        ("002", "Shinzo Abe", "PM Abe"),
        ("000", "Kim Jong Un", "Kim"),
        ("001", "Kim Jong Un", "Kim"),
        ("002", "Toshimitsu Motegi", "Motegi"),
        ("002", "Robert Lighthizer", "Lighthizer"),
        ("000", "United States", "U.S."),
        ("001", "United States", "U.S."),
        ("002", "United States", "US"),
        ("000", "United Nations", "U.N."),
    ],
)
def test_short_forms_belong_to_the_full_name(seeds: Seeds, seed: str, name: str, form: str) -> None:
    assert form in surfaces(seeds[seed], name)


@pytest.mark.parametrize("seed", ALL)
@pytest.mark.parametrize(("name", "word"), [("Shinzo Abe", "Abe"), ("Donald Trump", "Trump")])
def test_every_mention_is_found_with_one_label(seeds: Seeds, seed: str, name: str, word: str) -> None:
    article = seeds[seed]
    elsewhere = {e.name for e in article.entities if word in e.name.split() and e.name != name}
    assert elsewhere <= {"Trump Tower"}
    mentions = sum(word in mention.text.split() for mention in entity(article, name).mentions)
    towers = sum(len(e.mentions) for e in article.entities if e.name == "Trump Tower")
    assert mentions + (towers if word == "Trump" else 0) == article.text.count(word)


@pytest.mark.parametrize("seed", ("001", "002"))
def test_the_tower_is_a_building(seeds: Seeds, seed: str) -> None:
    assert entity(seeds[seed], "Trump Tower").label == "FAC"


def test_the_quotes_of_001(seeds: Seeds) -> None:
    quotes = [(quote.speaker, quote.cue, quote.text[:16]) for quote in seeds["001"].quotes]
    assert quotes == [
        ("Shinzo Abe", "said", "“very constructi"),
        ("Shinzo Abe", "told", "“We agreed to ma"),
        ("Donald Trump", "tweeted", "“talking militar"),
        ("Shinzo Abe", "adding", "“We had a very c"),
    ]


def test_the_quotes_of_002(seeds: Seeds) -> None:
    assert [quote.speaker for quote in seeds["002"].quotes] == [
        "Shinzo Abe",
        "Shinzo Abe",
        "Jesper Koll",
        "Jesper Koll",
        "Shinzo Abe",
        "Toshimitsu Motegi",
        "Donald Trump",
    ]
    assert {quote.cue for quote in seeds["002"].quotes} == {"said"}


def test_000_quotes_nobody(seeds: Seeds) -> None:
    assert seeds["000"].quotes == ()


def test_the_days_of_000_count_from_its_publication(seeds: Seeds) -> None:
    assert [(found.text, found.value) for found in seeds["000"].dates] == [
        ("Sunday", "2018-09-23"),
        ("Tuesday", "2018-09-25"),
        ("This week", "2018-09-23/2018-09-29"),
        ("2013", "2013"),
        ("Thursday", "2018-09-27"),
        ("Sunday", "2018-09-23"),
        ("Wednesday", "2018-09-26"),
        ("Monday", "2018-09-24"),
        ("Saturday", "2018-09-22"),
        ("last week", "2018-09-16/2018-09-22"),
    ]


def test_the_decades_of_001(seeds: Seeds) -> None:
    values = {found.text: found.value for found in seeds["001"].dates}
    assert values["1970s"] == "1970/1979"
    assert values["1980s"] == "1980/1989"


@pytest.mark.parametrize("seed", ALL)
def test_a_summary_is_two_or_three_sentences_in_order(seeds: Seeds, seed: str) -> None:
    article = seeds[seed]
    places = [article.text.index(sentence) for sentence in article.summary]
    assert 2 <= len(places) <= 3
    assert places == sorted(places)
    assert places[0] == 0


@pytest.mark.parametrize("seed", ALL)
def test_key_phrases_say_what_it_is_about(seeds: Seeds, seed: str) -> None:
    phrases = seeds[seed].keyphrases
    scores = [phrase.score for phrase in phrases]
    assert 5 <= len(phrases) <= 10
    assert scores[0] == 1.0
    assert scores == sorted(scores, reverse=True)
    assert any("trade" in phrase.text for phrase in phrases)
    assert not {phrase.text for phrase in phrases} & {entity.name for entity in seeds[seed].entities}
