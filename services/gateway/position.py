"""Where a reader of the stream stands, as the text that comes back in `Last-Event-ID`.

    12-0-7.2.1732342342123
    |      | +-- when the broker took the last message before, in milliseconds since 1970
    |      +-- the partition that it came from
    +-- the offset of the next message of each partition, from 0 on

The stamp tells a topic from another of the same name: the embedded broker counts from 0 at every start.
"""

import re
from dataclasses import dataclass

FORM = re.compile(r"\d{1,18}(?:-\d{1,18}){0,999}(?:\.(\d{1,4})\.(\d{1,18}))?", re.ASCII)


@dataclass(frozen=True)
class Position:
    """`offsets` are of the next message, per partition; `last` the partition and stamp of the one before."""

    offsets: tuple[int, ...]
    last: tuple[int, int] | None = None

    def __str__(self) -> str:
        offsets = "-".join(map(str, self.offsets))
        return offsets if self.last is None else f"{offsets}.{self.last[0]}.{self.last[1]}"


def read_position(text: str) -> Position:
    """The position that `str` of one gave.

    Raises:
        ValueError: it is none.
    """
    form = FORM.fullmatch(text)
    if form is None:
        raise ValueError(f"{text[:60]!r} is no id of an event of this stream")
    offsets = tuple(map(int, text.partition(".")[0].split("-")))
    if form[1] is None:
        return Position(offsets)
    partition = int(form[1])
    if partition >= len(offsets) or not offsets[partition]:
        raise ValueError(f"{text[:60]!r} is no id of an event of this stream")
    return Position(offsets, (partition, int(form[2])))
