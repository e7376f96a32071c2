"""Log lines go to standard error, ours at the level of the settings; what is said again is said sparingly."""

import logging
import sys
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass

WINDOW = 60.0
"""Seconds in which the same thing is said `OFTEN` times at most."""
OFTEN = 2
KEYS = 1000
"""Different things remembered at most."""


def log_to_stderr(level: str, service: str = "") -> None:
    """Set logging up for this process; each line names the `service`, where it is one."""
    name = f" {service}:" if service else ""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(Sparing())
    logging.basicConfig(
        level=logging.WARNING,
        format=f"%(asctime)s %(levelname)s{name} %(message)s",
        handlers=[handler],
        force=bool(service),  # the command has set it up without a name
    )
    logging.getLogger("pressline").setLevel(level.upper())
    # a broker that is away is said once, by us, in words; these say it many times a second
    for noisy in ("aiokafka", "faust", "mode"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    # but why a group does not let a service in, nobody else says
    coordinator = logging.getLogger("aiokafka.consumer.group_coordinator")
    coordinator.setLevel(logging.ERROR)
    coordinator.addFilter(_is_no_outage)


OUTAGE = ("Error sending", "Heartbeat", "Group Coordinator Request failed", "LeaveGroup request failed")
"""How lines of aiokafka's coordinator begin that say no more than that the broker does not answer."""


def _is_no_outage(record: logging.LogRecord) -> bool:
    return not str(record.msg).startswith(OUTAGE)


@dataclass
class _Said:
    since: float
    times: int = 0
    left_out: int = 0


class Sparing(logging.Filter):
    """Lets the same thing pass `OFTEN` times in `WINDOW` seconds; the next time it says how many it left out.

    The same are lines of one logger with one text before its arguments, and the same first argument: who
    says it, in most of ours. A line about one article or one place is never the same as that of another.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._said: dict[Hashable, _Said] = {}
        self._lock = threading.Lock()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether this line is to be written; it may be told what was left out before it."""
        first = str(record.args[0]) if isinstance(record.args, tuple) and record.args else ""
        key = record.name, record.levelno, str(record.msg), first
        now = self._clock()
        with self._lock:
            said = self._said.get(key)
            if said is None or now - said.since >= WINDOW:
                left_out = said.left_out if said else 0
                if len(self._said) >= KEYS:
                    self._forget(now)
                said = self._said[key] = _Said(now)
                if left_out:
                    record.msg = f"{record.msg} (and {left_out} more like this since the last one)"
            if said.times >= OFTEN:
                said.left_out += 1
                return False
            said.times += 1
            return True

    def _forget(self, now: float) -> None:
        self._said = {key: said for key, said in self._said.items() if now - said.since < WINDOW}
        if len(self._said) >= KEYS:
            self._said.clear()
