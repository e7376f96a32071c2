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
from services.clean.opening.no_headlines import is_no_headline
from services.clean.opening.site_titles import is_site, without_site

SEPARATOR = re.compile(r"\s+[|–—·•*«»:-]\s+|\s*\|\s*|\s*::\s*")
CUT = re.compile(r"\s*(?:…|\.\.\.)$")
MOST_CUTS = 12
META_TITLES = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title")
LONGEST_HEADLINE = 1000
"""Characters; what is longer is no headline."""
MOST_H1 = 20
SHORTEST_PART = 15
"""Characters, spaces not counted, under which a part of a title is no headline by itself."""


BOX = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|modal|pop-?up|newsletter|sign-?up|log-?in|search)(?=$|[\s_-])",
    re.IGNORECASE,
)
"""Words of class or id of what lies over a page or asks its reader for something."""
FRAMES = frozenset({"html", "body", "main", "article"})
HOME = ("/", "./")
MOST_LINKS, MOST_HOME_LINKS = 200, 4
"""Links at the top of a page that are looked at, and of those to its home page."""
NAME_WORDS = 6
NO_NAME = frozenset({"", "home", "homepage", "news", "menu", "logo"})
"""What a link to the home page may say that is no name."""


def find_headline(markup: Markup, site: Iterable[str]) -> str | None:
    """The article's headline, without the names of the `site`; null where the page gives none.

    Never the site's name, by what the page or its link home calls it, nor a form's label, a rule for comments
    or a notice; the name of the section only where there is nothing else.
    """
    known = list(site)
    known += _home_links(markup, known)
    names = {letters_of(name) for name in known} | {""}
    h1s = (without_site(text, known) for text in map(text_of, _h1s(markup)))
    shown = {
        letters_of(text): text for text in h1s if letters_of(text) not in names and not is_no_headline(text)
    }
    found = list(_candidates(markup, shown, known))
    sections = {letters_of(name) for name in _sections(markup)}
    return next((text for text in found if letters_of(text) not in sections), next(iter(found), None))


def _candidates(markup: Markup, shown: dict[str, str], known: list[str]) -> list[str]:
    """The headlines that the page gives, the likeliest first."""
    declared = _declared(markup, shown, known)
    if declared:
        return [*(text for key, text in declared.items() if key in shown), *declared.values()]
    title = next((text_of(title) for title in islice(markup.tree.iter("title"), 1)), "")
    agreed = [text for key, text in shown.items() if key in letters_of(title)]
    bare = _bare(title, shown, known)
    title = "" if is_site(bare, known) or is_no_headline(bare) else bare
    return list(filter(None, (*agreed, title, *shown.values())))


def _declared(markup: Markup, shown: dict[str, str], known: list[str]) -> dict[str, str]:
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
        bare = text if letters_of(text) in shown else _whole(_bare(text, others, known), shown)
        key = letters_of(bare)
        is_typed = number == len(given) and key in curled
        is_one = (
            key and len(bare) <= LONGEST_HEADLINE and not is_site(bare, known) and not is_no_headline(bare)
        )
        if is_one and (key not in found or is_typed):
            found[key] = bare
    return found


def _h1s(markup: Markup) -> Iterator[Element]:
    for h1 in islice(markup.tree.iter("h1"), MOST_H1):
        if not is_aside(h1) and not any(map(_is_over, (h1, *h1.iterancestors()))):
            yield h1


def _is_over(element: Element) -> bool:
    """Whether the element asks the reader for something, and is not the page."""
    if element.tag in FRAMES:
        return False
    return (
        element.tag in ("form", "dialog")
        or BOX.search(element.get("class") or element.get("id") or "") is not None
    )


def _home_links(markup: Markup, known: Iterable[str]) -> Iterator[str]:
    """What the page's links to its home page say, or the name of the picture in one: the site's name."""
    hosts = {name.casefold() for name in known if "." in name}
    home = (link for link in islice(markup.tree.iter("a"), MOST_LINKS) if _is_home(link.get("href"), hosts))
    for link in islice(home, MOST_HOME_LINKS):
        pictures = (picture.get("alt") for picture in islice(link.iter("img"), 1))
        name = plain(text_of(link) or link.get("title") or next(pictures, ""))
        if 0 < len(name.split()) <= NAME_WORDS and letters_of(name) not in NO_NAME:
            yield name


def _is_home(address: str | None, hosts: set[str]) -> bool:
    if address is None or address in HOME:
        return address is not None
    scheme, _, rest = address[:LONGEST_HEADLINE].casefold().partition("//")
    return scheme in ("http:", "https:", "") and rest.removeprefix("www.").rstrip("/") in hosts


def _sections(markup: Markup) -> Iterator[str]:
    """The names of the section that the article is filed under."""
    yield from markup.every("article:section", "og:section")
    for node in markup.articles:
        said = node.get("articleSection")
        yield from map(plain, islice(said if isinstance(said, list) else [said], MOST_CUTS))


def _bare(text: str, others: Container[str], known: list[str]) -> str:
    """A title without what stands around the headline: what no other headline has, or the site's name."""
    cuts = [found.span() for found in islice(SEPARATOR.finditer(text), MOST_CUTS)]
    for start, end in cuts:
        for part in (text[:start], text[end:]):
            if len(letters_of(part)) >= SHORTEST_PART and letters_of(part) in others:
                return part
    return without_site(text, known)


def _whole(text: str, shown: dict[str, str]) -> str:
    """The headline on the page, where the text is its beginning, cut off with dots."""
    start = letters_of(text)
    if not CUT.search(text) or start in shown:
        return text
    return next((whole for key, whole in shown.items() if key.startswith(start)), text)
