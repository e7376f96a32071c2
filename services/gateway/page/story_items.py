"""The articles of a story as the page lists them: near-duplicates as one, each beneath the one it repeats."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.store import Member


@dataclass(frozen=True)
class StoryItem:
    """An article with those that repeat it, those without a date last, of `sources` other sources."""

    article: Member
    copies: tuple[Member, ...] = ()

    @property
    def sources(self) -> int:
        """Sources of the copies besides its own."""
        return len({copy.source for copy in self.copies if copy.source} - {self.article.source})


def story_items(members: Sequence[Member]) -> list[StoryItem]:
    """Articles as pieces, in the order of those that stand for a group.

    The original does; where it is none of them (it is of another story, or older than what is shown), the
    first of its copies.
    """
    groups: dict[str, list[Member]] = {}
    for member in members:
        groups.setdefault(member.duplicate_of or member.article_id, []).append(member)
    heads = {_head(group).article_id: group for group in groups.values()}
    return [
        StoryItem(member, _others(member, heads[member.article_id]))
        for member in members
        if member.article_id in heads
    ]


def _head(group: Sequence[Member]) -> Member:
    return next((member for member in group if member.duplicate_of is None), group[0])


def _others(head: Member, group: Iterable[Member]) -> tuple[Member, ...]:
    others = (member for member in group if member is not head)
    return tuple(sorted(others, key=lambda member: member.published_at is None))
