"""Finds bylines in the text: whole lines, names in front of a paragraph, reporters in a credit."""

import re
from typing import NamedTuple

from services.clean.lines.prose import STOP, ends_sentence, words
from services.clean.lines.time_lines import is_time
from services.clean.opening.agencies import agency_named
from services.clean.opening.byline_words import behind_by, pared
from services.clean.opening.bylines import BETWEEN, Byline, is_name, is_role, read_names
from services.clean.opening.datelines import split_dateline

FROM = re.compile(
    r"\W{0,3}from(?:(?=\s*:)|(?=\s(?:our|(?-i:[A-Z])[\w.'’-]+ (?-i:[A-Z])[\w.'’ -]{1,40} in\b)))\s*:?\s+",
    re.IGNORECASE,
)
"""“From our correspondent”, “From Jane Roe in Paris”."""
LABELS = re.compile(
    r"(?P<by>by|words|text|story|authors?|(?:written|words|text|story|reported|posted) by|reporter|writer)"
    r"|(?:photo(?:s|graphs?|graphy)?|pictures|images|illustrations?)(?: by)?",
    re.IGNORECASE,
)
"""What has a line to itself above a name; only what may begin with `by` names an author."""
SIGNED_TEXT = re.compile(
    r"(?:^|[;|/•·,.])\s*(?:words|text|story|written|reporting|report|tekst|texte|texto)(?: by|:)\s", re.I
)
"""Who wrote, in a line that may tell first who took the pictures."""
STAMPED_BY = re.compile(
    r"(?P<when>[^.!?]{4,60}?\d(?:[^.!?]|(?<=\d[ ][ap])\.m\.|(?<=\d[ap])\.m\.){0,30}?)"
    r",?\s+(?:by|par|von|por|door):?\s+(?P<names>\S.{2,80})",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"\S@\S+\.\w|(?<!\w)@\w{3}")
STAMPED = re.compile(r"\s(?:posted|published|updated)\b.*\d", re.IGNORECASE)
LONGEST_LIST = 500
"""Characters of a line of nothing but names."""
LEAD = "—–-~•*/| "
CREDIT = re.compile(
    r"(?<!additional )(?<!further )\b(?:reporting|writing|reported|written|words)(?: and \w+)? by:?\s+"
    r"(?P<names>[^;()\[\]]{3,200})",
    re.IGNORECASE,
)
EDITED = re.compile(r",?\s+(?:and )?(?:edit|photograph|translat|additional|with )\w*.*", re.IGNORECASE)
CARD = re.compile(
    r"\W*(?:(?:Contact|Reach|Follow|Email|E-mail) )?(?P<name>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){1,3}),? "
    r"(?:is|was|covers|writes|reports|works|can be|at|on)\b"
)
"""The author’s card at the foot: “Ann Lee is a reporter at …”, “Contact Ann Lee at 555-0142.”."""

IN_FRONT = re.compile(
    r"(?P<cut>(?:By )?(?P<names>[^—–:.!?\"“]{3,60}(?:\.[^—–:.!?\"“]{1,40})?) (?:—|–|--) )(?=[^\W\d_a-z])"
)
BY_IN_FRONT = re.compile(r"(?P<cut>[Bb][Yy] (?P<names>[^—–:!?\"“]{3,80})(?:\s[|-]|:)\s)(?=[^\W\d_a-z])")
TITLE_IN_FRONT = re.compile(r"(?P<title>[^\s.].{8,150}?[^\s.]) (?=By [A-Z])")
DASH = re.compile(r" (?:—|–|--) ")
IN_CAPITALS = re.compile(r"\b(?:[^\W\d_a-z]['’])?[^\W\d_a-z]{2,}\b")


class BylineCut(NamedTuple):
    """A byline in front of a paragraph: what is cut, whom it names, and the rest of the paragraph."""

    cut: str
    byline: Byline
    rest: str


