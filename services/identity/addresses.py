"""One spelling for all addresses of one page: what parts two spellings and never two pages is taken off."""

from urllib.parse import parse_qsl, urlencode, urlsplit

from w3lib.url import canonicalize_url

from services.identity.copies import behind, plain_host, plain_path, without_views
from services.identity.trackers import without_trackers

BYTES = "surrogateescape"
"""A query in another encoding than UTF-8 keeps its bytes: two pages must not become one."""
ROUTES = ("!", "/")
"""How a fragment begins that says which page a script is to show; others are places on one page."""
SESSION = ";jsessionid="


def canonical(url: str) -> str:
    """One spelling for all addresses of one page: no scheme, fragment, trackers, index file, trailing slash.

    What marks an AMP, mobile or print copy is taken off, too. The rest is RFC 3986, section 6, by w3lib.

    Raises:
        ValueError: it is no URL after all.
    """
    whole = behind(url.strip())
    parts = urlsplit(canonicalize_url(whole))
    fragment = urlsplit(whole).fragment
    query = parse_qsl(parts.query, keep_blank_values=True, errors=BYTES)
    query = without_views(without_trackers(query))
    host = plain_host((parts.hostname or "").rstrip("."))
    default = {"http": 80, "https": 443}.get(parts.scheme)
    port = f":{parts.port}" if parts.port and parts.port != default else ""
    path = plain_path(_without_session(parts.path))
    route = f"#{fragment}" if fragment.startswith(ROUTES) and len(fragment) > 1 else ""
    return f"{host}{port}{path}" + (f"?{urlencode(query, errors=BYTES)}" if query else "") + route


def _without_session(path: str) -> str:
    at = path.casefold().rfind(SESSION)
    return path if at < 0 else path[:at]
