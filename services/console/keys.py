"""`pressline keys`: API keys of the gateway, and the file that holds their digests."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from services.chassis.errors import Misconfigured
from services.console.options import Json
from services.console.terminal import print_json, print_text, remark, screen, styled
from services.gateway.key_file import (
    ApiKey,
    BadKeyFile,
    Scope,
    keep,
    new_key,
    read_keys,
    read_name,
    read_time,
)

keys_app = typer.Typer(no_args_is_help=True, help="API keys of the gateway.")


@keys_app.command("new")
def keys_new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Who gets it; a name may have several keys.")],
    scope: Annotated[
        list[Scope],
        typer.Option(help="What it is good for; again for another. retract: taking articles back."),
    ],
    expires: Annotated[
        str | None, typer.Option(metavar="TIME", help="RFC 3339, or a day: good until then.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Make a key, shown this once, and the line for the file that PRESSLINE_API_KEYS_FILE names."""
    try:
        until = read_time(expires) if expires else None
        if until is not None and until <= datetime.now(UTC):
            raise BadKeyFile(f"--expires {expires} is over")
        key = new_key()
        kept = keep(read_name(name), scope, key, until)
    except BadKeyFile as error:
        raise Misconfigured(f"keys new: {error}") from None
    if as_json:
        print_json({**_told(kept), "key": key, "line": kept.line})
        return
    remark("the key, for whoever is to use it; it is kept nowhere and shown this once:")
    _print_whole(key)
    remark("the line for the file of PRESSLINE_API_KEYS_FILE; running gateways follow it in a second:")
    _print_whole(kept.line)


@keys_app.command("check")
def keys_check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file of keys.")], as_json: Json = False
) -> None:
    """Read a file of keys as the gateway would, and say whose keys are in it."""
    try:
        keys = read_keys(file.read_bytes())
    except (OSError, BadKeyFile) as error:
        raise Misconfigured(f"{file}: {error}") from None
    for key in keys:
        if as_json:
            print_json(_told(key))
        else:
            over = "  over" if key.is_over(datetime.now(UTC)) else ""
            print_text(styled((key.name, "bold"), f"  {key.id}  {','.join(sorted(key.scopes))}", over))


def _print_whole(text: str) -> None:
    """In one line, however narrow the terminal: it is there to be copied."""
    screen().print(text, soft_wrap=True, markup=False)


def _told(key: ApiKey) -> dict[str, object]:
    return {"name": key.name, "id": key.id, "scopes": sorted(key.scopes), "expires": key.expires}
