"""What passes through clean untouched, and whose word counts when producer and scrape differ."""

from collections.abc import Callable
from datetime import UTC, datetime

from schemas import Delivery, Identified, IngestedArticle
from services.chassis.settings import Settings
from services.clean.core import clean
from services.clean.entry import load

TEXT = (
    "Crack found in dam\n\nBy Ann Lee\n\nEngineers began to lower the water behind the dam on Tuesday.\n\n"
    "Tags: dams, water"
)
IDENTITY = {"source": "Gazette", "url": "https://gazette.example/dam", "external_id": "17"}


def test_identity_passes_unchanged(ingested: Callable[..., IngestedArticle]) -> None:
    article = ingested(TEXT, **IDENTITY)
    found = clean(article)

    for name in Identified.model_fields:
        assert getattr(found, name) == getattr(article, name)


def test_retracted_article_passes_at_once_without_text(ingested: Callable[..., IngestedArticle]) -> None:
    found = clean(ingested("", retracted=True, **IDENTITY))

    assert found.retracted
    assert found.text == ""
    assert found.article_id == "a1"
    assert found.url == IDENTITY["url"]
    assert found.removed == ()


def test_what_the_producer_says_goes_first(ingested: Callable[..., IngestedArticle]) -> None:
    known = {
        "headline": " Crack found\u00a0in Tarrow dam ",
        "bylines": ("A. Lee",),
        "tags": ("norland",),
        "published_at": datetime(2024, 9, 24, 8, tzinfo=UTC),
    }
    found = clean(ingested(TEXT, **known))

    assert found.headline == "Crack found in Tarrow dam"
    assert found.bylines == ("A. Lee",)
    assert found.tags == ("norland",)
    assert found.published_at == known["published_at"]
    assert found.published_at_basis == "producer"
    assert found.text == "Engineers began to lower the water behind the dam on Tuesday."


def test_headline_of_the_producer_is_taken_out_of_the_text(ingested: Callable[..., IngestedArticle]) -> None:
    lede = "Engineers began to lower the water behind the dam on Tuesday."
    found = clean(ingested(f"The dam cracked. Now what?\n\n{lede}", headline="The dam cracked – now what"))

    assert found.text == lede
    assert [(piece.text, piece.reason) for piece in found.removed] == [
        ("The dam cracked. Now what?", "headline")
    ]


def test_text_that_is_not_the_known_headline_stays(ingested: Callable[..., IngestedArticle]) -> None:
    text = "A day in the life of an engineer\n\nEngineers began to lower the water behind the dam on Tuesday."
    found = clean(ingested(text, headline="Norland braces for floods"))

    assert found.text == text


def test_producer_who_is_an_agency(ingested: Callable[..., IngestedArticle]) -> None:
    found = clean(ingested("The dam cracked on Monday, officials said.", bylines=("Associated Press",)))

    assert found.bylines == ("Associated Press",)
    assert found.agency == "AP"


def test_another_language_passes_with_its_name(ingested: Callable[..., IngestedArticle]) -> None:
    german = "Berlin (dpa) - Die Bundesregierung hat am Montag neue Regeln für den Verkehr beschlossen."
    found = clean(ingested(german))

    assert found.language == "de"
    assert found.dateline
    assert found.dateline.place == "Berlin"
    assert found.agency == "dpa"

    japanese = "安倍首相はニューヨークでトランプ大統領と会談した。両首脳は緊密な連携で一致した。"
    found = clean(ingested(japanese))
    assert found.language == "ja"
    assert found.text == japanese


def test_language_too_short_to_tell_is_the_producers(ingested: Callable[..., IngestedArticle]) -> None:
    assert clean(ingested("Paras Griffin via Ord in Elko.", language="xx")).language == "xx"


def test_entry_point_gives_the_stage(ingested: Callable[..., IngestedArticle]) -> None:
    stage = load(Settings())
    delivery = Delivery("articles.ingested", 0, 0, 0, b"a1", datetime(2026, 3, 1, tzinfo=UTC))
    article = ingested(TEXT)

    assert stage(article, delivery) == clean(article)
