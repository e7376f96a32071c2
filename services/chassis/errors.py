"""What can go wrong outside the article itself (for that, see `schemas/refusals.py`).

PresslineError
├── Misconfigured   a setting, a port, a missing model: one line, exit 2
│   └── NoBroker    nobody answers at the broker's address: a command ends, a service waits (Unavailable, too)
└── Unavailable     broker or store don't answer: hold, back off, lose nothing
"""


class PresslineError(Exception):
    """Something Pressline can explain: its text says what, with which value, and what to do."""


class Misconfigured(PresslineError):
    """The machine or the settings are not fit to start: a person has to change something."""


class Unavailable(PresslineError):
    """The broker or the store does not answer now; the same call may go through later."""


class NoBroker(Misconfigured, Unavailable):
    """Nobody answers at the broker's address. For who has just typed it: it is wrong. For a service: wait."""
