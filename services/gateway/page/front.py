"""The front page, asked of the store: a lead, some stories told in full, and the list of the others."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.gateway.page.charts import Chart, growth_chart
from services.gateway.page.story_items import StoryItem, story_items
from services.gateway.page.wording import shortened
from services.store import Hit, Member, Store, Story

STORIES = 16
"""Stories of one page."""
SECONDS = 3
"""Stories told in full beneath the lead."""
PIECES = 3
"""Newest articles that such a story shows, copies beneath what they repeat; another shows one."""
MANY = 100
"""A story of so many articles is read whole only to be told in full: that takes its time."""
WIRE = 14
"""Newest articles beside the lead."""
DECK = 260
"""Characters of a deck at most."""
CHART = (112.0, 24.0)
"""Width and height of a chart, in pixels where there is room."""


@dataclass(frozen=True)
class LeadStory:
    """A story as the front tells it; `deck` is the first sentence of its newest article's summary."""

    story: Story
    chart: Chart | None
    deck: str | None
    latest: tuple[StoryItem, ...]


@dataclass(frozen=True)
class FrontPage:
    """The front page; or a later page of the list of stories, which has no lead and no wire."""

    later: bool
    lead: LeadStory | None
    seconds: Sequence[LeadStory]
    others: Sequence[LeadStory]
    wire: Sequence[Hit]
    next: str | None

    @property
    def stories(self) -> bool:
        """Whether there is any."""
        return bool(self.lead or self.others)


def gather_front(store: Store, after: str | None) -> FrontPage:
    """Stories by weight, those after the cursor where there is one."""
    page = store.stories(STORIES, after)
    full = 0 if after else 1 + SECONDS
    top = [_told(store, story, PIECES, deck=True) for story in page.stories[:full]]
    others = [_told(store, story, 1, deck=False) for story in page.stories[full:]]
    wire = () if after else store.search("", limit=WIRE).hits
    return FrontPage(bool(after), top[0] if top else None, top[1:], others, wire, page.next)


def _told(store: Store, story: Story, pieces: int, *, deck: bool) -> LeadStory:
    alone = story.article_count == 1
    whole = store.story(story.story_id) if deck or 1 < story.article_count < MANY else None
    members = whole.articles if whole else ()
    growth = [(count.value, count.articles) for count in story.growth]
    chart = growth_chart(growth, [member.published_at for member in members if member.published_at], *CHART)
    latest = () if alone else tuple(reversed(story_items(members)[-pieces:]))
    return LeadStory(story, chart, _deck(store, members) if deck else None, latest)


def _deck(store: Store, members: Sequence[Member]) -> str | None:
    """What the newest article that copies no other says in a sentence."""
    newest = next((member for member in reversed(members) if member.duplicate_of is None), None)
    article = store.get(newest.article_id) if newest else None
    return shortened(article.summary[0], DECK) if article and article.summary else None
