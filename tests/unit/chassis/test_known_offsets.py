"""What a broker that has just started says of committed offsets is not taken for none."""

from typing import Any

import pytest
from aiokafka.errors import (
    GroupLoadInProgressError,
    KafkaError,
    NotCoordinatorForGroupError,
    UnknownTopicOrPartitionError,
)
from aiokafka.protocol.commit import OffsetFetchRequest, OffsetFetchResponse_v3

from services.chassis.known_offsets import ask_until_known, require_known

NONE_YET = [("articles.raw", [(0, -1, "", 0), (1, 7, "", 0)])]


def answer(topics: list[Any], error: int = 0) -> OffsetFetchResponse_v3:
    """As it comes over the wire."""
    sent = OffsetFetchResponse_v3(throttle_time_ms=0, topics=topics, error_code=error)
    return OffsetFetchResponse_v3.decode(sent.encode())


class Coordinator:
    """A group's coordinator that answers with `says`, as far as it is asked here."""

    def __init__(self, says: OffsetFetchResponse_v3) -> None:
        self.says = says
        self.dead = 0

    async def _send_req(self, request: object) -> OffsetFetchResponse_v3:
        return self.says

    def coordinator_dead(self) -> None:
        self.dead += 1


def test_an_offset_and_none_at_all_are_both_told() -> None:
    require_known(answer(NONE_YET))


@pytest.mark.parametrize(
    ("said", "error", "dead"),
    [
        (answer([], 14), GroupLoadInProgressError, 0),
        (answer([], 16), NotCoordinatorForGroupError, 1),
        (answer([("articles.raw", [(0, 7, "", 0), (1, -1, "", 3)])]), UnknownTopicOrPartitionError, 0),
    ],
)
async def test_what_may_pass_is_raised_so_that_it_is_asked_again(
    said: OffsetFetchResponse_v3, error: type[KafkaError], dead: int
) -> None:
    coordinator = Coordinator(said)
    ask_until_known(coordinator)
    with pytest.raises(error) as raised:
        await coordinator._send_req(OffsetFetchRequest("pressline-clean", []))
    assert raised.value.retriable
    assert coordinator.dead == dead


async def test_other_answers_pass() -> None:
    coordinator = Coordinator(answer([], 14))
    ask_until_known(coordinator)
    assert (await coordinator._send_req("another request")).error_code == 14
