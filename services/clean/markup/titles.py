"""Chooses the article's headline among those that a page gives of it.

A page names its article several times: for search engines (JSON-LD, `<title>`), for social networks
(`og:title`) and for readers (`<h1>`). They differ: the site's name is added, the line is shortened, or a
search engine gets another. What the page declares is taken where the `<h1>` says the same, so that neither a
kicker or a site's name in an `<h1>` nor a search engine's line in JSON-LD becomes the headline.
"""

import re
from collections.abc import Container, Iterable, Iterator
from itertools import islice

from services.clean.html.tree import Element
from services.clean.markup.markup import Markup, is_aside, letters_of, plain, text_of

SEPARATOR = re.compile(r"\s+[|–—·•*«»:-]\s+|\s*\|\s*|\s*::\s*")
CUT = re.compile(r"\s*(?:…|\.\.\.)$")
MOST_CUTS = 12
META_TITLES = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title")
LONGEST_HEADLINE = 1000
"""Characters; what is longer is no headline."""
MOST_H1 = 20
SHORTEST_PART = 15
"""Characters, spaces not counted, under which a part of a title is no headline by itself."""


def find_headline(markup: Markup, site: Iterable[str]) -> str | None:
    """The article's headline, without the names of the `site`; null where the page gives none."""
    names = {letters_of(name) for name in site} | {""}
    shown = {letters_of(text): text for text in map(text_of, _h1s(markup)) if letters_of(text) not in names}
    declared = _declared(markup, shown, names)
    if declared:
        agreed = [text for key, text in declared.items() if key in shown]
        return next(iter(agreed or declared.values()))
    title = next((text_of(title) for title in islice(markup.tree.iter("title"), 1)), "")
    agreed = [text for key, text in shown.items() if key in letters_of(title)]
    return next(filter(None, (*agreed, _bare(title, shown, names), *shown.values())), None)


def _declared(markup: Markup, shown: dict[str, str], names: set[str]) -> dict[str, str]:
    """The headlines in JSON-LD and then in meta tags, by their letters, each as the first source spells it.

    But of one that is full of entities in JSON-LD the spelling of the first meta tag is taken: WordPress has
    curled the quotes there that the author typed straight.
    """
    written = [node.get(key) for key in ("headline", "name") for node in markup.articles]
    given = list(map(plain, written))
    curled = {letters_of(text) for raw, text in zip(written, given, strict=True) if text and "&" in str(raw)}
    tags = list(markup.every(*META_TITLES))
    others = shown | {letters_of(text): text for text in given}
    found: dict[str, str] = {}
    for number, text in enumerate((*given, *tags)):
        bare = text if letters_of(text) in shown else _whole(_bare(text, others, names), shown)
        key = letters_of(bare)
        is_typed = number == len(given) and key in curled
        if key not in names and len(bare) <= LONGEST_HEADLINE and (key not in found or is_typed):
            found[key] = bare
    return found


def _h1s(markup: Markup) -> Iterator[Element]:
    return (h1 for h1 in islice(markup.tree.iter("h1"), MOST_H1) if not is_aside(h1))


def _bare(text: str, others: Container[str], names: set[str]) -> str:
    """A title without what stands around the headline: what no other headline has, or the site's name."""
    cuts = [found.span() for found in islice(SEPARATOR.finditer(text), MOST_CUTS)]
    for start, end in cuts:
        for part in (text[:start], text[end:]):
            if len(letters_of(part)) >= SHORTEST_PART and letters_of(part) in others:
                return part
    for start, end in reversed(cuts):
        if letters_of(text[end:]) not in names:
            break
        text = text[:start]
    if cuts and letters_of(text[: cuts[0][0]]) in names:
        return text[cuts[0][1] :]
    return text


def _whole(text: str, shown: dict[str, str]) -> str:
    """The headline on the page, where the text is its beginning, cut off with dots."""
    start = letters_of(text)
    if not CUT.search(text) or start in shown:
        return text
    return next((whole for key, whole in shown.items() if key.startswith(start)), text)
