"""Which addresses are those of AMP, mobile and print copies, and of which page they are copies.

Only what the address itself says for sure; the rest the page says (own_address.py).
"""

import re
from collections.abc import Sequence
from urllib.parse import SplitResult, parse_qsl, urlsplit

from services.identity.sites import site_of

AMP_CACHES = (".cdn.ampproject.org", ".bing-amp.com")
AMP_CACHE_PATH = re.compile(r"/(?:[a-z]{1,2}/){1,2}?(s/)?([^/]+\.[^/]+/.*|[^/]+\.[^/]+)", re.DOTALL)
"""`/c/s/news.example/story`: the kind of document, `s` for https, the address (AMP cache URL format)."""
VIEWER_PATH = re.compile(r"/amp/(s/)?([^/]+\.[^/]+/.*|[^/]+\.[^/]+)", re.DOTALL)
GOOGLE = re.compile(r"(?:www\.|news\.)?google\.(?:com?\.)?[a-z]{2,3}")
LEADS = {
    "l.facebook.com": ("/l.php", "u"),
    "lm.facebook.com": ("/l.php", "u"),
    "l.instagram.com": ("/", "u"),
    "out.reddit.com": ("/", "url"),
}
"""Hosts whose pages only lead elsewhere: the path, and the parameter that says where."""
MOST_LEADS = 3

DEVICES = frozenset({"www", "amp", "m", "mobile", "mobil", "mobi", "touch", "wap"})
"""Labels of a host that say for which reader the page is laid out."""
NUMBERED_WWW = re.compile(r"www\d{1,2}")

INDEX = re.compile(r"/(?:index|default)\.(?:x?html?|php\d?|shtml|aspx?|jsp|cfm)\Z", re.IGNORECASE)
AMP_ENDING = re.compile(r"(?:\.amp|[._]amp(?=\.html?\Z))", re.IGNORECASE)
AMP_FILE = re.compile(r"/(?:amp|amphtml)(?:\.html?)?\Z")
PRINT_FILE = re.compile(r"/(?:print|printable|print-view|printview)(?:\.html?)?\Z", re.IGNORECASE)
_LISTS = """
about author authors categories category doc docs for glossary help in industry keyword keywords
label labels media on product products search section sections subject subjects tag tags topic
topics wiki
"""
LISTS = frozenset(_LISTS.split())
"""Segments below which `amp` and `print` are words that things are called by."""
SHORT_NUMBER = re.compile(r"\d{1,4}")
LONG_NUMBER = re.compile(r"\d{4}")

VIEWS = {
    "amp": frozenset({"", "1", "true", "yes", "y", "on", "amp", "html"}),
    "outputtype": frozenset({"amp", "amp-type", "default-article", "chartbeat-amp", "print"}),
    "output": frozenset({"amp", "print"}),
    "format": frozenset({"amp", "print", "mobile"}),
    "view": frozenset({"amp", "print", "mobile", "printable"}),
    "layout": frozenset({"amp", "print", "mobile"}),
    "mode": frozenset({"amp", "print", "mobile"}),
    "type": frozenset({"amp", "print"}),
    "tpl": frozenset({"amp", "print"}),
    "template": frozenset({"amp", "print"}),
    "pagewanted": frozenset({"print", "all"}),
    "device": frozenset({"mobile", "amp", "desktop", "phone"}),
    "platform": frozenset({"amp"}),
    "display": frozenset({"amp", "print", "mobile"}),
    "action": frozenset({"print", "amp"}),
    "style": frozenset({"print"}),
    **dict.fromkeys(
        (
            "noamp",
            "print",
            "printer",
            "printable",
            "printview",
            "print_view",
            "printpage",
            "printmode",
            "printerfriendly",
            "singlepage",
            "single_page",
            "onepage",
            "showall",
            "mobile",
            "mobileview",
            "is_mobile",
            "desktop",
        ),
        frozenset({"", "1", "true", "yes", "y", "on", "print", "mobile"}),
    ),
}
"""Parameters, in lower case, with the values by which they ask for a copy of the page."""


