"""Names as gold and systems write them, made comparable: without article, title and possessive."""

import re
from itertools import takewhile

from evals.scoring import WORD
from evals.spans import Span

_TITLE_WORDS = """
administrator ambassador archbishop attorney baron bishop bishops captain cardinal ceo chair chairman
chairwoman chancellor chief coach colonel commander commissioner congressman congresswoman councillor deputy
detective director doctor dr editor emperor foreign former general gov governor judge justice king lady
leader lieutenant lord madam major mayor minister miss mr mrs ms officer pm pope premier president prime
prince princess prof professor queen rep representative rev reverend secretary sen senator sergeant sheriff
sir speaker spokesman spokesperson spokeswoman vice
"""
TITLES = frozenset(_TITLE_WORDS.split())
"""Words before a person's name that are no part of it."""
_PRONOUN_WORDS = """
All Both He Her His I It My One Our She Some Their These They This We Who You Your
"""
PRONOUNS = frozenset(_PRONOUN_WORDS.split())
SMALL = frozenset({"of", "the", "and", "for", "de", "del", "la", "von", "van", "al", "bin", "&"})
"""Words that a name may have in lower case between others."""

_BEFORE = re.compile(r"(?:(?:the|an?)\s+|[\s\"“‘'(]+)+", re.IGNORECASE)
_CLOSING = ' \n"”)]'
_POSSESSIVE = re.compile(r"\s?['’][sS]?$")
_WORD = re.compile(r"\S+")


def trimmed(text: str, span: Span) -> Span:
    """A mention without the article before it and the possessive behind it."""
    start, end = span
    before = _BEFORE.match(text, start, end)
    if before and before.end() < end:
        start = before.end()
    return start, start + len(_POSSESSIVE.sub("", text[start:end].rstrip(_CLOSING)))


def untitled(text: str, span: Span) -> Span:
    """A person's mention from behind its last title on; as it is where nothing is left then."""
    start = span[0]
    for word in _WORD.finditer(text, *span):
        if _plain(word[0]) in TITLES:
            start = word.end()
    while start < span[1] and text[start].isspace():
        start += 1
    return (start, span[1]) if start < span[1] else span


def named_span(text: str, span: Span, person: bool) -> Span | None:
    """The name in a noun phrase; null where it ends in none, or in a title.

    What stands behind a comma is left aside. “the Sea Org” and “Bank of England” are taken whole, else the
    capitalised words at the end: “actor Ann Lee”.
    """
    start, end = trimmed(text, (span[0], span[0] + len(text[slice(*span)].partition(",")[0])))
    words = list(_WORD.finditer(text, start, end))
    if not all(_is_large(word[0]) or word[0].lower() in SMALL for word in words):
        words = list(takewhile(lambda word: _is_large(word[0]), reversed(words)))[::-1]
    if not words or not _is_large(words[-1][0]) or words[-1][0] in PRONOUNS or _plain(words[-1][0]) in TITLES:
        return None
    name = (words[0].start(), end)
    if person:
        name = untitled(text, name)
    return name if text[name[0]].isupper() or text.startswith("al-", name[0]) else None


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same without title, article, possessive and case."""
    return bool(_words(one)) and _words(one) == _words(other)


def name_within(one: str, other: str) -> bool:
    """Whether one of two names stands in the other, word by word: “Lee” in “Ann Lee, a critic”."""
    short, long = sorted((_words(one), _words(other)), key=len)
    return bool(short) and any(
        long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1)
    )


def _words(name: str) -> list[str]:
    bare = name[slice(*trimmed(name, (0, len(name))))]
    words = [word.casefold() for word in WORD.findall(bare)]
    while len(words) > 1 and words[0] in TITLES:
        del words[0]
    return words


def _plain(word: str) -> str:
    return word.strip(".,").casefold()


def _is_large(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or (word.startswith("al-") and word[3:4].isupper())
