"""Near-duplicates: what repeats a text is found, and boilerplate brings nothing together."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import EnrichedArticle
from services.fingerprints import fingerprints_of, without_boilerplate
from services.index.near_duplicates import repeats
from services.store import Store
from tests.unit.index.conftest import Index
from tests.unit.index.news import ACEH_FIRST, ACEH_TOLL, BUSHEHR
from tests.unit.store.made import article, retraction

SEED = 20180923
random_words = random.Random(SEED)
WORDS = [f"word{random_words.randrange(3000)}" for _ in range(400)]
TEXT = " ".join(WORDS)
CUT = " ".join(WORDS[:200])
EDITED = " ".join(
    [*WORDS[:100], "something", "was", "added", *WORDS[100:300], "and", "changed", *WORDS[320:]]
)
PAYWALL = "Subscribe to read the full story. Already a member? Log in. Your first month is free."


def related(one: str, other: str, headlines: tuple[str | None, str | None] = (None, None)) -> bool:
    """Whether one is found by the other, and repeats it."""
    shared = set(fingerprints_of(headlines[0], one)) & set(fingerprints_of(headlines[1], other))
    return bool(shared) and repeats(headlines[0], one, headlines[1], other)


@pytest.mark.parametrize("other", [TEXT, TEXT.upper(), TEXT.replace(" ", "\n\n"), CUT, EDITED])
def test_what_repeats_a_text(other: str) -> None:
    assert related(TEXT, other, ("Headline", "Another headline"))


@pytest.mark.parametrize(
    "other", [" ".join(WORDS[300:] + [f"other{n}" for n in range(300)]), "", "word1 word2", PAYWALL]
)
def test_what_does_not(other: str) -> None:
    assert not repeats(None, TEXT, None, other)
    assert not repeats(None, other, None, TEXT)


def test_look_alike_news_does_not_repeat() -> None:
    for one, other in [(ACEH_FIRST, BUSHEHR), (ACEH_FIRST, ACEH_TOLL)]:
        assert not repeats(one.headline, one.text, other.headline, other.text)


BRIEF = "The dam above Coldwater cracked at noon, and three villages were told to leave."


def test_short_bodies_repeat_with_their_headline_only() -> None:
    assert related(BRIEF, BRIEF, ("Dam cracks", "DAM CRACKS"))
    assert not related(BRIEF, BRIEF, ("Dam cracks", "Abe wins"))
    assert not related(BRIEF, BRIEF)
    assert not related(BRIEF, BRIEF.replace("three", "four"), ("Dam cracks", "Dam cracks"))


def test_a_paywall_alone_repeats_nothing() -> None:
    assert without_boilerplate(PAYWALL) == ""
    assert fingerprints_of("Dam cracks", PAYWALL) == ()
    assert not related(PAYWALL, PAYWALL, ("Dam cracks", "Dam cracks"))


@pytest.mark.parametrize(
    "boilerplate",
    [
        PAYWALL,
        "You have reached your limit of free articles this month.",
        "This content is only available to subscribers.",
        "Please enable JavaScript in your browser.",
        "Follow us for more: X, Instagram, TikTok",
        "We and our 12 partners use cookies to store information.",
    ],
)
def test_boilerplate_is_told_from_the_article(boilerplate: str) -> None:
    assert without_boilerplate(f"{BRIEF}\n\n{boilerplate}") == BRIEF
    assert related(BRIEF, f"{BRIEF} {boilerplate}", ("Dam cracks", "Dam cracks"))


TEMPLATE = " ".join(f"template{n}" for n in range(90))


def test_a_template_that_says_nothing_of_the_headlines_repeats_nothing() -> None:
    assert not related(TEMPLATE, TEMPLATE, ("Ferry sinks", "Bakers win a prize"))
    assert related(TEMPLATE, TEMPLATE, ("Ferry sinks", "Ferry sinks"))
    shorter = " ".join(TEMPLATE.split()[:60])
    assert related(TEMPLATE, TEMPLATE)
    assert not related(shorter, shorter)


def test_a_text_with_two_headlines_tells_of_both() -> None:
    text = f"{BRIEF} {TEMPLATE}"
    assert related(text, text, ("Coldwater dam cracks", "Villages told to leave"))


def test_a_lead_of_its_own_does_not_tell_of_the_other_headline() -> None:
    ferry, bakers = (f"{lead} {TEMPLATE}" for lead in ("A ferry sank off Ansel.", "Bakers in Harrow won."))
    assert not related(ferry, bakers, ("Ferry sinks off Ansel", "Harrow bakers win"))


def test_a_text_without_words_has_no_fingerprint() -> None:
    assert fingerprints_of(None, "…!? –") == fingerprints_of("A headline", "") == ()


def test_fingerprints_are_the_same_in_every_release() -> None:
    """They lie in stores: a change here needs a new version of the store."""
    assert fingerprints_of("Dam cracks", "The dam at Coldwater has cracked.") == ("7086de94bf021d77",)
    assert fingerprints_of(None, ACEH_FIRST.text)[:2] == ("54175c3952072dae", "971be8c1ae132d97")


@settings(max_examples=60)
@given(one=st.text(max_size=300), other=st.text(max_size=300))
def test_it_is_mutual_for_any_text(one: str, other: str) -> None:
    assert repeats(None, one, None, other) == repeats(None, other, None, one)
    assert repeats(one, other, other, one) == repeats(other, one, one, other)


def copies(*order: int) -> list[EnrichedArticle]:
    """Copies of one text, accepted in the order of their names; given in another."""
    return [article(f"copy{n}", TEXT if n else CUT, number=n, headline=f"Headline {n}") for n in order]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
def test_all_follow_the_earliest_in_any_order(store: Store, index: Index, order: tuple[int, ...]) -> None:
    for each in copies(*order):
        index(each)
    stored = {n: store.get(f"copy{n}") for n in order}
    assert {n: each and each.duplicate_of for n, each in stored.items()} == {
        0: None,
        1: "copy0",
        2: "copy0",
        3: "copy0",
    }


def test_the_message_names_the_original(index: Index) -> None:
    first, second = index(*copies(1, 2))
    assert [each.message.duplicate_of for each in (first, second)] == [None, "copy1"]  # type: ignore[union-attr]


def test_paywalls_are_no_duplicates(store: Store, index: Index) -> None:
    index(*(article(f"p{n}", PAYWALL, number=n, headline=f"News number {n} of today") for n in range(9)))
    stored = [store.get(f"p{n}") for n in range(9)]
    assert [each and each.duplicate_of for each in stored] == [None] * 9


def test_an_original_that_is_taken_back_leaves_an_heir(store: Store, index: Index) -> None:
    index(*copies(1, 2, 3), retraction("copy1", number=9))
    stored = [store.get(f"copy{n}") for n in (1, 2, 3)]
    assert [each and each.duplicate_of for each in stored] == [None, None, "copy2"]


def test_a_revision_that_repeats_no_more_is_no_duplicate(store: Store, index: Index) -> None:
    index(*copies(1, 2))
    index(article("copy2", ACEH_FIRST.text, number=3, revision="r2"))
    stored = store.get("copy2")
    assert stored is not None
    assert stored.duplicate_of is None
