"""Free ports for servers, of which no two workers of pytest-xdist ever try the same."""

import os
import random
import socket

FIRST, SPAN, SHARES = 20_000, 3_000, 4
"""They end below 32768: there begin the ports of outgoing connections, of which any can take a server's port
before the server is up, or while it is down."""

# not the generator that tests and Hypothesis seed: two processes would look for the same ports
_random = random.SystemRandom()


def free_ports(count: int) -> list[int]:
    """So many different ports on loopback that nothing listens on."""
    held: list[socket.socket] = []
    try:
        while len(held) < count:
            candidate = socket.socket()
            held.append(candidate)
            try:
                candidate.bind(("127.0.0.1", _random.choice(_mine())))
            except OSError:
                held.pop().close()
        return [each.getsockname()[1] for each in held]
    finally:
        for each in held:
            each.close()


def free_row(length: int) -> int:
    """The first of so many free ports in a row."""
    while True:
        first = _random.choice(_mine()[:-length])
        if all(_free(number) for number in range(first, first + length)):
            return first


def _mine() -> range:
    """This worker's share of the ports; the only process has the first."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % SHARES
    return range(FIRST + worker * SPAN, FIRST + (worker + 1) * SPAN)


def _free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
