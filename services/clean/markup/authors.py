"""Finds who wrote the article in a page's markup: JSON-LD, meta tags, else the byline under the headline."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from lxml.etree import XPath

from services.clean.lines.time_lines import is_time
from services.clean.markup.json_ld import types_of
from services.clean.markup.markup import Markup, is_aside, is_quoted, letters_of, plain, text_of
from services.clean.opening.agencies import agency_named
from services.clean.opening.byline_words import BY_IS_SHORT, pared, parted
from services.clean.opening.bylines import (
    DEGREE,
    NOBODY,
    is_name,
    is_paper,
    is_place_or_day,
    says_nobody,
    without_role,
)
from services.clean.opening.name_case import cased

META_AUTHORS = (
    "author",
    "article:author",
    "article:author_name",
    "og:author",
    "og:article:author",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "mrf:authors",
    "dcsext.author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
)
META_LABELS = tuple(f"twitter:label{number}" for number in range(1, 5))
META_LABELLED = tuple(f"twitter:data{number}" for number in range(1, 5))
WRITTEN_BY = frozenset({"written by", "by", "author", "authors"})
"""Cards' labels and what they label: WordPress's plug-ins name the author so and nowhere else."""
LONGEST_NAME = 200
MOST_NAMES = 100
"""Bounds, in characters and names, to what a page may call its authors."""
MOST_ELEMENTS = 100
LONGEST_BYLINE = 120
"""Characters of an element that holds a byline and no biography."""

BETWEEN = re.compile(r"\s*(?:[,;|/&•·]|\s[–—-]\s|\b(?:and|with)\b)\s*", re.IGNORECASE)
FOR = re.compile(
    r"\s+(?:for|at|in|reporting\s(?:from|in))\s+.{1,80}$|\s(?-i:à|aus|bei|te|i|från|fra|desde|en)\s(?-i:[A-Z]).{1,40}$",
    re.IGNORECASE,
)
LAST_FIRST = re.compile(r"([^\W\d_][\w'’-]{1,40}(?: [\w'’-]{1,40})?), ([^\W\d_][\w'’. -]{0,60})")
STAFF = re.compile(
    r"\s+(?:news\s+|editorial\s+)?(?:staff|team|newsroom|editors?|reporters?|desk)$", re.IGNORECASE
)
SLUG = re.compile(r"[a-z0-9_.-]+")
BUTTONS = frozenset(
    {"twitter", "facebook", "instagram", "linkedin", "youtube", "email", "follow", "website", "rss"}
)
"""What stands beside an author's name, and is capitalised as names are."""

SIGNED_ON = re.compile(
    r"(?:(?:posted|published|written|updated)\b.{1,60}?\bby|(?:publié|mis en ligne|rédigé)e?\b.{1,60}?\bpar"
    r"|veröffentlicht\b.{1,60}?\bvon|publicado\b.{1,60}?\bpor|pubblicato\b.{1,60}?\bda"
    r"|(?:gepubliceerd|geplaatst)\b.{1,60}?\bdoor|publicera[dt]\b.{1,60}?\bav)\s+",
    re.IGNORECASE,
)
IN_BRACKETS = re.compile(r"\s*\((?=[^()]*\b[^\W\d_A-Z])[^()]{3,60}\)?$")
"""What an author is, or where: “(correspondent in Oslo)”."""
LINKS = XPath(".//*[@rel='author' or @itemprop='author']")
BYLINES = XPath(
    "//*[@*][@rel='author' or @itemprop='author' or contains(@class,'author') or contains(@class,'byline') "
    "or contains(@class,'Byline') or self::a[contains(@href,'/author') or contains(@href,'/reporter') or "
    "contains(@href,'/people/') or contains(@href,'/staff/') or contains(@href,'/newsteam/') or "
    "contains(@href,'/contributor')]]"
)
"""What holds a byline: links to the author's page, and elements that say so in the words CMSs use."""


def find_authors(markup: Markup, site: Iterable[str], language: str | None = None) -> tuple[str, ...]:
    """The authors, as the first source that names a person has them; else an organisation that it names.

    A source that names the same persons and more goes before. The names of the `site` are not taken from meta
    tags, where templates put them on every page; where nothing else is declared, a byline in the body goes
    before them.
    """
    names = {letters_of(name) for name in site}
    in_json_ld, in_meta = (
        _distinct(_in_json_ld(markup, language)),
        _distinct(_in_meta(markup, names, language)),
    )
    if _has_person(in_json_ld, names):
        return in_meta if set(in_meta) > set(in_json_ld) else in_json_ld
    if _has_person(in_meta, names):
        return in_meta
    declared = in_json_ld or in_meta
    if declared and not all(_is_site(name, names) for name in declared):
        return declared
    signed = _distinct(_in_body(markup, names, language))
    return signed or declared


def _in_json_ld(markup: Markup, language: str | None) -> Iterator[str]:
    pages = (node for node in markup.nodes if types_of(node)[:1] == ["WebPage"])
    for node in (*markup.articles, *pages):
        authors = list(_authors(markup, node.get("author"), language))
        authors = authors or list(_authors(markup, node.get("creator"), language))
        if authors:
            people = [names for is_person, names in authors if is_person]
            for names in people or [names for _, names in authors]:
                yield from names
            return


