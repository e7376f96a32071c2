"""Which places a story is about: of those it names, the ones it names early, often, and in its headline.

A place that is named often is what the story is about: so decides CLIFF (D'Ignazio, Bhargava, Zuckerman, Beck
2014, “CLIFF-CLAVIN: Determining Geographic Focus for News Articles”), which found it as good for news as any
other rule. Here the headline and the beginning count for more, as news puts first what matters most; a people
counts for its country, and several places in one country count a little for the country.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schemas import Annotator, Entity, Place
from services.enrich.places.countries import country_name
from services.enrich.places.gazetteer import model
from services.enrich.places.geography import PLACES, locate
from services.enrich.places.placenames import fold
from services.enrich.places.toponym_candidates import toponym_candidates
from services.enrich.places.toponym_context import dateline_places

ANNOTATOR = Annotator(name="places", version="1", model=model())

MAX_PLACES = 10
"""Places of one article."""
LEAD = 300
"""Characters at which a mention counts half as much again as at the end; at the beginning it counts twice."""
HEADLINE, DATELINE = 3.0, 1.0
"""Mentions that one in the headline counts for, and the dateline."""
DEMONYM_WEIGHT, FACILITY_WEIGHT, UNKNOWN_COUNTRY_WEIGHT = 0.5, 0.5, 0.5
"""What a mention counts for: of a people, of a building, of a place in no country that is known."""
INSIDE = 0.2
"""What places in a country that is named count for the country, all but the first of them."""

_Key = tuple[str | float | None, ...]
_WORD = re.compile(r"\w+")
_SMALL_WORD = re.compile(
    r"(?<=[\w.][ -])(?:De|Del|La|Las|Los|Do|Da|Dos|Of|On|The|Upon|Under|Al|El|Au|Sur|En)(?=[ -])"
)
_LONGEST_ACRONYM = 3
"""Letters of a dateline's place that may be one: “USA”, “UAE”."""


@dataclass
class _Focus:
    """A place, what speaks for it, and where it is first named."""

    place: Place
    weight: float
    start: int


def rank_places(
    entities: tuple[Entity, ...], text: str, headline: str | None, dateline_place: str | None
) -> tuple[Place, ...]:
    """The places of an article, the one that it is most about first, at most ten.

    `entities` are those of `text` as `geography.locate` gives them. A country of which only the people are
    named has its usual English name; the dateline's place, if the text does not name it, its name there.
    """
    title = _words(headline or "")
    named = [(_weight(entity, title), entity) for entity in entities if entity.mentions]
    foci: dict[_Key, _Focus] = {}
    for weight, entity in sorted(named, key=lambda pair: -pair[0]):
        if entity.label in PLACES:
            _count(foci, _place(entity), weight, entity.mentions[0].start)
    for weight, entity in named:
        if entity.label == "NORP" and entity.country_code:
            name = country_name(entity.country_code) or entity.country_code
            country = Place(name=name, score=0, country_code=entity.country_code)
            _count(foci, country, DEMONYM_WEIGHT * weight, entity.mentions[0].start)
    for place in _filed_from(dateline_place):
        _count(foci, place, DATELINE, len(text))
    _add_inside(foci)
    ranked = sorted(foci.values(), key=lambda focus: (-focus.weight, focus.start))[:MAX_PLACES]
    most = ranked[0].weight if ranked else 1.0
    return tuple(focus.place.model_copy(update={"score": round(focus.weight / most, 4)}) for focus in ranked)


def _words(text: str) -> str:
    """The words of a text in lower case, each between blanks."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def _weight(entity: Entity, title: str) -> float:
    weight = sum(1.0 + LEAD / (LEAD + mention.start) for mention in entity.mentions)
    if title.strip() and any(_words(form) in title for form in {mention.text for mention in entity.mentions}):
        weight += HEADLINE
    if entity.label == "FAC":
        return FACILITY_WEIGHT * weight
    return weight if entity.country_code else UNKNOWN_COUNTRY_WEIGHT * weight


def _place(entity: Entity) -> Place:
    return Place(
        name=entity.name,
        score=0,
        country_code=entity.country_code,
        latitude=entity.latitude,
        longitude=entity.longitude,
    )


def _filed_from(dateline_place: str | None) -> Iterator[Place]:
    for name, _ in dateline_places(dateline_place):
        nowhere = Entity(name=_plain(name), label="GPE", mentions=())
        yield _place(locate((nowhere,), "", dateline_place)[0])


def _plain(name: str) -> str:
    """“San Francisco”, as the text would have it, where a dateline shouts it."""
    if not name.isupper() or len(name) <= _LONGEST_ACRONYM:
        return name
    lower = _WORD.sub(lambda word: word[0].capitalize(), name)
    return _SMALL_WORD.sub(lambda word: word[0].lower(), lower)


def _key(place: Place) -> _Key:
    """What two names of one place share: the country that both are of, the point, or else the name."""
    if _is_country(place):
        return (place.country_code,)
    if place.latitude is not None:
        return (place.country_code, place.latitude, place.longitude)
    return (place.country_code, fold(place.name))


def _is_country(place: Place) -> bool:
    """Whether the place is a whole country: the United Kingdom, not Scotland or London."""
    return any(
        meaning.kind == "country" and meaning.country == place.country_code
        for meaning in toponym_candidates(place.name)
    )


def _count(foci: dict[_Key, _Focus], place: Place, weight: float, start: int) -> None:
    focus = foci.setdefault(_key(place), _Focus(place, 0.0, start))
    focus.weight += weight
    focus.start = min(focus.start, start)


def _add_inside(foci: dict[_Key, _Focus]) -> None:
    """Several places in a country that is named count a little for the country; one alone does not."""
    inside: dict[_Key, list[float]] = {}
    for key, focus in foci.items():
        if len(key) > 1:
            inside.setdefault(key[:1], []).append(focus.weight)
    for country, weights in inside.items():
        if country in foci:
            foci[country].weight += INSIDE * (sum(weights) - max(weights))
