"""The page's searches as addresses: each facet a link that narrows, each active filter a link that widens."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from urllib.parse import urlencode

FILTERS = {
    "person": "Person",
    "place": "Place",
    "organisation": "Organisation",
    "source": "Source",
    "since": "From",
    "until": "To",
}
"""Parameters of a search besides its words, in the order in which they are shown."""
PATH = "/search"


@dataclass(frozen=True)
class Search:
    """What somebody looks for: words, filters by the names of `FILTERS`, near-duplicates as one or not."""

    query: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    collapse: bool = True

    @property
    def asks(self) -> bool:
        """Whether anything at all is asked for."""
        return bool(self.query.strip() or self.filters)

    @property
    def href(self) -> str:
        """Its address."""
        return self.page(None)

    def page(self, after: str | None) -> str:
        """The address of a later page of what it finds."""
        pairs = [("q", self.query)] if self.query else []
        pairs += self.filters
        pairs += [] if self.collapse else [("collapse", "false")]
        pairs += [("after", after)] if after else []
        # a query may hold half a character, which has no bytes
        return f"{PATH}?{urlencode(pairs, errors='replace')}" if pairs else PATH

    def value(self, name: str) -> str | None:
        """What it is narrowed to."""
        return dict(self.filters).get(name)

    def narrowed(self, **values: str) -> "Search":
        """The same with these filters, which take the place of any of their name."""
        wanted = {**dict(self.filters), **values}
        return replace(self, filters=tuple((name, wanted[name]) for name in FILTERS if wanted.get(name)))

    @property
    def other_way(self) -> "Search":
        """The same with each copy for itself, or with copies as one again."""
        return replace(self, collapse=not self.collapse)

    def without(self, *names: str) -> "Search":
        """The same without these filters."""
        return replace(self, filters=tuple(pair for pair in self.filters if pair[0] not in names))


@dataclass(frozen=True)
class Active:
    """A filter in force, in words, with the search without it."""

    label: str
    value: str
    href: str


@dataclass(frozen=True)
class Choice:
    """A value of a facet; `href` narrows to it, or, where the search is narrowed to it already, widens."""

    value: str
    articles: int
    href: str
    chosen: bool


def active_filters(search: Search) -> list[Active]:
    """The filters in force; a single day is one filter and not two."""
    since, until = search.value("since"), search.value("until")
    found = []
    if since is not None and since == until:
        found.append(Active("Day", since, search.without("since", "until").href))
        search_ = search.without("since", "until")
    else:
        search_ = search
    found += [Active(FILTERS[name], value, search.without(name).href) for name, value in search_.filters]
    return found


def choices(search: Search, name: str, counts: Iterable[tuple[str, int]]) -> list[Choice]:
    """A facet's values as links; `name` is a filter, or `day`, which sets the first and the last day."""
    found = []
    for value, articles in counts:
        names = ("since", "until") if name == "day" else (name,)
        chosen = all((search.value(each) or "").casefold() == value.casefold() for each in names)
        other = search.without(*names) if chosen else search.narrowed(**dict.fromkeys(names, value))
        found.append(Choice(value, articles, other.href, chosen))
    return found


def moments_of(search: Search) -> tuple[datetime | None, datetime | None]:
    """The first and the last moment, UTC, of the days from and to which it is narrowed.

    Raises:
        ValueError: one of them is no day as 2018-09-23.
    """
    since, until = _day(search, "since"), _day(search, "until")
    return (
        None if since is None else datetime.combine(since, time.min, UTC),
        None if until is None else datetime.combine(until, time.max, UTC),
    )


def _day(search: Search, name: str) -> date | None:
    value = search.value(name)
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{name}: {value[:40]!r} is no day: write it as 2018-09-23") from None
