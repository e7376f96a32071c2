"""Whether the address that a page gives as its own can be believed: many pages give a wrong one.

What is not believed costs a copy of an article; what is believed wrongly makes two articles one. So: only an
address of the same site, never a home page or a section front, never one that lost what told this page from
another (`?id=5`, `?page=2`, `?lang=de`).
"""

import re
from collections.abc import Sequence
from urllib.parse import SplitResult, parse_qsl, urljoin, urlsplit

from services.identity.addresses import BYTES, canonical
from services.identity.copies import site_of_address
from services.identity.page_head import LONGEST_ADDRESS, PageHead

TELLING = re.compile(
    r"(?:\w*_)?(?:id|ids|p|page|paged?|pg|pagenum|pageno|page_?number|currentpage|part|slide|start|offset|story|article"
    r"|post|news|item|doc|artnr|nr|no|num|key|uid|slug|title|q|query|s|search|date|day|year|month|lang|language|hl"
    r"|locale|edition|region|country|version|v|view)"
    r"|\w+id|[a-z]|(?:story|article|news|post|item|doc|page)\w*",
    re.IGNORECASE,
)
"""Parameters that tell pages apart: with one of them gone it is another page."""
PAGES = re.compile(
    r"(?:.*[_-])?(?:page|paged|pg|pagenum|pageno|page_?number|currentpage|part|slide|seite|pagina)",
    re.IGNORECASE,
)
PART = re.compile(r"(?:page|part|p|seite|pagina)?[-_]?\d{1,3}|page|part|seite|pagina", re.IGNORECASE)
FIRST = frozenset({"", "0", "1"})
LANGUAGE = re.compile(r"lang|language|hl|locale|edition", re.IGNORECASE)
NO_STORY = re.compile(
    r"(?:index|home|homepage|main|default|front|frontpage|login|signin|sign-in|register|subscribe|search|error|404|403"
    r"|500|not-?found|undefined|null|none|news|latest|world|politics|sports?|business|article|articles|story|stories)"
    r"(?:\.\w{2,5})?",
    re.IGNORECASE,
)
SCRIPTS = re.compile(r"(?:index|default|main|news|article|story)(?:\.\w{2,5})?", re.IGNORECASE)
"""Fronts that show a story where a parameter names one: `/story?id=5`."""
YEAR = re.compile(r"(?:19|20)\d\d")
NUMBER_OR_FILE = re.compile(r"\d{5}|\.\w{2,5}\Z")
FILLED_IN = re.compile(r"[{}<>\[\]]|%7[bd]|\$\(|\bundefined\b|\bexample\.com\b", re.IGNORECASE)
"""A template that nobody filled in."""


def own_address(head: PageHead, url: str) -> str | None:
    """The address that a page found at `url` gives as its own, absolute; null where none can be believed."""
    candidates = head.addresses[1:] if head.canonicals == 1 else head.addresses[head.canonicals :]
    first = head.addresses[:1] if head.canonicals == 1 else ()  # two that differ: neither is believed
    for given in (*first, *candidates):
        address = _absolute(given, head.base, url)
        if address and _can_be_of(address, url):
            return address
    return None


def _absolute(given: str, base: str | None, url: str) -> str | None:
    """The web address that is given; null if it is none."""
    if FILLED_IN.search(given) and not FILLED_IN.search(url):
        return None
    try:
        address = urljoin(urljoin(url, base or ""), "".join(given.split()))
        parts = urlsplit(address)
        sound = parts.scheme in ("http", "https") and parts.hostname and (parts.port or True)
    except ValueError:
        return None
    return address if sound and len(address) <= LONGEST_ADDRESS and address.isprintable() else None


def _can_be_of(address: str, url: str) -> bool:
    """Whether the page at `url` can have this address for its own."""
    site = site_of_address(address)
    try:
        own, found = (urlsplit(f"//{canonical(each)}") for each in (address, url))
    except ValueError:
        return False
    if site is None or site != site_of_address(url):
        return False
    lost = _lost(own.query, found.query)
    if own == found:
        return True
    if any(map(_parts_pages, lost)) or not (own.path or own.query):
        return False
    if (own.netloc, own.path) == (found.netloc, found.path):
        # the same page without some parameters: right for a tracker, wrong for what tells pages apart
        return bool(own.path) and not any(
            TELLING.fullmatch(name) or value.isdecimal() for name, value in lost
        )
    return _can_be_path(own, found)


def _can_be_path(own: SplitResult, found: SplitResult) -> bool:
    mine, theirs = (parts.path.strip("/").split("/") for parts in (own, found))
    beyond = theirs[len(mine) :]
    if beyond and mine == theirs[: len(mine)] and not own.query:
        # a part of a piece that names the first one, or a story that names its section
        return _is_story(mine) and not all(PART.fullmatch(each) for each in beyond)
    if own.query:
        return not _is_front(mine) or SCRIPTS.fullmatch(mine[-1]) is not None
    return _is_story(mine) or (not _is_front(mine) and not beyond)


def _parts_pages(lost: tuple[str, str]) -> bool:
    """Whether a parameter that is lost asked for a later page of a piece, or for another language."""
    name, value = lost
    return LANGUAGE.fullmatch(name) is not None or (PAGES.fullmatch(name) is not None and value not in FIRST)


def _lost(own: str, found: str) -> list[tuple[str, str]]:
    mine = parse_qsl(own, keep_blank_values=True, errors=BYTES)
    return [pair for pair in parse_qsl(found, keep_blank_values=True, errors=BYTES) if pair not in mine]


def _is_story(segments: Sequence[str]) -> bool:
    """Whether a path is that of one story: a slug of three words, a number, a file, a name below a date."""
    last = segments[-1]
    if _is_front(segments):
        return False
    dated = any(YEAR.fullmatch(each) for each in segments[:-1]) and not last.isdecimal()
    return dated or len(re.split(r"[-_]", last)) >= 3 or NUMBER_OR_FILE.search(last) is not None


def _is_front(segments: Sequence[str]) -> bool:
    return NO_STORY.fullmatch(segments[-1]) is not None
