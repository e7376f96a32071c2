"""Knows a line that only tells a time: the page's clock, “Updated 3:15 PM ET”, “5 hours ago”."""

import re

from services.clean.vocabulary import STAMPS, TIME_WORDS

TOKEN = re.compile(r"\d+|[A-Za-z]+|\S")
YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
PUNCTUATION = frozenset(".,:;/|-–—()[]•·+@'’")


def is_time(line: str) -> bool:
    """Whether every word of the line belongs to a date or a time, and there is a number among them."""
    if len(line) > 120 or not any(map(str.isdigit, line)):
        return False
    tokens = [token.casefold() for token in TOKEN.findall(line)]
    numbers = [token for token in tokens if token.isdecimal()]
    return (
        all(len(number) in (1, 2, 4) for number in numbers)
        and all(token.isdecimal() or token in TIME_WORDS or token in PUNCTUATION for token in tokens)
        and any(token in TIME_WORDS or YEAR.fullmatch(token) for token in tokens)
    )


def is_stamp(line: str) -> bool:
    """Whether the line is a time as only a page prints it, with a zone, “updated” or “ago” in it.

    A bare date may be the heading of a part of the article, as in a chronology.
    """
    return is_time(line) and any(token.casefold() in STAMPS for token in TOKEN.findall(line))
