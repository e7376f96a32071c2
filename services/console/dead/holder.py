"""Which console holds an attempt, and whether it still can be at it."""

import os
import socket
from pathlib import Path

from services.console.dead.markers import Marker


def this_console() -> str:
    """This process, as another on the same machine recognises it: host, PID namespace, PID."""
    return f"{_machine()}|{os.getpid()}"


def is_gone(marker: Marker) -> bool:
    """Whether the console of that attempt ran here and has ended; False where nobody here can tell."""
    machine, _, pid = marker.holder.rpartition("|")
    if machine != _machine() or not pid.isdecimal():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False


def _machine() -> str:
    try:
        space = str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        space = "-"
    return f"{socket.gethostname()}|{space}"
