"""Reads the people and the agency out of a list of authors: “A and B in London, Reuters | 3 May 2018”."""

import re
from typing import NamedTuple

from services.clean.lines.time_lines import is_time
from services.clean.lines.vocabulary import DAYS, MONTHS, PARTICLES, ROLES, word_set
from services.clean.opening.agencies import ANY_AGENCY, agency_named
from services.clean.opening.byline_words import pared, parted
from services.clean.opening.name_case import cased
from services.clean.opening.places import is_listed, is_region
from services.languages import ENGLISH, GERMAN, PRESS

BETWEEN = re.compile(
    r"\s*(?:[;|/&•·()]|,(?!\s*(?i:Jr|Sr|I{2,3}|IV)\b)|\s[–—-]\s|\b(?:(?i:and|with)|via)\b)\s*"
)
BASED = re.compile(
    r"(?:^|\s+)(?i:in|at|for|from|of)\s+.{1,60}$|(?:^|\s+)(?:à|aus|bei|te|i|från|fra|desde|w|v)\s+[A-Z].{1,40}$"
    r"|^(?:de|da|do|em|op)\s+[A-Z].{1,40}$|^(?i:reporting|writing)\b.*"
    r"|(?:^|\s+)(?i:special (?:to|for))\s.*"
)
"""Where an author is, for whom and under which address, behind the name."""
STAMP = re.compile(
    r"\s+(?:(?:posted|published|updated|last|on):?\s.*|(?:\w{3,9}\.? \d|\d{1,2}[ .:/-]).*\d)$", re.IGNORECASE
)
SIGNED = re.compile(rf"(?P<name>.{{3,60}}?)\s+(?P<agency>{ANY_AGENCY})", re.IGNORECASE)
WORD = re.compile(r"\w+")
SENIORITY = re.compile(r"\b(?:Jr|Sr)\.$", re.IGNORECASE)
DEGREE = re.compile(r"(?:Ph\.?\s?D|M\.?D|R\.?D|R\.?N|MPH|MBA|M\.?Sc?|B\.?Sc?|M\.?A|B\.?A|J\.?D|Esq|Jr|Sr)\.?")

OTHER_ROLES = ROLES | PRESS.other_press_roles
AT_THE_PAPER = ENGLISH.bylines.desks
"""Words in front of a role: “Political editor”, “Chief White House correspondent”."""
IN_FRONT_OF_ROLES = AT_THE_PAPER | ENGLISH.bylines.before_roles | GERMAN.bylines.before_roles
NOBODY = PRESS.nobody
"""What systems and papers write where nobody is named."""
NO_PERSON = ENGLISH.bylines.paper_words | GERMAN.bylines.paper_words
"""Words in what signs for a paper, and no person does: “Web Desk”, “Express News Service”."""


DESKS = OTHER_ROLES | IN_FRONT_OF_ROLES | word_set("desk team newsroom by")


NOT_FIRST = DAYS | MONTHS | word_set("christmas dear easter") - word_set("april may june august")
NOT_IN_NAMES = word_set("of the for to")
ACRONYM = re.compile(r"(?!JR|SR|III)[A-Z]{3,5}")


ONE_WORD = re.compile(r"[A-Z][^\W\d_]{2,20}")
"""A town or paper behind a name: “Ann Lee, Saki”."""


class Byline(NamedTuple):
    """The people and the agency that a byline names."""

    names: tuple[str, ...]
    agency: str | None


def read_names(text: str, short: bool = False) -> Byline | None:
    """The names in a list of authors, without roles, places and dates; null if anything else is in it.

    `short` is as in `byline_words.behind_by`.
    """
    names: list[str] = []
    agency, nobody, follows_name = None, False, False
    text = pared(text, short)
    text = STAMP.sub("", text if SENIORITY.search(text) else text.rstrip(" .,;"))
    for part in [person for listed in BETWEEN.split(text) for person in parted(listed)]:
        named = agency_of(part)
        name = "" if named else BASED.sub("", part).strip()
        if not named and (not name or is_time(name) or name.casefold() in DAYS):
            continue
        if follows_name and DEGREE.fullmatch(name):
            continue
        if name.casefold().removeprefix("no ") in NOBODY:
            nobody = True
            continue
        named = named or agency_of(name)
        signed = None if named else SIGNED.fullmatch(name)
        if signed and agency_named(signed["agency"]):
            named, name = agency_named(signed["agency"]), without_role(signed["name"])
        elif named:
            name = ""
        else:
            nobody = nobody or is_role(name)
            name = without_role(name)
        agency = agency or named
        name = _without_paper(name)
        if is_name(name) and not is_paper(name) and not is_place_or_day(name):
            names.append(cased(name))
            follows_name = True
            continue
        beside = (names or agency) and (is_listed(name) or (follows_name and ONE_WORD.fullmatch(name)))
        if name and not is_paper(name) and not beside:
            return None
        nobody, follows_name = nobody or bool(name), False
    return Byline(tuple(dict.fromkeys(names)), agency) if names or agency or nobody else None


