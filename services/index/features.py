"""What an article is compared by when stories are told apart: its words, who, where, when and how many."""

import json
import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pydantic_core import from_json

from schemas import EnrichedArticle, Entity
from services.fingerprints import without_boilerplate, words
from services.index.words import STOP_WORDS, content_words, idf_weight

NAME_LABELS = frozenset(
    {"EVENT", "FAC", "GPE", "LAW", "LOC", "NORP", "ORG", "PERSON", "PRODUCT", "WORK_OF_ART"}
)
PERSON_LABELS = frozenset({"PERSON"})
PLACE_LABELS = frozenset({"FAC", "GPE", "LOC"})
"""OntoNotes labels."""

NAME_WEIGHT = 1.7
"""What a word of a name counts, against 1 for another."""
AREA_LABELS = frozenset({"GPE", "LOC", "NORP"})
AREA_WEIGHT = 1.3
"""What it counts if it is only of a town, a country, a people: all news of the town has it."""
OFFICIAL_WEIGHT = 0.5
"""What becomes of it for somebody named with a rank: a police spokesman speaks of every shooting in town."""
HEADLINE_WEIGHT = 1.5
"""What an occurrence in the headline counts, against 1 in the text."""
MAX_WORDS = 60
"""Words of an article that are compared, the weightiest: the tail of a long one says little."""
MAX_LOOKUP_TERMS = 12
"""Words under which an article is found, the weightiest."""
VECTOR_LENGTH = 1000
"""Of the vector of an article's weights: whole thousandths are read faster, and sum exactly in any order."""
MAX_COMPARED_VALUES = 20
"""People, places, numbers and so on of an article that are compared, each: the first ones."""
CACHED_FEATURES = 2000
"""Articles whose traits are kept as read: a story that grows is compared again and again. Some 20 MB."""
_RANK = re.compile(
    r"\b(?:Sgt|Lt|Cpl|Maj|Capt|Col|Det|Officer|Sergeant|Lieutenant|Captain|Major|Chief|Sheriff|Commissioner|Deputy"
    r"|Detective|Inspector|Superintendent|[Ss]pokes\w+|Coroner|Mayor|Gov|Governor|Sen|Rep|Judge|Attorney"
    r"|[Pp]rosecutor|Director)\.?,? $"
)
_AGE = re.compile(r"\b(\d{1,2})-year-old|, (\d{1,2}),")
_STREET = re.compile(
    r"\b(?!(?:The|On|In|At|Our|That|This) )([A-Z0-9][\w’'-]{1,40}) (?:St\.(?! [A-Z])"
    r"|(?:Streets?|Avenues?|Roads?|Drive|Boulevard|Lane|Highway|Parkway|Terrace|Ave|Rd|Blvd)\b)"
    r"|and ([A-Z0-9][\w’'-]{1,40}) (?:streets|avenues)\b"
)
"""Its last name: of “East Colfax Avenue”, Colfax; of “35th and Locust streets”, Locust."""
_RANK_LETTERS = 16
"""Letters before a name among which a rank is looked for."""


@dataclass(frozen=True)
class Features:
    """What an article is compared by.

    `weights` of words are a vector of length `LENGTH`. `people` are full names, none with a rank; `places`
    words of names, `streets` their names, `countries` ISO codes; `numbers` are as written, without years,
    `ages` those of people; `days` are ISO dates that the text names. `point` is where it happened, degrees
    north and east, as far as that is known.
    """

    weights: Mapping[str, int]
    people: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    streets: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    ages: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    point: tuple[float, float] | None = None

    @staticmethod
    @lru_cache(CACHED_FEATURES)
    def from_json(text: str) -> "Features":
        """What `to_json` wrote."""
        names, weights, *sets, point = from_json(text)
        people, places, streets, countries, numbers, ages, days = map(frozenset, sets)
        where = (point[0], point[1]) if point else None
        weights = dict(zip(names.split(), weights, strict=True))
        return Features(weights, people, places, streets, countries, numbers, ages, days, where)

    def to_json(self) -> str:
        """As short text, that is read fast: each article is compared with many."""
        who_where = (self.people, self.places, self.streets, self.countries)
        sets = map(sorted, (*who_where, self.numbers, self.ages, self.days))
        told = [" ".join(self.weights), [*self.weights.values()], *sets, self.point]
        return json.dumps(told, separators=(",", ":"), ensure_ascii=False)


