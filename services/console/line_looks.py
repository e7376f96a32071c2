"""What some looks at the line, a moment apart, say together: what stands still, and what moves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.chassis.lag import StageLag
from services.line import FIRST, Stage


@dataclass(frozen=True)
class Look:
    """The ledger's tally, then what waits for each stage, and which services did not answer.

    `open_deliveries` are the oldest without an end, looked up where nothing waited.
    """

    tally: Mapping[str, int]
    lags: tuple[StageLag, ...]
    silent: frozenset[str]
    open_deliveries: Sequence[str] = ()

    @property
    def lag(self) -> int:
        """Messages that wait anywhere."""
        return sum(seen.lag for seen in self.lags)

    @property
    def waiting(self) -> int:
        """Messages that wait for the first stage: nobody has taken them yet."""
        return sum(seen.lag for seen in self.lags if seen.stage is FIRST)


def verdict_needs_more(looks: Sequence[Look]) -> bool:
    """Whether another look could still change the verdict that nothing is lost or left lying."""
    last = looks[-1]
    if not last.lag:
        # what is in flight while nothing waits is lost, unless some look finds it under way
        return bool(last.tally["in_flight"]) and not any(look.lag for look in looks)
    still = standing(looks)
    if any(seen.stage is FIRST or lifeless(seen.stage, last) for seen in still):
        return True
    return bool(still) and not moved(looks)


def standing(looks: Sequence[Look]) -> list[StageLag]:
    """Stages for which something waited in every look, with the same offsets in all; as seen last."""
    return [
        last
        for last, *before in _by_stage(looks)
        if last.lag and all(seen.lag and seen.committed == last.committed for seen in before)
    ]


def moved(looks: Sequence[Look]) -> bool:
    """Whether any stage has committed offsets meanwhile."""
    return any(seen.committed != last.committed for last, *before in _by_stage(looks) for seen in before)


def lifeless(stage: Stage, look: Look) -> bool:
    """Whether no process of the stage was there: nobody in its consumer group, or nobody who answers."""
    return stage.service in look.silent or any(seen.members == 0 for seen in look.lags if seen.stage is stage)


def _by_stage(looks: Sequence[Look]) -> list[list[StageLag]]:
    """For each stage what was seen of it, the last look first."""
    return [list(seen) for seen in zip(*(look.lags for look in reversed(looks)), strict=True)]
