"""What a batch tells on `articles.indexed`: each article once, as it is when the batch ends."""

from collections.abc import Iterator, Mapping, Sequence

from schemas import EnrichedArticle, IndexedArticle
from services.index.indexing import IndexResult
from services.store import Changes

Told = Mapping[str, IndexedArticle]
"""Articles by id, as they are now."""


def others_of(article: EnrichedArticle, told: Told, changes: Changes) -> list[str]:
    """Other articles that stand elsewhere because of this delivery, and of no later one of the batch."""
    return [
        article_id
        for article_id, by in changes.by.items()
        if by.delivery_id == article.delivery_id
        and article_id != article.article_id
        and article_id in told
        and told[article_id].changed_by == by
    ]


def messages(
    articles: Sequence[EnrichedArticle],
    said: Sequence[IndexResult],
    owed: Sequence[Sequence[str]],
    told: Told,
) -> Iterator[tuple[IndexedArticle | None, tuple[IndexedArticle, ...]]]:
    """For each delivery the message of its article, and those of others that it changed.

    An article goes with the last delivery of its own; else with one that changed it.
    """
    last = {each.article_id: place for place, each in enumerate(articles) if said[place].told}
    gone = set(last)
    for place, article in enumerate(articles):
        mine = told.get(article.article_id) if last.get(article.article_id) == place else None
        also = [each for each in owed[place] if each not in gone and each in told]
        gone.update(also)
        yield mine and _as_brought(mine, article), tuple(told[each] for each in also)


def _as_brought(message: IndexedArticle, article: EnrichedArticle) -> IndexedArticle:
    """The message of a delivery that brought what is shown.

    When it comes again, others may have changed the article before it was ever told: so its arrival is.
    """
    by = message.changed_by
    if by is None or by.article_id == message.article_id or message.delivery_id != article.delivery_id:
        return message
    mine = {"reason": "arrival", "article_id": article.article_id, "delivery_id": article.delivery_id}
    return message.model_copy(update={"changed_by": by.model_copy(update=mine)})
