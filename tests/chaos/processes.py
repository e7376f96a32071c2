"""How the processes of a run ended: in order and in time where told, else only where something broke."""

from collections.abc import Iterator
from signal import SIGTERM

from tests.chaos.doubles import AFTER, NONE_AT_ALL
from tests.chaos.seen import Ended, Seen, Wrong

STOPS_WITHIN = 12.0
"""Seconds that a service may take to end in order: it promises 10, and the machine is busy."""
WRONG_SETTINGS = 2
"""The exit code that only a mistake in the settings may have."""


def processes_wrong(seen: Seen) -> Iterator[Wrong]:
    """A process that is told to end does so in time; by itself none ends where nothing was broken."""
    for process in seen.processes:
        if process.told is None and process.code == WRONG_SETTINGS:
            yield Wrong("process", f"{process.copy} ended by itself with 2, which is for wrong settings")
        elif process.told is None and not _struck(seen, process):
            yield Wrong(
                "process", f"{process.copy} ended by itself with {process.code}, and nothing had struck"
            )
        elif process.told == SIGTERM and process.code not in (0, -SIGTERM):  # it had hardly begun
            yield Wrong("process", f"{process.copy} ended with {process.code} on SIGTERM")
        elif process.told == SIGTERM and (process.seconds or 0) > STOPS_WITHIN and not _paused(seen, process):
            yield Wrong("process", f"{process.copy} took {process.seconds:.1f} s to end on SIGTERM")


def _struck(seen: Seen, process: Ended) -> bool:
    """Whether something was broken that a process may end of, or had been just before."""
    return process.at is not None and any(
        fault.kind not in NONE_AT_ALL and fault.began <= process.at <= fault.ended + AFTER
        for fault in seen.faults
    )


def _paused(seen: Seen, process: Ended) -> bool:
    """Whether its service was stopped by SIGSTOP meanwhile: what is paused hears no signal."""
    end = process.at or 0.0
    told = end - (process.seconds or 0.0)
    return any(
        fault.kind == "stop"
        and process.copy.startswith(fault.service)
        and fault.began <= end
        and fault.ended >= told
        for fault in seen.faults
    )
