"""One label for one name: the model's votes, weighed against what the name's words and its neighbours say.

The weights count in the model's own voice: 1 is all of its votes. They were set on UNER English-PUD's news
(one half, checked on the other) and hold within a wide margin.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from services.enrich.entities.kinds import (
    COMPANY_NOUNS,
    ORGANISATION_ENDS,
    ORGANISATION_STARTS,
    PLACE_ENDS,
    PLACE_NOUNS,
    PLACE_STARTS,
)
from services.enrich.entities.name_gazetteer import (
    COMMON_WORDS,
    continues_place,
    family_names,
    first_names,
    is_place,
    is_wide,
    prominence,
)
from services.enrich.entities.names import ROLES, SYNONYMS, bare
from services.enrich.entities.organisations import ORGANISATIONS
from services.enrich.places.countries import demonym_country
from services.languages import ENGLISH

PLACES = ("GPE", "LOC", "FAC")
"""Labels of places; the first is the one of a place of which nothing else is known."""

_PEOPLE_AND_EVENTS = ("NORP", "EVENT", "LAW")
_PREFERENCE = ("ORG", "NORP", "GPE", "PERSON")
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_INITIALS = re.compile(r"(?:[A-Z]\.)+")
_INNER_CAPITAL = re.compile(
    r"(?!Ma?c|D[eiu]|L[aeou]|V[ao]n|Fitz|Ab[du]|Al|El|Bin|Ibn|Ten|St)[A-Z][a-z]+[A-Z]"
)
_DIGIT = re.compile(r"\d")
_WHO = re.compile(r", who\b")
_AGE = re.compile(r", \d\d,")
_BASED = re.compile(r"[-–]based\b")
_NEXT = re.compile(r"(,)? (\w[\w.]*)")
_SELVES = frozenset({"himself", "herself"})
_WITHIN = ENGLISH.names.within
_BEFORE_OF = PLACE_NOUNS | ENGLISH.names.before_of
_HEADS = frozenset({"shares", "shareholders", "CEO", "executives"})
_SAYS = ENGLISH.speech.says_beside_name
_QUOTED = (",", "”", "’", '"', "'")
_SMALL = frozenset({"of", "the", "for", "on", "in", "to", "and", "at"})

PLACE = "place"
"""Not a label: evidence that it is some place, whichever."""

Votes = Mapping[str, float]


def decide(model: Votes, context: Votes, form: str) -> str:
    """The label of the most votes, empty if all speaks against it.

    Which of the labels of places it is the model says, or the name's words.
    """
    said = sum(model.values()) or 1.0
    # in the order of the text: a set's would change from run to run, and with it who wins a tie
    labels = dict.fromkeys([*model, *context])
    shares = {label: (model.get(label, 0.0) + context.get(label, 0.0)) / said for label in labels}
    for label, weight in of_words(form).items():
        shares[label] = shares.get(label, 0.0) + weight * _trust(model, label)
    votes = {label: share for label, share in shares.items() if label not in (*PLACES, PLACE)}
    votes["GPE"] = sum(shares.get(label, 0.0) for label in (*PLACES, PLACE))
    best = max(votes, key=lambda label: (votes[label], _preference(label)))
    if votes[best] <= 0:
        return ""
    return max(PLACES, key=lambda label: shares.get(label, 0.0)) if best == "GPE" else best


def _trust(model: Votes, label: str) -> float:
    """How much the name's words count: what a people or a book is called may be anything.

    “Sunni” is a first name somewhere, and the Nightly News is no newspaper.
    """
    said = sum(model.values())
    works = model.get("WORK_OF_ART", 0.0)
    named_so = (
        works + sum(model.get(other, 0.0) for other in _PEOPLE_AND_EVENTS) if label == "PERSON" else works
    )
    return 0.5 if named_so and 2 * named_so >= said else 1.0


def is_known(form: str) -> bool:
    """Whether readers know the name without the text, and what it names."""
    return form in SYNONYMS or form in ORGANISATIONS or is_place(form)


def of_words(form: str) -> Votes:
    """What a name says of itself: “Ministry”, “Lake”, “Dean”."""
    words = form.split()
    if form in SYNONYMS:
        return {SYNONYMS[form][1]: 5.0}
    if form in ORGANISATIONS:
        return {"ORG": 1.5}
    if is_place(form):
        # what has a government is a GPE; of a continent or a part of a city the model says what it is
        return {PLACE if is_wide(form) else "GPE": 1.2 * prominence(form)}
    if len(words) > 1 and continues_place(form):
        return {"GPE": 0.8}
    return _of_words(words) if len(words) > 1 else _of_one_word(form)


def _of_one_word(word: str) -> Votes:
    if _ACRONYM.fullmatch(word):
        # people are called by three initials, not by four
        return {"ORG": 0.4, "PERSON": -0.7} if len(word) > 3 else {"ORG": 0.4}
    if _DIGIT.search(word):
        return {"PERSON": -1.2, "GPE": -1.2}
    if demonym_country(word):
        return {"NORP": 1.1}
    if _INNER_CAPITAL.match(word):
        return {"PERSON": -0.6, "ORG": 0.4}
    if word in first_names() or word in family_names():
        return {"PERSON": 0.3 if word in COMMON_WORDS else 1.1}
    return {}


def _of_words(words: list[str]) -> Votes:
    first, last = bare(words[0]), bare(words[-1])
    called = is_first_name(words[0]) and not (is_place(words[0]) or is_place(" ".join(words[:2])))
    if is_organisation(words):
        return {"ORG": 1.6}
    if last in PLACE_ENDS and not (called and words[-1] in family_names()):
        return {PLACE_ENDS[last]: 0.8 if words[-1] in COMMON_WORDS else 1.2}
    if called and words[-1] not in COMMON_WORDS and len(words) <= 4 and not _SMALL.intersection(words):
        return {"PERSON": 1.2}
    if first in PLACE_STARTS:
        return {PLACE_STARTS[first]: 0.7}
    return {}


def is_organisation(words: list[str]) -> bool:
    """Whether two words or more end, begin or are joined as organisations' names are."""
    heads = pairwise(words)
    return (
        bare(words[-1]) in ORGANISATION_ENDS
        or "&" in words
        or any(of in ("of", "for") and bare(word) in ORGANISATION_STARTS for word, of in heads)
    )


