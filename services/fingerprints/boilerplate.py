"""Sentences that a page says of itself: paywalls, consent, players, sign-ups.

Clean takes them out where it is sure. What is left must not make two articles alike, so it counts for
nothing when texts are compared; a sentence of the article that is lost here costs nothing, since it is lost
in every copy. The words were gathered by hand from what publishers' pages say.
"""

import re
from collections.abc import Iterator

from services.languages import ENGLISH

_LINE = re.compile(r"[\n|]|\s[•·]\s")
_SENTENCE = re.compile(r"\s(?<=[.!?…”\"]\s)\s*")
_WORD = re.compile(r"[^\W_]+")

_ALONE = ENGLISH.page.never_in_articles
"""Words that no sentence of an article has, or few."""
_ADDRESS = ENGLISH.page.address_words
_PAGE = ENGLISH.page.page_words
"""A sentence that has a word of each speaks to the reader about the page."""
_PHRASES = re.compile(
    r"\b(?:already an? (?:subscriber|member)|log[ -]?in|logged in|sign(?:ed)?[ -]?in|sign(?:ing)?[ -]?up"
    r"|subscribers?[- ](?:only|exclusive|content)|members?[ -]only|(?:free|remaining|more) articles?"
    r"|(?:only|exclusively|reserved|available|just) (?:for|to) (?:our |paying )?(?:subscriber|member)"
    r"|(?:continue|keep|finish) reading|become an? (?:member|supporter|patron)|join (?:now|today|us)"
    r"|register (?:now|today|for|to)|cancel any ?time|free trial|no commitment|all rights reserved"
    r"|copyright|terms (?:of|and) (?:service|use|conditions)|privacy (?:policy|settings|notice)"
    r"|e-?edition|customer (?:service|care|support)|digital (?:access|account|edition)"
    r"|this (?:web)?(?:site|page|message)|turn (?:on|off) |click (?:below|on)|access (?:is )?denied"
    r"|a robot|ad[ -]?block|adverti[sz](?:ing|ement)|data protection regulation|european economic area"
    r"|unavailable (?:due|for) legal|this (?:story|article) is|follow us|share this"
    r"|most (?:read|shared)|trending now|load more|comments are closed|read more|up next"
    r"|closed captions|embed code|image (?:credit|source)|photos? (?:by|credit|courtesy)|getty images"
    r")s?\b",
    re.IGNORECASE,
)
_IN_PHRASES = _PAGE | ENGLISH.page.phrase_words
"""Each phrase has one of these: most sentences have none and are not searched."""


_SUSPECT = _ALONE | _PAGE | _IN_PHRASES


def without_boilerplate(text: str) -> str:
    """The lines and sentences of a text, a line each, that are of the article as far as one can tell."""
    return "\n".join(_told(text))


def _told(text: str) -> Iterator[str]:
    for line in _LINE.split(text):
        said = _WORD.findall(line.lower())
        # most have none of these words: they need not be taken apart
        if said and _SUSPECT.isdisjoint(said):
            yield line
        else:
            yield from (each for each in _SENTENCE.split(line) if each and _is_told(each))


def _is_told(sentence: str) -> bool:
    said = set(_WORD.findall(sentence.lower()))
    if not said.isdisjoint(_ALONE):
        return False
    if not said.isdisjoint(_PAGE) and not said.isdisjoint(_ADDRESS):
        return False
    return said.isdisjoint(_IN_PHRASES) or not _PHRASES.search(sentence)
