"""The arithmetic of the evaluations, on cases small enough to work out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals import scoring
from evals.scoring import Counts


def test_shares_of_counts() -> None:
    counts = Counts(right=6, wrong=2, missed=4)
    assert (counts.precision, counts.recall) == (0.75, 0.6)
    assert counts.f1 == pytest.approx(2 * 0.75 * 0.6 / 1.35)


@pytest.mark.parametrize(
    ("counts", "shares"),
    [
        (Counts(0, 0, 0), (1, 1, 1)),
        (Counts(0, 3, 0), (0, 0, 0)),
        (Counts(0, 0, 3), (0, 0, 0)),
        (Counts(3, 0, 0), (1, 1, 1)),
    ],
)
def test_shares_where_there_is_nothing(counts: Counts, shares: tuple[float, float, float]) -> None:
    assert (counts.precision, counts.recall, counts.f1) == shares


def test_means_over_pages_leave_a_page_with_nothing_found_out_of_precision() -> None:
    pages = [Counts(right=1, wrong=1), Counts(right=8, missed=2), Counts(missed=5)]
    assert scoring.of_means(pages) == pytest.approx((0.75, 0.6, 2 * 0.75 * 0.6 / 1.35))
    assert scoring.of_means([]) == (0, 0, 0)


def test_counts_add_up() -> None:
    assert Counts(1, 2, 3).plus(Counts(10, 20, 30)) == Counts(11, 22, 33)


def test_words_in_common_count_as_often_as_they_occur() -> None:
    assert scoring.overlap("the dam, the wall", "the wall the the") == Counts(3, 1, 1)


def test_runs_of_words_in_common() -> None:
    gold, found = "one two three four five six", "zero one two three four five"
    assert scoring.overlap(gold, found, size=4) == Counts(right=2, wrong=1, missed=1)


def test_a_text_shorter_than_a_shingle_counts_whole() -> None:
    assert scoring.overlap("Dam cracks", "Dam cracks", size=4) == Counts(1, 0, 0)
    assert scoring.overlap("", "Dam cracks", size=4) == Counts(0, 1, 0)


def test_a_wrong_value_is_wrong_and_a_miss() -> None:
    assert scoring.one_value("New York", " New  York ") == Counts(1, 0, 0)
    assert scoring.one_value("New York", "York") == Counts(0, 1, 1)
    assert scoring.one_value("New York", None) == Counts(0, 0, 1)
    assert scoring.one_value(None, "York") == Counts(0, 1, 0)
    assert scoring.one_value(None, None) == Counts(0, 0, 0)


def test_same_text_and_same_set() -> None:
    assert scoring.same_text(None, " ")
    assert scoring.same_text("a  b", "a b\n")
    assert not scoring.same_text("a b", "A b")
    assert scoring.same_set(["Ann Lee", "Bo"], ("Bo", "Ann  Lee", "Bo"))
    assert not scoring.same_set(["Ann Lee"], ())
    assert not scoring.same_set(["Ann Lee"], ["ANN LEE"])
    assert scoring.same_people(["Ann Lee"], ["ANN LEE"])


def test_snippets_are_looked_for_aside_from_white_space() -> None:
    text = "The dam\n\nbroke. Share this."
    counts = scoring.snippets(text, ["dam broke", "villages"], ["Share  this", "Menu"])
    assert counts == Counts(right=1, wrong=1, missed=1)


LONG = "Engineers began to lower the water behind the dam on Tuesday."


def test_a_paragraph_of_which_half_is_there_is_not_lost() -> None:
    assert scoring.lost_paragraphs([LONG], f"Menu. {LONG}") == []
    assert scoring.lost_paragraphs([LONG], "Engineers began to lower the water behind the dam.") == []
    assert scoring.lost_paragraphs([LONG], "Engineers began to lower it.") == [LONG]
    assert scoring.lost_paragraphs(["Yes.", "No."], "Menu\n\nNo.") == ["Yes."]


def test_a_paragraph_joined_to_another_is_not_exact() -> None:
    assert scoring.broken_paragraphs(["One.", "Two."], "One.\n\nTwo.") == []
    assert scoring.broken_paragraphs(["One.", "Two."], "One. Two.") == ["One.", "Two."]
    assert scoring.broken_paragraphs(["One.", "One."], "One.") == ["One."]


def test_boilerplate_is_kept_where_the_body_says_it_too_often() -> None:
    body = "The news spread. Share prices fell."
    assert scoring.kept_boilerplate(["News", "Share"], body, body) == []
    assert scoring.kept_boilerplate(["Share", "Share"], body, f"Share\n\n{body}") == ["Share"]
    assert scoring.kept_boilerplate(["Share", "Share"], body, f"Share\n\nShare\n\n{body}") == ["Share"] * 2
    assert scoring.kept_boilerplate(["* * *"], body, f"{body}\n\n* * *") == ["* * *"]


def test_the_reason_of_a_piece_is_that_of_what_was_removed() -> None:
    removed = [("Share", "sharing"), ("Read more: dams", "related"), ("Home", "navigation")]
    assert scoring.reason_given("Share", removed) == "sharing"
    assert scoring.reason_given("dams", removed) == "related"
    assert scoring.reason_given("Home News", removed) == "navigation"
    assert scoring.reason_given("Home News Sport", removed) is None


def test_what_vanishes_is_not_accounted_for() -> None:
    assert scoring.accounted("Menu The dam broke", "The dam broke", ["Menu"]) == 1
    assert scoring.accounted("Menu The dam broke", "The dam broke", []) == 0.75
    assert scoring.accounted("", "", []) == 1


@given(st.text(), st.text())
def test_shares_are_shares_of_any_text(gold: str, found: str) -> None:
    for size in (1, 4):
        counts = scoring.overlap(gold, found, size)
        assert 0 <= counts.precision <= 1
        assert 0 <= counts.recall <= 1
        assert 0 <= counts.f1 <= 1
    assert scoring.overlap(gold, gold, 4).f1 == 1
    assert scoring.lost_paragraphs([gold], gold) == []
    assert scoring.kept_boilerplate([found], gold, gold) == []


@pytest.mark.parametrize(
    ("gold", "found", "place"),
    [
        ("MANILA, Philippines", "MANILA", "MANILA, Philippines"),
        ("Santander (España)", "Santander", "Santander (España)"),
        ("OSLO", "BERGEN", "BERGEN"),
        (None, "OSLO", "OSLO"),
        ("OSLO", None, None),
    ],
)
def test_a_place_alone_is_as_good(gold: str | None, found: str | None, place: str | None) -> None:
    assert scoring.place_found(gold, found) == place
