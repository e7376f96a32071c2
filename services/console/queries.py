"""`pressline get`, `search`, `stories`, `quotes`, `trace`, `watch`: what people ask of the store."""

import asyncio
from contextlib import suppress
from typing import Annotated

import typer

from services.chassis.errors import Misconfigured
from services.console.options import After, IdOrUrl, Json, Limit, Organisation, Person, Place, Source, Speaker

queries_app = typer.Typer()
watch_app = typer.Typer(no_args_is_help=True, help="Standing searches: add, list, remove, follow.")
queries_app.add_typer(watch_app, name="watch")

Watched = Annotated[str, typer.Argument(metavar="NAME", help="What the watch is called.")]


@queries_app.command()
def get(
    article: IdOrUrl,
    revision: Annotated[str | None, typer.Option(help="As it was in this revision.")] = None,
    as_json: Json = False,
) -> None:
    """Show an article as the store holds it."""
    from services.console.articles import show_article
    from services.console.stored import settings_with_store

    show_article(settings_with_store(), article, revision, as_json=as_json)


@queries_app.command()
def search(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="Words and “phrases”; '' finds all.")],
    person: Person = None,
    place: Place = None,
    organisation: Organisation = None,
    source: Source = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="Published at or after, not undated: RFC 3339, or a date."),
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="TIME", help="Published at or before: RFC 3339, or a date, all day.")
    ] = None,
    limit: Limit = 10,
    after: After = None,
    collapse: Annotated[
        bool, typer.Option("--collapse/--no-collapse", help="Near-duplicates as one hit, or each for itself.")
    ] = True,
    facets: Annotated[
        bool, typer.Option("--facets", help="Counts instead: who, where, whose and when.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Search the articles: words, and “phrases” in quotes, best first."""
    from services.console.searches import moment_of, show_facets, show_search
    from services.console.stored import settings_with_store
    from services.store import Filters

    first, last = moment_of("--since", since), moment_of("--until", until, ends_day=True)
    if first and last and first > last:
        raise Misconfigured(f"--until {until}: that is before --since {since}")
    if facets and after is not None:
        raise Misconfigured("--after: facets have no pages: leave it or --facets out")
    filters = Filters(
        person=person, place=place, organisation=organisation, source=source, since=first, until=last
    )
    settings = settings_with_store()
    if facets:
        show_facets(settings, query, as_json=as_json, **filters)
    else:
        show_search(settings, query, limit, after, as_json=as_json, collapse=collapse, **filters)


@queries_app.command()
def stories(
    story: Annotated[str | None, typer.Argument(metavar="[ID]", help="One story, with its articles.")] = None,
    limit: Limit = 20,
    after: After = None,
    as_json: Json = False,
) -> None:
    """Show the stories, the weightiest first, or one with its articles."""
    from services.console.stored import settings_with_store
    from services.console.stories import show_stories, show_story

    if story is None:
        show_stories(settings_with_store(), limit, after, as_json=as_json)
    elif after is not None:
        raise Misconfigured("--after: one story has no pages: leave it or the id out")
    else:
        show_story(settings_with_store(), story, as_json=as_json)


@queries_app.command()
def quotes(
    speaker: Speaker = None,
    limit: Limit = 20,
    after: After = None,
    as_json: Json = False,
) -> None:
    """Show who said what, the newest first."""
    from services.console.searches import show_quotes
    from services.console.stored import settings_with_store

    show_quotes(settings_with_store(), speaker, limit, after, as_json=as_json)


@queries_app.command()
def trace(article: IdOrUrl, as_json: Json = False) -> None:
    """Show every receipt of one article, in order."""
    from services.console.articles import show_trace
    from services.console.stored import settings_with_store

    show_trace(settings_with_store(), article, as_json=as_json)


@watch_app.command("add")
def watch_add(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="Small letters, digits, - and _; replaces one of that name."),
    ],
    query: Annotated[str, typer.Argument(metavar="QUERY", help="As of a search; '' with a filter.")],
    person: Person = None,
    place: Place = None,
    organisation: Organisation = None,
    source: Source = None,
    as_json: Json = False,
) -> None:
    """Mark articles that this search finds, from now on, with NAME."""
    from services.console.stored import settings_with_store
    from services.console.watches import add_watch

    filters = {"person": person, "place": place, "organisation": organisation, "source": source}
    add_watch(settings_with_store(), name, query, filters, as_json=as_json)


@watch_app.command("list")
def watch_list(as_json: Json = False) -> None:
    """Show the watches."""
    from services.console.stored import settings_with_store
    from services.console.watches import show_watches

    show_watches(settings_with_store(), as_json=as_json)


@watch_app.command("remove")
def watch_remove(name: Watched, as_json: Json = False) -> None:
    """Let a watch go; what it marked stays marked."""
    from services.console.stored import settings_with_store
    from services.console.watches import remove_watch

    remove_watch(settings_with_store(), name, as_json=as_json)


@watch_app.command("follow")
def watch_follow(
    name: Watched,
    from_beginning: Annotated[bool, typer.Option("--from-beginning", help="Old articles, too.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Stop after so many.")] = None,
    as_json: Json = False,
) -> None:
    """Print articles that carry the watch, as they are indexed."""
    from services.chassis.lag import find_bootstrap
    from services.console.stored import settings_with_store
    from services.console.watches import follow_watch, require_watch

    settings = settings_with_store()
    require_watch(settings, name)
    bootstrap = find_bootstrap(settings)
    with suppress(KeyboardInterrupt):  # the usual way to end it
        asyncio.run(follow_watch(bootstrap, name, limit, from_beginning=from_beginning, as_json=as_json))
