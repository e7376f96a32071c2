"""German scrapes: their boilerplate goes, in German articles only; bylines and datelines are read."""

from collections.abc import Callable

import pytest

from schemas import CleanArticle, IngestedArticle
from services.clean.core import clean
from services.clean.lines.spoken import of_pack, pack_of
from services.languages import ENGLISH, GERMAN

BODY = (
    "Der Rat der Stadt hat am Montag beschlossen, die alte Brücke über den Fluss nicht mehr zu sanieren, "
    "sondern neu zu bauen. Die Kosten trägt zur Hälfte das Land."
)
SECOND = "„Wir haben lange genug gewartet“, sagte Bürgermeisterin Anke Wolff. Der Bau soll im Mai beginnen."


@pytest.fixture
def cleaned(ingested: Callable[..., IngestedArticle]) -> Callable[..., CleanArticle]:
    return lambda *lines: clean(ingested("\n\n".join(lines)))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Wir verwenden Cookies, um unsere Seite für Sie zu verbessern.", "consent"),
        ("Jetzt unseren Newsletter abonnieren", "newsletter"),
        ("Lesen Sie auch: Neue Brücke wird teurer", "related"),
        ("Diskutieren Sie mit!", "comments"),
        ("Auf Facebook teilen", "sharing"),
        ("Foto: Jan Woitas/dpa", "caption"),
        ("Anzeige", "navigation"),
        ("Alle Rechte vorbehalten.", "copyright"),
        ("Mit Material der dpa", "credit"),
        ("Schlagwörter: Brücke, Stadtrat", "tags"),
        ("12. März 2026 um 9:05 Uhr", "clock"),
    ],
)
def test_german_boilerplate_is_known(line: str, reason: str) -> None:
    assert of_pack(line, GERMAN) == reason
    assert of_pack(line, ENGLISH) is None


@pytest.mark.parametrize(
    "line",
    [
        "Anzeige erstattete der Mann erst am Montag.",
        "Wir verwenden in der Küche nur Gemüse aus der Region.",
        "Teilen der Bevölkerung fehlt sauberes Wasser.",
        "Der Newsletter der Partei erreicht nach eigenen Angaben 40.000 Menschen.",
        BODY,
    ],
)
def test_german_text_is_left_alone(line: str) -> None:
    assert of_pack(line, GERMAN) is None


def test_a_german_page_is_cleaned_whole(cleaned: Callable[..., CleanArticle]) -> None:
    consent = "Diese Website verwendet Cookies."
    found = cleaned(
        consent, "Startseite", "Stadt baut neue Brücke", "Von unserer Redakteurin Ina Voss", BODY, SECOND,
        "Das könnte Sie auch interessieren", "Kommentar schreiben",
    )  # fmt: skip
    assert found.text == f"{BODY}\n\n{SECOND}"
    assert (found.headline, found.bylines) == ("Stadt baut neue Brücke", ("Ina Voss",))


@pytest.mark.parametrize(
    ("front", "place", "agency"),
    [
        ("München (dpa/lby) - ", "München", "dpa"),
        ("Köln – ", "Köln", None),
        ("Wien (APA) - ", "Wien", "APA"),
        ("Zürich (sda) ", "Zürich", "sda"),
        ("Leipzig (ots) - ", "Leipzig", "ots"),
        ("Bremen (SID) - ", "Bremen", "SID"),
    ],
)
def test_german_datelines_are_read(
    cleaned: Callable[..., CleanArticle], front: str, place: str, agency: str | None
) -> None:
    found = cleaned(f"{front}{BODY}", SECOND)
    assert found.text.startswith(BODY)
    assert found.dateline and found.dateline.place == place
    assert found.agency == agency


def test_the_pack_is_that_of_the_language() -> None:
    assert pack_of("de-AT", ["whatever"]) is GERMAN
    assert pack_of("fr", [BODY]) is ENGLISH
    assert pack_of(None, ["Menu", BODY]) is GERMAN
    assert pack_of(None, ["The council of the city has voted to build it."]) is ENGLISH
    assert pack_of(None, []) is ENGLISH
