"""What each of us may do on the broker, and no more: Kafka's ACLs, derived from the line's table.

A principal is named as its service, `ops` is who works with the command line.
"""

from collections.abc import Iterable
from typing import NamedTuple

from services.line import (
    FIRST,
    GATEWAY,
    INDEXED,
    RECEIPTS,
    SERVICES,
    STAGES,
    dead_letters,
    topics,
)

OPS = "ops"
GROUPS = "pressline-"
"""What the names of all our consumer groups begin with."""


class Acl(NamedTuple):
    """One rule, in Kafka's words: `resource` is topic, group or cluster, `pattern` literal or prefixed."""

    principal: str
    resource: str
    name: str
    pattern: str
    operation: str


def acls() -> list[Acl]:
    """Every rule, by principal; WRITE implies DESCRIBE on the broker, and so does READ."""
    found: list[Acl] = []
    for service in SERVICES:
        found += _of_gateway() if service == GATEWAY else _of_service(service)
    return list(dict.fromkeys([*found, *_of_ops()]))


def _of_service(service: str) -> list[Acl]:
    stages = [stage for stage in STAGES if stage.service == service]
    reads = [stage.reads for stage in stages]
    writes = [stage.writes for stage in stages if stage.writes]
    writes += [*(dead_letters(topic) for topic in reads), RECEIPTS]
    return [
        *_topics(service, reads, "READ"),
        *_topics(service, dict.fromkeys(writes), "WRITE"),
        # its own group, and those in which it notes what it has begun (`chassis/attempts.py`)
        Acl(service, "group", f"pressline-{service}", "literal", "READ"),
        Acl(service, "group", f"pressline-{service}-begun-", "prefixed", "READ"),
    ]


def _of_gateway() -> list[Acl]:
    return [
        *_topics(GATEWAY, [FIRST.reads], "WRITE"),
        # what waits is told by every stage's topic and group: how it is with the whole line
        *_topics(GATEWAY, [INDEXED, *dict.fromkeys(stage.reads for stage in STAGES)], "READ"),
        Acl(GATEWAY, "group", GROUPS, "prefixed", "DESCRIBE"),
    ]


def _of_ops() -> list[Acl]:
    of_topics = ("READ", "CREATE", "DESCRIBE_CONFIGS")
    return [
        # `push` and `dead replay`
        *_topics(OPS, dict.fromkeys(stage.reads for stage in STAGES), "WRITE"),
        *(acl for operation in of_topics for acl in _topics(OPS, topics(), operation)),
        Acl(OPS, "group", GROUPS, "prefixed", "DESCRIBE"),
        Acl(OPS, "cluster", "kafka-cluster", "literal", "DESCRIBE"),
    ]


def _topics(principal: str, names: Iterable[str], operation: str) -> list[Acl]:
    return [Acl(principal, "topic", name, "literal", operation) for name in names]


def command_line(acl: Acl) -> str:
    """The rule as arguments of `kafka-acls.sh`."""
    where = "--cluster" if acl.resource == "cluster" else f"--{acl.resource} {acl.name}"
    return (
        f"kafka-acls.sh --add --allow-principal User:{acl.principal} --operation {acl.operation} "
        f"{where} --resource-pattern-type {acl.pattern}"
    )
