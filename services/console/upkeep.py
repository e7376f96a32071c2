"""`pressline dead`, `topics` and `schemas`: what ops do now and then."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from services.chassis.errors import Misconfigured
from services.chassis.settings import read_settings
from services.console.options import Json

dead_app = typer.Typer(no_args_is_help=True, help="Dead letters: list, show, replay.")
topics_app = typer.Typer(no_args_is_help=True, help="The topics on the broker.")
schemas_app = typer.Typer(no_args_is_help=True, help="The messages' JSON Schemas and the AsyncAPI document.")

Stage = Annotated[str | None, typer.Option(help="Only of this stage.")]
Cause = Annotated[
    str | None,
    typer.Option(help="Only of this cause: invalid, too_large, timeout, crashed, error, …"),
]
Where = Annotated[
    list[str] | None,
    typer.Option(
        metavar="TERM",
        help="Only where this holds, and every other: stage, cause, error, topic, key, delivery (= != ~), "
        "version, time (= != < <= > >=), since=.",
    ),
]
Letter = Annotated[
    str | None, typer.Argument(metavar="[LETTER]", help="One dead letter: topic:partition:offset.")
]
Folder = Annotated[
    Path | None, typer.Argument(metavar="[FOLDER]", help="schemas/json of this checkout by default.")
]


@dead_app.command("list")
def dead_list(stage: Stage = None, cause: Cause = None, where: Where = None, as_json: Json = False) -> None:
    """Dead letters, those of one stage, cause and kind of error as one group; what became of them since."""
    from services.chassis.lag import find_bootstrap
    from services.console.dead.shown import show_groups
    from services.console.dead.where import wanted_by

    settings = read_settings()
    wanted = wanted_by(stage, cause, where=where or ())
    asyncio.run(show_groups(find_bootstrap(settings), wanted, settings, as_json=as_json))


@dead_app.command("show")
def dead_show(
    letter: Letter = None,
    stage: Stage = None,
    cause: Cause = None,
    where: Where = None,
    as_json: Json = False,
) -> None:
    """Each dead letter: where, when and of what it died, the article, and what became of it since."""
    from services.chassis.lag import find_bootstrap
    from services.console.dead.shown import show_letters
    from services.console.dead.where import wanted_by

    settings = read_settings()
    wanted = wanted_by(stage, cause, letter, where or ())
    asyncio.run(show_letters(find_bootstrap(settings), wanted, settings, as_json=as_json))


@dead_app.command("replay")
def dead_replay(
    letter: Letter = None,
    stage: Stage = None,
    cause: Cause = None,
    where: Where = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Run today's code on each, say what comes of it, send nothing.")
    ] = False,
    rate: Annotated[float | None, typer.Option(min=0.001, help="Messages a second at most.")] = None,
    again: Annotated[bool, typer.Option("--again", help="Also what was sent again before.")] = False,
    as_json: Json = False,
) -> None:
    """Send dead letters to their stage again, as they were, each once; started again, it sends the rest."""
    from services.chassis.lag import find_bootstrap
    from services.console.dead.sending import replay
    from services.console.dead.shown import show_replayed, show_trial
    from services.console.dead.trial import trial
    from services.console.dead.where import wanted_by

    settings = read_settings()
    bootstrap = find_bootstrap(settings)
    wanted = wanted_by(stage, cause, letter, where or ())
    if dry_run:
        show_trial(asyncio.run(trial(bootstrap, wanted, settings, again=again)), as_json=as_json)
    else:
        show_replayed(asyncio.run(replay(bootstrap, wanted, rate=rate, again=again)), as_json=as_json)


@topics_app.command("apply")
def topics_apply(as_json: Json = False) -> None:
    """Make the topics that are missing; say of the others whether they are as they should be."""
    from services.chassis.kafka import find_broker
    from services.chassis.lag import find_bootstrap
    from services.chassis.topics import apply_topics
    from services.console.show import show_topics

    settings = read_settings()
    bootstrap = find_bootstrap(settings)

    async def apply() -> list[tuple[str, str]]:
        await find_broker(bootstrap)
        return await apply_topics(bootstrap, settings)

    report = asyncio.run(apply())
    show_topics(report, as_json=as_json)
    if any(state not in ("made", "fine") for _, state in report):
        raise typer.Exit(1)


@topics_app.command("acls")
def topics_acls(
    principals: Annotated[
        list[str] | None, typer.Argument(metavar="[PRINCIPAL…]", help="All but `up` by default.")
    ] = None,
    strimzi: Annotated[
        bool, typer.Option("--strimzi", help="As KafkaUser resources of Strimzi: JSON, which YAML takes.")
    ] = False,
    as_json: Json = False,
) -> None:
    """What each may do on the broker, and no more: arguments of kafka-acls.sh."""
    from services.access import PRINCIPALS, acls, strimzi_user
    from services.console.show import show_acls, show_users

    who = principals or PRINCIPALS
    try:
        rules, users = acls(who), [strimzi_user(each) for each in who]
    except ValueError as error:
        raise Misconfigured(str(error)) from None
    if strimzi:
        show_users(users)
    else:
        show_acls(rules, as_json=as_json)


@schemas_app.command("export")
def schemas_export(
    folder: Folder = None,
    breaking: Annotated[
        bool, typer.Option("--breaking", help="Even what breaks readers or writers.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Write the JSON Schemas and the AsyncAPI document."""
    from services.console.show import show_exported
    from services.contracts import EXPORTED, export

    show_exported(export(folder or EXPORTED, breaking=breaking), as_json=as_json)


@schemas_app.command("check")
def schemas_check(
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Fail when the messages changed in a way that breaks readers or writers, or were not exported."""
    from services.console.show import show_contract_problems
    from services.contracts import EXPORTED, check

    problems = check(folder or EXPORTED)
    show_contract_problems(problems, as_json=as_json)
    if problems:
        raise typer.Exit(1)
