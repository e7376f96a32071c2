"""Reads who wrote the article from a byline: “By A and B, Reuters”, “Ann Lee — …”, “Ann Lee | Reuters”."""

import re
from typing import NamedTuple

from services.clean.agencies import ANY_AGENCY, agency_named
from services.clean.clocks import is_time
from services.clean.datelines import split_dateline
from services.clean.places import is_listed
from services.clean.vocabulary import DAYS, PARTICLES, ROLES, word_set

BY = re.compile(
    r"(?:\W{0,2}by(?:line)?|(?:written|reported|posted|published) by|"
    r"(?:words|text|story|report|article|analysis|opinion|commentary|column|review|essay|interview) by|"
    r"(?:authors?|text|words|reporter|from)(?=\s*:)|"
    r"from(?=\s(?:our|[A-Z][\w.'’-]+ [A-Z][\w.'’ -]{1,40} in\b)))"
    r"\s*:?\s+(?P<names>\S.{0,200})",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"\s*(?:[;|/&•·()]|,(?!\s*(?:Jr|Sr|I{2,3})\b)|\s[–—-]\s|\b(?:and|with)\b)\s*")
BASED = re.compile(
    r"(?:^|\s+)(?:in|at|for|from|of)\s+.{1,60}$|\s+(?:@\w+|\S+@\S+)$|^(?i:reporting|writing)\b.*"
    r"|(?:^|\s+)(?i:special (?:to|for))\s.*"
)
"""Where an author is, for whom and under which address, behind the name."""
STAMP = re.compile(
    r"\s+(?:(?:posted|published|updated|last|on):?\s.*|(?:\w{3,9}\.? \d|\d{1,2}[ .:/-]).*\d)$", re.IGNORECASE
)
SIGNED = re.compile(rf"(?P<name>.{{3,60}}?)\s+(?P<agency>{ANY_AGENCY})", re.IGNORECASE)
IN_FRONT = re.compile(
    r"(?P<cut>(?:By )?(?P<names>[^—–:.!?\"“]{3,60}(?:\.[^—–:.!?\"“]{1,40})?) (?:—|–|--) )(?=[^\W\d_a-z])"
)
BY_IN_FRONT = re.compile(r"(?P<cut>[Bb][Yy] (?P<names>[^—–:!?\"“]{3,80})(?:\s[|-]|:)\s)(?=[^\W\d_a-z])")
WORD = re.compile(r"\w+")
DASH = re.compile(r" (?:—|–|--) ")
SENTENCE_END = re.compile(r"[.!?]\s")
SENIORITY = re.compile(r"\b(?:Jr|Sr)\.$")
SCOTTISH = re.compile(r"(Mc|Mac)([A-Z]{2,})")
IN_CAPITALS = re.compile(r"\b(?:[^\W\d_a-z]['’])?[^\W\d_a-z]{2,}\b")
INITIALS = re.compile(r"[^AEIOUY]{2}|[A-Z]J")
"""First names of two letters that are initials, as “TJ” and “AJ” are and “Ed”, “Li” and “Ng” are not."""

OTHER_ROLES = ROLES | word_set("""
    analyst author blogger columnists commentator journalist producer reporters
""")
AT_THE_PAPER = word_set("""
    assistant associate business chief city contributing court courts crime defence defense deputy diplomatic
    economics education energy environment executive features foreign freelance health investigative legal
    managing media national north online political politics property religion royal science security senior
    showbiz social south special sports technology trainee transport travel us white world
""")
"""Words in front of a role: “Political editor”, “Chief White House correspondent”."""
NO_PERSON = word_set("""
    agencies agency board bureau chronicle contributors corporation daily desk editorial gazette herald media
    network news newsroom newswire online service services team times today tribune tv web
""")
"""Words in what signs for a paper, and no person does: “Web Desk”, “Express News Service”."""


NOT_FIRST = DAYS | word_set("christmas easter")
NOT_IN_NAMES = word_set("of the for to")
ACRONYM = re.compile(r"(?!JR|SR|III)[A-Z]{3,5}")


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
    """The byline, where the whole line is one; null for any other line.

    Without “By” there must be an agency, a role or a date behind the name: “Jane Roe | Reuters”. A byline
    that names nobody (“From our correspondent”, “By Web Desk”) has no names.
    """
    if len(line) > 240:
        return None
    if found := BY.fullmatch(line):
        return read_names(found["names"])
    byline = read_names(line) if len(line) <= 120 else None
    parts = [part for part in BETWEEN.split(line) if part]
    dated = any(is_time(part) and not part.isdecimal() for part in parts)
    signed = byline and byline.names and (byline.agency or dated or any(map(is_role, parts)))
    return byline if signed and line[:1].isupper() and not SENTENCE_END.search(line[:-1]) else None


