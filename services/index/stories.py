"""Stories: do two articles tell of one event?

An article is a vector of its words, those of names counting more; two articles are alike by the
cosine of their vectors, less so when they name nobody and no place in common, and the further they
are apart in time. All numbers were tuned on ECB+ (Cybulska and Vossen 2014), train and dev.
"""

import json
import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Self

from schemas import EnrichedArticle, Entity
from services.index.words import telling

NAMES = frozenset({"EVENT", "FAC", "GPE", "LAW", "LOC", "NORP", "ORG", "PERSON", "PRODUCT", "WORK_OF_ART"})
PEOPLE = frozenset({"PERSON"})
PLACES = frozenset({"FAC", "GPE", "LOC"})
"""OntoNotes labels."""

NAME_WEIGHT = 2.0
"""What a word of a name counts, against 1 for another."""
MAX_WORDS = 100
"""Words of an article that are compared, the weightiest: the tail of a long one says little."""
KEYS = 16
"""Words under which an article is found, the weightiest."""
STRANGERS, STRANGERS_ELSEWHERE = 0.8, 0.3
"""Factors for two articles that name nobody in common, or no place; and for those that name neither.

The second keeps look-alikes apart: two earthquakes in one week are told in the same words.
"""
WINDOW = timedelta(days=7)
"""How far apart two articles about one event may be."""
FADING = 0.2
"""How much of its likeness a pair at the window's end has lost."""
SAME_STORY = 0.29
"""The likeness from which two articles tell of one event."""
LANGUAGES = (None, "en")
"""Languages whose stop words we know; in others every two articles would look alike."""


@dataclass(frozen=True)
class Traits:
    """What an article is compared by: word weights (a vector of length 1), and who and where, as words."""

    weights: Mapping[str, float]
    people: frozenset[str]
    places: frozenset[str]

    @classmethod
    def from_json(cls, text: str) -> Self:
        """What `to_json` wrote."""
        weights, people, places = json.loads(text)
        return cls(weights, frozenset(people), frozenset(places))

    def to_json(self) -> str:
        """As short text; weights to four decimals, which changes no likeness in its third."""
        weights = {word: round(weight, 4) for word, weight in self.weights.items()}
        return json.dumps([weights, sorted(self.people), sorted(self.places)], separators=(",", ":"))


def traits_of(article: EnrichedArticle) -> Traits:
    """What an article is compared by."""
    if article.language not in LANGUAGES:
        return Traits({}, frozenset(), frozenset())
    named = _words_of(article.entities, NAMES)
    counts = Counter(telling(f"{article.headline or ''}\n{article.text}"))
    weights = {
        word: (1 + math.log(count)) * (NAME_WEIGHT if word in named else 1.0)
        for word, count in counts.items()
    }
    best = dict(sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MAX_WORDS])
    length = math.hypot(*best.values()) or 1.0
    return Traits(
        {word: weight / length for word, weight in best.items()},
        _words_of(article.entities, PEOPLE),
        _words_of(article.entities, PLACES),
    )


def keys_of(traits: Traits) -> tuple[str, ...]:
    """The words under which later articles of the story find it."""
    return tuple(traits.weights)[:KEYS]


def likeness(one: Traits, other: Traits, apart: timedelta) -> float:
    """How alike two articles are, from 0 to 1; from `SAME_STORY` on they tell of one event."""
    if abs(apart) > WINDOW:
        return 0.0
    cosine = sum(weight * other.weights.get(word, 0.0) for word, weight in one.weights.items())
    strangers = _differ(one.people, other.people)
    elsewhere = _differ(one.places, other.places)
    if strangers and elsewhere:
        cosine *= STRANGERS_ELSEWHERE
    elif strangers or elsewhere:
        cosine *= STRANGERS
    return min(1.0, cosine) * (1 - FADING * (abs(apart) / WINDOW))


def choose(mine: Traits, others: Iterable[tuple[str, Traits, timedelta]]) -> str | None:
    """The story of the likest article, out of (story_id, traits, time apart); None if none is like enough.

    Of two that are equally alike, the story with the smaller id: no order of arrival decides.
    """
    scored = [(-likeness(mine, traits, apart), story_id) for story_id, traits, apart in others]
    best = min(scored, default=(0.0, ""))
    return best[1] if -best[0] >= SAME_STORY else None


def new_story(article: EnrichedArticle) -> str:
    """The id of the story that this revision opens."""
    return sha256(f"story/{article.article_id}/{article.revision}".encode()).hexdigest()[:32]


def _differ(mine: Collection[str], theirs: Collection[str]) -> bool:
    return bool(mine) and bool(theirs) and not set(mine) & set(theirs)


def _words_of(entities: Iterable[Entity], labels: Collection[str]) -> frozenset[str]:
    names = (entity.name for entity in entities if entity.label in labels)
    return frozenset(word for name in names for word in telling(name))
