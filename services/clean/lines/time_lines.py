"""Knows a line that only tells a time: the page's clock, “Updated 3:15 PM ET”, “5 hours ago”."""

import re

from services.clean.lines.vocabulary import STAMPS, TIME_WORDS

TOKEN = re.compile(r"\d+|[^\W\d_]+|\S")
YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
HOUR = re.compile(r"\d{1,2}[:.]\d\d\b")
READING = re.compile(
    r"\W*(?:reading time\W{0,3}\d{1,3} ?min(?:ute)?s?|\d{1,3}[ -]?min(?:ute)?s?[ -](?:to )?read(?:ing "
    r"time)?)\W*",
    re.IGNORECASE,
)
LIVE = re.compile(
    r"\W*(?:(?:updated|posted|today|heute|aujourd['’]hui|hoy|oggi|vandaag)?,?\s?(?:at\s)?\d{1,2}[.:]\d\d(?:am|pm)"
    r"|(?:posted|updated|today|heute)\W{1,2}(?:at\s|um\s)?\d{1,2}[.:]\d\d(?:\sUhr)?"
    r"|\d{1,2}[.:]\d\d\sUhr|\d{1,2}h\d\d|just now|gerade eben|à l['’]instant"
    r"|(?:vor|il y a|hace|há)\s\d{1,3}\s[^\W\d_]{1,9}\.?"
    r"|\d{1,3}\s[^\W\d_]{3,8}\s(?:geleden|fa|sedan|siden|temu))\W*",
    re.IGNORECASE,
)
"""The stamps of a live blog’s entries; “3:15 p.m.” and “14:05” head the parts of a chronology, too."""
CJK = re.compile(r"[^。.\d]{0,12}(?:\d{4}[年년]\s?)?\d{1,2}[月월]\s?\d{1,2}[日일][^。]{0,24}")
PUNCTUATION = frozenset(".,:;/|-–—()[]•·+@'’،")


def is_time(line: str) -> bool:
    """Whether every word of the line belongs to a date or a time, and there is a number among them."""
    if len(line) > 120 or not any(map(str.isdigit, line)):
        return False
    if CJK.fullmatch(line):
        return True
    tokens = [token.casefold() for token in TOKEN.findall(line)]
    numbers = [token for token in tokens if token.isdecimal()]
    return (
        all(len(number) in (1, 2, 4) for number in numbers)
        and all(token.isdecimal() or token in TIME_WORDS or token in PUNCTUATION for token in tokens)
        and any(token in TIME_WORDS or YEAR.fullmatch(token) for token in tokens)
    )


def is_timestamp(line: str) -> bool:
    """Whether the line is a time as pages alone print it: with a zone, “updated”, “ago”, or year and hour.

    A bare date or hour may be the heading of a part of the article, as in a chronology.
    """
    if len(line) <= 40 and LIVE.fullmatch(line):
        return True
    if not is_time(line):
        return False
    tokens = TOKEN.findall(line)
    dated = any(map(YEAR.fullmatch, tokens))
    return any(token.casefold() in STAMPS for token in tokens) or (dated and HOUR.search(line) is not None)


def is_reading_time(line: str) -> bool:
    """Whether the line only says how long the article takes to read: “3 Min Read”."""
    return len(line) <= 40 and READING.fullmatch(line) is not None
