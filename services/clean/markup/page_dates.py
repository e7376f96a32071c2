"""Finds when a page's article was published and last changed, and where in the markup that stood.

Asked in this order: JSON-LD, meta tags, microdata and `<time>` in the article, the address, and htmldate
last. The time of the crawl that some pages print in their header is none of these.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from htmldate import find_date
from lxml import etree
from lxml.html import document_fromstring

from schemas.fields import EARLIEST
from services.clean.day_order import DayOrder, order_by_dates, order_by_itself, order_of_country
from services.clean.markup.datetimes import is_day, read_datetime, slashed
from services.clean.markup.json_ld import Node
from services.clean.markup.markup import Markup, is_aside, is_box
from services.clean.markup.visible_timestamps import SLASHES, visible_timestamps
from services.clean.zones import SLACK

MOST_TIMES = 100
MOST_TEXT = 200_000
"""Characters of a page in which a date of the form 07/11/2023 is looked for."""
MONTHS_OF_YEAR = 12
NUMBER = re.compile(r"\d+")
MOST_ELEMENTS = 20_000
"""Elements of a page that htmldate is asked about: it takes seconds for a million."""


class Basis(StrEnum):
    """Where in a page a date stood."""

    JSON_LD = "json-ld"
    META = "meta"
    TIME = "time"
    URL = "url"
    HTMLDATE = "htmldate"


class Dated(NamedTuple):
    """A moment in UTC and where it stood."""

    at: datetime
    basis: Basis


META_PUBLISHED = (
    "article:published_time",
    "article:published",
    "og:published_time",
    "og:article:published_time",
    "article.published",
    "datepublished",
    "date_published",
    "published_time",
    "published-date",
    "publisheddate",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "article_date_original",
    "originalpublicationdate",
    "dc.date.issued",
    "dc.date.published",
    "dcterms.issued",
    "dcterms.date",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "publication-date",
    "citation_publication_date",
    "citation_online_date",
    "datecreated",
    "date",
)
META_MODIFIED = (
    "article:modified_time",
    "article:modified",
    "og:article:modified_time",
    "og:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "lastmod",
    "dcterms.modified",
    "dc.date.modified",
)
MICRODATA = etree.XPath("//*[@*][@itemprop=$name]")
IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?:[/_.-]|$)")


def find_published(
    markup: Markup, address: str | None, latest: datetime, order: DayOrder | None = None
) -> Dated | None:
    """When the article was published; null where the page doesn't say, or names a time after `latest` only.

    Of a mere day and a moment in that day the moment is taken, wherever it stood.
    """
    found = (dated for dated in _published(markup, address, order) if EARLIEST <= dated.at <= latest + SLACK)
    first = next(found, None)
    if first is None:
        return _by_htmldate(markup, address, latest, order)
    if not is_day(first.at):
        return first
    day = first.at.date()
    return next((dated for dated in found if dated.at.date() == day and not is_day(dated.at)), first)


def find_modified(
    markup: Markup, published: datetime | None, latest: datetime, order: DayOrder | None = None
) -> Dated | None:
    """When the article was last changed, as the page says; a time before it was published is not taken."""
    earliest = published or EARLIEST
    return next((dated for dated in _modified(markup, order) if earliest <= dated.at <= latest + SLACK), None)


def day_order(markup: Markup, address: str | None, language: str | None, latest: datetime) -> DayOrder | None:
    """The order of day and month in the page's dates of the form 07/11/2023; null where nothing decides it.

    Another such date of the page decides, then what lies beside the day of the address or of another
    date, or is not in the future, then the publisher's country, by domain or by `language`, a BCP 47 tag.
    """
    values = [
        *_dates(markup),
        *(time.get("datetime") for time in islice(markup.tree.iter("time"), MOST_TIMES)),
    ]
    numbers = [found for found in map(slashed, values) if found]
    if not numbers and not SLASHES.search(" ".join(markup.tree.itertext())[:MOST_TEXT]):
        return None
    said = {order for one in numbers if one[0] != one[1] and (order := _by_itself(one))}
    if said:
        return said.pop() if len(said) == 1 else None
    known = {moment.date() for moment in map(read_datetime, values) if moment}
    if found := IN_ADDRESS.search(address or ""):
        known |= {moment.date() for moment in [read_datetime("-".join(found.groups()))] if moment}
    near = {order for one in numbers if (order := order_by_dates(one[:3], known, latest))}
    return near.pop() if len(near) == 1 else order_of_country(language, address)


def _by_itself(one: tuple[int, int, int, str | None]) -> DayOrder | None:
    try:
        return order_by_itself(*one)
    except ValueError:
        return None


def _dates(markup: Markup) -> Iterator[object]:
    yield from _values(markup.articles, "datePublished", "dateCreated", "dateModified")
    yield from markup.every(*META_PUBLISHED, *META_MODIFIED)
    yield from _microdata(markup, "datePublished")
    yield from _microdata(markup, "dateModified")


def _published(markup: Markup, address: str | None, order: DayOrder | None) -> Iterator[Dated]:
    yield from _read(Basis.JSON_LD, _values(markup.articles, "datePublished", "dateCreated"), order)
    yield from _read(Basis.META, markup.every(*META_PUBLISHED), order)
    yield from _read(Basis.JSON_LD, _values(markup.nodes, "datePublished"), order)
    yield from _read(Basis.TIME, _microdata(markup, "datePublished"), order)
    yield from _read(Basis.TIME, _times(markup), order)
    if found := IN_ADDRESS.search(address or ""):
        yield from _read(Basis.URL, ["-".join(found.groups())], order)
    yield from _read(Basis.HTMLDATE, visible_timestamps(markup), order)


def _modified(markup: Markup, order: DayOrder | None) -> Iterator[Dated]:
    yield from _read(Basis.JSON_LD, _values(markup.articles, "dateModified"), order)
    yield from _read(Basis.META, markup.every(*META_MODIFIED), order)
    yield from _read(Basis.JSON_LD, _values(markup.nodes, "dateModified"), order)
    yield from _read(Basis.TIME, _microdata(markup, "dateModified"), order)


def _values(nodes: list[Node], *keys: str) -> Iterator[object]:
    return (node.get(key) for key in keys for node in nodes)


def _microdata(markup: Markup, name: str) -> Iterator[object]:
    for element in islice(MICRODATA(markup.tree, name=name), MOST_TIMES):
        yield element.get("datetime") or element.get("content") or element.text


def _times(markup: Markup) -> Iterator[object]:
    """The `<time>` that says it is the publication's, then those in the article; not one beside it."""
    times = [time for time in islice(markup.tree.iter("time"), MOST_TIMES) if not is_aside(time)]
    said = [time for time in times if time.get("pubdate") is not None]
    within = [time for time in times if any(step.tag in ("article", "main") for step in time.iterancestors())]
    return (time.get("datetime") for time in said + within)


