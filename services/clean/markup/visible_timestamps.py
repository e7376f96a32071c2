"""Finds dates such as “Tue, 07/11/2023 - 17:57” that a page shows in what its classes call a date."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from services.clean.markup.markup import Markup, is_aside, is_quoted, text_of
from services.languages import ENGLISH

SLASHES = re.compile(r"(?<!\d)\d\d?([/-])\d\d?\1(?:19|20)\d\d(?!\d)")
STAMPS = etree.XPath("//*[@class or self::time]")
STAMP_CLASS = re.compile(
    r"(?<![a-z])(?:date(?:line|time)?|time(?:stamp)?|submitted|posted|published|publication|created|pub-?date)(?![a-z])",
    re.IGNORECASE,
)
OTHER_CLASS = re.compile(
    r"event|timeline|updated?(?![a-z])|modified|expir|deadline|start|end-", re.IGNORECASE
)
MOST_CLASSES = 2_000
"""Elements with a class that are looked at for a date."""
LONGEST_STAMP = 120
"""Characters of an element that holds a date, and with it an author at most."""
STAMP = re.compile(
    rf"(?:\b(?:{'|'.join(ENGLISH.calendar.starts(ENGLISH.calendar.day_names))})[a-z]{{0,6}}\.?,?\s+)?"
    + SLASHES.pattern
    + r"(?:[\s,at|•·–-]{1,6}\d\d?:\d\d(?:\s?[ap]\.?m\b\.?)?)?",
    re.IGNORECASE,
)
CHANGED = re.compile(r"\b(?:updated|modified|changed|reviewed|expires?|event)\b", re.IGNORECASE)


def visible_timestamps(markup: Markup) -> Iterator[str]:
    """Dates such as “Tue, 07/11/2023 - 17:57” in what is called a date: htmldate doesn't see the weekday."""
    for element in islice(STAMPS(markup.tree), MOST_CLASSES):
        name = element.get("class") or "time"
        if not STAMP_CLASS.search(name) or OTHER_CLASS.search(name):
            continue
        text = "" if is_aside(element) or is_quoted(element) else text_of(element)
        found = STAMP.search(text) if len(text) <= LONGEST_STAMP and not CHANGED.search(text) else None
        if found:
            yield found[0]
