"""How far an evaluation is, on standard error: a running count for people, one line at the end for logs."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
EVERY = 10
"""Items between two looks at the terminal."""


def told(items: Iterable[Item], name: str) -> Iterator[Item]:
    """The same items, one at a time, while standard error tells how many were taken."""
    started, count = time.perf_counter(), 0
    for item in items:
        yield item
        count += 1
        if sys.stderr.isatty() and count % EVERY == 0:
            sys.stderr.write(f"\r{name}: {count}")
            sys.stderr.flush()
    end = "\r" if sys.stderr.isatty() else ""
    sys.stderr.write(f"{end}{name}: {count} in {time.perf_counter() - started:.1f} s\n")
