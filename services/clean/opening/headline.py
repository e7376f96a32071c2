"""Finds the headline above the body: the line that a producer or page names, or else the likeliest one."""

import re

from schemas import RemovalReason
from services.clean.lines.pieces import Piece, head_of
from services.clean.lines.prose import ends_sentence, has_bullet, is_caseless, is_title_case, words
from services.clean.lines.vocabulary import MENU
from services.clean.opening.bylines import is_name
from services.clean.opening.datelines import split_dateline
from services.clean.opening.no_headlines import is_no_headline
from services.languages import ENGLISH

MAX_HEADLINE_WORDS = 30
"""Words of a headline."""
LONGEST_SENTENCE = 15
"""Words of a headline that is a sentence in itself: “What do we know about the dam?”."""
KICKER = 3
"""Words up to which a line above the headline is the name of a section."""
CANDIDATE_LINES = 20
STEM = 5
"""Paragraphs and letters of their words, in which the words of a headline are looked for."""
ABOUT = 1 / 3
"""Share of a headline's longer words that come in the text at least; “The Hollis Sentinel” has the town's."""
MENU_WORDS = 3
"""Names of sections in a line of capitalised words that is a menu."""
WORD = re.compile(r"\w+")
SPACELESS = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u4e00-\u9fff]")
"""Signs of scripts that set no spaces between words: Thai, Lao, Japanese, Chinese."""
SMALL = ENGLISH.text.title_particles
SITE = re.compile(r"\0\s*[|»:•·–—-]\s+\S.*|.*\S\s+[|»:•·–—-]\s*\0")
"""A headline (NUL here) with a name beside it, as in the title of a page."""


def find_headline(pieces: list[Piece], known: str | None) -> slice | None:
    """The lines of the headline among the pieces, two at most; null where none stands above the body.

    With a `known` headline only a line that repeats or resembles it counts: another may be a standfirst.
    Else it is the first line of four words that shares a third of its own with the text, as the name of a
    site or a programme does not; or the first of four words; a kicker is shorter.
    """
    head = head_of(pieces)
    free = [place for place, piece in enumerate(pieces[: head + 1]) if piece.reason is None]
    same = [place for place in free if known and repeats(pieces[place].text, known)]
    if same or head == len(pieces):
        return slice(same[0], same[0] + 1) if same else None
    titles = [place for place in free if place < head and _is_title(pieces[place].text, known)]
    if titles:
        first = _likeliest(pieces, titles, head)
        place = next((place for place in titles if _is_without_site(pieces, place, first)), first)
        return slice(place, place + 1 + _goes_on(pieces, place, titles))
    asks = not known and head < len(pieces) - 1 and _is_sentence_title(pieces, head)
    return slice(head, head + 1) if asks else None


def _likeliest(pieces: list[Piece], titles: list[int], head: int) -> int:
    long = [place for place in titles if len(_marks(pieces[place].text)) > KICKER]
    text = " ".join(
        piece.text[:1000] for piece in pieces[head : head + CANDIDATE_LINES] if piece.reason is None
    )
    said = _marks(text)
    about = [place for place in long if _share(pieces[place].text, said) > ABOUT]
    named = [place for place in titles if not is_name(pieces[place].text)]
    return next(iter(about or long), (named or titles)[-1])


def _share(line: str, said: frozenset[str]) -> float:
    """How much of a line's longer words are among others, from 0 to 1."""
    marks = {mark for mark in _marks(line) if len(mark) > 3 or SPACELESS.search(mark)}
    return len(marks & said) / len(marks) if marks else 0.0


def _marks(text: str) -> frozenset[str]:
    """By what texts are compared: beginnings of words; pairs of signs where no spaces are between words."""
    if SPACELESS.search(text):
        return frozenset(text[at : at + 2] for at in range(len(text) - 1) if text[at : at + 2].isalpha())
    return frozenset(word[:STEM].casefold() for word in WORD.findall(text))


def _goes_on(pieces: list[Piece], place: int, titles: list[int]) -> bool:
    """Whether the next line is the second half of the headline."""
    if place + 1 not in titles:
        return False
    first, second = pieces[place].text, pieces[place + 1].text
    whole = len(words(first)) + len(words(second)) <= MAX_HEADLINE_WORDS
    broken = second[0].islower() or words(first)[-1].casefold() in SMALL
    return whole and broken and not ends_sentence(first)


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
        and count <= MAX_HEADLINE_WORDS
        and not finished
        and not has_bullet(line)
        and "://" not in line
        and not _is_bar(line)
        and not _is_filed(line)
        and not is_no_headline(line)
        and (known is None or _resembles(line, known))
    )


def _resembles(line: str, known: str) -> bool:
    """Whether two thirds of the words of the longer one are in the other: headlines are changed a little.

    A standfirst has words of the headline too, but more of its own.
    """
    one, other = (set(WORD.findall(text.casefold())) - SMALL for text in (line, known))
    return 3 * len(one & other) >= 2 * max(len(one), len(other))


def _is_filed(line: str) -> bool:
    """Whether the line is the first of a report, which a dateline begins."""
    found = split_dateline(line)
    return found is not None and bool(found.agency or (found.dateline and found.dateline.date))


def _is_bar(line: str) -> bool:
    """Whether the line is a menu whose entries stand side by side: “News Politics Football Jobs”."""
    said = words(line)
    sections = sum(word.casefold().strip(",|·/") in MENU for word in said)
    return sections >= MENU_WORDS and all(word[0].isupper() or not word[0].isalpha() for word in said)


def _ends_with_initials(line: str) -> bool:
    """Whether the full stop is one of initials, as in “… agree with U.S.”."""
    last = words(line)[-1]
    return last.endswith(".") and last.count(".") * 2 == len(last)


def _is_sentence_title(pieces: list[Piece], place: int) -> bool:
    """Whether the first text is a title in the form of a question, a cry or a sentence, as a lede may be too.

    A stamp or a byline right behind it shows a title; above a question it may be anything of the page's.
    """
    line = pieces[place].text
    if len(words(line)) > LONGEST_SENTENCE or has_bullet(line) or not ends_sentence(line):
        return False
    behind = (piece.reason for piece in pieces[place + 1 : place + 3])
    if any(reason in (RemovalReason.BYLINE, RemovalReason.CLOCK) for reason in behind):
        return True
    return line[-1] in "?!" and (any(piece.reason for piece in pieces[:place]) or is_title_case(line))
