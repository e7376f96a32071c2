"""The arithmetic on stretches of text and on chains, on cases small enough to work out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals import spans
from evals.scoring import Counts
from evals.spans import Chained

SAID = "“We go home now, all of us,” she said."


def span(piece: str) -> tuple[int, int]:
    start = SAID.index(piece)
    return start, start + len(piece)


def test_stretches_are_compared_by_their_words() -> None:
    wanted = spans.word_starts(SAID, span("We go home now, all of us"))
    assert len(wanted) == 7
    assert spans.likeness(wanted, spans.word_starts(SAID, span("“We go home now, all of us,”"))) == 1
    assert spans.likeness(wanted, spans.word_starts(SAID, span("go home now, all of us"))) == 6 / 7
    assert spans.likeness(wanted, frozenset()) == 0
    assert spans.likeness(frozenset(), frozenset()) == 0


def test_the_most_alike_is_found_where_it_is_alike_enough() -> None:
    wanted = span("We go home now, all of us")
    whole, most, half = (
        span("“We go home now, all of us,”"),
        span("go home now, all of us"),
        span("We go home"),
    )
    assert spans.most_alike(SAID, wanted, [half, most, whole]) == 2
    assert spans.most_alike(SAID, wanted, [half, most]) == 1
    assert spans.most_alike(SAID, wanted, [whole, whole]) == 0
    assert spans.most_alike(SAID, wanted, [half]) is None
    assert spans.most_alike(SAID, wanted, [span("she said")]) is None
    assert spans.most_alike(SAID, wanted, []) is None


def test_four_words_of_five_are_alike_enough() -> None:
    assert spans.most_alike("a b c d e", (0, 9), [(0, 7)]) == 0
    assert spans.most_alike("a b c d", (0, 7), [(0, 5)]) is None


def test_stretches_without_a_word_between_are_one() -> None:
    assert spans.joined("one, two and three", [(13, 18), (5, 8), (0, 3)]) == [(0, 8), (13, 18)]
    assert spans.joined("one two", []) == []
    assert spans.joined("one two", [(0, 7), (0, 3)]) == [(0, 7)]


def test_what_two_sets_have_in_common() -> None:
    assert spans.in_common({1, 2, 3}, {3, 4}) == Counts(right=1, wrong=1, missed=2)


def test_b_cubed_of_the_textbook() -> None:
    # Bagga and Baldwin 1998: 12 mentions, the third and the first chain taken for one
    gold = dict(enumerate("aaaaabbccccc"))
    found = dict(enumerate("xxxxxyyxxxxx"))
    both = spans.b_cubed(gold, found)
    assert both.mentions == 12
    assert both.precision == pytest.approx(10 * 0.5 + 2)
    assert both.recall == 12
    shares = both.shares()
    assert shares["P"] == pytest.approx(7 / 12)
    assert shares["R"] == 1
    assert shares["F1"] == pytest.approx(14 / 19)


def test_b_cubed_is_of_the_mentions_that_both_have() -> None:
    assert spans.b_cubed({1: "a", 2: "a", 3: "b"}, {1: "x", 3: "y", 4: "x"}) == Chained(2, 2, 2)
    assert spans.b_cubed({1: "a"}, {2: "a"}).shares() == {"P": 1, "R": 1, "F1": 1}


def test_sums_of_chains_add_up() -> None:
    assert Chained(1, 2, 3).plus(Chained(0.5, 0.5, 1)) == Chained(1.5, 2.5, 4)


@given(
    st.dictionaries(st.integers(0, 9), st.integers(0, 3)),
    st.dictionaries(st.integers(0, 9), st.integers(0, 3)),
)
def test_b_cubed_gives_shares(gold: dict[int, int], found: dict[int, int]) -> None:
    one, other = spans.b_cubed(gold, found), spans.b_cubed(found, gold)
    assert one.precision == pytest.approx(other.recall)
    assert all(0 <= share <= 1 for share in one.shares().values())
    assert spans.b_cubed(gold, gold).precision == pytest.approx(len(gold))