def behind(address: str) -> str:
    """The address that a copy in a cache, or a page that leads on, stands for; any other address itself.

    Raises:
        ValueError: it is no URL after all.
    """
    for _ in range(MOST_LEADS):
        parts = urlsplit(address)
        found = _unwrapped(parts)
        if found is None:
            break
        address = found
    return address


def site_of_address(url: str) -> str | None:
    """The registrable domain of an address; null where it has no host that can be read."""
    try:
        host = urlsplit(behind(url.strip())).hostname
    except ValueError:
        return None
    return site_of(host) if host else None


def plain_host(host: str) -> str:
    """A host without the labels, above its registrable domain, that say for which reader it lays out."""
    labels = host.split(".")
    beyond = len(labels) - len(site_of(host).split("."))
    kept = [label for label in labels[:beyond] if label not in DEVICES and not NUMBERED_WWW.fullmatch(label)]
    return ".".join((*kept, *labels[beyond:]))


def plain_path(path: str) -> str:
    """A path without what says that it is an AMP or a print copy, an index file, or doubled slashes."""
    while (plainer := _plainer(path)) != path:  # each time it is shorter
        path = plainer
    return path


def _plainer(path: str) -> str:
    path = INDEX.sub("", re.sub(r"(?<!:)//+", "/", path)).rstrip("/")
    path = AMP_ENDING.sub("", path) if AMP_ENDING.search(path[-len("_amp.html") :]) else path
    for ending in (AMP_FILE, PRINT_FILE):
        rest = ending.sub("", path)
        if rest != path and _may_be_story(rest):
            path = rest
    segments = path.split("/")[1:]
    if "amp" in segments[:-1]:
        at = segments.index("amp")
        if _is_copy_below(segments, at):
            return "/" + "/".join((*segments[:at], *segments[at + 1 :]))
    return path


def without_views(query: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The parameters that don't ask for a copy of the page."""
    return [
        (name, value)
        for name, value in query
        if value.casefold() not in VIEWS.get(name.casefold(), frozenset())
    ]


def _unwrapped(parts: SplitResult) -> str | None:
    host = (parts.hostname or "").casefold()
    found = None
    if host.endswith(AMP_CACHES) or host == AMP_CACHES[0][1:]:
        found = AMP_CACHE_PATH.fullmatch(parts.path)
    elif GOOGLE.fullmatch(host):
        found = VIEWER_PATH.fullmatch(parts.path)
        if parts.path == "/url":
            return _address_in(parts.query, "url", "q")
    elif host in LEADS and parts.path == LEADS[host][0]:
        return _address_in(parts.query, LEADS[host][1])
    if found is None:
        return None
    return f"http{'s' if found[1] else ''}://{found[2]}" + (f"?{parts.query}" if parts.query else "")


def _address_in(query: str, *names: str) -> str | None:
    values = dict(parse_qsl(query, errors="surrogateescape"))
    found = (values.get(name, "") for name in names)
    return next((value for value in found if value.startswith(("http://", "https://"))), None)


def _may_be_story(path: str) -> bool:
    """Whether a path can be that of a story: no list of things, no day of an archive."""
    last = path.rpartition("/")[2]
    return bool(last) and last.casefold() not in LISTS and not SHORT_NUMBER.fullmatch(last)


def _is_copy_below(segments: Sequence[str], at: int) -> bool:
    """Whether a segment `amp` in front of others marks a copy: `/amp/world/…`, `/news/amp/uk-48123456`."""
    below = segments[at + 1 :]
    if LONG_NUMBER.search(below[-1]) or any(LONG_NUMBER.fullmatch(each) for each in below):
        return True
    return at == 0 and (len(below) > 1 or below[-1].count("-") >= 3) and below[0].casefold() not in LISTS
