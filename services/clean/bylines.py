"""Reads who wrote the article from a byline: “By A and B, Reuters”, “Kristian Rouz — …”."""

import re
from typing import NamedTuple

from services.clean.agencies import ANY_AGENCY, agency_named
from services.clean.clocks import is_time
from services.clean.vocabulary import PARTICLES, ROLES

BY = re.compile(
    r"(?:by|(?:written|reported|words|text|story|posted) by|authors?:?)\s*:?\s+(?P<names>\S.{0,200})",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"\s*(?:[,;|/&•·]|\s[–—-]\s|\band\b)\s*")
BASED = re.compile(r"\s+(?:in|at|for|from)\s+.{1,60}$")
SIGNED = re.compile(rf"(?P<name>.{{3,60}}?)\s+(?P<agency>{ANY_AGENCY})", re.IGNORECASE)
IN_FRONT = re.compile(
    r"(?P<cut>(?:By )?(?P<names>[^—–:.!?\"“]{3,60}(?:\.[^—–:.!?\"“]{1,40})?) (?:—|–|--) )(?=[^\W\d_a-z])"
)
WORD = re.compile(r"\w+")
DASH = re.compile(r" (?:—|–|--) ")
SENTENCE_END = re.compile(r"[.!?]\s")


class Byline(NamedTuple):
    """The people and the agency that a byline names."""

    names: tuple[str, ...]
    agency: str | None


class BylineCut(NamedTuple):
    """A byline in front of a paragraph: what is cut, whom it names, and the rest of the paragraph."""

    cut: str
    byline: Byline
    rest: str


def read_byline(line: str) -> Byline | None:
    """The byline, where the whole line is one and begins with “By” or the like; null for any other line."""
    found = BY.fullmatch(line) if len(line) <= 240 else None
    return read_names(found["names"]) if found else None


def split_byline(paragraph: str) -> BylineCut | None:
    """The names in front of a paragraph (“Kristian Rouz — …”); null where there are none.

    Null also where the dash is the sentence's own: a second one follows it.
    """
    found = IN_FRONT.match(paragraph[:160])
    byline = read_names(found["names"]) if found else None
    if not found or not byline or not byline.names:
        return None
    rest = paragraph[found.end() :]
    first_sentence = SENTENCE_END.split(rest[:600], maxsplit=1)[0]
    return None if DASH.search(first_sentence) else BylineCut(found["cut"].strip(), byline, rest)


def read_names(text: str) -> Byline | None:
    """The names in a list of authors, without roles, places and dates; null if anything else is in it."""
    names: list[str] = []
    agency = None
    for part in BETWEEN.split(text.strip(" .,;|()")):
        name = BASED.sub("", part).strip()
        if not name or is_time(name) or is_role(name):
            continue
        signed = SIGNED.fullmatch(name)
        if named := agency_named(name):
            name = ""
        elif signed and (named := agency_named(signed["agency"])):
            name = signed["name"]
        agency = agency or named
        if name and not is_name(name):
            return None
        if name:
            names.append(name.title() if name.isupper() else name)
    return Byline(tuple(dict.fromkeys(names)), agency) if names or agency else None


def split_authors(text: str) -> tuple[str, ...]:
    """The authors that a page names in one string (“A and B”); the string itself where it is no list."""
    found = read_names(text)
    return found.names if found and len(found.names) > 1 else (text,)


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
        and parts[-1][0].isupper()
        and not is_role(text)
        and all(part in PARTICLES or _is_name_part(part) for part in parts)
    )


def _is_name_part(part: str) -> bool:
    return part[0].isupper() and all(char.isalpha() or char in ".'’-" for char in part)
