"""What each of us may do on the broker, and no more: Kafka's ACLs, derived from the line's table.

A principal is named as its service; `ops` is who works with the command line, `producer` whoever puts
articles on the line without the gateway, and `up` is `pressline up`, whose services all go by its name.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from services.line import (
    FIRST,
    GATEWAY,
    INDEXED,
    LEDGER,
    RECEIPTS,
    SERVICES,
    STAGES,
    dead_letters,
    topics,
)

OPS, PRODUCER, UP = "ops", "producer", "up"
PRINCIPALS = (*SERVICES, OPS, PRODUCER)
GROUPS = "pressline-"
"""What the names of all our consumer groups begin with."""


class Acl(NamedTuple):
    """One rule, in Kafka's words: `resource` is topic or group, `pattern` literal or prefixed."""

    principal: str
    resource: str
    name: str
    pattern: str
    operation: str


def acls(principals: Sequence[str] = PRINCIPALS) -> list[Acl]:
    """Every rule of these; WRITE implies DESCRIBE on the broker, and so does READ.

    Raises:
        ValueError: nobody of that name is on the line.
    """
    found: list[Acl] = []
    for principal in principals:
        if principal in (*PRINCIPALS, UP):
            found += _of(principal)
        else:
            known = ", ".join((*PRINCIPALS, UP))
            raise ValueError(f"no principal {principal!r}: there are {known}")
    return list(dict.fromkeys(found))


def _of(principal: str) -> list[Acl]:
    if principal == GATEWAY:
        return _of_gateway()
    if principal == OPS:
        return _of_ops()
    if principal == PRODUCER:
        return _topics(PRODUCER, [FIRST.input_topic], "WRITE")
    if principal == UP:
        return [rule._replace(principal=UP) for each in (*SERVICES, OPS) for rule in _of(each)]
    return _of_service(principal)


def _of_service(service: str) -> list[Acl]:
    stages = [stage for stage in STAGES if stage.service == service]
    reads = [stage.input_topic for stage in stages]
    writes = [stage.output_topic for stage in stages if stage.output_topic]
    writes += [*(dead_letters(topic) for topic in reads), RECEIPTS]
    # it waits until the ledger has the receipts of the copies before it (`chassis/handover.py`)
    follows = [LEDGER] if any(stage.handed_over for stage in stages) else []
    return [
        *_topics(service, reads, "READ"),
        *_topics(service, [stage.input_topic for stage in follows], "READ"),
        *(Acl(service, "group", f"pressline-{stage.service}", "literal", "DESCRIBE") for stage in follows),
        *_topics(service, dict.fromkeys(writes), "WRITE"),
        # its own group, and those in which it notes what it has begun (`chassis/attempts.py`)
        Acl(service, "group", f"pressline-{service}", "literal", "READ"),
        Acl(service, "group", f"pressline-{service}-begun-", "prefixed", "READ"),
    ]


def _of_gateway() -> list[Acl]:
    return [
        *_topics(GATEWAY, [FIRST.input_topic], "WRITE"),
        # what waits is told by every stage's topic and group: how it is with the whole line
        *_topics(GATEWAY, [INDEXED, *dict.fromkeys(stage.input_topic for stage in STAGES)], "READ"),
        Acl(GATEWAY, "group", GROUPS, "prefixed", "DESCRIBE"),
    ]


def _of_ops() -> list[Acl]:
    of_topics = ("READ", "CREATE", "DESCRIBE_CONFIGS")
    again = list(dict.fromkeys(stage.input_topic for stage in STAGES))
    return [
        # `push` and `dead replay`, which notes beside each letter what it does
        *_topics(OPS, again, "WRITE"),
        *_topics(OPS, [dead_letters(topic) for topic in again], "WRITE"),
        *(acl for operation in of_topics for acl in _topics(OPS, topics(), operation)),
        Acl(OPS, "group", GROUPS, "prefixed", "DESCRIBE"),
    ]


def _topics(principal: str, names: Iterable[str], operation: str) -> list[Acl]:
    return [Acl(principal, "topic", name, "literal", operation) for name in names]


def command_line(acl: Acl) -> str:
    """The rule as arguments of `kafka-acls.sh`."""
    return (
        f"kafka-acls.sh --add --allow-principal User:{acl.principal} --operation {acl.operation} "
        f"--{acl.resource} {acl.name} --resource-pattern-type {acl.pattern}"
    )


def strimzi_user(principal: str) -> dict[str, Any]:
    """Who it is to Strimzi's operator, which makes its password and gives it its rules: a KafkaUser."""
    rules: dict[tuple[str, str, str], list[str]] = {}
    for rule in acls([principal]):
        rules.setdefault((rule.resource, rule.name, rule.pattern), []).append(rule.operation)
    return {
        "apiVersion": "kafka.strimzi.io/v1",
        "kind": "KafkaUser",
        "metadata": {"name": principal, "labels": {"strimzi.io/cluster": "pressline"}},
        "spec": {
            "authentication": {"type": "scram-sha-512"},
            "authorization": {
                "type": "simple",
                "acls": [
                    {
                        "resource": {"type": resource, "name": name, "patternType": _STRIMZI[pattern]},
                        "operations": [_camel(operation) for operation in operations],
                    }
                    for (resource, name, pattern), operations in rules.items()
                ],
            },
        },
    }


_STRIMZI = {"literal": "literal", "prefixed": "prefix"}


def _camel(operation: str) -> str:
    return "".join(word.capitalize() for word in operation.split("_"))