def features_of(article: EnrichedArticle) -> Features:
    """What an article is compared by."""
    if article.language not in STOP_WORDS:
        return Features({})
    named = _words_of(article.entities, NAME_LABELS - AREA_LABELS)
    areas = _words_of(article.entities, AREA_LABELS)
    officials: list[Entity] = []
    others: list[Entity] = []
    for entity in article.entities:
        if entity.label in PERSON_LABELS:
            (officials if _has_rank(entity, article.text) else others).append(entity)
    ranked = _words_of(officials, PERSON_LABELS)
    counts: dict[str, float] = dict(
        Counter(content_words(without_boilerplate(article.text), article.language))
    )
    for word in content_words(article.headline or "", article.language):
        counts[word] = counts.get(word, 0.0) + HEADLINE_WEIGHT
    heaviest = sorted(
        (
            -(1 + math.log(count))
            * (NAME_WEIGHT if word in named else AREA_WEIGHT if word in areas else 1.0)
            * (OFFICIAL_WEIGHT if word in ranked else 1.0)
            * idf_weight(word, article.language),
            word,
        )
        for word, count in counts.items()
    )
    best = {word: -weight for weight, word in heaviest[:MAX_WORDS]}
    length = math.hypot(*best.values()) or 1.0
    codes = [place.country_code for place in article.places] + [
        entity.country_code for entity in article.entities
    ]
    where = article.places[0] if article.places else None
    names = [words(each.name) for each in others]
    whole = f"{article.headline or ''}\n{article.text}"
    return Features(
        weights={word: round(VECTOR_LENGTH * weight / length) for word, weight in best.items()},
        people=_first(" ".join(said) for said in names if len(said) > 1 and not ranked.issuperset(said)),
        places=_first(
            word for name in _names(article.entities, PLACE_LABELS) for word in content_words(name)
        ),
        streets=_first((one or other).casefold() for one, other in _STREET.findall(whole)),
        countries=_first(filter(None, codes)),
        numbers=_first(word for word in counts if word.isdecimal() and not _is_year(word)),
        ages=_first(one or other for one, other in _AGE.findall(whole)),
        days=_first(
            date.value for date in article.dates if date.value and len(date.value) == len("2024-05-01")
        ),
        point=_point(where.latitude, where.longitude) if where else None,
    )


def lookup_terms_of(traits: Features) -> tuple[str, ...]:
    """The words under which later articles of the story find it."""
    return tuple(traits.weights)[:MAX_LOOKUP_TERMS]


def _names(entities: Iterable[Entity], labels: Collection[str]) -> Iterable[str]:
    return (entity.name for entity in entities if entity.label in labels)


def _words_of(entities: Iterable[Entity], labels: Collection[str]) -> frozenset[str]:
    return frozenset(word for name in _names(entities, labels) for word in content_words(name))


def _has_rank(person: Entity, text: str) -> bool:
    starts = (mention.start for mention in person.mentions)
    return any(_RANK.search(text[max(0, start - _RANK_LETTERS) : start]) for start in starts)


def _first(found: Iterable[str]) -> frozenset[str]:
    return frozenset(list(dict.fromkeys(found))[:MAX_COMPARED_VALUES])


def _is_year(word: str) -> bool:
    return len(word) == 4 and word[:2] in ("19", "20")


def _point(latitude: float | None, longitude: float | None) -> tuple[float, float] | None:
    if latitude is None or longitude is None:
        return None
    return round(latitude, 1), round(longitude, 1)
