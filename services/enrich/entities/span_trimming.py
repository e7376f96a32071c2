"""The edges of a name: articles, titles, possessives and brackets that the model took for a part of it."""

import re
from collections.abc import Iterator

from spacy.lang.en.stop_words import STOP_WORDS

from services.enrich.entities.kinds import COMMON
from services.enrich.entities.names import (
    FIRST_WORD,
    KEPT_TITLES,
    POSSESSIVE,
    ROLES,
    TITLES,
    WORD_BEFORE,
    bare,
)
from services.enrich.entities.organisations import ORGANISATIONS
from services.enrich.nlp_model import Name

MAX_NAME_CHARS = 100
"""Characters of a name, at most: a longer one is a slip of the model."""

SPACED_DASH = re.compile(r"\s(?:-{1,2}|[–—])\s")
"""What stands behind a dateline: no name goes on after it."""

_EDGE = " \t\r\n\v\f\xa0\"“”„«»‘'’`([{<*•=_|#&-–—,;:!?…"
_CLOSING_EDGE = _EDGE + ")]}>"
_DETERMINER = re.compile(r"(?:the|an?|some|this|that|these|those|only|both)\s+(?=\S)", re.IGNORECASE)
_INNER_POSSESSIVE = re.compile(r"(?<=\w)(?:['’]s|(?<=s)['’])(?=\s)(?! Republic)")
_FINAL_DOT = re.compile(r"(?<=[^\W\d_]{5})\.$")
_BRACKETED = re.compile(r"[A-Z][A-Za-z]{1,7}")
_ADDRESS = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Sen|Rep|Gov)\.? (?=\S)")
_PLAIN = frozenset({"PERSON", "GPE", "LOC", "NORP", "ORG", "FAC"})
_SMALL_START = re.compile(
    r"(?!(?:de|da|dos|del|della|di|du|la|le|el|al|van|von|der|den|ter|bin|ibn|bint|abu)\b)"
    r"(?:[a-z]{2,}[- ])+(?=[A-Z])"
)
_SCORE = re.compile(r" \d+-\d+$")
_NUMBER = re.compile(r" \d+(?:-\d+)?$")
_SMALL_END = re.compile(r"(?: \d[\d.,]*)?(?: (?!party\b)[a-z]+)+$")
_OFFICE = re.compile(r"[Mm]inisters? (?:of|for) (?:the )?$")
_WORD = re.compile(r"\w+")
_WHO = re.compile(r", (?:who|whose|\d\d,)\b")
_SYLLABLE = re.compile(r" [A-Z][a-z]{1,2}\b(?! [A-Z])")
_KEPT_TITLE = re.compile(rf"\b(?:{'|'.join(sorted(KEPT_TITLES))}) $")


def trim(text: str, name: Name) -> Iterator[Name]:
    """A name of the model's without what is no part of it; none, if nothing is left that is a name.

    “International Atomic Energy Agency (IAEA” is two. Who has a title or an age is a person.
    """
    start, end, label = name
    if end - start > 2 * MAX_NAME_CHARS:
        return
    bracket = text.find("(", start + 1, end)
    if bracket > 0 and ")" not in text[bracket:end]:
        if _BRACKETED.fullmatch(text, bracket + 1, end):
            yield Name(bracket + 1, end, label)
        end = bracket
    dash = SPACED_DASH.search(text, start + 1, end) if label in _PLAIN else None
    end = dash.start() if dash else end
    label = _said_beside(text, start, end, label)
    address = _ADDRESS.match(text, start, end)
    if address:
        start, label = address.end(), "PERSON"
    if label in ("PERSON", "GPE", "NORP"):
        possessive = _INNER_POSSESSIVE.search(text, start, end)
        end = possessive.start() if possessive else end
    # “pro-Russian” is one adjective
    beginnings = (_DETERMINER, _SMALL_START) if label in _PLAIN and label != "NORP" else (_DETERMINER,)
    endings = [POSSESSIVE, _FINAL_DOT, _NUMBER if label == "PERSON" else _SCORE]
    endings += [_SMALL_END] if label in _PLAIN else []
    before = None
    while before != (start, end):
        before = start, end
        start, end = _strip(text, start, end)
        for beginning in beginnings:
            found = beginning.match(text, start, end)
            start = found.end() if found else start
        for ending in endings:
            found = ending.search(text, start, end) if not _is_kept(text[start:end]) else None
            end = found.start() if found else end
        if label == "PERSON":
            start = _after_title(text, start, end)
    if label == "PERSON":
        start, end = _whole_name(text, start, end)
    end += 2 if _is_kept(text[start : end + 2]) else 0
    if (
        start < end <= start + MAX_NAME_CHARS
        and not _is_office(text, start, label)
        and _is_name(text, start, end)
    ):
        yield Name(start, end, label)


def _is_office(text: str, start: int, label: str) -> bool:
    """“the Minister for Justice” is a person's office, not an organisation."""
    return label == "ORG" and bool(_OFFICE.search(text, max(0, start - 40), start))


def _is_kept(surface: str) -> bool:
    """“McDonald’s” owns nothing: that is its name."""
    return surface.replace("’", "'") in ORGANISATIONS


def _is_name(text: str, start: int, end: int) -> bool:
    """A name has a capital, and is no common noun that a house style writes with one."""
    surface = text[start:end]
    common = surface.islower() or bare(surface) in COMMON
    return bool(_WORD.search(surface)) and (not common or surface in ORGANISATIONS)


def _said_beside(text: str, start: int, end: int, label: str) -> str:
    """The label of a name, where a title before it or a score behind it shows that the model slipped."""
    if label in ("ORG", "PRODUCT", "WORK_OF_ART") and _is_introduced(text, start, end):
        return "PERSON"
    # “Bournemouth 3-0” is no law
    return "ORG" if label not in _PLAIN and _SCORE.search(text, start, end) else label


def _is_introduced(text: str, start: int, end: int) -> bool:
    """“Mr. Trump”, “analyst Jesper Koll”, “Nikki Haley, who …”: a person, whatever the model says."""
    before = WORD_BEFORE.search(text, max(0, start - 40), start)
    return bool(before and bare(before[1]) in ROLES) or bool(_WHO.match(text, end))


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _CLOSING_EDGE:
        end -= 1
    return start, end


def _after_title(text: str, start: int, end: int) -> int:
    first = FIRST_WORD.match(text, start, end)
    if not first:
        return start
    word = first[0].strip()
    return first.end() if bare(word) in TITLES and word not in KEPT_TITLES else start


def _whole_name(text: str, start: int, end: int) -> tuple[int, int]:
    """A person's name with the short title that stays in it."""
    kept = _KEPT_TITLE.search(text, max(0, start - 10), start)
    return kept.start() if kept else start, _with_last_syllable(text, start, end)


def _with_last_syllable(text: str, start: int, end: int) -> int:
    """Korean names end in a short third word, which the model may take for “in”: Moon Jae In."""
    if len(text[start:end].split()) != 2:
        return end
    syllable = _SYLLABLE.match(text, end)
    return syllable.end() if syllable and syllable[0].strip().lower() in STOP_WORDS else end