def split_byline(paragraph: str) -> BylineCut | None:
    """The names in front of a paragraph (“Kristian Rouz — …”); null where there are none.

    Null also where the dash is the sentence's own: a second one follows it. “By Jane Roe LONDON — …” is a
    byline in front of a dateline.
    """
    start = paragraph[:160]
    if start.startswith(("By ", "BY ")):
        for capitals in IN_CAPITALS.finditer(start, 3):
            place = capitals.start()
            if split_dateline(paragraph[place:]) and (byline := read_names(start[3:place])) and byline.names:
                return BylineCut(start[:place].strip(), byline, paragraph[place:])
    found = IN_FRONT.match(start) or BY_IN_FRONT.match(start)
    byline = read_names(found["names"]) if found else None
    if not found or not byline or not byline.names:
        return None
    rest = paragraph[found.end() :]
    first_sentence = SENTENCE_END.split(rest[:600], maxsplit=1)[0]
    if DASH.search(first_sentence) and not split_dateline(rest):
        return None
    return BylineCut(found["cut"].strip(), byline, rest)


def read_names(text: str) -> Byline | None:
    """The names in a list of authors, without roles, places and dates; null if anything else is in it."""
    names: list[str] = []
    agency, nobody = None, False
    text = text.strip(" ,;|()")
    for part in BETWEEN.split(STAMP.sub("", text if SENIORITY.search(text) else text.rstrip(" .,;"))):
        name = BASED.sub("", part).strip()
        if not name or is_time(name):
            continue
        named = _agency_of(name)
        signed = None if named else SIGNED.fullmatch(name)
        if signed and agency_named(signed["agency"]):
            named, name = agency_named(signed["agency"]), signed["name"]
            name = _without_role(name)
        elif named:
            name = ""
        else:
            nobody = nobody or is_role(name)
            name = _without_role(name)
        agency = agency or named
        name = _without_paper(name)
        if is_name(name) and not _is_paper(name) and not _is_place_or_day(name):
            names.append(_cased(name))
        elif name and not _is_paper(name) and not (names and is_listed(name)):
            return None
        else:
            nobody = nobody or bool(name)
    return Byline(tuple(dict.fromkeys(names)), agency) if names or agency or nobody else None


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


PREFIXES = word_set("d l al el as ash at abu bin dell")
"""Small syllables glued to a name."""


def _agency_of(name: str) -> str | None:
    """The agency that a part of a byline is: “Reuters”, “Reuters Staff”, “CNN Business”."""
    parts = name.split()
    while len(parts) > 1 and parts[-1].casefold() in NO_PERSON | OTHER_ROLES | AT_THE_PAPER:
        parts.pop()
    return agency_named(name) or agency_named(" ".join(parts))


def _without_role(text: str) -> str:
    """The name in front of a role (“JANE ROE Staff Writer”); nothing where the text is a role only."""
    parts = text.split()
    said = [part.casefold().strip(".,") for part in parts]
    if OTHER_ROLES.isdisjoint(said):
        return text
    until = next(place for place, word in enumerate(said) if word in OTHER_ROLES | AT_THE_PAPER)
    return " ".join(parts[:until]) if until >= 2 else ""


def _without_paper(text: str) -> str:
    """The name in front of a paper's (“Jane Roe BBC News”); else the text itself."""
    parts = text.split()
    paper = next(
        (n for n, part in enumerate(parts) if part.casefold() in NO_PERSON or ACRONYM.fullmatch(part)), 0
    )
    name = " ".join(parts[:paper])
    return name if paper >= 2 and not text.isupper() and not is_listed(name) else text


def _is_paper(name: str) -> bool:
    """Whether it is a paper that a byline names: “Express News Service”, “New York Times”."""
    said = name.casefold().split()
    named_by_place = len(said) > 2 and is_listed(" ".join(said[:2]))
    return named_by_place or not NO_PERSON.isdisjoint(said)


def _is_place_or_day(name: str) -> bool:
    return is_listed(name) or name.casefold().split()[0] in NOT_FIRST


def _cased(name: str) -> str:
    """The name as people write it, where it is in capitals, or its surname is: “John O'DOWD”."""
    if name.isupper():
        parts = [part if INITIALS.fullmatch(part) and part != "NG" else part.title() for part in name.split()]
        small = [part.lower() if part.lower() in PARTICLES else part for part in parts[1:-1]]
        return " ".join([parts[0], *small, *parts[1:][-1:]])
    parts = [SCOTTISH.sub(lambda found: found[1] + found[2].title(), part) for part in name.split()]
    return " ".join(
        part.title() if part.isupper() and len(part) > 2 and part.isalpha() else part for part in parts
    )