def is_first_name(word: str) -> bool:
    """Whether a word before others is a first name, or the first of “Eva-Maria”, or initials."""
    first, hyphen, _ = word.partition("-")
    known = first in first_names() and (not hyphen or len(first) > 2)
    return known or (bool(_INITIALS.fullmatch(word)) and word not in SYNONYMS and not is_place(word))


def is_called(word: str) -> bool:
    """Whether a word before others is somebody's first name and nothing else: “Olaf”, not “Victoria”."""
    return is_first_name(word) and not (is_place(word) or word in COMMON_WORDS)


def of_place(text: str, start: int, end: int) -> Iterator[tuple[str, float]]:
    """What stands beside a mention says of it: “Mr.”, “in”, “, 43,”."""
    *_, second, previous, rest = ["", "", *text[max(0, start - 40) : start].split(" ")]
    article = not rest and previous in ("the", "The")
    if article:
        if not text.startswith("s", end - 1):
            yield "PERSON", -0.4
        if second.lower() in _WITHIN:
            yield PLACE, 0.6
    elif not rest:
        yield from _after_word(previous, second)
    yield from _before_words(text, end, article)


def _after_word(previous: str, second: str) -> Iterator[tuple[str, float]]:
    """What the word right before a mention says, and the one before that."""
    if bare(previous) in ROLES:
        yield "PERSON", 1.5
    elif previous in _SAYS and second.endswith(_QUOTED):
        yield "PERSON", 1.1
    elif previous.lower() in _WITHIN:
        yield PLACE, 0.6
    elif previous in COMPANY_NOUNS:
        yield "ORG", 1.0
    elif previous in PLACE_NOUNS or (previous == "of" and second in _BEFORE_OF):
        yield PLACE, 0.9


def _before_words(text: str, end: int, article: bool) -> Iterator[tuple[str, float]]:
    """What the words after a mention that ends at `end` say."""
    if _WHO.match(text, end):
        yield "PERSON", 0.9
    if _AGE.match(text, end):
        yield "PERSON", 1.2
    if _BASED.match(text, end):
        yield PLACE, 1.5
    following = _NEXT.match(text, end)
    if not following:
        return
    comma, word = following.groups()
    if comma:
        if word[0].isupper() and is_place(word):
            yield PLACE, 0.8
    elif word in _SELVES:
        yield "PERSON", 1.5
    elif word in _HEADS:
        yield "ORG", 0.6
    elif word in _SAYS and not article:
        yield "PERSON", 0.5


def _preference(label: str) -> int:
    return _PREFERENCE.index(label) if label in _PREFERENCE else -1
