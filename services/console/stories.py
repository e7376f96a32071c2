"""`pressline stories`: what happened, the weightiest first, or one story with its articles."""

from collections.abc import Sequence
from datetime import date

from services.chassis.errors import PresslineError
from services.chassis.settings import Settings
from services.console.stored import opened
from services.console.terminal import QUIET, print_json, print_text, published, remark, remark_next, styled
from services.store import Count, Story

BLOCKS = "▁▂▃▄▅▆▇█"
NO_ARTICLES = "·"
CELLS = 24
"""Blocks of a sparkline at most; of a longer story each stands for several days."""
SOURCES = 4
"""Sources of a story that the list names."""


def show_stories(settings: Settings, limit: int, after: str | None, *, as_json: bool) -> None:
    """A page of the stories."""
    with opened(settings) as store:
        page = store.stories(limit, after)
    if as_json:
        print_json(*page.stories)
    else:
        for story in page.stories:
            print_head(story, SOURCES)
        if not page.stories:
            remark("no stories yet")
    remark_next(page.next)


def show_story(settings: Settings, wanted: str, *, as_json: bool) -> None:
    """A story with its articles, or the one that it became part of, which is said.

    Raises:
        PresslineError: there is no such story.
    """
    with opened(settings) as store:
        story = store.story(wanted)
    if story is None:
        raise PresslineError(f"no story {wanted}")
    if story.story_id != wanted:
        remark(f"story {wanted} turned out to be part of {story.story_id}")
    if as_json:
        print_json(story)
        return
    print_head(story, len(story.sources))
    dated = [member for member in story.articles if member.published_at]
    undated = [member for member in story.articles if not member.published_at]
    for member in dated + undated:
        when = published(member.published_at, member.accepted_at)
        print_text(styled((when, QUIET), f"  {member.title}"))
        repeats = f"  repeats {member.duplicate_of}" if member.duplicate_of else ""
        print_text(
            styled(member.source or "unknown source", (f"  {member.article_id}{repeats}", QUIET)), indent=18
        )
    if len(story.articles) < story.article_count:
        remark(f"these are the newest {len(story.articles)} of {story.article_count} articles")


def print_head(story: Story, sources: int) -> None:
    """A story for people, without its articles; so many of its sources are named."""
    more = len(story.sources) - sources
    names = ", ".join(story.sources[:sources]) + (f" and {more} more" if more > 0 else "")
    articles = f"{story.article_count:,} article" + ("" if story.article_count == 1 else "s")
    first, last = f"{story.first_at:%Y-%m-%d}", f"{story.last_at:%Y-%m-%d}"
    print_text(styled((story.title, "bold")))
    print_text(styled(f"{articles} · {names or 'unknown source'}"), indent=2)
    if not story.dated:
        first = last = published(None, story.last_at)
    span = (first,) if first == last else (first, (f" {sparkline(story.growth)} ", "cyan"), last)
    print_text(styled(*span), indent=2)
    print_text(styled((f"story {story.story_id}", QUIET)), indent=2)
    if story.merged:
        print_text(styled((f"with what was {', '.join(story.merged)}", QUIET)), indent=2)
    print_text(styled(""))


def sparkline(growth: Sequence[Count]) -> str:
    """How a story grew: a block a day, as high as its articles beside those of the busiest day."""
    if not growth:
        return ""
    days = [date.fromisoformat(count.value).toordinal() for count in growth]
    span = days[-1] - days[0] + 1
    cells = [0] * min(span, CELLS)
    for day, count in zip(days, growth, strict=True):
        cells[(day - days[0]) * len(cells) // span] += count.articles
    most = max(cells)
    # rounded up: a day with one article among thousands is still a day with articles
    return "".join(BLOCKS[-(-n * len(BLOCKS) // most) - 1] if n else NO_ARTICLES for n in cells)
