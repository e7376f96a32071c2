"""One message on a topic, as far as a pure function may know it: where it stands and under which key."""

from datetime import datetime
from typing import NamedTuple


class Delivery(NamedTuple):
    """A record's address on the broker.

    `timestamp` is in milliseconds since 1970; `taken_at` is the moment the stage took it, UTC.
    """

    topic: str
    partition: int
    offset: int
    timestamp: int
    key: bytes | None
    taken_at: datetime

    @property
    def id(self) -> str:
        """The `delivery_id`: the same when the broker delivers again, another for another message.

        The timestamp is in it because the embedded broker counts offsets from 0 at every start.
        """
        return f"{self.topic}:{self.partition}:{self.offset}:{self.timestamp}"
