"""One writer at a time, all or nothing: OpenSearch has no transactions, so there is a lease and a journal.

The lease is one document that says who writes and how often it changed hands: the fence. It is taken, renewed
and let go by compare-and-set (`if_seq_no`, `if_primary_term`). A batch works in memory. At its end

1. all documents that it writes go into the journal, packed: nobody reads them there. Those that nothing leads
   to without the others, the texts of revisions, are written right away;
2. the lease document says that the journal of this fence is to be carried out. That one write is the
   commit: it goes through only while the lease is ours, and before it nobody sees anything;
3. the documents are written, with the fence as their external version (`external_gte`); then one refresh;
4. the lease is let go, the journal with it.

- *The holder dies* before 2: nothing was written, and its batch comes again. After 2: the next holder first
  carries out the journal that it finds. Doing so twice, or by two at once, writes the same documents again.
- *A holder pauses* (its machine hangs, a long garbage collection of the cluster) and wakes when another has
  taken over: its commit fails. If it wakes in the middle of 3, the other has done 3 for it, and a document
  that was written anew meanwhile has a higher version and refuses the late write (409).
- *Clocks* are never compared. Who waits watches the document, and takes over when it has not changed for
  `LEASE` seconds of the watcher's own monotonic clock. A holder renews as it works; one that hangs doesn't.
- Nothing is ever deleted, only marked: a deleted document forgets its version after a minute.
"""

import logging
import random
import time
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from services.chassis.errors import Unavailable
from services.store.opensearch.cluster import Action, Cluster, lines_of
from services.store.opensearch.failures import CONFLICT, Conflict, RequestRejected

LEASE = 10.0
"""Seconds without a change after which a lease is taken from its holder."""
WAIT = 60.0
"""Seconds to wait for the lease."""
POLL = 0.02
"""Seconds between two looks at it."""
CHUNK = 8_000_000
"""Characters of documents that go into one piece of the journal."""

DOCUMENT = "lease"

Write = tuple[str, str, Mapping[str, Any]]
"""A document to write: index, id, content."""


@dataclass
class _Seen:
    """The lease document as it was read or written last."""

    fence: int
    holder: str | None
    pending: list[int] | None
    seq_no: int
    primary_term: int
    at: float = field(default_factory=time.monotonic)