def read_byline(line: str, short: bool = False) -> Byline | None:
    """The byline, where the whole line is one; null for any other line.

    Without “By” there must be an agency, a role, an address or a date behind the name: “Jane Roe | Reuters”.
    A byline that names nobody (“From our correspondent”, “By Web Desk”) has no names. `short` is as in
    `byline_words.behind_by`.
    """
    if len(line) > 240:
        return None
    behind = line[found.end() :] if (found := FROM.match(line)) else behind_by(line, short)
    if behind is not None and len(behind) > 1:
        return Byline((), None) if is_time(behind) or not pared(behind) else read_names(behind, short)
    if len(line) <= 200 and SIGNED_TEXT.search(line) and (byline := read_names(line, short)):
        return byline  # “Photos by Bo Carlsen; Words by Jane Roe”
    if len(line) > 120 or STOP.search(line[:-1]):
        return None
    bare = line.lstrip(LEAD)
    byline = read_names(bare)
    if not byline or not bare[:1].isupper():
        return None
    parts = [part for part in BETWEEN.split(bare) if part]
    dated = any(is_time(part) and not part.isdecimal() for part in parts) or STAMPED.search(bare)
    signed = byline.agency or dated or ADDRESS.search(bare) or any(map(is_role, parts))
    filed = len(parts) > 1 and agency_named(parts[0])  # “Press Trust of India | New Delhi”
    return byline if (byline.names and signed) or filed else None


def names_several(line: str) -> bool:
    """Whether the line is a list of two people at least."""
    named = read_names(line) if len(line) <= LONGEST_LIST else None
    return named is not None and len(named.names) > 1


def is_role_line(line: str) -> bool:
    """Whether the line only says what somebody is at the paper: “Associated Press Writer”."""
    return is_role(line) and len(words(line)) <= 4 and not ends_sentence(line)


def read_stamped_byline(line: str) -> Byline | None:
    """The byline behind a stamp: “Posted on 12 February 2018 by Ann Lee”; null for any other line."""
    found = STAMPED_BY.fullmatch(line) if len(line) <= 160 else None
    if not found or not is_time(found["when"].strip(" ,|-–—")):
        return None
    return read_names(found["names"])


def read_credit(line: str) -> tuple[str, ...]:
    """Who wrote, of a credit: “(Reporting by A and B in Riga; writing by C; editing by D)”; no editors."""
    names: list[str] = []
    for found in CREDIT.finditer(line[:450]):
        byline = read_names(EDITED.sub("", found["names"], count=1))
        names += byline.names if byline else ()
    return tuple(dict.fromkeys(names))


def read_card(line: str) -> str | None:
    """The name on an author’s card: “Ann Lee covers schools. Reach her at …”; null where none is read."""
    found = CARD.match(line[:200])
    return found["name"] if found and is_name(found["name"]) else None


def split_byline(paragraph: str) -> BylineCut | None:
    """The names in front of a paragraph (“Kristian Rouz — …”); null where there are none.

    Null also where the dash is the sentence's own: a second one follows it. “By Jane Roe LONDON — …” is a
    byline in front of a dateline. Names in capitals need their “By”: “DONALD TRUMP — ” is a label.
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
    if found["names"].isupper() and start[:3].casefold() != "by ":
        return None
    rest = paragraph[found.end() :]
    first_sentence = STOP.split(rest[:600], maxsplit=1)[0]
    if DASH.search(first_sentence) and not split_dateline(rest):
        return None
    return BylineCut(found["cut"].strip(), byline, rest)


def split_title(paragraph: str) -> tuple[str, str] | None:
    """The headline of an article that is all on one line, and the line behind it; null for other paragraphs.

    A byline and a dateline must stand behind it: “The mill closes By Jane Roe LONDON — The last loom …”.
    """
    found = TITLE_IN_FRONT.match(paragraph[:320])
    if not found or ends_sentence(found["title"]):
        return None
    rest = paragraph[found.end() :]
    signed = split_byline(rest)
    return (found["title"], rest) if signed and split_dateline(signed.rest) else None
