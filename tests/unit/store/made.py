"""Small articles and receipts for the tests of the store and of index."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from schemas import EnrichedArticle, Entity, Mention, Outcome, Quote, Receipt
from services.store import ArticleState, IndexEntry, Store, StoreBatch

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def delivery(number: int) -> str:
    return f"articles.raw:0:{number}:{number}"


def article(
    name: str,
    text: str = "",
    *,
    number: int = 1,
    revision: str = "r1",
    people: Sequence[str] = (),
    places: Sequence[str] = (),
    organisations: Sequence[str] = (),
    **fields: Any,
) -> EnrichedArticle:
    """An article of delivery `number`, published and accepted in that minute.

    Its entities stand where they first occur.
    """
    labelled = [
        *((person, "PERSON") for person in people),
        *((place, "GPE") for place in places),
        *((organisation, "ORG") for organisation in organisations),
    ]
    identity = {
        "article_id": name,
        "revision": revision,
        "delivery_id": delivery(number),
        "accepted_at": at(number),
        "published_at": at(number),
        "source": "Courier",
        "language": "en",
    }
    found = tuple(entity(text, surface, label) for surface, label in labelled)
    return EnrichedArticle(**{**identity, "text": text, "entities": found, **fields})


def entity(text: str, surface: str, label: str) -> Entity:
    start = text.index(surface)
    mention = Mention(text=surface, start=start, end=start + len(surface))
    return Entity(name=surface, label=label, mentions=(mention,))


def spoken(name: str, *said: tuple[str | None, str], number: int = 1, **fields: Any) -> EnrichedArticle:
    """An article of quotations: (speaker, words)."""
    text, quotes = "", []
    for speaker, words in said:
        quote = f"“{words}”"
        quotes.append(
            Quote(text=quote, start=len(text), end=len(text) + len(quote), speaker=speaker, cue="said")
        )
        text += f"{quote} {speaker or 'somebody'} said. "
    return article(name, text, number=number, quotes=tuple(quotes), **fields)


def retraction(name: str, *, number: int) -> EnrichedArticle:
    return article(name, number=number, revision="none", retracted=True)


def receipt(number: int, stage: str, outcome: Outcome, **fields: Any) -> Receipt:
    return Receipt(
        **{
            "delivery_id": delivery(number),
            "article_id": f"a{number}",
            "revision": "r1",
            "stage": stage,
            "outcome": outcome,
            "at": at(number),
            **fields,
        }
    )


def placement(shown: EnrichedArticle, **fields: Any) -> IndexEntry:
    made: dict[str, Any] = {
        "article": shown,
        "at": shown.published_at or shown.accepted_at,
        "story_id": f"story of {shown.article_id}",
        "duplicate_of": None,
        "lsh_bands": (),
        "lookup_terms": (),
        "features": "",
    }
    return IndexEntry(**{**made, **fields})


def put(batch: StoreBatch, shown: EnrichedArticle, **fields: Any) -> None:
    """Keep a revision and show it."""
    placed = placement(shown, **fields)
    batch.keep(shown, NOON, ArticleState(placed.story_id, placed.duplicate_of))
    batch.show(placed)


def fill(store: Store, *articles: EnrichedArticle) -> None:
    with store.batch() as batch:
        for each in articles:
            put(batch, each)
