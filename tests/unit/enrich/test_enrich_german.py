"""German articles: what rules and the gazetteer find without a model, and that no text takes long."""

from datetime import UTC, datetime

import pytest

from schemas import EnrichedArticle
from services.enrich.german.names import is_title
from services.enrich.german.sentences import read_plainly
from tests.unit.enrich.conftest import Enrich

WEDNESDAY = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def read(enriched: Enrich) -> Enrich:
    def make(text: str, **fields: object) -> EnrichedArticle:
        return enriched(text, **{"language": "de", "published_at": WEDNESDAY, **fields})

    return make


def test_annotators_say_what_ran(read: Enrich) -> None:
    article = read("Die Stadt Kassel baut eine Brücke.")
    ran = {annotator.name: annotator.model for annotator in article.annotators}
    assert list(ran) == ["entities", "geography", "quotes", "dates", "places", "keyphrases"]
    assert ran["quotes"] == ran["dates"] == "rules de"
    assert article.summary == ()


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("„Das reicht nicht“, sagte Oberbürgermeisterin Petra Lindemann.", "Petra Lindemann"),
        ("»Das reicht nicht«, betonte der Ökonom Jan Meier.", "Jan Meier"),
        ("Der Trainer Ole Wernecke sagte: „Das reicht nicht.“", "Ole Wernecke"),
        ("Ministerin Katrin Sommer lehnt das ab. „Das reicht nicht“, sagte sie.", "Katrin Sommer"),
        ("Die Ärztin Eva Klein warnt. „Das reicht nicht“, betont die Ärztin.", "Eva Klein"),
        ("Thomas Brandt kam zu spät. „Das reicht nicht“, klagte Brandt.", "Thomas Brandt"),
        ("Ein Sprecher der Bahn trat vor die Presse. „Das reicht nicht“, sagte er.", None),
    ],
)
def test_a_quotation_has_its_speaker(read: Enrich, text: str, speaker: str | None) -> None:
    (quote,) = read(text).quotes
    assert "Das reicht nicht" in quote.text
    assert quote.speaker == speaker
    assert quote.cue


@pytest.mark.parametrize(
    "text", ["Ihr Roman „Das leise Haus“ ist erschienen.", "Die sogenannte „Wutrede“ von 2019 ist vergessen."]
)
def test_a_title_is_no_quotation(read: Enrich, text: str) -> None:
    assert read(text).quotes == ()


@pytest.mark.parametrize(
    ("text", "found", "value"),
    [
        ("Der Rat tagte am 3. Februar 2025.", "3. Februar 2025", "2025-02-03"),
        ("Das Fest beginnt am 19. September.", "19. September", "2026-09-19"),
        ("Der Unfall war am Montag.", "Montag", "2026-03-02"),
        ("Am Freitag soll es regnen.", "Freitag", "2026-03-06"),
        ("In der Nacht zu Mittwoch brannte es.", "Nacht zu Mittwoch", "2026-03-04"),
        ("Gestern hat es geschneit.", "Gestern", "2026-03-03"),
        ("In der vergangenen Woche hat es geschneit.", "vergangenen Woche", "2026-02-23/2026-03-01"),
        ("Vor drei Jahren war alles anders.", "Vor drei Jahren", "2023"),
        ("Seit Anfang Mai 2024 gilt das.", "Anfang Mai 2024", "2024-05"),
        ("Im Jahr 2019 kostete es weniger.", "2019", "2019"),
        ("Am Ostermontag wird gefeiert.", "Ostermontag", "2026-04-06"),
        ("Am 31. Februar wird gefeiert.", "31. Februar", None),
    ],
)
def test_a_date_has_its_value(read: Enrich, text: str, found: str, value: str | None) -> None:
    assert [(date.text, date.value) for date in read(text).dates] == [(found, value)]


@pytest.mark.parametrize(
    "text", ["Rund 2000 Menschen kamen.", "Das Auto kostet 2026 Euro.", "Er lief 5.2 Kilometer."]
)
def test_a_number_is_no_date(read: Enrich, text: str) -> None:
    assert read(text).dates == ()


def test_places_come_from_the_gazetteer(read: Enrich) -> None:
    article = read(
        "In Köln und Straßburg wird gebaut. Auch die Türkei und Nordrhein-Westfalens Städte zahlen."
    )
    where = {place.name: place.country_code for place in article.places}
    assert where == {"Köln": "DE", "Straßburg": "FR", "Türkei": "TR", "Nordrhein-Westfalen": "DE"}
    koeln = next(place for place in article.places if place.name == "Köln")
    assert koeln.latitude == pytest.approx(50.93, abs=0.1)


def test_a_noun_that_is_a_town_too_is_none(read: Enrich) -> None:
    assert read("Das Essen war kalt, und die Halle war leer.").places == ()


def test_key_phrases_are_nouns_that_recur(read: Enrich) -> None:
    text = "Das Freibad bleibt zu. Eine Pumpe im Freibad ist defekt, die Pumpe kommt aus Italien."
    phrases = [phrase.text for phrase in read(text).keyphrases]
    assert phrases[:2] == ["Freibad", "Pumpe"]
    assert "Italien" not in phrases


@pytest.mark.parametrize("word", ["Wirtschaftsministerin", "Bezirksleiter", "Trainer", "Bergrettungschef"])
def test_titles_are_known_by_their_ends(word: str) -> None:
    assert is_title(word)


def test_sentences_do_not_end_at_an_abbreviation() -> None:
    text = "Am 3. Oktober kamen ca. 20 Leute. Dr. Weber sprach."
    assert [text[start:end] for start, end in read_plainly(text).sentences] == [
        "Am 3. Oktober kamen ca. 20 Leute.",
        "Dr. Weber sprach.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a" * 300_000,
        "A" * 100_000,
        "„" * 50_000,
        "„x“ " * 20_000,
        "Haus " * 40_000,
        "am 3. Mai 2020, " * 5_000,
    ],
    ids=["a word", "a shout", "marks", "quotations", "a noun", "dates"],
)
def test_any_text_is_read(read: Enrich, text: str) -> None:
    article = read(text)
    for one in (*article.quotes, *article.dates):
        assert text[one.start : one.end] == one.text
