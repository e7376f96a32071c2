"""Tells a place in front of a dash from what else stands there: a name, a label, a heading, a title.

“HAVELOCK — ” is a dateline; “EXCLUSIVE — ”, “DONALD TRUMP — ” and “WASHINGTON: A Life” are none.
"""

import re
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from services.clean.places import is_city, is_city_of_the_world, is_listed, is_region, names_city
from services.clean.prose import ends_sentence, is_title_case, words
from services.clean.vocabulary import MENU, word_set

LABELS = word_set("""
    advisory alert analysis blog breaking brief briefs byline clarification column comment commentary content
    correction corrected corrections developing editorial exclusive exclusively explained explainer factbox
    fact feature file focus gallery graphic highlights insight interview just last latest letter listen live
    more must news newsletter note notice obituary opinion photo photos pictured pictures podcast poll posted
    preview profile published q&a quiz quote read recap refile related report reported review revealed roundup
    special spoiler sponsored summary timeline top trigger update updated updates urgent video viewpoint
    warning watch wrapup
""")
"""Words in front of a dash or colon with which newspapers say what an item is."""
HEADINGS = (
    LABELS
    | MENU
    | word_set("act bottom chapter day episode exterior game interior line part round scene step week")
)
NOT_A_PLACE = word_set("""
    a an the on in at by for from with after before as but and or if when while that this since until about
    his her their our your my is are was were has have had he she it they we you i not no to who what why how
""")
"""Words with which a sentence begins and a place doesn't."""
SMALL = word_set("""
    de da das do dos del della di du la le les las los lo al el es ed as ash at az en sur am an der im au aux
    of the and upon on in under bei sous
""")
"""Words inside a place's name: “Rio de Janeiro”, “Deir el-Balah”, “Frankfurt am Main”."""
AROUND = re.compile(r"^(?:(?:north|south|east|west|central)[a-z]*|near|occupied|off)\s+")
NAME_START = re.compile(r"\b(?:Mc|Mac|De|La|Le|Fitz)(?=[A-Z]{2})")
"""What is not in capitals in a place that is: “McALLEN”."""
SHORTEST = 5
"""Letters of a place in capitals that no list knows and nothing else supports: NATO and NASA have four."""
MOST_WORDS = 3
"""Words of such a place: with more they are the first words of a sentence, or a heading."""
LOOKED_AT = 20
LONGEST_LOOK = 1000
"""Paragraphs, and characters of each, in which the words of such a place are looked for."""
BEGINS_WITH_DASH = re.compile(r"[A-Z][A-Z.'’ /-]{3,60}?\s?(?:[—–―‒−]|--|\s-)\s")
BEGINS_WITH_COLON = re.compile(r"[A-Z][\w.'’ -]{1,40}:\s")
ON_THE_WAY = re.compile(r"(?i:ABOARD|ON BOARD|EN ROUTE TO|AT SEA)\b")
BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")
NO_TEXT = re.compile(r"An? [A-Z]\w+(?: [A-Z]\w+)?,|\d+,\s")
"""What stands behind the colon of a book about a place or its namesake (“A Life, …”), or of a table."""
LONGEST_TITLE = 15
"""Words of a title that a book, a film or a section has behind its dash or colon."""


class Front(NamedTuple):
    """What stands before the text, in its parts; `known` is whether we know the agency that signs."""

    place: str
    date: str | None
    agency: str | None
    known: bool
    colon: bool


def goes_on(front: Front, rest: str) -> bool:
    """Whether the rest is the beginning of a text, and not the end of a title: “WASHINGTON: A Life”."""
    if front.agency or front.date:
        return True
    if rest[:1].islower() or (front.colon and NO_TEXT.match(rest)):
        return False
    return ends_sentence(rest) or len(words(rest)) > LONGEST_TITLE or not is_title_case(rest)


def is_place(front: Front, rest: str, others: Iterable[str]) -> bool:
    """Whether the words before the dash name a place; with an agency or a date behind them less will do."""
    main, *around = (AROUND.sub("", part) for part in re.split(r",\s*", BRACKETS.sub("", front.place)))
    first = main.split()[0].casefold() if main else ""
    if len(around) > 3 or not all(map(_is_capitalised, [main, *around])) or len(main.split()) > 5:
        return False
    in_region = any(is_region(part) or is_city(part) for part in around)
    if first in NOT_A_PLACE or (first in LABELS and not in_region):
        return is_city(main) or (ON_THE_WAY.match(main) is not None and first not in LABELS)
    capitals = is_in_capitals(main)
    supported = front.known or bool(front.agency or front.date)
    known = names_city(main, listed=front.colon and not capitals)
    if known or (capitals and (supported or in_region or (is_listed(main) and not front.colon))):
        return True
    if supported or (in_region and not front.colon):
        return in_region or front.known or (front.date is not None and len(main.split()) == 1)
    if is_city_of_the_world(main):
        return _is_alone(rest, others, BEGINS_WITH_COLON if front.colon else BEGINS_WITH_DASH)
    return capitals and not front.colon and _stands_alone(main, rest, others)


def is_in_capitals(name: str) -> bool:
    """Whether all words that count are in capitals, as in “RIO de JANEIRO” and “McALLEN”."""
    parts = [part for part in re.split(r"[ /-]+", NAME_START.sub("", name)) if part not in SMALL]
    return bool(parts) and all(map(str.isupper, parts))


def _stands_alone(name: str, rest: str, others: Iterable[str]) -> bool:
    """Whether nothing speaks against a place in capitals that no list knows.

    Against it speaks one of its words in small letters in the article or as who says something, or another
    paragraph that begins so.
    """
    parts = name.casefold().split()
    if ON_THE_WAY.match(name):
        return True
    if len(name) < SHORTEST or len(parts) > MOST_WORDS or not HEADINGS.isdisjoint(parts):
        return False
    any_word = "|".join(map(re.escape, parts))
    against = rf"\b(?:{any_word})\b|\b(?i:{any_word}) (?:said|says|told|added|wrote|who)\b"
    return _is_alone(rest, others, re.compile(f"{BEGINS_WITH_DASH.pattern}|.*?(?:{against})"))


def _is_alone(rest: str, others: Iterable[str], against: re.Pattern[str]) -> bool:
    """Whether neither the rest nor another paragraph has at its start what speaks against a place."""
    texts = [rest, *islice(others, LOOKED_AT)]
    return not any(against.match(text[:LONGEST_LOOK]) for text in texts)


def _is_capitalised(text: str) -> bool:
    parts = [part for part in re.split(r"[ /-]+", text) if part]
    letters = all(char.isalpha() or char in " ./'’-&" for char in text)
    return (
        bool(parts)
        and letters
        and text[0].isupper()
        and all(part[0].isupper() or part in SMALL for part in parts)
    )
