"""`pressline search` and `quotes`: what was published, on whom and what, and who said what."""

from datetime import date, datetime, time
from typing import Unpack

from pydantic import TypeAdapter, ValidationError
from rich.text import Text

from schemas.fields import Time
from services.chassis.errors import Misconfigured
from services.chassis.settings import Settings
from services.console.stored import opened
from services.console.terminal import (
    QUIET,
    escaped,
    print_json,
    print_text,
    published,
    remark,
    remark_next,
    screen,
    styled,
)
from services.store import Count, Facets, Filters, Hit, QuoteHit
from services.store.wording import also

MATCHED = "bold yellow"
SPEAKERS = 10
"""Speakers named above the quotes of everybody."""


def moment_of(option: str, text: str | None, *, ends_day: bool = False) -> datetime | None:
    """The moment that an option gives; with `ends_day` a bare date is the end of that day.

    Raises:
        Misconfigured: it is no time.
    """
    if text is None:
        return None
    try:
        moment: datetime = TypeAdapter(Time).validate_python(text)
    except ValidationError as error:
        message = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise Misconfigured(f"{option} {text}: {message}") from None
    return datetime.combine(moment, time.max, moment.tzinfo) if ends_day and _is_date(text) else moment


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def show_search(
    settings: Settings,
    query: str,
    limit: int,
    after: str | None,
    *,
    as_json: bool,
    collapse: bool = True,
    **filters: Unpack[Filters],
) -> None:
    """A page of what a search finds; with `collapse` near-duplicates are one hit."""
    with opened(settings) as store:
        found = store.search(query, limit=limit, after=after, collapse=collapse, **filters)
    if as_json:
        print_json(*found.hits)
    else:
        for hit in found.hits:
            _print_hit(hit)
        if not found.hits:
            remark("nothing found")
    remark_next(found.next)


def _print_hit(hit: Hit) -> None:
    print_text(styled((hit.title, "bold")))
    print_text(styled(_where(hit), (f"  {hit.article_id}", QUIET)))
    if hit.duplicate_of and not hit.copies:
        print_text(styled((f"repeats {hit.duplicate_of}", QUIET)))
    for url in hit.addresses:
        print_text(styled((f"also at {url}", QUIET)))
    print_text(marked(hit).append("" if hit.copies else "\n"), indent=2)
    if hit.copies:
        _print_copies(hit)


def _print_copies(hit: Hit) -> None:
    """Where else it stands."""
    print_text(styled((also(hit.copies_total, hit.copies_sources), QUIET)), indent=2)
    for copy in hit.copies:
        print_text(styled(f"{copy.source or 'unknown source'}  {copy.headline}"), indent=4)
        print_text(styled((f"{copy.article_id}  {copy.url or ''}".rstrip(), QUIET)), indent=6)
    more = hit.copies_total - len(hit.copies)
    print_text(styled((f"and {more:,} more\n" if more else "", QUIET)), indent=4)


def marked(hit: Hit) -> Text:
    """The snippet, with what matched in bold."""
    snippet = styled(hit.snippet.replace("\n", " "))
    for match in hit.matches:
        snippet.stylize(MATCHED, match.start, match.end)
    return snippet


def _where(one: Hit | QuoteHit) -> str:
    return f"{one.source or 'unknown source'}, {published(one.published_at, one.accepted_at)}"


def show_facets(settings: Settings, query: str, *, as_json: bool, **filters: Unpack[Filters]) -> None:
    """Whom, what and where the articles of a search name, whose they are, and from when."""
    with opened(settings) as store:
        facets = store.facets(query, **filters)
    if as_json:
        print_json(facets)
    else:
        print_facets(facets)


def print_facets(facets: Facets) -> None:
    """Facets for people, side by side."""
    from rich.columns import Columns
    from rich.table import Table

    counted = f"{facets.articles:,} article" + ("" if facets.articles == 1 else "s")
    told = " counted, and there are more" if facets.more else ""
    told += f", {facets.copies:,} of them copies of others" if facets.copies else ""
    told += f", {facets.undated:,} undated" if facets.undated else ""
    print_text(styled((counted, "bold"), told))
    groups: dict[str, tuple[Count, ...]] = {
        "people": facets.people,
        "places": facets.places,
        "organisations": facets.organisations,
        "sources": facets.sources,
        "days": facets.days,
    }
    tables = []
    for name, counts in groups.items():
        if counts:
            table = Table(box=None, padding=(0, 1, 0, 0))
            table.add_column(name, max_width=32, overflow="fold")
            table.add_column("", justify="right", style=QUIET)
            for count in counts:
                table.add_row(escaped(count.value), str(count.articles))
            tables.append(table)
    screen().print(Columns(tables, padding=(1, 3)))


def show_quotes(
    settings: Settings, speaker: str | None, limit: int, after: str | None, *, as_json: bool
) -> None:
    """A page of who said what."""
    with opened(settings) as store:
        page = store.quotes(speaker, limit=limit, after=after)
        speakers = [] if as_json or speaker is not None or after is not None else store.speakers(SPEAKERS)
    if as_json:
        print_json(*page.quotes)
    else:
        if speakers:
            names = ", ".join(f"{one.value} ({one.articles})" for one in speakers)
            print_text(styled(("most quoted ", QUIET), f"{names}\n"))
        for quote in page.quotes:
            print_text(styled((quote.speaker, "bold"), f" {quote.cue or ''} {quote.text}"))
            print_text(styled(f"{quote.title} · {_where(quote)}", (f"  {quote.article_id}\n", QUIET)), 2)
        if not page.quotes:
            remark("nothing found")
    remark_next(page.next)
