"""An article and a story as the page shows them, asked of the store."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from itertools import groupby
from re import fullmatch

from markupsafe import Markup

from services.gateway.page.article_marks import KINDS, OTHER, NamedSpan, marked_text, named
from services.gateway.page.charts import Chart, growth_chart
from services.gateway.page.journeys import Trip, trips
from services.gateway.page.story_items import StoryItem, story_items
from services.gateway.page.wording import shortened
from services.store import QuoteHit, Store, StoredArticle, Story

MAX_QUOTED_ARTICLES = 20
"""Articles of a story that are read for what was said in it, the newest."""
SPEAKERS, SAYINGS = 6, 3
"""Speakers that a story shows, and quotations of each."""
TITLE = 110
"""Characters of a title made from the text."""
CHART = (280.0, 64.0)


@dataclass(frozen=True)
class ShownArticle:
    """An article with all its page shows.

    `kinds` are the kinds of marks in its text: id, label, how many. `original` is the title of the article
    that it repeats, `old` whether a newer revision is shown elsewhere.
    """

    article: StoredArticle
    title: str
    text: Markup
    language: str | None
    old: bool
    kinds: Sequence[tuple[str, str, int]]
    names: Sequence[tuple[str, Sequence[NamedSpan]]]
    trips: Sequence[Trip]
    story: Story | None
    original: str | None


def gather_article(store: Store, article_id: str, revision: str | None) -> ShownArticle | None:
    """An article or one of its revisions; None for what is not there."""
    article = store.get(article_id, revision)
    if article is None:
        return None
    newest = article if revision is None else store.get(article_id)
    original = store.get(article.duplicate_of) if article.duplicate_of else None
    language = article.language if article.language and fullmatch("[a-z]{2,3}", article.language) else None
    return ShownArticle(
        article=article,
        title=_title(article),
        text=marked_text(article),
        language=language,
        old=newest is not None and not newest.retracted and newest.revision != article.revision,
        kinds=_kinds(article),
        names=_names(article),
        trips=trips(store.trace(article_id)),
        story=store.story(article.story_id) if article.story_id else None,
        original=None if original is None else _title(original),
    )


def _title(article: StoredArticle) -> str:
    opening = " ".join(article.text[: 4 * TITLE].split())
    return article.headline or shortened(opening, TITLE) or "An article without a headline"


def _kinds(article: StoredArticle) -> list[tuple[str, str, int]]:
    mentions = dict.fromkeys([*KINDS, OTHER], 0)
    for entity in article.entities:
        mentions[named(entity).kind] += len(entity.mentions)
    labels = {kind: label for kind, (label, _) in KINDS.items()}
    found = [(kind, labels.get(kind, "Other names"), count) for kind, count in mentions.items()]
    dates = sum(1 for mention in article.dates if mention.value is not None)
    found += [("date", "Dates", dates), ("said", "Quotations", len(article.quotes))]
    return [kind for kind in found if kind[2]]


def _names(article: StoredArticle) -> list[tuple[str, list[NamedSpan]]]:
    """Names by kind, those named most first."""
    all_named = sorted((named(entity) for entity in article.entities), key=lambda one: -one.mentions)
    titles = {**{kind: label for kind, (label, _) in KINDS.items()}, OTHER: "Other names"}
    groups = [(title, [one for one in all_named if one.kind == kind]) for kind, title in titles.items()]
    return [(title, names) for title, names in groups if names]


@dataclass(frozen=True)
class ShownStory:
    """A story with all its page shows; `read` is how many of its articles `said` was taken from.

    `days` are of those with a date, in order; `undated` come after them.
    """

    story: Story
    drawn: Chart | None
    days: Sequence[tuple[str, Sequence[StoryItem]]]
    undated: Sequence[StoryItem]
    said: Sequence[tuple[str, Sequence[QuoteHit]]]
    read: int


def gather_story(store: Store, story_id: str) -> ShownStory | None:
    """A story, the one that it became where it was merged; None for what is not there."""
    story = store.story(story_id)
    if story is None:
        return None
    originals = [member for member in reversed(story.articles) if member.duplicate_of is None][
        :MAX_QUOTED_ARTICLES
    ]
    articles = [store.get(member.article_id) for member in originals]
    pieces = story_items(story.articles)
    said = _said([article for article in articles if article is not None])
    return ShownStory(
        story=story,
        drawn=growth_chart(
            [(count.value, count.articles) for count in story.growth],
            [member.published_at for member in story.articles if member.published_at],
            *CHART,
        ),
        days=[(day, list(of_day)) for day, of_day in groupby(pieces, key=_day) if day],
        undated=[piece for piece in pieces if not _day(piece)],
        said=said,
        read=len(originals),
    )


def _day(piece: StoryItem) -> str:
    """The day on which it was published, empty where it has no date."""
    at = piece.article.published_at
    return at.astimezone(UTC).date().isoformat() if at else ""


def _said(articles: Sequence[StoredArticle]) -> list[tuple[str, list[QuoteHit]]]:
    """Who said what, those quoted most first; the same words only once, whoever printed them."""
    speakers: dict[str, dict[str, QuoteHit]] = {}
    for article in articles:
        for quote in article.quotes:
            if quote.speaker is None:
                continue
            words = "".join(filter(str.isalnum, quote.text.casefold()))
            said = QuoteHit(
                speaker=quote.speaker,
                text=quote.text,
                cue=quote.cue,
                article_id=article.article_id,
                title=_title(article),
                source=article.source,
                url=article.url,
                published_at=article.published_at,
                accepted_at=article.accepted_at,
            )
            speakers.setdefault(quote.speaker, {}).setdefault(words, said)
    most = sorted(speakers.items(), key=lambda pair: -len(pair[1]))[:SPEAKERS]
    return [(speaker, list(quotes.values())[:SAYINGS]) for speaker, quotes in most]
