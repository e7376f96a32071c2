"""Which dead letters are meant: terms such as `stage=clean`, `error~timeout`, `version<0.2`. Pure."""

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from packaging.version import InvalidVersion, Version

from schemas import Reason
from services.chassis.errors import Misconfigured
from services.line import STAGES

TERM = re.compile(r"\s*([a-z]+)\s*(!=|<=|>=|=|~|<|>)(.*)", re.DOTALL)
TEXTS = ("stage", "cause", "error", "topic", "key", "delivery")
ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
KNOWN = {"stage": [stage.name for stage in STAGES], "cause": [reason.value for reason in Reason]}


class Described(Protocol):
    """What terms ask of a dead letter: its own id and the cause of death, as text."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def stage(self) -> str: ...  # noqa: D102
    @property
    def cause(self) -> str: ...  # noqa: D102
    @property
    def error(self) -> str: ...  # noqa: D102
    @property
    def topic(self) -> str: ...  # noqa: D102
    @property
    def key(self) -> str | None: ...  # noqa: D102
    @property
    def delivery_id(self) -> str: ...  # noqa: D102
    @property
    def version(self) -> str: ...  # noqa: D102
    @property
    def time(self) -> str: ...  # noqa: D102


@dataclass(frozen=True)
class Term:
    """One condition; made by `term`."""

    name: str
    holds: Callable[[Described], bool]
    stage: str | None = None
    """The one stage that it leaves, where it does."""


def term(text: str) -> Term:
    """Read `NAME OPERATOR VALUE`.

    Names: stage, cause, error, topic, key, delivery (=, !=, ~ for a regular expression found anywhere),
    version (also <, <=, >, >=, compared as PEP 440 says), time (the same, ISO 8601, UTC where it names no
    zone) and since (=).

    Raises:
        Misconfigured: it is none, with what it may be.
    """
    found = TERM.fullmatch(text)
    if found is None:
        raise Misconfigured(f"--where {text}: give NAME, one of = != ~ < <= > >=, and a value")
    name, sign, value = found[1], found[2], found[3].strip()
    if name in TEXTS:
        return _text_term(text, name, sign, value)
    if name == "version":
        return Term(name, _version(text, sign, value))
    if name in ("time", "since"):
        if name == "since" and sign != "=":
            raise Misconfigured(f"--where {text}: since takes =; time takes = != < <= > >=")
        return Term(name, _time(text, ">=" if name == "since" else sign, value))
    raise Misconfigured(f"--where {text}: there are {', '.join(TEXTS)}, version, time, since")


def _text_term(text: str, name: str, sign: str, value: str) -> Term:
    attribute = "delivery_id" if name == "delivery" else name
    if sign == "~":
        try:
            pattern = re.compile(value)
        except re.error as error:
            raise Misconfigured(f"--where {text}: no regular expression: {error}") from None
        return Term(name, lambda dead: pattern.search(getattr(dead, attribute) or "") is not None)
    if sign not in ("=", "!="):
        raise Misconfigured(f"--where {text}: {name} takes = != ~")
    if name in KNOWN and value not in KNOWN[name]:
        raise Misconfigured(f"--where {text}: there are {', '.join(KNOWN[name])}")
    compare = ORDERS[sign]
    only = value if (name, sign) == ("stage", "=") else None
    return Term(name, lambda dead: compare(getattr(dead, attribute) or "", value), only)


def _version(text: str, sign: str, value: str) -> Callable[[Described], bool]:
    if sign == "~":
        raise Misconfigured(f"--where {text}: version takes = != < <= > >=")
    try:
        wanted = Version(value)
    except InvalidVersion:
        raise Misconfigured(f"--where {text}: {value!r} is no version") from None

    def holds(dead: Described) -> bool:
        try:
            return ORDERS[sign](Version(dead.version), wanted)
        except InvalidVersion:
            return sign == "!="

    return holds


def _time(text: str, sign: str, value: str) -> Callable[[Described], bool]:
    wanted = moment(value)
    if wanted is None or sign == "~":
        raise Misconfigured(f"--where {text}: give = != < <= > >= and a date or time as ISO 8601 has it")

    def holds(dead: Described) -> bool:
        at = moment(dead.time)
        return sign == "!=" if at is None else ORDERS[sign](at, wanted)

    return holds


def moment(text: str) -> datetime | None:
    """An ISO 8601 time, in UTC where it names no zone; None for what is none."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Filter:
    """Which dead letters: those that every term holds of. `letter` is one, by `topic:partition:offset`."""

    terms: Sequence[Term] = ()
    letter: str | None = None

    def takes(self, dead: Described) -> bool:
        """Whether this dead letter is meant."""
        return self.letter in (None, dead.id) and all(each.holds(dead) for each in self.terms)

    def may_be_of(self, stage: str) -> bool:
        """Whether dead letters of this stage may be meant."""
        return all(each.stage in (None, stage) for each in self.terms)


def wanted_by(
    stage: str | None = None, cause: str | None = None, letter: str | None = None, where: Sequence[str] = ()
) -> Filter:
    """The filter of the options.

    Raises:
        Misconfigured: there is no such stage, cause, name, operator or value.
    """
    terms = [term(each) for each in where]
    for option, given in (("stage", stage), ("cause", cause)):
        if given is not None:
            if given not in KNOWN[option]:
                raise Misconfigured(f"--{option} {given}: there are {', '.join(KNOWN[option])}")
            terms.append(term(f"{option}={given}"))
    return Filter(tuple(terms), letter)