class Lease:
    """The right to write to a store; one for each open store."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._me = uuid4().hex
        self._held: _Seen | None = None

    @property
    def fence(self) -> int:
        """How often the lease had changed hands when we got it: the version of all that we write."""
        return self._mine.fence

    @property
    def _mine(self) -> _Seen:
        if self._held is None:
            raise AssertionError("the lease is not held")
        return self._held

    def newest(self) -> int:
        """How often it has changed hands until now."""
        return self._look().fence

    def acquire(self) -> None:
        """Wait for the lease, and carry out what its last holder left undone.

        Raises:
            Unavailable: another holder kept it for `WAIT` seconds, or the cluster doesn't answer.
        """
        deadline = time.monotonic() + WAIT
        watched: _Seen | None = None
        while True:
            seen = self._look()
            if watched is None or seen.seq_no != watched.seq_no:
                watched = seen
            # what we hold ourselves is left from a request whose answer we never got
            if seen.holder in (None, self._me) or time.monotonic() - watched.at > LEASE:
                if self._take(seen):
                    break
                continue
            if time.monotonic() > deadline:
                raise Unavailable(f"another index worker has held the store for {WAIT:.0f} s")
            time.sleep(POLL * random.uniform(0.5, 1.5))  # noqa: S311 - no secret
        if self._mine.pending is not None:
            _, chunks = self._mine.pending
            try:
                self._carry_out(self._read_journal(chunks))
            except RequestRejected as error:
                logging.getLogger(__name__).error("a batch was left half-written: %s", error)
                self._write(self._me, None)

    def renew(self) -> None:
        """Show that we are alive, where that is due.

        Raises:
            Unavailable: another has taken over.
        """
        if time.monotonic() - self._mine.at > LEASE / 3:
            self._write(self._me, None)

    def commit(self, writes: Sequence[Write], ahead: Sequence[Write] = ()) -> None:
        """Write all of these documents or none, after those that nothing leads to without them.

        Raises:
            Unavailable: another has taken over, or the cluster doesn't answer; then it may have been done,
                and the batch, when it comes again, finds it done.
            RequestRejected: the cluster took a part of it only, a fault of ours.
        """
        if not writes:
            return
        fence = self.fence
        lines = [lines_of(_versioned(*write, fence)) for write in writes]
        journal = [
            _versioned(self._cluster.write("control"), f"journal-{place}", chunk, fence)
            for place, chunk in enumerate(_chunks(lines))
        ]
        results = self._cluster.bulk([*journal, *(_versioned(*write, fence) for write in ahead)])
        if any(item["status"] == CONFLICT for item in results):
            raise self._lost()
        self._write(self._me, [fence, len(journal)])
        try:
            self._carry_out(lines)
        except RequestRejected:
            # it would be refused for ever: the next holder must not try it again
            self.release()
            raise

    def release(self) -> None:
        """Let it go; that another has it already is no matter, and if we can't, it runs out by itself."""
        try:
            if self._held is not None:
                self._write(None, None)
        except Unavailable:
            pass
        finally:
            self._held = None

    def forget(self) -> None:
        """Let go of it where the commit may not have been carried out: the next holder does that."""
        self._held = None

    def _carry_out(self, lines: Sequence[str]) -> None:
        # a conflict means that a later holder wrote the document, and that one had seen ours
        self._cluster.bulk_lines(lines)
        self._cluster.refresh(self._cluster.read("articles"), self._cluster.read("stories"))

    def _look(self) -> _Seen:
        found = self._cluster.mget(self._cluster.write("control"), [DOCUMENT]).get(DOCUMENT)
        if found is None:
            document = {"fence": 0, "holder": None, "pending": None}
            create = {"create": {"_index": self._cluster.write("control"), "_id": DOCUMENT}}
            self._cluster.bulk([(create, document)])
            return self._look()
        source = found["_source"]
        return _Seen(
            source["fence"], source["holder"], source["pending"], found["_seq_no"], found["_primary_term"]
        )

    def _take(self, seen: _Seen) -> bool:
        """Take the lease as it was seen; False where somebody else was quicker."""
        self._held = _Seen(seen.fence + 1, self._me, seen.pending, seen.seq_no, seen.primary_term)
        try:
            self._write(self._me, seen.pending)
        except Unavailable:
            self._held = None
            if self._look().seq_no == seen.seq_no:
                raise
            return False
        return True

    def _write(self, holder: str | None, pending: list[int] | None) -> None:
        mine = self._mine
        document = {"fence": mine.fence, "holder": holder, "pending": pending}
        try:
            answer = self._cluster.ask(
                "PUT",
                f"/{self._cluster.write('control')}/_doc/{DOCUMENT}",
                document,
                params={
                    "if_seq_no": mine.seq_no,
                    "if_primary_term": mine.primary_term,
                    "require_alias": "true",
                },
            )
        except Conflict:
            now = self._look()  # the answer to our first try may have been lost
            if (now.fence, now.holder, now.pending) != (mine.fence, holder, pending):
                raise self._lost() from None
            self._held = now
            return
        self._held = _Seen(mine.fence, holder, pending, answer["_seq_no"], answer["_primary_term"])

    def _lost(self) -> Unavailable:
        self._held = None
        return Unavailable(
            f"another index worker took over after {LEASE:.0f} s: the batch has to be done again"
        )

    def _read_journal(self, chunks: int) -> list[str]:
        ids = [f"journal-{place}" for place in range(chunks)]
        found = self._cluster.mget(self._cluster.write("control"), ids)
        packed = (b64decode(found[each]["_source"]["packed"]) for each in ids)
        return [lines for each in packed for lines in _read(zlib.decompress(each).decode())]


def _chunks(lines: Sequence[str]) -> Iterator[dict[str, str]]:
    part: list[str] = []
    size = 0
    for line in lines:
        if part and size + len(line) > CHUNK:
            yield _packed(part)
            part, size = [], 0
        part.append(line)
        size += len(line)
    yield _packed(part)


def _packed(part: Sequence[str]) -> dict[str, str]:
    # level 1: the texts are mostly packed already
    return {"packed": b64encode(zlib.compress("".join(part).encode(), 1)).decode()}


def _read(part: str) -> Iterator[str]:
    """The two lines of each document."""
    lines = iter(part.split("\n"))  # not `splitlines`: a text may hold other ends of lines
    return (f"{what}\n{document}\n" for what, document in zip(lines, lines, strict=False))


def _versioned(index: str, key: str, document: Mapping[str, Any], fence: int) -> Action:
    return (
        {"index": {"_index": index, "_id": key, "version": fence, "version_type": "external_gte"}},
        document,
    )
