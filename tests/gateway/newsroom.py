"""What lies in the store that the tests read from."""

from schemas import Outcome
from services.store import ArticleState, Store
from tests.unit.store.made import NOON, article, at, put, receipt, retraction, spoken

SHIPS = tuple(f"{number:032x}" for number in range(1, 31))
"""Thirty articles on ships, of two sources and one story."""
TALKS = "a" * 32
GONE = "b" * 32
LATER = "c" * 32
HARVEST, HARVEST_COPY = "d" * 32, "e" * 32
"""One text twice; the copy has no date, and no source but its address."""


def fill_newsroom(store: Store) -> None:
    """Thirty articles on ships, one with a quotation in two revisions, one taken back, a merged story."""
    with store.batch() as batch:
        for number, name in enumerate(SHIPS, start=1):
            shown = article(
                name,
                f"Ships collided off Dover, said Jane Roe. Report {number}.",
                number=number,
                people=["Jane Roe"],
                places=["Dover"],
                source="Courier" if number % 2 else "Wire",
                headline=f"Ships collide {number}",
                published_at=at(number),
            )
            put(batch, shown, story_id="story-ships")
        first = spoken(TALKS, ("Kim Lee", "We will talk"), number=40, headline="Talks begin")
        batch.keep(first, NOON, ArticleState("story-talks"))
        put(
            batch,
            spoken(TALKS, ("Kim Lee", "We did talk"), number=41, revision="r2", headline="Talks end"),
            story_id="story-talks",
        )
        put(batch, article(GONE, "An error.", number=42), story_id="story-gone")
        batch.hide(GONE)
        batch.retract(retraction(GONE, number=43), NOON)
        put(batch, article(LATER, "Talks go on.", number=44, headline="Talks go on"), story_id="story-zz")
        batch.merge("story-zz", "story-talks")
        harvest = article(HARVEST, "The harvest is in.", number=1, headline="Harvest")
        put(batch, harvest, story_id="story-harvest")
        again = {"article_id": HARVEST_COPY, "url": "https://www.harvest.example/1", "source": None}
        copy = harvest.model_copy(update={**again, "published_at": None})
        put(batch, copy, story_id="story-harvest", duplicate_of=HARVEST)
    outcomes = (Outcome.ACCEPTED, Outcome.CLEANED, Outcome.ENRICHED, Outcome.INDEXED)
    store.record(
        [
            receipt(40, stage, outcome, article_id=TALKS)
            for stage, outcome in zip(("ingest", "clean", "enrich", "index"), outcomes, strict=True)
        ]
    )
