"""Reads where and when an article was filed from the start of a paragraph, in modern and wire forms.

“NEW YORK — ”, “WASHINGTON (AP) — ”, “TURNBERRY/GLASGOW, Scotland, July 15 (Reuters) - ”, “(Reuters) - ”.
"""

import re
from typing import NamedTuple

from schemas import Dateline
from services.clean.agencies import agency_named
from services.clean.places import is_city
from services.clean.vocabulary import word_set

FRONT = re.compile(
    r"(?P<front>[^—–―:]{2,100}?)\s*(?:—|–|―|--|\s-|\s_|(?P<colon>:))(?:\s+|(?<=[—–―-])(?=\S)|$)"
)
CNN_FRONT = re.compile(r"(?P<front>[^—–―:()]{2,60} \((?P<agency>[A-Z]{2,5})\))\s*(?=[A-Z“\"])")
AGENCY = re.compile(r"\s*\((?P<agency>[^()]{2,40})\)\s*$")
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
DATE = re.compile(
    rf",?\s*(?P<date>(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?"
    rf"(?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})(?:,? \d{{4}})?)\s*$",
    re.IGNORECASE,
)
LABELS = word_set("""
    analysis breaking commentary corrected correction editorial exclusive explainer factbox file
    interview live more note opinion photo photos pictures profile q&a read related review timeline
    update updated video watch
""")
"""Words in capitals that newspapers put in front of a dash."""
NOT_A_PLACE = word_set(
    "a an the on in at by for from with after before as but and or if when while this that"
)
SMALL = word_set("de du la le au of the am sur del do")
"""Words inside a place's name."""
SHORTEST = 5
"""Letters of a place in capitals that no list knows and nothing else supports: NATO and NASA have four."""


class DatelineCut(NamedTuple):
    """A dateline in front of a paragraph: what is cut, where and when, who, and the rest of it."""

    cut: str
    dateline: Dateline | None
    agency: str | None
    rest: str


def split_dateline(paragraph: str) -> DatelineCut | None:
    """The dateline in front of a paragraph and the text behind it; null where there is none."""
    start = paragraph[:160]
    found = FRONT.match(start) or CNN_FRONT.match(start)
    if not found:
        return None
    front, agency = found["front"].strip(), None
    if signed := AGENCY.search(front):
        agency = agency_named(signed["agency"])
        front = front[: signed.start()]
    dated = DATE.search(front)
    place = (front[: dated.start()] if dated else front).strip(" ,")
    rest = paragraph[found.end() :]
    colon = found.re is FRONT and bool(found["colon"])
    if place and not _is_place(place, bool(agency), bool(dated), colon):
        return None
    if not place and not agency:
        return None
    if rest[:1].islower() and not agency and not dated:
        return None
    dateline = (
        Dateline(place=place or None, date=dated["date"] if dated else None) if place or dated else None
    )
    return DatelineCut(paragraph[: found.end()].strip(), dateline, agency, rest)


def _is_place(place: str, signed: bool, dated: bool, colon: bool) -> bool:
    """Whether the words before the dash name a place; with an agency or a date behind them less will do."""
    main, *around = re.split(r",\s*", place)
    if (
        not main
        or len(around) > 2
        or not all(_is_capitalised(part) and len(part.split()) <= 3 for part in around)
    ):
        return False
    if main.casefold() in LABELS or not _is_capitalised(main) or len(main.split()) > 5:
        return False
    if is_city(main) or colon:
        return is_city(main)
    if main.split()[0].casefold() in NOT_A_PLACE:
        return False
    return signed or bool(around) or (main.isupper() and (dated or len(main) >= SHORTEST))


def _is_capitalised(text: str) -> bool:
    parts = re.split(r"[ /-]+", text)
    letters = all(char.isalpha() or char in " ./'’-" for char in text)
    return bool(text) and letters and all(part[:1].isupper() or part in SMALL for part in parts if part)
