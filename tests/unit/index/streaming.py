"""Deliveries that change one another's articles, and what the stream and the store say of them."""

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from schemas import EnrichedArticle, IndexedArticle
from services.store import Store
from tests.unit.index.news import ACEH_FIRST, ACEH_TOLL, BUSHEHR, OROZCO
from tests.unit.store.made import at, delivery, retraction

Topic = list[IndexedArticle]
State = dict[str, dict[str, object]]


def made(of: EnrichedArticle, name: str, number: int, **fields: object) -> EnrichedArticle:
    identity = {"article_id": name, "delivery_id": delivery(number), "accepted_at": at(number)}
    return of.model_copy(update={**identity, **fields})


def news(mark: str, start: int = 0) -> list[EnrichedArticle]:
    """Copies of four texts, corrections, corrections taken back, retractions, and pushes after these."""
    told = [made(ACEH_FIRST, f"{mark}-first-{n}", start + n) for n in range(4)]
    told += [made(ACEH_TOLL, f"{mark}-toll-{n}", start + 10 + n) for n in range(3)]
    told += [made(BUSHEHR, f"{mark}-iran-{n}", start + 20 + n) for n in range(2)]
    told += [made(OROZCO, f"{mark}-orozco", start + 30)]
    told += [
        retraction(f"{mark}-first-0", number=start + 40),
        retraction(f"{mark}-toll-1", number=start + 41),
    ]
    told += [made(ACEH_FIRST, f"{mark}-first-0", start + 42)]
    # the original is now another text, and then what it was; a copy is now the copy of another
    told += [
        made(OROZCO, f"{mark}-iran-0", start + 43, revision="r2"),
        made(BUSHEHR, f"{mark}-iran-0", start + 44),
    ]
    told += [made(ACEH_TOLL, f"{mark}-first-2", start + 45, revision="r2")]
    return told


def cuts(shuffle: random.Random, told: Sequence[EnrichedArticle]) -> Iterator[list[EnrichedArticle]]:
    rest = iter(told)
    while batch := list(islice(rest, shuffle.randint(1, 9))):
        yield batch


def fold(topic: Iterable[IndexedArticle]) -> State:
    """The last message under each key; one that takes its article back is followed by a tombstone."""
    last = {message.article_id: message for message in topic}
    return {name: state(each) for name, each in last.items() if not each.retracted}


def state(message: IndexedArticle) -> dict[str, object]:
    names = ("revision", "story_id", "duplicate_of", "retracted", "headline", "published_at")
    return {name: getattr(message, name) for name in names}


def held(store: Store, told: Iterable[EnrichedArticle]) -> State:
    """The same by the store, as readers see it."""
    found = {name: store.get(name) for name in {each.article_id for each in told}}
    names = ("revision", "story_id", "duplicate_of", "retracted", "headline", "published_at")
    return {
        name: {each: getattr(article, each) for each in names}
        for name, article in found.items()
        if article is not None and not article.retracted
    }


def in_order_of_each(shuffle: random.Random, told: Sequence[EnrichedArticle]) -> list[EnrichedArticle]:
    """Shuffled, but for the order of what comes of one article."""
    rest: dict[str, list[EnrichedArticle]] = {}
    for each in told:
        rest.setdefault(each.article_id, []).append(each)
    names = [each.article_id for each in told]
    shuffle.shuffle(names)
    return [rest[name].pop(0) for name in names]
