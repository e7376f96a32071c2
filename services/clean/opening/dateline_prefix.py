"""Tells a place in front of a dash from what else stands there: a name, a label, a heading, a title.

“HAVELOCK — ” is a dateline; “EXCLUSIVE — ”, “DONALD TRUMP — ” and “WASHINGTON: A Life” are none.
"""

import re
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from services.clean.lines.prose import STOP, ends_sentence, is_title_case, words
from services.clean.lines.vocabulary import MENU
from services.clean.opening.places import (
    is_built_like_town,
    is_city,
    is_city_of_the_world,
    is_listed,
    is_region,
    is_town,
    names_city,
)
from services.languages import ENGLISH, PRESS

LABELS = ENGLISH.datelines.item_labels
"""Words in front of a dash or colon with which newspapers say what an item is."""
HEADINGS = LABELS | MENU | ENGLISH.datelines.headings
NOT_A_PLACE = ENGLISH.datelines.not_a_place
"""Words with which a sentence begins and a place doesn't."""
SMALL = PRESS.place_particles
"""Words inside a place's name: “Rio de Janeiro”, “Deir el-Balah”, “Frankfurt am Main”."""
AROUND = re.compile(r"^(?:(?:north|south|east|west|central)[a-z]*|near|occupied|off)\s+")
NAME_START = re.compile(r"\b(?:Mc|Mac|De|La|Le|Fitz)(?=[A-Z]{2})")
"""What is not in capitals in a place that is: “McALLEN”."""
MIN_PLACE_LETTERS = 5
"""Letters of a place in capitals that no list knows and nothing else supports: NATO and NASA have four."""
MOST_WORDS = 3
"""Words of such a place: with more they are the first words of a sentence, or a heading."""
SHORT_TEXT = 60
"""Words of a text in which too little can speak against such a place: it must look like a town’s name."""
LOOKED_AT = 20
LONGEST_LOOK = 1000
"""Paragraphs, and characters of each, in which the words of such a place are looked for."""
BEGINS_WITH_DASH = re.compile(r"[A-Z][A-Z.'’ /-]{3,60}?\s?(?:[—–―‒−]|--|\s-)\s")
BEGINS_WITH_COLON = re.compile(r"[A-Z][\w.'’ -]{1,40}:\s")
ON_THE_WAY = re.compile(r"(?i:ABOARD|ON BOARD|EN ROUTE TO|AT SEA)\b")
BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")
NO_TEXT = re.compile(r"An? [A-Z]\w+(?: [A-Z]\w+)?,|\d+,\s")
"""What stands behind the colon of a book about a place or its namesake (“A Life, …”), or of a table."""
SLOGAN = 3
"""Words of a first sentence in capitals that no article begins with, unless all of it is in capitals."""
TITLES = (
    r"(?:Mr|Mrs|Ms|Miss|Dr|Sen|Rep|Gov|Gen|Sir|Lord|Lady|President|Senator|Governor|Minister|Justice|Judge"
    r"|Secretary|Chancellor|King|Queen|Prince|Princess|Pope)"
)
COMPANY = r"(?:Inc|Corp|Ltd|Co|LLC|plc|PLC|AG|SA|NV|Group|Technologies|shares|stock|users|customers)"
LONGEST_TITLE = 15
"""Words of a title that a book, a film or a section has behind its dash or colon."""


class DatelinePrefix(NamedTuple):
    """What stands before the text, in its parts; `known` is whether we know the agency that signs."""

    place: str
    date: str | None
    agency: str | None
    known: bool
    colon: bool


def goes_on(front: DatelinePrefix, rest: str) -> bool:
    """Whether the rest is the beginning of a text, and not the end of a title: “WASHINGTON: A Life”."""
    if front.agency or front.date:
        return True
    if rest[:1].islower() or (front.colon and NO_TEXT.match(rest)) or _begins_with_slogan(rest):
        return False
    return ends_sentence(rest) or len(words(rest)) > LONGEST_TITLE or not is_title_case(rest)


