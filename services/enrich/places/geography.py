"""Where: gives the places that an article names their country and, where it is known, their coordinates.

Of several places with one name it takes the one that the words beside the name say, else the one that the
dateline and the other places named speak for, by how prominent each is: the heuristics of CLAVIN and CLIFF
(D'Ignazio et al. 2014), with what supports a place added to its prominence. What stays in doubt has no
coordinates, and a country only where all that it may be are in one.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from schemas import Annotator, Entity
from services.enrich.places.countries import country_code, demonym_country
from services.enrich.places.gazetteer import MIN_PROMINENCE, gazetteer, model
from services.enrich.places.placenames import fold
from services.enrich.places.toponym_candidates import (
    COUNTRY,
    ToponymCandidate,
    only_country,
    toponym_candidates,
)
from services.enrich.places.toponym_context import (
    Area,
    areas,
    clues_around,
    clues_behind,
    dateline_places,
    says_state,
)

ANNOTATOR = Annotator(name="geography", version="1", model=model())

PLACES = frozenset({"GPE", "LOC", "FAC"})
MARGIN = 0.3
"""By how much the best of several places must be ahead of the next: twice as prominent."""
BY_REGION, BY_COUNTRY, BY_NEARNESS = 1.5, 0.9, 0.5
MOST_SUPPORT = 2.4
"""Support for a city by its region, its country, a place nearby; and all together at most.

Set so that, if all speaks for it, London in Ontario comes before London, but not Paris in Texas before Paris.
"""
NEEDED = 0.5
"""Support that a city needs which is not large."""
SURE = 1.5
"""Support that a city needs that may be a word or a person's name here, if it is not famous."""
FAMOUS = 7.5
NEAR, SAME = 150.0, 30.0
"""Kilometres between places that speak for one another, and between two entries of one place."""
DATELINE = 3
"""Mentions that the dateline counts for."""
LOOKED_AT = 8
"""Mentions of a name whose neighbours are read, at most; so much one name counts for at most."""


KILOMETRES = 111.2
"""Of a degree of latitude."""
MAX_SCANNED_CHARS = 50_000
"""Characters of the text in which a name is looked for as a plain word."""


@dataclass
class _Named:
    """A name to be placed: what it may mean, and what the text says of it."""

    name: str
    options: tuple[ToponymCandidate, ...]
    weight: int = 0
    stated: Counter[Area] = field(default_factory=Counter)
    hinted: Counter[Area] = field(default_factory=Counter)
    states: int = 0
    town: bool = True
    """Whether it may be a town that nobody knows: the model has it for one, not for a sea or a building."""
    personal: bool = False
    found: ToponymCandidate | None = None

    @property
    def lead(self) -> float:
        """How far the most prominent meaning is ahead of the next."""
        if not self.options:
            return 0.0
        return self.options[0].prominence - (self.options[1].prominence if len(self.options) > 1 else 0.0)


@dataclass
class _Evidence:
    """What is known of where the story plays."""

    countries: Counter[str] = field(default_factory=Counter)
    regions: Counter[Area] = field(default_factory=Counter)
    points: list[ToponymCandidate] = field(default_factory=list)

    def add(self, place: ToponymCandidate, weight: int) -> None:
        self.countries[place.country] += weight
        if place.region:
            self.regions[Area(place.country, place.region)] += weight
        if place.kind == "city":
            self.points.append(place)

    def support(self, place: ToponymCandidate) -> float:
        total = self.countries.total() or 1
        by_country = BY_COUNTRY * min(1.0, 2 * self.countries[place.country] / total)
        own = Area(place.country, place.region) in self.regions
        if place.kind == "city":
            near = any(_kilometres(place, point) < NEAR for point in self.points[:LOOKED_AT])
            return min(MOST_SUPPORT, by_country + BY_REGION * own + BY_NEARNESS * near)
        if place.kind == "region":
            # that America is named says nothing of its Georgia; that other states of it are does
            others = any(area.country == place.country for area in self.regions)
            return by_country * others + BY_REGION * own
        if place.kind == "part":
            return by_country
        around = gazetteer().neighbours.get(place.country, frozenset())
        return by_country + BY_NEARNESS * min(2, sum(self.countries[code] > 0 for code in around))


def locate(entities: tuple[Entity, ...], article_text: str, dateline_place: str | None) -> tuple[Entity, ...]:
    """The entities, the places among them with country and coordinates, the peoples with their country.

    `dateline_place` is as clean gives it: “PORTLAND, Maine”. Countries have no coordinates, but those that
    are hardly more than a city.
    """
    evidence = _Evidence()
    for entity in entities:
        people = demonym_country(entity.name) if entity.label == "NORP" else None
        if people:
            evidence.countries[people] += min(LOOKED_AT, len(entity.mentions))
    names = _names(entities, article_text, dateline_place)
    for named in names.values():
        named.found = _stated(named)
        if named.found:
            evidence.add(named.found, named.weight)
    open_names = [named for named in names.values() if not named.found]
    for named in sorted(open_names, key=lambda named: -named.lead):
        named.found = _likely(named, evidence, article_text)
        if named.found:
            evidence.add(named.found, named.weight)
    return tuple(_placed(entity, names) for entity in entities)


