"""The `pressline` command. Thin: each command reads its arguments here and does its work elsewhere.

Exit codes: 0 done, 1 something went wrong with the work, 2 wrong usage.
"""

import asyncio
import contextlib
import sys
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from services.chassis.errors import Misconfigured, PresslineError
from services.chassis.logs import log_to_stderr
from services.chassis.settings import Settings, read_settings
from services.console.upkeep import Json, dead_app, schemas_app, topics_app
from services.line import SERVICES

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.add_typer(dead_app, name="dead")
app.add_typer(topics_app, name="topics")
app.add_typer(schemas_app, name="schemas")

Limit = Annotated[int, typer.Option(min=1, max=1000, help="How many at most.")]


@app.callback()
def pressline() -> None:
    """A stream-processing pipeline for news articles: ingest, clean, enrich, index."""
    # a typo in the environment is said first, whatever the command
    log_to_stderr(read_settings().log_level)


@app.command()
def up(
    scale: Annotated[list[str] | None, typer.Option(help="Copies of a service: enrich=2.")] = None,
) -> None:
    """Run the whole line on this machine until Ctrl-C."""
    from services import up as line
    from services.console.terminal import people

    copies: dict[str, int] = {}
    for item in scale or []:
        name, _, count = item.partition("=")
        if name not in SERVICES or not count.isdecimal() or not 1 <= int(count) <= 64:
            raise Misconfigured(f"--scale {item}: give SERVICE=COUNT, a service of {', '.join(SERVICES)}")
        copies[name] = int(count)
    console = people()

    def say(text: str) -> None:
        console.print(text, highlight=False, markup=False)

    def announce(text: str) -> None:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()

    asyncio.run(line.up(read_settings(), copies, announce, say))


@app.command()
def service(name: Annotated[str, typer.Argument(help=f"One of {', '.join(SERVICES)}.")]) -> None:
    """Run one service, as containers do."""
    from services.chassis.lag import find_bootstrap
    from services.chassis.serve import serve
    from services.store import open_store

    if name not in SERVICES:
        raise Misconfigured(f"no service {name!r}: there are {', '.join(SERVICES)}")
    settings = read_settings()
    serve(name, settings.model_copy(update={"broker": find_bootstrap(settings)}), open_store)


@app.command()
def push(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, JSON Lines, HTML, or -.")],
    source: Annotated[str | None, typer.Option(help="The publisher, where an article names none.")] = None,
    published_at: Annotated[str | None, typer.Option(help="RFC 3339, where an article has none.")] = None,
    wait: Annotated[bool, typer.Option("--wait", help="Until each article's journey has ended.")] = False,
    as_json: Json = False,
) -> None:
    """Push articles onto the line."""
    from services.chassis.lag import find_bootstrap
    from services.console import push as pushing
    from services.console.found import find_articles
    from services.console.show import show_pushed
    from services.store import open_store

    settings = _settings_with_store() if wait else read_settings()
    given = {"source": source, "published_at": published_at}
    found = list(find_articles(paths, {name: value for name, value in given.items() if value is not None}))
    pushed = asyncio.run(pushing.push(find_bootstrap(settings), found, len(found)))
    pushing.require_some(pushed, paths)
    if wait:
        with closing(open_store(settings.store_url)) as store:
            find_line = partial(find_bootstrap, settings)
            pushed = asyncio.run(pushing.wait_for_end(store, pushed, find_line))
    show_pushed(pushed, as_json=as_json)
    if any(one.failed for one in pushed):
        raise typer.Exit(1)


@app.command()
def tail(
    topic: str,
    from_beginning: Annotated[bool, typer.Option("--from-beginning", help="Old messages, too.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Stop after so many.")] = None,
    as_json: Json = False,
) -> None:
    """Follow a topic."""
    from services.chassis.lag import find_bootstrap
    from services.console.show import show_messages

    bootstrap = find_bootstrap(read_settings())
    with contextlib.suppress(KeyboardInterrupt):  # the usual way to end it
        asyncio.run(show_messages(bootstrap, topic, limit, from_beginning=from_beginning, as_json=as_json))


@app.command()
def get(article_id: str, as_json: Json = False) -> None:
    """Show an article as the store holds it."""
    from services.console.articles import show_article

    show_article(_settings_with_store(), article_id, as_json=as_json)


@app.command()
def search(
    query: str,
    person: Annotated[str | None, typer.Option(help="Only articles that name this person.")] = None,
    place: Annotated[str | None, typer.Option(help="Only articles that name this place.")] = None,
    source: Annotated[str | None, typer.Option(help="Only this publisher.")] = None,
    since: Annotated[str | None, typer.Option(help="Published at or after, RFC 3339.")] = None,
    limit: Limit = 10,
    as_json: Json = False,
) -> None:
    """Search the articles: words, and “phrases” in quotes."""
    from services.console.articles import show_search

    filters = {"person": person, "place": place, "source": source, "since": since}
    show_search(_settings_with_store(), query, filters, limit, as_json=as_json)


@app.command()
def stories(
    story_id: Annotated[str | None, typer.Argument()] = None, limit: Limit = 20, as_json: Json = False
) -> None:
    """Show the stories, or one with its articles."""
    from services.console.articles import show_stories

    show_stories(_settings_with_store(), story_id, limit, as_json=as_json)


@app.command()
def trace(id_or_url: str, as_json: Json = False) -> None:
    """Show every receipt of one article, in order."""
    from services.console.articles import show_trace

    show_trace(_settings_with_store(), id_or_url, as_json=as_json)


@app.command()
def audit(as_json: Json = False) -> None:
    """Check that everything accepted has ended or is on its way."""
    from services.console.audit import audit as check
    from services.console.show import show_audit
    from services.store import open_store

    settings = _settings_with_store()
    with closing(open_store(settings.store_url)) as store:
        result = asyncio.run(check(store, settings))
    show_audit(result, as_json=as_json)
    if not result.balanced:
        raise typer.Exit(1)


@app.command()
def demo() -> None:
    """Bring a line up, push the three seed articles and show what became of them."""
    from services.console.demo import demo as run_demo

    asyncio.run(run_demo())


def _settings_with_store() -> Settings:
    settings = read_settings()
    path = Path(settings.store_url.removeprefix("sqlite:///"))
    if not path.exists():
        raise Misconfigured(
            f"no store at {path}: start `pressline up`, or set PRESSLINE_DATA or PRESSLINE_INDEX"
        )
    return settings


def main() -> None:
    """Run the command; what a person can mend is said in one line."""
    try:
        app()
    except Misconfigured as error:
        sys.stderr.write(f"pressline: {error}\n")
        sys.exit(2)
    except PresslineError as error:
        sys.stderr.write(f"pressline: {error}\n")
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output left; that is no error of ours
        sys.exit(0)


if __name__ == "__main__":
    main()