def is_role(text: str) -> bool:
    """Whether the text says what somebody is at the paper: “Staff Writer”, “Tokyo correspondent”."""
    parts = WORD.findall(text.casefold()[:100])
    return len(parts) <= 6 and not ROLES.isdisjoint(parts)


def is_name(text: str) -> bool:
    """Whether the text has the shape of a person's name: two to five capitalised words, particles allowed."""
    parts = text.split()
    return (
        2 <= len(parts) <= 5
        and len(text) <= 60
        and parts[0][0].isupper()
        and parts[-1][-1:] != "-"
        and not is_role(text)
        and NOT_IN_NAMES.isdisjoint(text.casefold().split())
        and all(part in PARTICLES or _is_name_part(part) for part in parts)
        and parts[-1] not in PARTICLES
    )


def _is_name_part(part: str) -> bool:
    """Whether a word may be one of a name's: “O’Hara”, “J.K.”, “d’Arc”, “al-Masri”, “Roe,” before “Jr.”."""
    bare = part.rstrip(",")
    behind = re.split(r"['’-]", bare, maxsplit=1)
    starts = bare[:1].isupper() or (behind[0] in PREFIXES and behind[-1][:1].isupper())
    return starts and all(char.isalpha() or char in ".'’-" for char in bare)


PREFIXES = PRESS.name_prefixes
"""Small syllables glued to a name."""


def agency_of(name: str) -> str | None:
    """The agency that a part of a byline is: “Reuters”, “Reuters Staff”, “CNN Business”."""
    parts = name.split()
    while len(parts) > 1 and parts[-1].casefold() in NO_PERSON | OTHER_ROLES | AT_THE_PAPER:
        parts.pop()
    return agency_named(name) or agency_named(" ".join(parts))


def without_role(text: str) -> str:
    """The name in front of a role (“JANE ROE Staff Writer”) or behind it; nothing where it is a role only."""
    parts = text.split()
    said = [part.casefold().strip(".,") for part in parts]
    if is_role(text) and (said[0] == "the" or said[-1] == "staff"):  # “the Valley Messenger staff”
        return ""
    if OTHER_ROLES.isdisjoint(said):
        return text
    until = next(place for place, word in enumerate(said) if word in OTHER_ROLES | AT_THE_PAPER)
    if until >= 2:
        return " ".join(parts[:until])
    behind = next(
        (n for n, word in enumerate(said) if word not in OTHER_ROLES | IN_FRONT_OF_ROLES), len(said)
    )
    name = " ".join(parts[behind:])  # “our political editor Jane Roe”
    return name if OTHER_ROLES.intersection(said[:behind]) and is_name(name) else ""


def _without_paper(text: str) -> str:
    """The name in front of a paper's (“Jane Roe BBC News”); else the text itself."""
    parts = text.split()
    paper = next(
        (n for n, part in enumerate(parts) if part.casefold() in NO_PERSON or ACRONYM.fullmatch(part)), 0
    )
    name = " ".join(parts[:paper])
    return name if paper >= 2 and not text.isupper() and not is_listed(name) else text


def is_paper(name: str) -> bool:
    """Whether it is a paper that a byline names: “Express News Service”, “New York Times”."""
    said = name.casefold().split()
    if not said:
        return False
    named_by_place = len(said) > 2 and is_listed(" ".join(said[:2]))
    state = name.split(maxsplit=1)[0]  # “NJ Advance”
    named_by_place = named_by_place or (len(state) == 2 and not name.isupper() and is_region(state))
    return named_by_place or not NO_PERSON.isdisjoint(said)


def says_nobody(text: str) -> bool:
    """Whether a part of a byline has no words but a system's or a desk's: “Admin”, “Staff Reporter”."""
    said = [part.casefold().strip(".,") for part in text.split()]
    return text.casefold().removeprefix("no ") in NOBODY or all(word in DESKS for word in said)


def is_place_or_day(name: str) -> bool:
    """Whether it is a town or country, or begins with a day, as no name does."""
    return is_listed(name) or name.casefold().split()[0] in NOT_FIRST
