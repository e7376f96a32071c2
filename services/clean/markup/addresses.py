"""Finds the address that a page gives as its own, and the names of the site that it stands on."""

from collections.abc import Iterator
from itertools import islice
from urllib.parse import urljoin, urlsplit

from services.clean.markup.json_ld import types_of
from services.clean.markup.markup import Markup, plain

LONGEST_ADDRESS = 8192
"""Characters; the bound of the messages' own addresses."""
MOST_LINKS = 500
META_SITE = ("og:site_name", "application-name", "apple-mobile-web-app-title", "al:ios:app_name", "cre")
PUBLISHERS = ("Organization", "NewsMediaOrganization", "WebSite")


def find_address(markup: Markup, url: str | None) -> str | None:
    """The page's canonical address, absolute; null where it gives none, or only the site's home page.

    `url` is where the page was found, from which relative addresses are read.
    """
    bases = (base.get("href") for base in islice(markup.tree.iter("base"), 1))
    base = _join(url, next(bases, None)) or url
    found = list(filter(None, (_join(base, given) for given in _given(markup))))
    return next((address for address in found if not _is_home(address)), None)


def find_publisher(markup: Markup) -> str | None:
    """Whose page it is, by the article's `publisher` in JSON-LD, then by `og:site_name`; null if unsaid."""
    named = (_name(markup, node.get("publisher")) for node in markup.articles)
    site = (plain(node.get("name")) for node in markup.nodes if types_of(node)[:1] == ["WebSite"])
    names = (*named, markup.first("og:site_name"), *site, markup.first("application-name", "dc.publisher"))
    named = (name.split(" | ")[0].strip() for name in names if "://" not in name and not name.startswith("@"))
    return next(filter(None, named), None)


def site_names(markup: Markup, publisher: str | None, address: str | None) -> Iterator[str]:
    """What the site may be called at the end of a title: its names, its handle, its host."""
    yield from filter(None, (publisher, *markup.every(*META_SITE)))
    for node in markup.nodes:
        if set(PUBLISHERS).intersection(types_of(node)):
            yield from filter(None, (plain(node.get("name")), plain(node.get("alternateName"))))
    if handle := markup.first("twitter:site"):
        yield handle.rsplit("/", 1)[-1]
    host = (urlsplit(address).hostname or "") if address else ""
    if host:
        labels = host.removeprefix("www.").split(".")
        yield ".".join(labels)
        yield max(labels, key=len)


def _name(markup: Markup, value: object) -> str:
    for item in value[:1] if isinstance(value, list) else [value]:
        thing = markup.resolve(item)
        return plain(thing.get("name") if isinstance(thing, dict) else thing)
    return ""


def _given(markup: Markup) -> Iterator[object]:
    for link in islice(markup.tree.iter("link"), MOST_LINKS):
        if (link.get("rel") or "").strip().lower() == "canonical":
            yield link.get("href")
    yield from markup.meta.get("og:url", ())
    for node in markup.articles:
        page = node.get("mainEntityOfPage")
        yield from (node.get("url"), page.get("@id") if isinstance(page, dict) else page)


def _join(base: str | None, given: object) -> str | None:
    """The absolute web address of what is given; null if it is none."""
    if not isinstance(given, str) or not 0 < len(given) <= LONGEST_ADDRESS:
        return None
    try:
        address = urljoin(base or "", "".join(given.split()))
        parts = urlsplit(address)
        sound = parts.scheme in ("http", "https") and parts.hostname and (parts.port or True)
    except ValueError:
        return None
    return address if sound and len(address) <= LONGEST_ADDRESS and address.isprintable() else None


def _is_home(address: str) -> bool:
    parts = urlsplit(address)
    return parts.path in ("", "/") and not parts.query
