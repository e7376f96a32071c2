"""Names are compared without article, title and possessive; a noun phrase's name is told from its role."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals import names


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("the United Nations", "United Nations"),
        ("Ann Lee's", "Ann Lee"),
        ("Ann Lee ’s", "Ann Lee"),
        ("the workers'", "workers"),
        ('"The Mill")', "Mill"),
        ("The", "The"),
        ("Andes", "Andes"),
    ],
)
def test_articles_and_possessives_are_trimmed(mention: str, name: str) -> None:
    text = f"x {mention} y"
    assert text[slice(*names.trimmed(text, (2, 2 + len(mention))))] == name


@pytest.mark.parametrize(
    ("phrase", "person", "name"),
    [
        ("Ann Lee", True, "Ann Lee"),
        ("U.S. President Ann Lee 's", True, "Ann Lee"),
        ("science fiction writer A. B. Lee", True, "A. B. Lee"),
        ("Ambassador Lee", True, "Lee"),
        ("Khaled al-Amr, an editor", True, "Khaled al-Amr"),
        ("the Prime Minister", True, None),
        ("The President", True, None),
        ("the Secretary of State", True, None),
        ("We", True, None),
        ("a member of the crew", True, None),
        ("the Sea Watch", False, "Sea Watch"),
        ("the Bank of England", False, "Bank of England"),
        ("the Navy officials", False, None),
        ("Aceh, Indonesia", False, "Aceh"),
        ("WHO", False, "WHO"),
        ("General Mills", False, "General Mills"),
        ("the 1990s", False, None),
    ],
)
def test_the_name_in_a_noun_phrase(phrase: str, person: bool, name: str | None) -> None:
    text = f"By {phrase} today"
    span = names.named_span(text, (3, 3 + len(phrase)), person)
    assert (text[slice(*span)] if span else None) == name


def test_a_title_alone_is_left() -> None:
    assert names.untitled("Mr. Lee", (0, 7)) == (4, 7)
    assert names.untitled("the Mayor", (4, 9)) == (4, 9)


@pytest.mark.parametrize(
    ("one", "other", "same", "within"),
    [
        ("Mr. Lee", "Lee's", True, True),
        ("ANN LEE", "Ann Lee", True, True),
        ("Lee", "Ann Lee", False, True),
        ("Rep. Ann Lee (D-Ohio)", "Ann Lee", False, True),
        ("the ministry", "Ministry", True, True),
        ("Bo", "Bob", False, False),
        ("Ann Reed", "Ann Lee", False, False),
        ("", "Ann Lee", False, False),
        ("…", "…", False, False),
    ],
)
def test_names_are_compared_word_by_word(one: str, other: str, same: bool, within: bool) -> None:
    assert names.same_name(one, other) is same
    assert names.name_within(one, other) is names.name_within(other, one) is within


@given(st.text())
def test_any_text_has_a_name_in_it_or_none(text: str) -> None:
    for person in (True, False):
        span = names.named_span(text, (0, len(text)), person)
        assert span is None or 0 <= span[0] < span[1] <= len(text)
