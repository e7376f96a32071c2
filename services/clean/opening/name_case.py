"""Writes a name that a byline prints in capitals as people write it: “SIOBHÁN McKENNA-O’BRIEN”."""

import re

from services.clean.lines.vocabulary import PARTICLES
from services.languages import PRESS

INITIALS = re.compile(r"[^AEIOUY]{2}|[A-Z]J|(?:[A-Z]\.)+[A-Z]?")
"""First names of two letters that are initials, as “TJ” and “AJ” are and “Ed”, “Li” and “Ng” are not."""
ROMAN = re.compile(r"I{2,3}|IV|VI{0,3}")
"""What numbers a son behind his father's name."""
HALF = re.compile(r"[^\W\d_]+")
SCOTTISH = re.compile(r"Mc(?=[a-z]{2})|Mac(?=[dfglmnpqbst][a-z]{3})", re.IGNORECASE)
MAC = PRESS.mac_names
"""Names with the syllable and a letter behind it with which others begin too: “Mackey”."""
AFTER_DE = frozenset({"la", "le", "las", "los"})
"""Articles, small behind a preposition only: “de la Cruz”, but “Le Pen”."""
GLUED = PRESS.arabic_articles
"""Arabic articles in front of a hyphen, which stay small inside a name."""
MIXED = re.compile(r"(?:Mc|Mac|De|La|Le|Di|Van|Fitz|[DO]['’])[^\W\d_a-z]{2,}")
"""A surname in capitals but for its first syllable: “McDONALD”."""


def cased(name: str) -> str:
    """The name with capitals where people set them, where it is all in capitals, or its surname is."""
    parts = name.split()
    if name.isupper():
        return " ".join(_part(part, place, parts) for place, part in enumerate(parts))
    return " ".join(
        _capitalised(part)
        if (
            part.isupper() and len(part) > 2 and part.replace("-", "").isalpha() and not ROMAN.fullmatch(part)
        )
        or MIXED.fullmatch(part)
        or (part[1:2] in "'’" and len(part) > 3 and part.isupper())
        else part
        for part in parts
    )


def _part(part: str, place: int, parts: list[str]) -> str:
    bare = part.strip(".,")
    if (INITIALS.fullmatch(part) and part != "NG") or (place > 1 and ROMAN.fullmatch(bare)):
        return part
    small = part.lower()
    inside = 0 < place < len(parts) - 1
    if inside and small in PARTICLES and (small not in AFTER_DE or parts[place - 1].lower() in ("de", "van")):
        return small
    return _capitalised(part)


def _capitalised(part: str) -> str:
    halves = part.split("-")
    written = [HALF.sub(_half, half) for half in halves]
    if len(halves) > 1 and halves[0].lower() in GLUED:
        written[0] = written[0].lower()
    return "-".join(written)


def _half(found: re.Match[str]) -> str:
    word = found[0]
    text, before = found.string, found.start()
    if before and text[before - 1] in "'’" and len(word) == 1:
        return word.lower()
    plain = word[0].upper() + word[1:].lower()
    if plain.lower() in MAC:
        return "Mac" + plain[3:].title()
    if scottish := SCOTTISH.match(plain):
        return scottish[0] + plain[scottish.end() :].title()
    return plain
