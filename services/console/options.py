"""Options that several commands share, so that they are called and explained alike."""

from typing import Annotated, Any

import typer

from services.chassis.errors import Misconfigured


def _not_blank(param: typer.CallbackParam, value: str | None) -> str | None:
    """A blank name finds nothing: more likely a variable of a script was empty."""
    if value is not None and not value.strip():
        raise Misconfigured(f"--{param.name}: give a name, or leave it out")
    return value


def _name(explained: str) -> Any:
    return typer.Option(metavar="NAME", help=explained, callback=_not_blank)


Json = Annotated[bool, typer.Option("--json", help="JSON on standard output, and nothing else there.")]
Limit = Annotated[int, typer.Option(min=1, max=1000, help="How many at most.")]
After = Annotated[
    str | None, typer.Option(metavar="CURSOR", help="The next page: the cursor that the page before gave.")
]
Person = Annotated[str | None, _name("Only articles that name this person.")]
Place = Annotated[str | None, _name("Only articles that name this place.")]
Organisation = Annotated[str | None, _name("Only articles that name this organisation.")]
Source = Annotated[str | None, _name("Only this publisher.")]
Speaker = Annotated[str | None, _name("Only what this person said.")]
IdOrUrl = Annotated[str, typer.Argument(metavar="ID_OR_URL", help="The article's id, or its address.")]
