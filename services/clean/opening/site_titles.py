"""Takes the name of the site off a headline: “Crack found in dam | World | The Hollis Sentinel”.

A name is taken off where it is known: from the producer, the page's address or its markup. Where none is,
only where its own words or another line of the page show it.
"""

import re
from collections.abc import Collection, Iterator
from itertools import islice
from urllib.parse import urlsplit

from services.clean.lines.vocabulary import MENU
from services.languages import ENGLISH, PRESS

SEPARATOR = re.compile(r"\s+[|–—―·•*«»:~/-]{1,2}\s+|\s*[|｜]\s*|\s*::\s*|:\s+")
HARD = frozenset("|｜«»")
"""Signs that headlines themselves hardly have."""
MOST_CUTS = 12
NAME_WORDS = 6
"""Words of a site's name at most."""
FEWEST_WORDS = 3
"""Words that must be left of a headline."""
SHORTEST_LABEL = 3
GENERIC = PRESS.site_generic
"""Words that a site's name has and its address may lack: “BBC News” at bbc.com."""
LEFT_OUT = PRESS.site_left_out
PAPERS = PRESS.site_papers
"""Words of which one makes a name that of a paper or a station."""
SECTIONS = ENGLISH.page.sections
HOST_SUFFIX = re.compile(r"\.(?:com|org|net|news|co\.uk|co|info|tv|io|[a-z]{2})$", re.IGNORECASE)

NUMBER = re.compile(r"\b\d")
"""What dates and years have, and names of papers have not."""
MAX_TITLE_CHARS = 300
"""Characters of another line in which the site's name is looked for."""


def is_section(line: str) -> bool:
    """Whether a line is nothing but the names of sections: “World”, “News / Politics”."""
    said = re.findall(r"[^\W\d_]+", line.casefold())
    return 0 < len(said) <= FEWEST_WORDS and all(word in SECTIONS or word in MENU for word in said)


def host_names(url: str | None) -> Iterator[str]:
    """What an address tells of its site's name: the host, and the longest part of it."""
    try:
        host = (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return
    if host:
        yield host
        yield max(host.split("."), key=len)


def without_site(title: str, names: Collection[str]) -> str:
    """A title without the names of its site, and the section beside one, at its end or its beginning.

    `names` are those that the site is known by, host names among them. What is nothing but a name stays.
    """
    bare = title
    while cuts := _cuts(bare):
        (first, after_first), (last, after_last) = cuts[0], cuts[-1]
        if bare[last:after_last].strip() != ":" and is_site(bare[after_last:], names):
            shorter = _without_section(bare[:last])
        elif is_site(bare[:first], names) and len(bare[after_first:].split()) >= FEWEST_WORDS:
            shorter = _without_section(bare[after_first:])
        else:
            break
        if not any(map(str.isalnum, shorter)):
            break
        bare = shorter
    return bare.strip(" |-–—") or title


def _without_section(title: str) -> str:
    """Without the section that stood beside the site: “… | World | Gazette”, “World | … | Gazette”."""
    cuts = _cuts(title)
    if cuts and title[slice(*cuts[-1])].strip() != ":" and is_section(title[cuts[-1][1] :]):
        title = title[: cuts[-1][0]]
    if cuts and set(title[slice(*cuts[0])].strip()) & HARD and is_section(title[: cuts[0][0]]):
        title = title[cuts[0][1] :]
    return title


def _cuts(title: str) -> list[tuple[int, int]]:
    return [found.span() for found in islice(SEPARATOR.finditer(title), MOST_CUTS)]


def is_site(text: str, names: Collection[str]) -> bool:
    """Whether a text is a name of the site: the same letters, or a host's name taken apart into words."""
    bare = _letters(text)
    if not bare or len(text.split()) > NAME_WORDS:
        return False
    return any(bare == _letters(name) or _spells(text, name) for name in names)


def _spells(text: str, name: str) -> bool:
    """Whether a name of one word is made of a text's, or their beginnings: “nytimes” of “New York Times”."""
    label = _letters(HOST_SUFFIX.sub("", name.casefold())) if "." in name else _letters(name)
    if " " in name.strip() or len(label) < SHORTEST_LABEL or not label.isascii():
        return False
    said = re.findall(r"[a-z0-9]+", HOST_SUFFIX.sub("", text.strip().casefold()))
    return _is_made_of(label, tuple(said))


def _is_made_of(label: str, said: tuple[str, ...]) -> bool:
    if not said:
        return not label
    word, rest = said[0], said[1:]
    skipped = word in LEFT_OUT or word in GENERIC
    if skipped and _is_made_of(label, rest):
        return True
    longest = next((n for n in range(min(len(word), len(label)), 0, -1) if label.startswith(word[:n])), 0)
    return any(_is_made_of(label[size:], rest) for size in {longest, 1} if 0 < size <= longest)


def without_shown_site(title: str, others: Collection[str]) -> str:
    """A title without the site's name where no name is known, but the title or the page's `others` show it.

    “… | The Hollis Sentinel”: behind a bar, a name in capitals and short, of a paper or said by another line.
    """
    cuts = _cuts(title)
    if not cuts:
        return title
    start, end = cuts[-1]
    name, sign = title[end:].strip(), title[start:end].strip()
    if not 0 < len(name.split()) <= NAME_WORDS or sign == ":" or NUMBER.search(name) or not _is_name(name):
        return title
    said = {word.casefold() for word in re.findall(r"[^\W\d_]+", name)}
    is_paper = bool(said & PAPERS) or HOST_SUFFIX.search(name) is not None
    is_said = any(name in other and len(other) <= MAX_TITLE_CHARS for other in others)
    is_shown = is_paper or is_said or is_section(name)
    if not is_shown and not set(sign) & HARD:
        return title
    if not is_shown and len(title[:start].split()) < 2 * FEWEST_WORDS:
        return title
    bare = _without_section(title[:start]).strip()
    return bare if len(bare.split()) >= FEWEST_WORDS or not bare.isascii() else title


def _is_name(text: str) -> bool:
    """Whether all words that count are capitalised, and one has a letter."""
    said = [
        word
        for word in text.split()
        if word.casefold() not in LEFT_OUT and word.casefold() not in ("for", "in")
    ]
    starts = [word.lstrip("“\"'‘(")[:1] for word in said]
    return (
        bool(said) and any(map(str.isalpha, text)) and not any(start.islower() for start in starts if start)
    ) or (HOST_SUFFIX.search(text) is not None and " " not in text)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text[:1000].casefold()))
