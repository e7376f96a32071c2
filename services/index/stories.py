"""Stories: do two articles tell of one event?

Two articles are alike by the cosine of their word weights (`features.py`), more so when they name the same
places, days, numbers and ages, less so when both name people, streets or countries and share none, and the
further they are apart in time. An article joins the story whose articles are the likest to it; one that is of
two stories whose articles are alike as well shows them to be one.

The numbers were first fitted to pairs of articles by logistic regression, then rounded and chosen by the
mean of B³ F and pair F over streams of ECB+ (Cybulska and Vossen 2014; its train and dev parts, whole
articles and first two sentences, all of an event and a few, with made-up dates and without), the dev parts of
evals/gold/stories_*.jsonl, and all of them mixed, in several orders each. The test parts chose nothing.
Any threshold from 0.22 to 0.27 does about as well there.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from datetime import timedelta
from hashlib import sha256
from math import asin, cos, radians, sin, sqrt
from statistics import fmean

from schemas import EnrichedArticle
from services.index.features import MAX_WORDS, VECTOR_LENGTH, Features

WINDOW = timedelta(days=30)
"""How far apart two articles about one event may be."""
SAME_STORY = 0.25
"""The likeness from which two articles tell of one event."""

NO_SHARED_PERSON, NO_SHARED_STREET, NO_SHARED_COUNTRY = -0.12, -0.2, -0.12
"""What it adds to the likeness of two articles that both name some and share none.

Look-alikes of one town differ in their streets and in the full names of those concerned.
"""
PLACES, DAYS, NUMBERS, AGES = 0.03, 0.07, 0.06, 0.08
"""What it adds if all that the one names, the other names too; a part of them adds that part."""
FAR, FAR_AWAY = -0.12, 300.0
"""What it adds if they happened more than so many kilometres apart."""
A_DAY, FADING = -0.015, 7.0
"""What a day between them adds, and for how many days; from there on a day adds a third of it."""
DAY = timedelta(days=1)
BRIEF = 0.07
"""What a text of next to no words adds: it has fewer to be alike in."""

MAX_COMPARED_MEMBERS = 10
"""Articles of a story that are compared with a new one, the likest."""
NEAREST_SHARE = 0.35
"""Share of the likest one in the likeness of the story; the rest is the mean of those compared.

With the likest alone, one article between two look-alikes would draw all others over.
"""
MERGE = 0.5
"""The likeness that an article must have to both of two stories for them to be one."""
BOTH = 0.38
"""The mean likeness that their articles must have to each other."""


def similarity(one: Features, other: Features, apart: timedelta) -> float:
    """How alike two articles are, up to about 1.2; from `SAME_STORY` on they tell of one event."""
    if abs(apart) > WINDOW:
        return 0.0
    mine, theirs = one.weights, other.weights
    cosine = sum([mine[word] * theirs[word] for word in mine.keys() & theirs.keys()]) / VECTOR_LENGTH**2
    if not cosine:
        return 0.0
    return (
        cosine
        + NO_SHARED_PERSON * _differ(one.people, other.people)
        + NO_SHARED_STREET * _differ(one.streets, other.streets)
        + NO_SHARED_COUNTRY * _differ(one.countries, other.countries)
        + PLACES * _shared(one.places, other.places)
        + DAYS * _shared(one.days, other.days)
        + NUMBERS * _shared(one.numbers, other.numbers)
        + AGES * _shared(one.ages, other.ages)
        + (FAR if _are_far(one.point, other.point) else 0.0)
        + _fading(abs(apart))
        + BRIEF * (1 - min(len(mine), len(theirs)) / MAX_WORDS)
    )


def choose(mine: Features, others: Iterable[tuple[str, Features, timedelta]]) -> tuple[str, ...]:
    """The stories of an article, out of (story_id, traits, time apart): none, one, or those that are one.

    The likest story first. Of two that are equally alike, the one with the smaller id: no order of arrival
    decides.
    """
    stories: dict[str, list[tuple[float, Features, timedelta]]] = defaultdict(list)
    for story_id, traits, apart in others:
        stories[story_id].append((similarity(mine, traits, apart), traits, apart))
    ranked = []
    for story_id, articles in stories.items():
        articles.sort(key=lambda each: -each[0])
        del articles[MAX_COMPARED_MEMBERS:]
        ranked.append((-_to_story([alike for alike, _, _ in articles]), story_id))
    ranked.sort()
    if not ranked or -ranked[0][0] < SAME_STORY:
        return ()
    best = ranked[0][1]
    also = (
        story_id
        for minus, story_id in ranked[1:]
        if -minus >= MERGE and _are_one(stories[best], stories[story_id])
    )
    return (best, *also)


def new_story(article: EnrichedArticle) -> str:
    """The id of the story that this revision opens."""
    return sha256(f"story/{article.article_id}/{article.revision}".encode()).hexdigest()[:32]


def _to_story(alike: Sequence[float]) -> float:
    return NEAREST_SHARE * max(alike) + (1 - NEAREST_SHARE) * fmean(alike)


def _are_one(
    these: Sequence[tuple[float, Features, timedelta]], those: Sequence[tuple[float, Features, timedelta]]
) -> bool:
    """Whether the articles of two stories are alike, each with each."""
    return fmean(similarity(a, b, t - u) for _, a, t in these for _, b, u in those) >= BOTH


def _differ(mine: Set[str], theirs: Set[str]) -> bool:
    return bool(mine) and bool(theirs) and mine.isdisjoint(theirs)


def _shared(mine: Set[str], theirs: Set[str]) -> float:
    return len(mine & theirs) / min(len(mine), len(theirs)) if mine and theirs else 0.0


def _fading(apart: timedelta) -> float:
    days = apart / DAY
    near = min(days, FADING)
    return A_DAY * (near + (days - near) / 3)


def _are_far(one: tuple[float, float] | None, other: tuple[float, float] | None) -> bool:
    """Whether both are known and more than `FAR_AWAY` apart on the globe (haversine)."""
    if one is None or other is None:
        return False
    (a, b), (c, d) = (map(radians, point) for point in (one, other))
    chord = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * 6371.0 * asin(min(1.0, sqrt(chord))) > FAR_AWAY
