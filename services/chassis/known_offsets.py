"""Committed offsets that a broker can't tell yet: asked for again, and not taken for none.

A broker that has just started answers for a moment, for a whole group, that it is still loading it or is not
its coordinator (14, 16), or of a topic that it does not know it (3). aiokafka 0.14 looks at no error of the
group, and takes all of these for partitions of which nothing was committed: it begins them anew, and all that
lies on the topic is done a second time. Seen with `make chaos` (seed 31) after a broker was killed.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from aiokafka.errors import NotCoordinatorForGroupError, UnknownTopicOrPartitionError, for_code
from aiokafka.protocol.commit import OffsetFetchRequest


def ask_until_known(coordinator: Any) -> None:
    """Let the group coordinator of an aiokafka consumer ask again where the broker can't tell.

    It repeats what raises an error that may pass.
    """
    send: Callable[[Any], Awaitable[Any]] = coordinator._send_req

    async def send_and_look(request: Any) -> Any:
        answer = await send(request)
        if isinstance(request, OffsetFetchRequest):
            try:
                require_known(answer)
            except NotCoordinatorForGroupError:
                coordinator.coordinator_dead()
                raise
        return answer

    coordinator._send_req = send_and_look


def require_known(answer: Any) -> None:
    """See that the broker tells the offset of each partition, or that there is none.

    Raises:
        KafkaError: it does not; where it is retriable, it may soon.
    """
    if code := getattr(answer, "error_code", 0):
        raise for_code(code)("the broker does not tell committed offsets")
    for topic, partitions in answer.topics:
        for partition, _, _, code in partitions:
            if code == UnknownTopicOrPartitionError.errno:
                raise UnknownTopicOrPartitionError(f"{topic}:{partition}")
