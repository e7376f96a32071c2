"""What runs in a worker process: chunks of articles, each article under a budget of CPU time.

An article that outruns its budget cannot be asked to stop, for it may sit in a C loop: the kernel ends its
process. The budget is of CPU time, so that a machine that is busy or was suspended costs no article its life.
"""

import multiprocessing
import os
import resource
import signal
import threading
from collections.abc import MutableSequence, Sequence
from multiprocessing.connection import wait
from typing import NamedTuple

from schemas import Delivery
from services.chassis.errors import Misconfigured
from services.chassis.settings import Settings
from services.chassis.step import Lookups, Result, StageFunction, prepare, step
from services.line import Stage

Item = tuple[bytes | None, Delivery]

OVER_BUDGET = -signal.SIGPROF
"""Exit code of a process whose article took more CPU time than it may."""
OUT_OF_MEMORY = 86
"""Exit code of a process whose article took more memory than it may; no signal and no error of Python's."""
TOGETHER = -1
"""Instead of an article's number: the process is at what it does for the whole chunk."""

At = MutableSequence[int]
"""At which article of its chunk a worker process is, for each chunk that is under way: shared memory, so
that it can be read when the process has died."""


class Ran(NamedTuple):
    """What a worker process made of a chunk."""

    results: list[Result]
    lookups: Lookups | None


_works: dict[str, StageFunction] = {}
_failures: list[Misconfigured] = []
_at: list[At] = []


def start(stages: Sequence[Stage], settings: Settings, at: At) -> None:
    """Make this worker process ready: load what its stages need."""
    threading.Thread(target=_die_with_parent, daemon=True).start()
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    _at.append(at)
    try:
        for stage in stages:
            _works[stage.name] = stage.resolve(stage.load)(settings)
    except Misconfigured as error:
        _failures.append(error)
    except ImportError as error:
        hint = f"pip install 'pressline[{stages[0].service}]'"
        _failures.append(Misconfigured(f"{stages[0].service} can't load: {error}: {hint}"))
    # of data, since the address space also counts files and libraries that take no memory
    ceiling = settings.worker_memory * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (ceiling, ceiling))


def _die_with_parent() -> None:
    """End this process when its service is killed: nobody else would, and it holds a model's memory."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def failed_to_start() -> list[Misconfigured]:
    """What is missing, so that no article can be worked on."""
    return _failures


def run(stage: Stage, items: Sequence[Item], budget: float, slot: int) -> Ran:
    """Do a chunk, each article within `budget` seconds of CPU time; `slot` of `At` says which is at work.

    It ends with the process where an article outruns its budget or its memory.
    """
    work = _works[stage.name]
    results: list[Result] = []
    try:
        _at_work(slot, TOGETHER, budget)
        prepare(stage, work, items)
        for number, (value, delivery) in enumerate(items):
            _at_work(slot, number, budget)
            results.append(step(stage, work, value, delivery))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # whatever is half done in here holds memory, too
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return Ran(results, work.lookups() if hasattr(work, "lookups") else None)


def _at_work(slot: int, number: int, budget: float) -> None:
    _at[-1][slot] = number
    signal.setitimer(signal.ITIMER_PROF, budget)