def _read(basis: Basis, values: Iterable[object], order: DayOrder | None) -> Iterator[Dated]:
    for value in values:
        moment = read_datetime(value, order)
        if moment is not None:
            yield Dated(moment, basis)


def _by_htmldate(
    markup: Markup, address: str | None, latest: datetime, order: DayOrder | None
) -> Dated | None:
    """What htmldate makes of the elements of the page, without the boxes beside the article.

    Not taken: the day of the crawl or one beside it, which may be the page's clock, and the first of January,
    which is how htmldate writes the mere year of a copyright line.
    """
    if next(islice(markup.tree.iter(), MOST_ELEMENTS, None), None) is not None:
        return None
    # what a hostile page makes a library raise is not ours to know: the page then has no date
    try:
        # htmldate takes an element of lxml.html; of text it would fetch what looks like an address
        page = document_fromstring(etree.tostring(markup.tree, method="html", encoding="unicode"))
        for element in list(page.iterdescendants("*")):
            if is_box(element):
                element.getparent().remove(element)
        newest = latest + SLACK
        found = find_date(
            page, extensive_search=False, original_date=True, url=address or "", max_date=newest
        )
    except Exception:
        return None
    moment = read_datetime(found)
    if moment is None or abs(latest.date() - moment.date()) <= SLACK or (moment.month, moment.day) == (1, 1):
        return None
    return _as_page_orders(moment, etree.tostring(page, encoding="unicode"), order)


def _as_page_orders(moment: datetime, page: str, order: DayOrder | None) -> Dated | None:
    """What htmldate found; where it guessed the order of 07/11/2023, the day in the page's order or none."""
    day, month = moment.day, moment.month
    either = re.search(
        rf"(?<!\d)(?:0?{day}([/-])0?{month}|0?{month}([/-])0?{day})[/-]{moment.year}(?!\d)", page
    )
    if day > MONTHS_OF_YEAR or day == month or not either:
        return Dated(moment, Basis.HTMLDATE)
    first, second = (int(number) for number in NUMBER.findall(either[0])[:2])
    read = read_datetime(f"{first}/{second}/{moment.year}", order)
    return Dated(read, Basis.HTMLDATE) if read else None
