"""A breaker for dead letters: a bad deploy must not bury the whole stream.

A stage that fails on most of what it takes, with errors of ours (cause `error`), has a bug that the next
article will set off, too. It stops before the batch that shows it is dead-lettered: nothing of that batch is
sent or committed, so it comes again to the copy that is started next. As `DlqLimit` of Sentry's arroyo does,
which bounds a share and a number:
https://getsentry.github.io/arroyo/dead_letters.html
"""

from collections import deque
from collections.abc import Sequence

from services.chassis.errors import PresslineError

WINDOW = 100
"""Messages looked back on; a larger batch is looked at whole."""
AT_LEAST = 20
"""Errors among them below which a share says nothing: one producer's odd page, pushed again and again."""


class BreakerOpen(PresslineError):
    """The stage takes nothing more until it is started anew; the text says why."""


class Breaker:
    """Remembers which of a stage's last messages died of an error of ours."""

    def __init__(self, stage: str, share: float) -> None:
        self._stage = stage
        self._share = share
        self._last: deque[bool] = deque(maxlen=WINDOW)
        self.open: str | None = None
        """Why the stage takes nothing more, as a person would say it."""

    def see(self, errors: Sequence[str | None]) -> None:
        """Note what became of a batch's messages, in order: the error of ours that one died of, else None.

        Raises:
            BreakerOpen: more than the share of the last messages died of such errors.
        """
        looked = deque(self._last, max(WINDOW, len(errors)))
        looked.extend(error is not None for error in errors)
        dead = sum(looked)
        if dead >= AT_LEAST and dead > self._share * len(looked):
            last = next(error for error in reversed(errors) if error is not None) if any(errors) else "before"
            self.open = (
                f"{self._stage} takes nothing more: {dead} of its last {len(looked)} messages would be "
                f"dead-lettered with cause error, more than the share of {self._share:g} "
                f"(PRESSLINE_BREAKER_SHARE); mend it and start it again. The last error: {last}"
            )
            raise BreakerOpen(self.open)
        self._last = deque(looked, WINDOW)
