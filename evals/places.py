"""Places of ambiguous names, from the shipped gold: which are meant, and what the story is about.

Scored twice: with the gold's own names and labels, which is geography alone, and from the text on.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from evals.annotated_gold import GoldEntity, GoldPlaces
from evals.enriched import enriched, forms
from evals.gold import PARTS, read_gold
from evals.progress import told
from evals.results import Miss, Result, Tally
from evals.spans import Span
from schemas import Dateline, Entity, Mention, Place
from services.enrich.places.gazetteer import is_region
from services.enrich.places.geography import locate
from services.enrich.places.places import rank_places

TOWN, REGION = 40.0, 350.0
"""Kilometres from the gold's point that are near enough: a region's middle depends on who measures."""
DEGREE = 111.2
"""Kilometres of a degree of latitude."""

Answer = tuple[tuple[Entity, ...], tuple[Place, ...]]


def evaluate(folder: Path) -> Result:
    """Score the country and the point of each name, or that it has none, and the story's place."""
    result = Result()
    for part in PARTS:
        path = folder / f"places-{part}.jsonl"
        if path.exists():
            _part(part, told(read_gold(path, GoldPlaces), path.stem), result)
    return result


def _part(part: str, texts: Iterable[GoldPlaces], result: Result) -> None:
    tally = Tally()
    for gold in texts:
        for suffix, answer in ANSWERS.items():
            misses = _score(tally, gold, answer(gold), suffix)
            result.misses += (Miss(part, gold.id, what + suffix.replace(" ", ", ", 1)) for what in misses)
    result.rows += tally.rows(part)


def _given(gold: GoldPlaces) -> Answer:
    located = locate(gold_entities(gold), gold.text, gold.dateline_place)
    return located, rank_places(located, gold.text, gold.headline, gold.dateline_place)


def _from_text(gold: GoldPlaces) -> Answer:
    dateline = Dateline(place=gold.dateline_place) if gold.dateline_place else None
    article = enriched(gold.text, gold.headline, dateline=dateline)
    return article.entities, article.places


ANSWERS: dict[str, Callable[[GoldPlaces], Answer]] = {"": _given, " from text": _from_text}


def gold_entities(gold: GoldPlaces) -> tuple[Entity, ...]:
    """The gold's names with all their mentions, in order; a longer name takes its place before a shorter."""
    taken: list[Span] = []
    entities = []
    for entity in sorted(gold.entities, key=lambda one: -len(one.name)):
        named = re.compile(rf"(?<!\w){re.escape(entity.name)}(?!\w)")
        spans = [found.span() for found in named.finditer(gold.text)]
        spans = [
            (one, two) for one, two in spans if not any(one < end and start < two for start, end in taken)
        ]
        taken += spans
        mentions = tuple(Mention(text=entity.name, start=start, end=end) for start, end in spans)
        entities.append(Entity(name=entity.name, label=entity.label, mentions=mentions))
    return tuple(sorted(entities, key=lambda one: one.mentions[0].start))


def _score(tally: Tally, gold: GoldPlaces, answer: Answer, suffix: str) -> Iterator[str]:
    entities, places = answer
    found = {form: entity for entity in entities for form in forms(entity)}
    for wanted in gold.entities:
        if wanted.label == "PERSON":
            continue
        got = found.get(wanted.name)
        country = got.country_code if got else None
        tally.mean(f"country{suffix}", country == wanted.country)
        if country != wanted.country:
            yield f"{wanted.name}: country {country}, not {wanted.country}"
        point = (got.latitude, got.longitude) if got else (None, None)
        if "at" in wanted.model_fields_set:
            right = _is_near(wanted, *point)
            tally.mean(f"{'point' if wanted.at else 'no point'}{suffix}", right)
            if not right:
                yield f"{wanted.name}: at {point}, not {wanted.at}"
    if gold.about:
        about = found.get(gold.about)
        right = bool(places) and places[0].name in {gold.about, about.name if about else None}
        tally.mean(f"first place{suffix}", right)
        if not right:
            yield f"first place: {places[0].name if places else None!r}, not {gold.about!r}"


def _is_near(wanted: GoldEntity, latitude: float | None, longitude: float | None) -> bool:
    if wanted.at is None or latitude is None or longitude is None:
        return wanted.at is None and latitude is None
    reach = REGION if is_region(wanted.name) else TOWN
    return kilometres(wanted.at, (latitude, longitude)) < reach


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Between two points (degrees north, east), as on a flat map: good enough for some hundred kilometres."""
    north = one[0] - other[0]
    east = (one[1] - other[1]) * math.cos(math.radians(one[0]))
    return DEGREE * math.hypot(north, east)
