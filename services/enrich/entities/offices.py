"""Offices with several subjects: “Ministry of Economy, Trade and Industry” is one name, no list."""

import re
from collections.abc import Iterator, Sequence

from services.enrich.nlp_model import Name
from services.languages import ENGLISH

_SUBJECT = rf"(?:{'|'.join(ENGLISH.names.ministry_subjects)})\b"
_ITEM = rf"{_SUBJECT}(?: {_SUBJECT}){{0,2}}"
_LIST = rf"{_ITEM}(?:, {_ITEM}){{1,4}},? (?:and|&) {_ITEM}(?: Workers)?"
_LISTED = re.compile(rf"\b{_LIST}")
_OFFICE = re.compile(
    r"(?:(?P<body>Ministry|Department|Secretariat|Directorate|Committee|Commission|Agency|Union)"
    r"|[Mm]inisters?|[Ss]ecretar(?:y|ies))"
    rf" (?:of|for|on) (?:the )?(?P<subjects>{_LIST})"
)


def whole_offices(text: str, names: Sequence[Name]) -> list[Name]:
    """The names, with the parts of such a ministry's made one, and those of a minister's office left out.

    `names` are in the order of the text.
    """
    kept: list[Name] = []
    at = 0
    for start, end, is_body in _offices(text):
        while at < len(names) and names[at].end <= start:
            kept.append(names[at])
            at += 1
        first = start
        while at < len(names) and names[at].start < end:
            first = min(first, names[at].start)
            at += 1
        if is_body:
            kept.append(Name(first, end, "ORG"))
    return kept + list(names[at:])


def _offices(text: str) -> Iterator[tuple[int, int, bool]]:
    for office in _OFFICE.finditer(text):
        is_body = office["body"] is not None
        yield office.start() if is_body else office.start("subjects"), office.end(), is_body


def is_office(text: str, start: int, end: int) -> bool:
    """Whether such a list stands in the name of one body."""
    return _LISTED.search(text, start, end) is not None
