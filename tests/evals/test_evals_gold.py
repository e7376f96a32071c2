"""The gold's form: how a scrape is put together of its pieces, and that what is shipped is in order."""

import re
from pathlib import Path

import pytest

from evals.__main__ import GOLD
from evals.annotated_gold import GoldDates, GoldPhrases, GoldPlaces, GoldQuotes
from evals.gold import GoldOpening, GoldScrape, content_of, paragraphs_of, read_gold
from evals.keyphrases import singular
from evals.places import gold_entities

SCRAPES = [scrape for path in sorted(GOLD.glob("scrapes-*.jsonl")) for scrape in read_gold(path, GoldScrape)]
OPENINGS = [one for path in sorted(GOLD.glob("openings-*.jsonl")) for one in read_gold(path, GoldOpening)]
PLACES = [one for path in sorted(GOLD.glob("places-*.jsonl")) for one in read_gold(path, GoldPlaces)]
QUOTES = list(read_gold(GOLD / "quotes.jsonl", GoldQuotes))
DATES = list(read_gold(GOLD / "dates.jsonl", GoldDates))
PHRASES = list(read_gold(GOLD / "keyphrases.jsonl", GoldPhrases))

ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?")


def scrape(*pieces: tuple[str, str, str], wrap: int | None = None, hyphens: bool = False) -> GoldScrape:
    return GoldScrape.model_validate(
        {
            "id": "1",
            "layout": "made up",
            "pieces": [{"is": kind, "text": text, "glue": glue} for kind, text, glue in pieces],
            "wrap": wrap,
            "wrap_hyphens": hyphens,
        }
    )


def test_a_scrape_is_its_pieces_with_their_glue() -> None:
    made = scrape(("navigation", "Home", "\n"), ("dateline", "OSLO —", " "), ("body", "It snowed.", "\n\n"))
    assert content_of(made) == "Home\nOSLO — It snowed.\n\n"


def test_a_line_is_wrapped_with_all_its_pieces() -> None:
    made = scrape(
        ("headline", "Snow on Oslo", "\n\n"),
        ("dateline", "  OSLO —", " "),
        ("body", "It snowed in late-night Oslo.", ""),
        wrap=20,
    )
    assert content_of(made) == "Snow on Oslo\n\n  OSLO — It snowed\nin late-night Oslo."


def test_words_are_wrapped_at_hyphens_where_the_gold_says_so() -> None:
    pieces = [("body", "It snowed all night-long.", "")]
    assert content_of(scrape(*pieces, wrap=20)) == "It snowed all\nnight-long."
    assert content_of(scrape(*pieces, wrap=20, hyphens=True)) == "It snowed all night-\nlong."


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "scrapes-dev.jsonl"
    path.write_text('\n{"id": "1", "layout": "x", "pieces": [{"is": "advert", "text": "Buy"}]}\n')
    with pytest.raises(ValueError, match=re.escape(f"{path}:2:")):
        list(read_gold(path, GoldScrape))


def test_the_shipped_gold_is_large_enough_and_every_id_is_one() -> None:
    assert len(SCRAPES) >= 40
    assert len({one.layout for one in SCRAPES}) >= 30
    assert len({one.id for one in SCRAPES}) == len(SCRAPES)
    assert len({one.id for one in OPENINGS}) == len(OPENINGS)


@pytest.mark.parametrize("one", SCRAPES, ids=lambda one: one.id)
def test_what_gold_says_stands_in_the_scrape(one: GoldScrape) -> None:
    content = " ".join(content_of(one).split()).casefold()
    for fact in (one.headline, one.dateline_place, one.dateline_date, *one.bylines):
        assert " ".join((fact or "").split()).casefold() in content


@pytest.mark.parametrize("one", OPENINGS, ids=lambda one: one.id)
def test_what_gold_says_stands_in_the_opening(one: GoldOpening) -> None:
    for fact in (one.place, one.date):
        assert (fact or "") in one.text
    assert one.kind != "none" or (one.place is None and one.date is None)


def test_body_pieces_on_one_line_are_one_paragraph() -> None:
    made = scrape(
        ("body", "One.", " "), ("body", "Two.", "\n"), ("body", "Three.", ""), ("clock", "5 pm", "")
    )
    assert paragraphs_of(made) == ["One. Two.", "Three."]


def test_the_gold_of_enrich_has_two_parts_and_every_id_is_one() -> None:
    assert sum(len(one.not_quotes) for one in QUOTES) >= 60
    for lines in (QUOTES, DATES, PHRASES):
        assert {one.part for one in lines} == {"dev", "test"}
        assert len({one.id for one in lines}) == len(lines)
    assert len({one.id for one in PLACES}) == len(PLACES)


@pytest.mark.parametrize("one", QUOTES, ids=lambda one: one.id)
def test_every_quotation_stands_once_in_its_text(one: GoldQuotes) -> None:
    for quote in one.quotes:
        assert one.text.count(quote.text) == 1
        assert (quote.speaker or "") in one.text
    assert all(other in one.text for other in one.not_quotes)


@pytest.mark.parametrize("one", DATES, ids=lambda one: one.id)
def test_every_date_stands_where_it_is_said_to(one: GoldDates) -> None:
    for date in one.dates:
        assert one.text[slice(*date.span)] == date.text
        assert date.value is None or ISO.fullmatch(date.value)
    starts = [date.start for date in one.dates]
    assert starts == sorted(starts)


@pytest.mark.parametrize("one", PLACES, ids=lambda one: one.id)
def test_every_name_stands_in_its_text(one: GoldPlaces) -> None:
    assert all(entity.mentions for entity in gold_entities(one))
    assert one.about is None or one.about in f"{one.text} {one.headline} {one.dateline_place}"
    for entity in one.entities:
        assert entity.label == "PERSON" or entity.country is None or re.fullmatch("[A-Z]{2}", entity.country)


def test_every_article_says_what_it_is_about_in_its_words() -> None:
    for one in PHRASES:
        words = set(singular(re.sub(r"[^\w’'\s-]", " ", one.text)).split())
        for phrases in one.phrases:
            assert any(words.issuperset(singular(phrase).split()) for phrase in phrases), (one.id, phrases)
