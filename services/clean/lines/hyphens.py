"""Joins a word cut at the end of a line: “govern-/ment” is one word, “trade-/related” keeps its hyphen."""

import re
from collections.abc import Iterable

from services.languages import ENGLISH, PRESS

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
CUT = re.compile(r"((?:[^\W\d_]+-)*[^\W\d_]+)-$")
STARTS = ENGLISH.text.compound_starts
"""First halves of English compounds; not those that begin other words too, as ex, mid and under do."""
COMPOUND_ENDS = ENGLISH.text.compound_ends
"""Second halves of such compounds that end no other words, as man and age do; and what French sets there."""
MAX_WORD_CHARS = 60
"""Characters of a word."""
MIN_COMPOUND_LETTERS = 4
"""Letters of two words of the text that make a compound; with fewer, “in-/to” would be one."""
LINKS = PRESS.compound_links
"""Behind “pre-” at the end of a line, in “pre- and post-war”, the hyphen and a space stay."""


def words_of(lines: Iterable[str]) -> frozenset[str]:
    """The words of a text in small letters, those with hyphens whole: what `seam` asks for evidence."""
    return frozenset(word for line in lines for word in WORD.findall(line.casefold()))


def ends_cut(line: str) -> bool:
    """Whether the line ends with a hyphen right behind a letter or digit, as a cut word does."""
    return line.endswith("-") and line[-2:-1].isalnum()


def seam(line: str, following: str, known: frozenset[str]) -> str:
    """What stands between a line and its successor in place of the line break: “-” where the line `ends_cut`.

    That is a space behind a whole line; nothing where a word was cut; the hyphen, or hyphen and space, where
    they are the author's. The form that is `known` from elsewhere in the text wins. Else the hyphen stays
    where English would set one: before a capital or a usual second half, behind a number or a usual first
    half, or between two words of the text. What remains is a word cut in two.
    """
    if not ends_cut(line):
        return " "
    first, second = CUT.search(line[-MAX_WORD_CHARS:]), WORD.match(following[:MAX_WORD_CHARS])
    if not first or not second:
        return "-"
    left, right = first[1].casefold(), second[0].casefold()
    if right in LINKS:
        return "- "
    if f"{left}-{right}" in known:
        return "-"
    if left + right in known:
        return ""
    compound = (
        second[0][0].isupper()
        or left.rsplit("-", 1)[-1] in STARTS
        or right.split("-", 1)[0] in COMPOUND_ENDS
        or (min(len(left), len(right)) >= MIN_COMPOUND_LETTERS and left in known and right in known)
    )
    return "-" if compound else ""
