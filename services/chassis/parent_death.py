"""`python -m services.chassis.parent_death COMMAND…`: run COMMAND so that it ends when its parent does.

`pressline up` starts everything through this: killed outright, it would leave its services and
its broker behind. Linux only (prctl(2), PR_SET_PDEATHSIG); elsewhere the command just runs.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    """Become the command on the command line."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() == 1:  # the parent ended before the leash was on
            sys.exit(1)
    os.execv(sys.argv[1], sys.argv[1:])  # noqa: S606  (the command is ours, without a shell)


if __name__ == "__main__":
    main()
