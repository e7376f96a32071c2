"""The broker's rules: each may do what its row of the line says, and no more."""

import pytest

from services.access import PRINCIPALS, UP, acls, command_line
from services.line import RECEIPTS, STAGES, dead_letters, topics


def may(principal: str, operation: str) -> set[str]:
    rules = acls([principal])
    return {rule.name for rule in rules if rule.operation == operation and rule.resource == "topic"}


def test_a_service_reads_and_writes_what_its_stages_do() -> None:
    for stage in STAGES:
        assert stage.input_topic in may(stage.service, "READ")
        assert {dead_letters(stage.input_topic), RECEIPTS, *filter(None, [stage.output_topic])} <= may(
            stage.service, "WRITE"
        )
    assert may("clean", "READ") == {"articles.ingested"}
    assert may("clean", "WRITE") == {"articles.clean", "articles.ingested.dead", RECEIPTS}
    assert may("gateway", "WRITE") == may("producer", "WRITE") == {"articles.raw"}
    assert may("producer", "READ") == set()


def test_up_may_what_all_may() -> None:
    every = {rule[1:] for rule in acls() if rule.principal != "producer"}
    assert {rule[1:] for rule in acls([UP])} == every
    assert {rule.principal for rule in acls()} == set(PRINCIPALS)


def test_only_the_lines_topics_are_named_and_only_one_group_of_a_service_as_a_prefix() -> None:
    for rule in acls():
        if rule.resource == "topic":
            assert rule.name in topics()
            assert rule.pattern == "literal"
        elif rule.pattern == "prefixed":
            assert rule.name == f"pressline-{rule.principal}-begun-" or rule.operation == "DESCRIBE"


def test_a_rule_as_a_command() -> None:
    assert command_line(acls(["producer"])[0]) == (
        "kafka-acls.sh --add --allow-principal User:producer --operation WRITE "
        "--topic articles.raw --resource-pattern-type literal"
    )


def test_a_principal_that_is_none_is_an_error() -> None:
    with pytest.raises(ValueError, match="clena"):
        acls(["clena"])