def _begins_with_slogan(rest: str) -> bool:
    first = STOP.split(rest[:LONGEST_LOOK], maxsplit=1)[0]
    return first.isupper() and len(words(first)) >= SLOGAN and not rest.isupper()


def is_place(front: DatelinePrefix, rest: str, others: Iterable[str]) -> bool:
    """Whether the words before the dash name a place; with an agency or a date behind them less will do."""
    main, *around = (AROUND.sub("", part) for part in re.split(r",\s*", BRACKETS.sub("", front.place)))
    first = main.split()[0].casefold() if main else ""
    if len(around) > 3 or not all(map(_is_capitalised, [main, *around])) or len(main.split()) > 5:
        return False
    in_region = any(is_region(part) or is_city(part) for part in around)
    capitals = is_in_capitals(main)
    supported = front.known or bool(front.agency or front.date)
    if first in NOT_A_PLACE or (first in LABELS and not in_region):
        sited = capitals and (in_region or front.known)  # “IN THE NEGEV DESERT, Israel — ”
        on_the_way = ON_THE_WAY.match(main) is not None
        sited = sited or (capitals and is_town(main))
        return is_city(main) or ((sited or on_the_way) and first not in LABELS)
    known = names_city(main, listed=front.colon and not capitals)
    if known or (capitals and (supported or in_region or (is_listed(main) and not front.colon))):
        return True
    if supported or (in_region and not front.colon):
        return in_region or front.known or (front.date is not None and len(main.split()) == 1)
    if is_city_of_the_world(main):
        begins = BEGINS_WITH_COLON if front.colon else BEGINS_WITH_DASH
        return _is_alone([rest, *islice(others, LOOKED_AT)], begins)
    return capitals and not front.colon and _stands_alone(main, rest, others)


def is_in_capitals(name: str) -> bool:
    """Whether all words that count are in capitals, as in “RIO de JANEIRO” and “McALLEN”."""
    parts = [part for part in re.split(r"[ /-]+", NAME_START.sub("", name)) if part not in SMALL]
    return bool(parts) and all(map(str.isupper, parts))


def _stands_alone(name: str, rest: str, others: Iterable[str]) -> bool:
    """Whether nothing speaks against a place in capitals with nothing beside it.

    Of a short text it must be a town that we know, or be built like one. Against any speaks one of its words
    as who says something or with a title, as a company, again in capitals (“UNESCO”), or before a plural
    team (“the Timbers”), or another paragraph that begins so; against an unknown one also in small letters.
    """
    parts = name.casefold().split()
    if ON_THE_WAY.match(name):
        return True
    known = is_town(name)
    texts = [rest, *islice(others, LOOKED_AT)]
    if not known:
        if len(name) < MIN_PLACE_LETTERS or len(parts) > MOST_WORDS or not HEADINGS.isdisjoint(parts):
            return False
        if not is_built_like_town(name) and sum(len(words(text)) for text in texts) < SHORT_TEXT:
            return False
    return _is_alone(texts, BEGINS_WITH_DASH) and not _is_named(name, texts, known)


def _is_named(name: str, texts: list[str], known: bool) -> bool:
    """Whether the texts use the name, or a word of it, as no place is used."""
    any_word = "|".join(map(re.escape, name.casefold().split()))
    uses = [
        rf"\b(?i:{any_word}) (?:said|says|told|added|wrote|who)\b",
        rf"\b{TITLES}\.? (?:[A-Z][\w.]* )?(?i:{any_word})\b",
        rf"\b(?i:{re.escape(name)}),? {COMPANY}\b",
    ]
    if not known:
        uses += [rf"\b(?:{any_word})\b", rf"\b{re.escape(name)}\b"]
        if " " in name and name.endswith("S"):
            uses.append(rf"\b[Tt]he (?i:{re.escape(name.rsplit(maxsplit=1)[-1])})\b")
    named = re.compile("|".join(uses))
    return any(named.search(text[:LONGEST_LOOK]) for text in texts if not text.isupper())


def _is_alone(texts: Iterable[str], against: re.Pattern[str]) -> bool:
    """Whether no text has at its start what speaks against a place."""
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
