"""An article takes its place in the store: its revision, its original, its story.

What is shown depends on the deliveries that came and not on their order; doing it again changes nothing.
"""

from datetime import datetime
from typing import NamedTuple

from schemas import EnrichedArticle, Identified, IndexedArticle, Outcome
from services.index import stories
from services.index.core import Prepared, prepare, time_of
from services.index.near_duplicates import repeats
from services.index.revisions import Known, newest, with_retraction, with_revision
from services.index.traits import Traits, keys_of
from services.store import Batch, History, Lookup, Moment, Placement, Standing

LOOKALIKES = 20
"""Possible near-duplicates that are compared in full."""
NEIGHBOURS = 16
"""Articles that are scored for a story."""


class Said(NamedTuple):
    """What becomes of a delivery, and the message that says so, where there is one."""

    message: IndexedArticle | None
    outcome: Outcome
    detail: str | None = None


def lookup(prepared: Prepared) -> Lookup:
    """What settling an article will ask the store."""
    article, traits = prepared.article, prepared.traits
    return Lookup(article.article_id, prepared.bands, keys_of(traits), time_of(article), stories.WINDOW)


def settle_article(batch: Batch, prepared: Prepared, watches: tuple[str, ...], now: datetime) -> Said:
    """Write one delivery of an article, which `watches` find, and say what became of it."""
    article = prepared.article
    history = batch.history(article.article_id)
    known = Known({revision: held.moment for revision, held in history.revisions.items()}, history.retraction)
    moment = Moment.of(article.accepted_at, article.delivery_id)
    if article.retracted:
        known = with_retraction(known, moment)
    else:
        known = with_revision(known, article.revision, moment)
    wanted = newest(known)

    standing, placement, followers = Standing(history.story_id, history.duplicate_of), None, frozenset[str]()
    if wanted != history.shown:
        standing = Standing()
        if history.shown is not None:
            batch.hide(article.article_id)
        if wanted is not None:
            shown = prepared if wanted not in history.revisions else _prepared(batch, article, wanted)
            original, followers = _find_original(batch, shown, min(known.revisions.values()))
            found = _find_stories(batch, shown)
            story_id = min(found, default=history.story_id or stories.new_story(shown.article))
            merged = tuple(sorted(set(found) - {story_id}))
            standing = Standing(story_id, original, merged, watches)
            placement = _placement(shown, story_id, original)
    _keep(batch, article, history, standing, now)
    if placement is not None:
        batch.show(placement)
        for follower in followers:
            batch.follow(follower, standing.duplicate_of or article.article_id)
        for story in standing.merged:
            batch.merge(story, placement.story_id)
    return _say(article, history, standing, now)


def _prepared(batch: Batch, article: EnrichedArticle, revision: str) -> Prepared:
    return prepare(batch.revision(article.article_id, revision))


def _find_original(
    batch: Batch, mine: Prepared, first: tuple[object, ...]
) -> tuple[str | None, frozenset[str]]:
    """The earliest article that this one repeats, and the originals that now follow it instead.

    None where this one is the earliest.
    """
    article = mine.article
    moments = {article.article_id: first}
    for other in batch.lookalikes(mine.bands, LOOKALIKES):
        if other.original not in moments and repeats(
            article.headline, article.text, other.headline, other.text
        ):
            moments[other.original] = other.original_moment
    earliest = min(moments, key=lambda article_id: (moments[article_id], article_id))
    followers = moments.keys() - {earliest, article.article_id}
    return (None if earliest == article.article_id else earliest), frozenset(followers)


def _find_stories(batch: Batch, mine: Prepared) -> tuple[str, ...]:
    """The stories that this article is of: none, one, or several that it shows to be one."""
    at = time_of(mine.article)
    neighbours = batch.neighbours(keys_of(mine.traits), at, stories.WINDOW, NEIGHBOURS)
    return stories.choose(
        mine.traits,
        ((each.story_id, Traits.from_json(each.traits), at - each.at) for each in neighbours),
    )


def _placement(mine: Prepared, story_id: str, duplicate_of: str | None) -> Placement:
    return Placement(
        article=mine.article,
        at=time_of(mine.article),
        story_id=story_id,
        duplicate_of=duplicate_of,
        bands=mine.bands,
        keys=keys_of(mine.traits),
        traits=mine.traits.to_json(),
    )


def _keep(
    batch: Batch, article: EnrichedArticle, history: History, standing: Standing, now: datetime
) -> None:
    """Write down that this delivery came."""
    held = history.revisions.get(article.revision)
    if article.retracted:
        batch.retract(article, now)
    elif held is None:
        batch.keep(article, now, standing)
    elif Moment.of(article.accepted_at, article.delivery_id) < held.moment:
        batch.predate(article)


def _say(article: EnrichedArticle, history: History, standing: Standing, now: datetime) -> Said:
    """What became of this delivery; a redelivered one is told what it was told before."""
    held = history.revisions.get(article.revision)
    if article.retracted:
        if standing.story_id is not None:  # an older retraction than what is shown takes nothing back
            return Said(None, Outcome.RETRACTED, "a later revision stands")
        return Said(_message(article, Standing(), now), Outcome.RETRACTED)
    if held is not None:
        if held.delivery_id != article.delivery_id:
            return Said(None, Outcome.UNCHANGED, f"brought by {held.delivery_id}")
        standing, now = held.standing, held.indexed_at
    if standing.story_id is None:
        return Said(
            _message(article, standing, now), Outcome.RETRACTED, "taken back later than it was accepted"
        )
    return Said(_message(article, standing, now), Outcome.INDEXED)


def _message(article: EnrichedArticle, standing: Standing, indexed_at: datetime) -> IndexedArticle:
    identity = {name: getattr(article, name) for name in Identified.model_fields}
    return IndexedArticle(
        **{**identity, "retracted": standing.story_id is None},
        story_id=standing.story_id,
        duplicate_of=standing.duplicate_of,
        merged=standing.merged,
        watches=standing.watches,
        headline=article.headline,
        published_at=article.published_at,
        indexed_at=indexed_at,
    )