def _authors(markup: Markup, value: Any, language: str | None) -> Iterator[tuple[bool, list[str]]]:
    """Whether each author is a person, and the names: one may hold a list of them."""
    for item in islice(value if isinstance(value, list) else [value], MOST_NAMES):
        author = markup.resolve(item)
        is_person = True
        if isinstance(author, dict):
            is_person = not any(kind.endswith("Organization") for kind in types_of(author)[:1])
            named = author.get("name") or author.get("byline") or author.get("@value")
            author = named or f"{plain(author.get('givenName'))} {plain(author.get('familyName'))}"
        for name in islice(author if isinstance(author, list) else [author], MOST_NAMES):
            # one name in capitals is the publisher's own way to write it
            declared = plain(name)
            alone = declared.isupper() and split_names(declared.title(), language) == [declared.title()]
            if names := [declared] if alone else split_names(declared, language):
                yield is_person, names


def _in_meta(markup: Markup, site: set[str], language: str | None) -> Iterator[str]:
    sources = [markup.every(name) for name in META_AUTHORS]
    labels = zip(markup.every(*META_LABELS), markup.every(*META_LABELLED), strict=False)
    sources.append(iter([value for label, value in labels if label.casefold() in WRITTEN_BY]))
    for source in sources:
        found = [
            author for value in islice(source, MOST_NAMES) for author in split_names(_turned(value), language)
        ]
        found = [author for author in found if letters_of(author) not in site]
        if any(" " in author or agency_named(author) for author in found):
            yield from found
            return


def _turned(name: str) -> str:
    """“Wells, Ida B.” as “Ida B. Wells”, as libraries' tags (Dublin Core) have it."""
    found = LAST_FIRST.fullmatch(name)
    turned = f"{found[2]} {found[1]}" if found else name
    lone = found is not None and (" " not in found[1] or not is_name(found[1]))
    return turned if lone and is_name(turned) else name


def _in_body(markup: Markup, site: set[str], language: str | None) -> Iterator[str]:
    """The names in the first byline of the page that holds any, and those beside it of the same kind."""
    parent = None
    for element in islice(BYLINES(markup.tree), MOST_ELEMENTS):
        if is_aside(element) or is_quoted(element):
            continue
        if parent is not None and element.getparent() is not parent:
            return
        text = SIGNED_ON.sub("", text_of(element), count=1)
        names = split_names(text, language) if len(text) <= LONGEST_BYLINE else []
        links = list(islice(LINKS(element), MOST_NAMES))
        if names and len(links) > 1:  # a list of links, with nothing but space between the names
            names = [name for link in links for name in split_names(text_of(link), language)]
        people = [name for name in names if is_name(name) and not _is_site(name, site)]
        people = [name for name in people if BUTTONS.isdisjoint(name.casefold().split())]
        if people:
            parent = element.getparent()
            yield from people


def split_names(text: str, language: str | None = None) -> list[str]:
    """The names in a list of authors (“By A, Staff Writer, and B”), without roles, degrees and addresses.

    Text that is no list of names (“Staff and news service reports”) is one name; nobody's is none, and so is
    a date's. `language` is the page's, ISO 639-1: only in those in which it may mean “by” is “De” no name's.
    """
    text = pared(" ".join(text.split()), short=language in BY_IS_SHORT)
    if not text or text.casefold().removeprefix("no ") in NOBODY or SLUG.fullmatch(text) or is_time(text):
        return []
    if not any(map(str.isalpha, text)):
        return []
    parts = [person for part in BETWEEN.split(text) for person in parted(part)]
    people = list(filter(None, map(_person, parts)))
    if len(people) > 1:  # “Jane Roe, The Valley Post, Oslo”
        some = [
            name for name in people if agency_named(name) or not (is_paper(name) or is_place_or_day(name))
        ]
        people = some or people
    return people or ([] if all(map(_is_nobody, parts)) else [text])


def _person(part: str) -> str:
    """The person, or the agency as it stands, that a part of a byline names; else the empty string."""
    if agency_named(part):
        return part
    name = without_role(FOR.sub("", IN_BRACKETS.sub("", part)))
    return (name if is_paper(name) else cased(name)) if is_name(name) else name if agency_named(name) else ""


def _is_nobody(part: str) -> bool:
    return not part or says_nobody(part) or is_time(part) or DEGREE.fullmatch(part) is not None


def _is_site(name: str, site: set[str]) -> bool:
    """Whether it is the site by one of its names, or its staff: “The Valley Post Staff”."""
    return letters_of(name) in site or letters_of(STAFF.sub("", name)) in site


def _has_person(authors: Iterable[str], site: set[str]) -> bool:
    return any(not _is_site(name, site) and agency_named(name) is None for name in authors)


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, however it is written; of bounded length and number."""
    found: dict[str, str] = {}
    for name in islice(names, MOST_NAMES):
        if len(name) <= LONGEST_NAME:
            found.setdefault(letters_of(name), name)
    return tuple(found.values())
