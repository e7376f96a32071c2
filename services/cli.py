"""The `pressline` command. Thin: each command reads its arguments here and does its work elsewhere.

Exit codes: 0 done, 1 something went wrong with the work, 2 wrong usage.
"""

import asyncio
import contextlib
import io
import os
import sys
from functools import partial
from typing import Annotated

import typer

from services.chassis.errors import Misconfigured, PresslineError
from services.chassis.logs import log_to_stderr
from services.chassis.settings import read_settings
from services.console.keys import keys_app
from services.console.options import Json
from services.console.queries import queries_app
from services.console.terminal import ReaderLeft, remark
from services.console.upkeep import dead_app, schemas_app, topics_app
from services.line import GATEWAY, SERVICES

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.add_typer(queries_app)
app.add_typer(dead_app, name="dead")
app.add_typer(topics_app, name="topics")
app.add_typer(schemas_app, name="schemas")
app.add_typer(keys_app, name="keys")


@app.callback()
def pressline() -> None:
    """A stream-processing pipeline for news articles: ingest, clean, enrich, index, gateway."""
    # a typo in the environment is said first, whatever the command
    log_to_stderr(read_settings().log_level)


@app.command()
def up(
    scale: Annotated[
        list[str] | None, typer.Option(metavar="SERVICE=COUNT", help="Copies of a service: enrich=2.")
    ] = None,
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
def service(
    name: Annotated[str, typer.Argument(metavar="NAME", help=f"One of {', '.join(SERVICES)}.")],
) -> None:
    """Run one service, as containers do."""
    from services.chassis.lag import find_bootstrap

    if name not in SERVICES:
        raise Misconfigured(f"no service {name!r}: there are {', '.join(SERVICES)}")
    settings = read_settings()
    settings = settings.model_copy(update={"broker": find_bootstrap(settings)})
    if name == GATEWAY:
        from services.gateway.entry import serve_gateway

        serve_gateway(settings)
    else:
        from services.chassis.serve import serve
        from services.store import open_store

        serve(name, settings, open_store)


@app.command()
def push(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH…", help="Files, folders, JSON Lines, HTML, or -.")
    ],
    source: Annotated[
        str | None, typer.Option(metavar="NAME", help="The publisher, where an article names none.")
    ] = None,
    published_at: Annotated[
        str | None, typer.Option(metavar="TIME", help="RFC 3339, where an article has none.")
    ] = None,
    wait: Annotated[bool, typer.Option("--wait", help="Until each article's journey has ended.")] = False,
    as_json: Json = False,
) -> None:
    """Push articles onto the line."""
    from services.chassis.lag import find_bootstrap
    from services.console import push as pushing
    from services.console.inputs import find_articles
    from services.console.show import show_pushed
    from services.console.stored import opened, settings_with_store

    settings = settings_with_store() if wait else read_settings()
    given = {"source": source, "published_at": published_at}
    found = list(find_articles(paths, {name: value for name, value in given.items() if value is not None}))
    pushed = asyncio.run(pushing.push(find_bootstrap(settings), found, len(found)))
    pushing.require_some(pushed, paths)
    if wait:
        with opened(settings) as store:
            find_line = partial(find_bootstrap, settings)
            pushed = asyncio.run(pushing.wait_for_end(store, pushed, find_line))
    show_pushed(pushed, as_json=as_json)
    if any(one.failed for one in pushed):
        raise typer.Exit(1)


@app.command()
def tail(
    topic: Annotated[str, typer.Argument(metavar="TOPIC", help="Such as articles.indexed.")],
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
def audit(
    timeout: Annotated[
        float, typer.Option(min=1, max=3600, help="Seconds to look whether what waits moves.")
    ] = 3.5,
    as_json: Json = False,
) -> None:
    """Check that everything accepted has ended or is on its way, and that what waits moves."""
    from services.console.audit import audit as check
    from services.console.show import show_audit
    from services.console.stored import opened, settings_with_store

    settings = settings_with_store()
    with opened(settings) as store:
        result = asyncio.run(check(store, settings, timeout))
    show_audit(result, as_json=as_json)
    if not result.balanced:
        raise typer.Exit(1)


@app.command()
def demo() -> None:
    """Bring a line up, push the three seed articles and show what became of them."""
    from services.console.demo import demo as run_demo

    asyncio.run(run_demo())


def main() -> None:
    """Run the command; what a person can mend is said in one line."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # a locale that is not UTF-8's: a question mark for a character is no reason to stop
        sys.stdout.reconfigure(errors="replace")
    try:
        app()
    except PresslineError as error:
        remark(f"pressline: {error}")
        sys.exit(2 if isinstance(error, Misconfigured) else 1)
    except ReaderLeft:
        # nobody reads the rest, and that is no error of ours; what is still buffered has to go somewhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


if __name__ == "__main__":
    main()
