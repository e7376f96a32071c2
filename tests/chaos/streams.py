"""What the topics have to say, each for itself: the last of a key agrees with the store, order, one body."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from tests.chaos.seen import OUTPUTS, Record, Seen, Wrong

ENRICHED, INDEXED = "articles.enriched", "articles.indexed"
AGREES = {ENRICHED: ("revision",), INDEXED: ("revision", "story_id", "duplicate_of")}
"""What the last message of a key says as the store says it."""


def stale(seen: Seen) -> Iterator[Wrong]:
    """The last message of each key says what the store says."""
    for topic, names in AGREES.items():
        folded = _last_of_keys(seen.topics.get(topic, ()))
        for article_id, article in seen.store.items():
            if article is not None and not article.get("retracted") and article_id not in folded:
                yield Wrong("stale", f"{topic} {article_id}: the store shows it, and it never came here")
        for key, last in folded.items():
            shown = seen.store.get(key)
            if shown is None:
                yield Wrong("stale", f"{topic} {key}: the store does not know it")
            elif last.body is None or shown.get("retracted"):
                if (last.body is None) != bool(shown.get("retracted")):
                    said = "a tombstone" if last.body is None else "a live article"
                    yield Wrong("stale", f"{topic} {key}: ends with {said}, and the store says otherwise")
            else:
                differs = [
                    f"{n} {last.fields.get(n)} for {shown.get(n)}"
                    for n in names
                    if last.fields.get(n) != shown.get(n)
                ]
                if differs:
                    yield Wrong("stale", f"{topic} {key}: {', '.join(differs)} (offset {last.offset})")


def _last_of_keys(records: Sequence[Record]) -> dict[str, Record]:
    return {r.key: r for r in sorted(records, key=lambda r: (r.partition, r.offset))}


def order(seen: Seen) -> Iterator[Wrong]:
    """Under each key nothing comes for the first time after what is later, and the latest is the last."""
    for topic in OUTPUTS:
        by_key: dict[str, list[Any]] = defaultdict(list)
        for record in sorted(seen.topics.get(topic, ()), key=lambda r: (r.partition, r.offset)):
            if record.body is not None:
                by_key[record.key].append(_place(topic, record))
        for key, places in by_key.items():
            first = list(dict.fromkeys(places))
            if first != sorted(first):
                yield Wrong("order", f"{topic} {key}: {_tale(first)}")
            elif places[-1] != max(places):
                yield Wrong("order", f"{topic} {key}: ends with an older one again: {_tale(places)}")


def _place(topic: str, record: Record) -> int:
    """Its place among those of its key: the article's version in the store, else its offset when pushed."""
    if topic == INDEXED:
        return int(record.fields.get("version") or 0)
    return int(str(record.fields.get("delivery_id")).split(":")[2])


def _tale(places: Sequence[int]) -> str:
    return " ".join(map(str, places[-12:]))


def bodies(seen: Seen) -> Iterator[Wrong]:
    """One `ce_id`, one body."""
    for topic in OUTPUTS:
        by_event: dict[str, dict[str | None, Record]] = defaultdict(dict)
        for record in seen.topics.get(topic, ()):
            by_event[record.event].setdefault(record.body, record)
        for event, several in by_event.items():
            if len(several) > 1:
                differs = "; ".join(filter(None, (record.differs for record in several.values())))
                yield Wrong("body", f"{topic} {event} has {len(several)} bodies: {differs}")
