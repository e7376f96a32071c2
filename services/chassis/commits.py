"""What may be committed of each partition: all that is done, up to the first message still at work.

Batches end in their order; what the slow lane holds ends later. Its offset must not be passed by a commit,
or a kill would lose it; what came after it is done again then.
"""

from collections import defaultdict
from collections.abc import Iterable

from aiokafka.structs import TopicPartition


class Commits:
    """The offsets of one service, of the partitions that are assigned to it now."""

    def __init__(self) -> None:
        self._next: dict[TopicPartition, int] = {}
        self._held: defaultdict[TopicPartition, set[int]] = defaultdict(set)

    def done(self, partition: TopicPartition, offset: int) -> None:
        """All up to this offset is done, or held."""
        self._next[partition] = max(offset + 1, self._next.get(partition, 0))

    def hold(self, partition: TopicPartition, offset: int) -> None:
        """The message at this offset goes on while others after it are done."""
        self._held[partition].add(offset)

    def release(self, partition: TopicPartition, offset: int) -> None:
        """The message that was held is done."""
        self._held[partition].discard(offset)

    def is_done(self, partition: TopicPartition, offset: int) -> bool:
        """Whether the message at this offset is done, or held."""
        return offset < self._next.get(partition, 0)

    def of(self, partitions: Iterable[TopicPartition]) -> dict[TopicPartition, int]:
        """The offset to commit of each of these partitions of which anything is done."""
        return {
            partition: min([self._next[partition], *self._held[partition]])
            for partition in partitions
            if partition in self._next
        }

    def ahead(self) -> int:
        """How many offsets lie between a partition's first held message and its last done one, at most."""
        return max((self._next.get(p, 0) - min(held) for p, held in self._held.items() if held), default=0)

    def forget(self) -> None:
        """The partitions went elsewhere."""
        self._next.clear()
        self._held.clear()
