"""Whether a stage moves: from what was seen of it look by look, with the times as arguments.

Dead, stuck and slow are told apart. A dead stage has nobody in its consumer group; a stuck one has, yet its
offsets stand still while messages wait; a slow one moves, however much waits for it.
"""

from dataclasses import dataclass, field
from enum import StrEnum

STUCK_AFTER = 120.0
"""Seconds for which committed offsets stand still, with messages waiting, until the stage counts as stuck."""
DEAD_AFTER = 10.0
"""Seconds without anybody in the group: a process that is started again is back in less."""
BLIND_AFTER = 30.0
"""Seconds between two looks after which nothing follows from the first: nobody saw whether it moved."""
MAX_REMEMBERED_LOOKS = 200
"""Looks of which the end is remembered, per partition; of more, every second is forgotten."""


class State(StrEnum):
    """How a stage is doing."""

    IDLE = "idle"
    """Nothing waits."""
    MOVING = "moving"
    """Messages wait, and it works on them."""
    STUCK = "stuck"
    """Messages wait, and its offsets stand still although its process lives."""
    DEAD = "dead"
    """No process of it is there."""


@dataclass(frozen=True)
class Progress:
    """What is known of a stage after a look at `seen_at`, in seconds of any clock that never goes back.

    `still_since`: when its offsets last moved, or nothing waited; `gone_since`: since when nobody is there.
    """

    seen_at: float
    lag: int
    committed: tuple[int, ...]
    still_since: float
    gone_since: float | None

    @property
    def state(self) -> State:
        """How the stage is doing, as of the last look."""
        if self.gone_since is not None and self.seen_at - self.gone_since >= DEAD_AFTER:
            return State.DEAD
        if not self.lag:
            return State.IDLE
        return State.STUCK if self.still_for >= STUCK_AFTER else State.MOVING

    @property
    def still_for(self) -> float:
        """Seconds for which its offsets have stood still while messages waited."""
        return self.seen_at - self.still_since


def progress(
    before: Progress | None, now: float, lag: int, committed: tuple[int, ...], *, there: bool
) -> Progress:
    """What is known after one more look: `there` says whether any process of the stage is."""
    if before is not None and now - before.seen_at > BLIND_AFTER:
        before = None
    # what begins to wait has not stood still before: `lag` of the look before, not of this one
    moves = before is None or not before.lag or not lag or committed != before.committed
    still_since = now if before is None or moves else before.still_since
    gone_since = None
    if not there:
        gone_since = now if before is None or before.gone_since is None else before.gone_since
    return Progress(now, lag, committed, still_since, gone_since)


@dataclass
class FirstSeen:
    """Since when each offset of a partition has been seen to wait: for topics whose stamps are anybody's."""

    _marks: list[tuple[int, float]] = field(default_factory=list)
    """Ends, and when the partition was first seen to reach so far; both grow."""

    def see(self, committed: int, end: int, now: float) -> float | None:
        """Note a look at `now`; when the message at `committed` was first seen, None where none waits."""
        if self._marks and end < self._marks[-1][0]:
            self._marks = []  # the topic was made anew
        if not self._marks or end > self._marks[-1][0]:
            self._marks.append((end, now))
        while self._marks and self._marks[0][0] <= committed:
            self._marks.pop(0)
        if (
            len(self._marks) > MAX_REMEMBERED_LOOKS
        ):  # an offset then counts as seen a little later than it was
            self._marks[1:-1] = self._marks[2:-1:2]
        return self._marks[0][1] if self._marks else None
