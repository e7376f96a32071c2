"""Tells prose from labels by a line's shape alone: how long, how it ends, how much of it is in lower case."""

import re

TERMINAL = tuple(".!?…。！？।۔؟")
CLOSING = "\"'”’»›)]」』"
BULLETS = "•·▪◦‣●■*-–—›»>|+"

STOP = re.compile(r"[.!?]\s")
NUMBER = re.compile(r"(?<![\w-])\d+")
SENTENCE_END = re.compile(r"[a-z]{2}[.!?][\"'”’)]*\s")
LATIN = re.compile("[a-zA-Z]")
SAMPLE = 2000
"""Characters of a line that are looked at: its shape shows early, and a line may be megabytes long."""
LONG_LINE = 25
"""Words from which a line without a full stop is still a paragraph, not a title: titles are shorter."""
MIN_PROSE_CHARS = 2 * LONG_LINE - 1
"""Characters that so many words have at least."""


def words(line: str) -> list[str]:
    """The words at the start of a line, at most `SAMPLE` characters of them."""
    return line[:SAMPLE].split()


def ends_sentence(line: str) -> bool:
    """Whether the line ends with a full stop or its like, quotes and brackets after it allowed."""
    return line.rstrip(CLOSING).endswith(TERMINAL)


def is_caseless(line: str) -> bool:
    """Whether the line is in a script without capitals (Japanese, Arabic, Thai, …)."""
    start = line[:SAMPLE]
    return not LATIN.search(start) and start.lower() == start.upper() and any(map(str.isalpha, start))


def lower_share(line: str) -> float:
    """How many of the words that start with a letter start with a small one, from 0 to 1."""
    starts = [word.lstrip("“\"'‘(")[:1] for word in words(line)]
    letters = [start for start in starts if start.isalpha()]
    return sum(map(str.islower, letters)) / len(letters) if letters else 0.0


def is_prose(line: str) -> bool:
    """Whether the line is a sentence or a paragraph, and not a title, a menu or a list of names.

    English running text has some 75% small initials and a menu under 10%; 30% leaves room for
    German nouns and names. A line in capitals, or in a script without any, must show by its length.
    """
    # a hostile text has a million such lines: this look at them is the cheapest
    if len(line) < MIN_PROSE_CHARS and not ends_sentence(line):
        return False
    if is_caseless(line):
        return len(line) >= (12 if ends_sentence(line) else 80)
    count = len(words(line))
    if line[:SAMPLE].isupper():
        return count >= 8 and ends_sentence(line)
    if lower_share(line) < 0.3:
        return False
    return count >= LONG_LINE or (ends_sentence(line) and _longest_sentence(line) >= 4)


def _longest_sentence(line: str) -> int:
    """Words of the longest sentence: “Sign in. Register. Contact us.” has none that is one."""
    return max(len(part.split()) for part in STOP.split(line[:SAMPLE]))


def holds_sentence(line: str) -> bool:
    """Whether a sentence ends inside the line, as in a paragraph with a stray word behind it."""
    return SENTENCE_END.search(line[:SAMPLE]) is not None and lower_share(line) >= 0.3


def is_title_case(line: str) -> bool:
    """Whether nearly all longer words are capitalised, as in an American headline."""
    longer = [word for word in words(line) if len(word) >= 4 and word[0].isalpha()]
    return bool(longer) and sum(word[0].isupper() for word in longer) >= 0.8 * len(longer)


def without_bullet(line: str) -> str:
    """The line without the list mark in front of it."""
    return line.lstrip(BULLETS + " ")


def has_bullet(line: str) -> bool:
    """Whether a list mark and a space stand in front of the line."""
    return line[:1] in BULLETS and line[1:2] == " "
