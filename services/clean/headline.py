"""Finds the headline above the body: the line that a producer or page names, or else the likeliest one."""

import re

from services.clean.furniture import Piece, head_of
from services.clean.prose import ends_sentence, has_bullet, is_caseless, is_title_case, words

LONGEST = 30
"""Words of a headline."""
LONGEST_QUESTION = 15
"""Words of a headline that is a sentence in itself: “What do we know about the dam?”."""
SITE = re.compile(r"\0\s*[|»:•·–—-]\s+\S.*|.*\S\s+[|»:•·–—-]\s*\0")
"""A headline (NUL here) with a name beside it, as in the title of a page."""


def find_headline(pieces: list[Piece], known: str | None) -> int | None:
    """The place of the headline among the pieces; null where none stands above the body.

    With a `known` headline only a line that repeats or resembles it counts: another may be a
    standfirst. A kicker is shorter than a headline, so the first line of four words is it.
    """
    head = head_of(pieces)
    free = [place for place, piece in enumerate(pieces[: head + 1]) if piece.reason is None]
    same = [place for place in free if known and repeats(pieces[place].text, known)]
    if same or head == len(pieces):
        return same[0] if same else None
    titles = [place for place in free if place < head and _is_title(pieces[place].text, known)]
    if titles:
        first = next((place for place in titles if len(words(pieces[place].text)) > 3), titles[-1])
        return next((place for place in titles if _is_without_site(pieces, place, first)), first)
    asks = not known and head < len(pieces) - 1 and _is_asking_title(pieces, head)
    return head if asks else None


def is_same(one: str, other: str) -> bool:
    """Whether two headlines differ in nothing but case, spaces and punctuation."""
    return _letters(one) == _letters(other) != ""


def repeats(line: str, headline: str) -> bool:
    """Whether a line is the headline again, the name of the site before or behind it: “… | Gazette”."""
    if is_same(line, headline):
        return True
    found = SITE.fullmatch(line.replace(headline, "\0", 1)) if len(line) <= len(headline) + 60 else None
    return found is not None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text[:1000])).casefold()


def _is_without_site(pieces: list[Piece], place: int, other: int) -> bool:
    """Whether the title at a place is the other title without the name of the site."""
    title, whole = pieces[place].text, pieces[other].text
    return len(title) < len(whole) and len(words(title)) > 3 and repeats(whole, title)


def _is_title(line: str, known: str | None) -> bool:
    count = len(words(line))
    finished = ends_sentence(line) and line[-1] not in "?!" and not _ends_with_initials(line)
    return (
        (count >= 2 or is_caseless(line))
        and count <= LONGEST
        and not finished
        and not has_bullet(line)
        and "://" not in line
        and (known is None or _resembles(line, known))
    )


def _resembles(line: str, known: str) -> bool:
    """Whether half of the words of the shorter one are in the other: a headline is often changed a little."""
    one, other = (set(text.casefold().split()) for text in (line, known))
    return 2 * len(one & other) >= min(len(one), len(other))


def _ends_with_initials(line: str) -> bool:
    """Whether the full stop is one of initials, as in “… agree with U.S.”."""
    last = words(line)[-1]
    return last.endswith(".") and last.count(".") * 2 == len(last)


def _is_asking_title(pieces: list[Piece], place: int) -> bool:
    """Whether the first text is a title in the form of a question or a cry, which a lede may be too."""
    line = pieces[place].text
    shown = any(piece.reason for piece in pieces[:place]) or is_title_case(line)
    return line[-1] in "?!" and len(words(line)) <= LONGEST_QUESTION and shown and not has_bullet(line)
