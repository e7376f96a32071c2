"""Which revision of an article is shown: a matter of when each was accepted, never of what arrived first."""

from collections.abc import Mapping
from typing import Any, NamedTuple

Moment = tuple[Any, ...]
"""When something was accepted: any two compare."""


class RevisionHistory(NamedTuple):
    """When each revision was accepted last, and when the article was last taken back."""

    revisions: Mapping[str, Moment]
    retraction: Moment | None = None


def with_revision(known: RevisionHistory, revision: str, moment: Moment) -> RevisionHistory:
    """What is known when this revision was accepted at `moment`, too; only its latest moment counts.

    So the last push wins, also one of content that another revision or a retraction had come after.
    """
    return known._replace(
        revisions={**known.revisions, revision: max(moment, known.revisions.get(revision, moment))}
    )


def with_retraction(known: RevisionHistory, moment: Moment) -> RevisionHistory:
    """What is known when the article was taken back at `moment`, too."""
    return known._replace(retraction=max(moment, known.retraction or moment))


def newest(known: RevisionHistory) -> str | None:
    """The revision accepted last; None where there is none, or the article was taken back after it."""
    if not known.revisions:
        return None
    last = max(known.revisions, key=lambda revision: known.revisions[revision])
    shown = known.retraction is None or known.retraction < known.revisions[last]
    return last if shown else None
