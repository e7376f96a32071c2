"""One message on a topic, as far as a pure function may know it: where it stands and under which key."""

from datetime import datetime
from typing import NamedTuple

CREATE_TIME, LOG_APPEND_TIME = 0, 1
"""Kafka's types of a record's stamp (KIP-32): the producer's, which can be any number, or the broker's."""


class Delivery(NamedTuple):
    """A record's address on the broker.

    `timestamp` is in milliseconds since 1970: the broker's if `timestamp_type` is `LOG_APPEND_TIME`, else
    the producer's. `taken_at` is the moment the stage took it, UTC.
    """

    topic: str
    partition: int
    offset: int
    timestamp: int
    key: bytes | None
    taken_at: datetime
    timestamp_type: int = CREATE_TIME

    @property
    def id(self) -> str:
        """The `delivery_id`: the same when the broker delivers again, another for another message.

        The timestamp is in it because the embedded broker counts offsets from 0 at every start.
        """
        return f"{self.topic}:{self.partition}:{self.offset}:{self.timestamp}"
