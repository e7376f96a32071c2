"""Joins a word cut at the end of a line: “govern-/ment” is one word, “trade-/related” keeps its hyphen."""

import re
from collections.abc import Iterable

from services.clean.vocabulary import word_set

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
CUT = re.compile(r"((?:[^\W\d_]+-)*[^\W\d_]+)-$")
STARTS = word_set("""
    anti non quasi self vice well two three five eight nine twenty thirty forty fifty sixty seventy
    eighty ninety
""")
"""First halves of English compounds; not those that begin other words too, as ex, mid and under do."""
ENDS = word_set("""
    aged backed based born called century class controlled dated dominated driven era filled free
    friendly funded general held imposed inch income informed kilometer kilometre known language law
    leader leading led level linked looking made making minded mile minister orientated oriented owned
    percent president produced producing proof rated related resistant run running scale sized speaking
    sponsored standing style styled supported term trade type war week wide winning year ci elle elles
    il ils je là même nous toi vous
""")
"""Second halves of such compounds that end no other words, as man and age do; and what French sets there."""
SHORTEST = 4
"""Letters of two words of the text that make a compound; with fewer, “in-/to” would be one."""
LINKS = word_set("and or to und oder bis et ou y o e en")
"""Behind “pre-” at the end of a line, in “pre- and post-war”, the hyphen and a space stay."""


def words_of(lines: Iterable[str]) -> frozenset[str]:
    """The words of a text in small letters, those with hyphens whole: what `join` asks for evidence."""
    return frozenset(word for line in lines for word in WORD.findall(line.casefold()))


def ends_cut(line: str) -> bool:
    """Whether the line ends with a hyphen right behind a letter or digit, as a cut word does."""
    return line.endswith("-") and line[-2:-1].isalnum()


def join(line: str, following: str, known: frozenset[str]) -> str:
    """A line that `ends_cut` and its successor as one; what is `known` of the text's words decides.

    The form that the text has elsewhere wins. Else the hyphen stays where English would set one: before a
    capital, a number or a usual second half, behind a usual first half, or between two words of the text.
    What remains is a word cut in two.
    """
    first, second = CUT.search(line), WORD.match(following)
    if not first or not second:
        return line + following
    left, right = first[1].casefold(), second[0].casefold()
    if right in LINKS:
        return f"{line} {following}"
    if f"{left}-{right}" in known:
        return line + following
    if left + right in known:
        return line[:-1] + following
    compound = (
        second[0][0].isupper()
        or left.rsplit("-", 1)[-1] in STARTS
        or right.split("-", 1)[0] in ENDS
        or (min(len(left), len(right)) >= SHORTEST and left in known and right in known)
    )
    return line + following if compound else line[:-1] + following
