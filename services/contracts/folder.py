"""The exported contracts, one file each: write them, and compare them with what the code says now."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

import schemas
from services.chassis.errors import PresslineError
from services.contracts import asyncapi
from services.contracts.compatibility import incompatibilities
from services.contracts.messages import (
    VERSION,
    JsonSchema,
    json_schema,
    messages,
    name_of,
    written_by_producers,
)

EXPORTED = Path(schemas.__file__).parent / "json"
"""Where the contracts of this version lie, beside their models."""

ASYNCAPI = "asyncapi.json"
SCHEMA = f".{VERSION}.schema.json"


class ContractKind(StrEnum):
    """What kind of difference there is between a file and the code."""

    INCOMPATIBLE = "incompatible"
    NOT_EXPORTED = "not exported"


@dataclass(frozen=True)
class ContractProblem:
    """One difference between an exported file and the code."""

    kind: ContractKind
    file: Path
    text: str

    def __str__(self) -> str:
        """One line for a person."""
        return f"{self.kind}: {self.file.name}: {self.text}"


class Incompatible(PresslineError):
    """An export would break those who rely on the files it replaces."""


def export(folder: Path = EXPORTED, *, breaking: bool = False) -> list[Path]:
    """Write every contract into `folder`, over what was there; give the paths.

    Raises:
        Incompatible: `folder` holds contracts that the new ones would break, and `breaking` is not
            set. Set it while nobody relies on them yet; after that, a new major version is due.
    """
    broken = [problem for problem in check(folder) if problem.kind is ContractKind.INCOMPATIBLE]
    if broken and not breaking:
        why = "not exported: this would break those who rely on it (--breaking writes it nevertheless)"
        raise Incompatible("\n".join([why, *map(str, broken)]))
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for contract in _contracts():
        path = folder / contract.file
        path.write_text(json.dumps(contract.live, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        paths.append(path)
    return paths


def check(folder: Path = EXPORTED) -> list[ContractProblem]:
    """Compare the files in `folder` with the code: no problem, no entry.

    `folder` may also be that of an earlier release: then it says what the next one would break.
    """
    contracts = _contracts()
    problems = []
    for contract in contracts:
        path = folder / contract.file
        problems += [ContractProblem(kind, path, text) for kind, text in _compare(contract, path)]
    known = {contract.file for contract in contracts}
    for path in sorted(folder.glob(f"*{SCHEMA}")):
        if path.name not in known:
            problems.append(
                ContractProblem(ContractKind.INCOMPATIBLE, path, "the code knows no such message any more")
            )
    return problems


@dataclass(frozen=True)
class _Contract:
    """One file as the code says it now; `breaks(committed, live)` says what that would break."""

    file: str
    live: JsonSchema
    breaks: Callable[[JsonSchema, JsonSchema], list[str]]


def _contracts() -> list[_Contract]:
    of_messages = [
        _Contract(
            file=name_of(message) + SCHEMA,
            live=json_schema(message),
            breaks=partial(incompatibilities, we_read=True, we_write=not written_by_producers(message)),
        )
        for message in messages()
    ]
    return [*of_messages, _Contract(ASYNCAPI, asyncapi.document(), asyncapi.incompatibilities)]


def _compare(contract: _Contract, path: Path) -> Iterator[tuple[ContractKind, str]]:
    live = contract.live
    try:
        committed = json.loads(path.read_text(encoding="utf-8"))
        broken = [] if committed == live else contract.breaks(committed, live)
    except FileNotFoundError:
        yield ContractKind.NOT_EXPORTED, "missing: run `pressline schemas export`"
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        # edited by hand or left in conflict by a merge: what it promised can't be known
        yield ContractKind.INCOMPATIBLE, f"not as `pressline schemas export` wrote it ({error!r}): restore it"
    else:
        yield from ((ContractKind.INCOMPATIBLE, text) for text in broken)
        if committed != live and not broken:
            yield ContractKind.NOT_EXPORTED, "the code says more: run `pressline schemas export`"
