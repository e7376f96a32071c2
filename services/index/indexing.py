"""An article takes its place in the store: its revision, its original, its story.

What is shown depends on the deliveries that came and not on their order; doing it again changes nothing.
"""

from datetime import datetime
from typing import NamedTuple

from schemas import ChangedBy, EnrichedArticle, Identified, IndexedArticle, Outcome
from services.index import stories
from services.index.core import Prepared, time_of
from services.index.features import Features, lookup_terms_of
from services.index.near_duplicates import repeats
from services.index.revisions import RevisionHistory, newest, with_retraction, with_revision
from services.store import ArticleState, CandidateQuery, Changes, History, IndexEntry, Moment, StoreBatch

LOOKALIKES = 20
"""Possible near-duplicates that are compared in full."""
NEIGHBOURS = 16
"""Articles that are scored for a story."""
ARRIVAL, RETRACTION, MERGE = "arrival", "retraction", "merge"
"""What `changed_by` says."""


class IndexResult(NamedTuple):
    """What becomes of a delivery.

    `told`: whether its article is told, `owed` the others that it changed when it came before.
    """

    outcome: Outcome
    detail: str | None = None
    told: bool = True
    owed: tuple[str, ...] = ()


def lookup(prepared: Prepared) -> CandidateQuery:
    """What settling an article will ask the store."""
    article, traits = prepared.article, prepared.features
    return CandidateQuery(
        article.article_id, prepared.lsh_bands, lookup_terms_of(traits), time_of(article), stories.WINDOW
    )


def index_article(
    batch: StoreBatch, prepared: Prepared, watches: tuple[str, ...], now: datetime, changes: Changes
) -> IndexResult:
    """Write one delivery of an article, which `watches` find, and say what became of it.

    What it changes, of this article or of others, goes into `changes`.
    """
    article = prepared.article
    history = batch.history(article.article_id)
    known = RevisionHistory(
        {revision: held.moment for revision, held in history.revisions.items()}, history.retraction
    )
    moment = Moment.of(article.accepted_at, article.delivery_id)
    if article.retracted:
        known = with_retraction(known, moment)
    else:
        known = with_revision(known, article.revision, moment)
    wanted = newest(known)
    # what is shown is the newest of all that came before, so it can only give way to what comes now
    brought = wanted != history.shown and wanted is not None

    standing, placement, followers = (
        ArticleState(history.story_id, history.duplicate_of),
        None,
        frozenset[str](),
    )
    by = ChangedBy(reason=ARRIVAL, article_id=article.article_id, delivery_id=article.delivery_id)
    if wanted != history.shown and history.shown is not None:
        reason = ARRIVAL if brought else RETRACTION
        changes.touch(batch.hide(article.article_id), by.model_copy(update={"reason": reason}))
    if brought:
        original, followers = _find_original(batch, prepared, min(moment, history.first or moment))
        found = _find_stories(batch, prepared)
        story_id = min(found, default=history.story_id or stories.new_story(article))
        merged = tuple(sorted(set(found) - {story_id}))
        standing = ArticleState(story_id, original, merged, watches)
        placement = _placement(prepared, story_id, original)
    elif wanted is None:
        standing = ArticleState()
    is_new = brought or article.revision not in history.revisions
    _keep(batch, article, history, standing if is_new else None, now)
    if not article.retracted:
        batch.learn(article)
    if placement is not None:
        batch.show(placement)
        for follower in followers:
            changes.touch(batch.follow(follower, standing.duplicate_of or article.article_id), by)
        for story in standing.merged:
            members = batch.merge(story, placement.story_id)
            changes.touch(members, by.model_copy(update={"reason": MERGE}))
        changes.come(_message(article, standing, now), by)
    elif article.retracted and wanted is None and moment == known.retraction != history.retraction:
        by = by.model_copy(update={"reason": RETRACTION})
        changes.come(_message(article, standing, now), by)
    return _result(article, history, standing, brought=brought)


def _find_original(batch: StoreBatch, mine: Prepared, first: Moment) -> tuple[str | None, frozenset[str]]:
    """The earliest article that this one repeats, and the originals that now follow it instead.

    None where this one is the earliest.
    """
    article = mine.article
    moments = {article.article_id: first}
    for other in batch.duplicate_candidates(mine.lsh_bands, LOOKALIKES):
        if other.original not in moments and repeats(
            article.headline, article.text, other.headline, other.text
        ):
            moments[other.original] = other.original_moment
    earliest = min(moments, key=lambda article_id: (moments[article_id], article_id))
    followers = moments.keys() - {earliest, article.article_id}
    return (None if earliest == article.article_id else earliest), frozenset(followers)


def _find_stories(batch: StoreBatch, mine: Prepared) -> tuple[str, ...]:
    """The stories that this article is of: none, one, or several that it shows to be one."""
    at = time_of(mine.article)
    neighbours = batch.story_candidates(lookup_terms_of(mine.features), at, stories.WINDOW, NEIGHBOURS)
    return stories.choose(
        mine.features,
        ((each.story_id, Features.from_json(each.features), at - each.at) for each in neighbours),
    )


def _placement(mine: Prepared, story_id: str, duplicate_of: str | None) -> IndexEntry:
    return IndexEntry(
        article=mine.article,
        at=time_of(mine.article),
        story_id=story_id,
        duplicate_of=duplicate_of,
        lsh_bands=mine.lsh_bands,
        lookup_terms=lookup_terms_of(mine.features),
        features=mine.features.to_json(),
    )


def _keep(
    batch: StoreBatch, article: EnrichedArticle, history: History, anew: ArticleState | None, now: datetime
) -> None:
    """Write down that this delivery came; `anew` is where its revision stands, which is kept for it."""
    held = history.revisions.get(article.revision)
    if article.retracted:
        batch.retract(article, now)
    elif anew is not None:
        before = {} if held is None else {**held.before, held.delivery_id: _outcome(held.state)}
        batch.keep(article, now, anew, before)
    elif held is not None and article.delivery_id != held.delivery_id:
        batch.note(article)


def _result(
    article: EnrichedArticle, history: History, standing: ArticleState, *, brought: bool
) -> IndexResult:
    """What became of this delivery; a redelivered one is told what it was told before."""
    owed = history.owed.get(article.delivery_id, ())
    held = history.revisions.get(article.revision)
    if article.retracted:
        # an older retraction than what is shown takes nothing back
        return IndexResult(
            Outcome.RETRACTED, "a later revision stands" if standing.story_id else None, owed=owed
        )
    outcome: Outcome | None
    if held is None or brought:
        outcome = _outcome(standing)
    elif held.delivery_id == article.delivery_id:
        outcome = _outcome(held.state)
    else:
        outcome = held.before.get(article.delivery_id)
        if outcome is None:
            return IndexResult(Outcome.UNCHANGED, f"brought by {held.delivery_id}", told=False)
    taken_back = "taken back later than it was accepted" if outcome is Outcome.RETRACTED else None
    return IndexResult(outcome, taken_back, owed=owed)


def _outcome(standing: ArticleState) -> Outcome:
    return Outcome.RETRACTED if standing.story_id is None else Outcome.INDEXED


def _message(article: EnrichedArticle, standing: ArticleState, indexed_at: datetime) -> IndexedArticle:
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
