"""The site that a host belongs to: its registrable domain, by the public suffix list (package `tld`)."""

from functools import lru_cache

from tld import get_fld


@lru_cache(10_000)
def site_of(host: str) -> str:
    """The registrable domain of a host: `cnn.com` of `edition.cnn.com`; of an IP address, itself.

    Under a suffix that is no public one (`.example`, `.internal`) it is the last two labels, by the list's
    own default rule. Private suffixes count: each blog of a hosting service is a site of its own.
    """
    host = host.casefold().strip(".")
    try:
        known = get_fld(f"https://{host}/", fail_silently=True, search_private=True)
    except ValueError:  # it calls urlsplit, which some hosts break
        known = None
    if known or _is_address(host):
        return str(known or host)
    return ".".join(host.split(".")[-2:])


def _is_address(host: str) -> bool:
    return ":" in host or host.rpartition(".")[2].isdecimal()