def _names(entities: Sequence[Entity], text: str, dateline_place: str | None) -> dict[str, _Named]:
    """The places by folded name, with what their neighbours in the text and the dateline say of them."""
    names: dict[str, _Named] = {}
    people = {word for entity in entities if entity.label == "PERSON" for word in entity.name.split()}
    for entity in entities:
        if entity.label not in PLACES:
            continue
        name, _, behind = entity.name.partition(", ")
        named = names.setdefault(fold(entity.name), _Named(name, toponym_candidates(name)))
        named.weight += min(LOOKED_AT, len(entity.mentions))
        named.town &= entity.label == "GPE"
        named.personal |= name in people
        named.stated.update(areas(behind))
        if len(named.options) == 1 and named.options[0].kind != "city":
            continue
        for mention in entity.mentions[:LOOKED_AT]:
            named.stated.update(clues_behind(text, mention.end))
            named.hinted.update(clues_around(text, mention.start, mention.end))
            named.states += says_state(text, mention.start, mention.end)
    for place, around in dateline_places(dateline_place):
        named = names.setdefault(fold(place), _Named(place, toponym_candidates(place)))
        named.weight += DATELINE
        for area in around:
            named.stated[area] += LOOKED_AT
    return names


def _stated(named: _Named) -> ToponymCandidate | None:
    """The place that the text itself says it is."""
    options = named.options
    if options and options[0].prominence >= COUNTRY and named.stated.total() * 2 < named.weight:
        return options[0]  # Lebanon may be named beside Lebanon, Pennsylvania
    if named.states:
        return next((place for place in options if place.kind == "region"), None)
    for area, _ in [*named.stated.most_common(), *named.hinted.most_common()]:
        inside = next((place for place in options if place.within(area) and place.kind != "country"), None)
        if inside:
            return inside
    if not named.town or (options and (options[0].kind != "city" or not named.stated)):
        return None
    # a town that the gazetteer does not have; but “Paris, Spain and Italy” is a list
    for area, _ in [*named.stated.most_common(1), *named.hinted.most_common(1)]:
        if not options or (area.region and all(place.country != area.country for place in options)):
            return only_country(area.country)._replace(region=area.region)
    return None


def _likely(named: _Named, evidence: _Evidence, text: str) -> ToponymCandidate | None:
    """What the name most likely means; only the country where several places of one are as likely."""
    scored = [(place.prominence + evidence.support(place), place) for place in named.options]
    scored.sort(key=lambda pair: -pair[0])
    if not scored:
        return None
    score, best = scored[0]
    if best.kind == "city" and not _is_enough(named, best, score - best.prominence, text):
        return None
    rivals = [place for other, place in scored if score - other < MARGIN and not _is_same(place, best)]
    if not rivals:
        return best
    one_country = all(place.country == best.country for place in rivals)
    return only_country(best.country) if one_country else None


def _is_enough(named: _Named, city: ToponymCandidate, support: float, text: str) -> bool:
    """Whether a name may be taken for a city: a small one needs support, a word or somebody's name more."""
    if city.prominence >= FAMOUS:
        return True
    if named.personal or f" {named.name.lower()} " in text[:MAX_SCANNED_CHARS]:
        return support >= SURE
    return city.prominence >= MIN_PROMINENCE or (named.town and support >= NEEDED)


def _placed(entity: Entity, names: dict[str, _Named]) -> Entity:
    if entity.label == "NORP":
        people = demonym_country(entity.name) or country_code(entity.name)
        return entity.model_copy(update={"country_code": people}) if people else entity
    found = names[fold(entity.name)].found if entity.label in PLACES else None
    if not found:
        return entity
    where = {"country_code": found.country, "latitude": found.latitude, "longitude": found.longitude}
    return entity.model_copy(update=where)


def _is_same(one: ToponymCandidate, other: ToponymCandidate) -> bool:
    return one.country == other.country and _kilometres(one, other) < SAME


def _kilometres(one: ToponymCandidate, other: ToponymCandidate) -> float:
    """Roughly, as on a flat map; infinite where one of them is not a point."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return math.inf
    north = one.latitude - other.latitude
    east = (one.longitude - other.longitude) * math.cos(math.radians(one.latitude))
    return KILOMETRES * math.hypot(north, east)
