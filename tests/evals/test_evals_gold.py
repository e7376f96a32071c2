"""The gold's form: how a scrape is put together of its pieces, and that what is shipped is in order."""

import re
from pathlib import Path

import pytest

from evals.__main__ import GOLD
from evals.gold import GoldOpening, GoldScrape, content_of, paragraphs_of, read_gold

SCRAPES = [scrape for path in sorted(GOLD.glob("scrapes-*.jsonl")) for scrape in read_gold(path, GoldScrape)]
OPENINGS = [one for path in sorted(GOLD.glob("openings-*.jsonl")) for one in read_gold(path, GoldOpening)]


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
