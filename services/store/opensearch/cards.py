"""An article as every list shows it."""

from typing import Any

from services.store.values import moment, moment_or_none

CARD = ["article_id", "story_id", "duplicate_of", "known.card"]
"""What is read of an article that is only listed."""


def listed(source: dict[str, Any]) -> dict[str, Any]:
    """What each list shows of an article."""
    card = source["known"]["card"]
    return {
        "article_id": source["article_id"],
        "title": card["title"],
        "source": card["source"],
        "url": card["url"],
        "published_at": moment_or_none(card["published_at"]),
        "accepted_at": moment(card["accepted_at"]),
    }
