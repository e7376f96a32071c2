"""Who and where: people by their titles and first names, places by the gazetteer.

German writes every noun with a capital, so a capital shows nothing: a person is two or three capitalised
words behind a title (“Bezirksleiterin Nadine Pohl”) or with a first name that is known; after that, the last
name alone.
A place must be known, and a city must stand behind a word such as “in” at least once.
"""

import gettext
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pycountry

from schemas import Annotator, Entity, Mention, Place
from services.enrich.entities.name_gazetteer import first_names
from services.enrich.places.gazetteer import gazetteer
from services.enrich.places.geography import locate
from services.enrich.places.placenames import fold
from services.enrich.places.places import rank_places
from services.enrich.places.toponym_candidates import toponym_candidates
from services.languages import GERMAN

ANNOTATOR = Annotator(name="entities", version="1", model="rules de")

_WORD = r"[^\W\d_a-zäöüß][^\W\d_]*(?:-[^\W\d_a-zäöüß][^\W\d_]*)*"
_RUN = re.compile(rf"\b{_WORD}(?:[ ](?:(?:von|van|de|zu)[ ])?{_WORD}){{1,4}}\b|\b{_WORD}\b")
_PLACE = re.compile(rf"\b{_WORD}(?:[ ](?:am|an[ ]der|im|ob[ ]der|bei)[ ]{_WORD}|[ ]{_WORD})?\b")
_BEFORE = re.compile(r"([^\W\d_]+)[ ]\Z")
_WITHIN = frozenset(map(str.lower, GERMAN.names.within))
_JOINED = re.compile(r"\s?(?:und|oder|,|/|sowie)\s?")
_HOME = ("DE", "AT", "CH")
"""Countries whose towns a German article may name without saying where they are."""
_LONGEST = 3
"""Words of a person's name."""
MOST = 2_000
"""People of one article that are told apart: a book has fewer."""


def name_entities(text: str, dateline_place: str | None) -> tuple[Entity, ...]:
    """The people and places of a text, in the order they are first named; no two mentions overlap."""
    people = _people(text)
    taken = bytearray(len(text))
    for mention in (mention for one in people for mention in one.mentions):
        taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    places = _places(text, taken, dateline_place)
    return tuple(sorted((*people, *places), key=lambda entity: entity.mentions[0].start))


def is_title(word: str) -> bool:
    """Whether a word names a person by office or trade: “Bürgermeisterin”, “Bergrettungschef”."""
    if word in GERMAN.people.titles:
        return True
    folded = word.lower()
    return any(folded.endswith(end) and len(folded) > len(end) + 2 for end in GERMAN.people.title_endings)


def _people(text: str) -> list[Entity]:
    found: dict[str, list[tuple[int, int]]] = {}
    for run in _RUN.finditer(text):
        for start, end in _named(text, run):
            found.setdefault(" ".join(text[start:end].split()), []).append((start, end))
    full = dict(list(found.items())[:MOST])
    lasts = Counter(name.split()[-1] for name in full)
    alone = {name.split()[-1]: name for name in full if lasts[name.split()[-1]] == 1}
    inside = {place for spans in full.values() for start, end in spans for place in range(start, end)}
    for word in re.finditer(_WORD, text) if alone else ():
        name = alone.get(word[0]) or alone.get(word[0].removesuffix("s"))
        if name and word.start() not in inside:
            full[name].append((word.start(), word.start() + len(name.split()[-1])))
    return [
        Entity(name=name, label="PERSON", mentions=_mentions(text, sorted(spans)))
        for name, spans in full.items()
    ]


def _mentions(text: str, spans: list[tuple[int, int]]) -> tuple[Mention, ...]:
    return tuple(Mention(text=text[start:end], start=start, end=end) for start, end in spans)


def _named(text: str, run: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The person that a run of capitalised words names: behind a title, or with a first name at its head."""
    words = [(found.start() + run.start(), found[0]) for found in re.finditer(r"\S+", run[0])]
    for place, (_, word) in enumerate(words):
        rest = words[place + 1 :]
        if is_title(word) and len(rest) >= 2 and not is_title(rest[0][1]):
            yield _span(rest)
            return
        called = word.split("-")[0] in first_names() and not _is_common(word)
        if called and len(words) - place >= 2:
            yield _span(words[place:])
            return


def _span(words: list[tuple[int, str]]) -> tuple[int, int]:
    count = _LONGEST if any(word in ("von", "van", "de", "zu") for _, word in words[:2]) else 2
    last = words[min(count, len(words)) - 1]
    return words[0][0], last[0] + len(last[1])


def _is_common(word: str) -> bool:
    """Whether a first name is a word or a place as well: “Mai”, “Berlin”."""
    folded = word.lower()
    calendar = (*GERMAN.calendar.month_names, *GERMAN.calendar.seasons, *GERMAN.calendar.day_names)
    return folded in calendar or folded in GERMAN.text.stop_words or bool(_known(word))


def _places(text: str, taken: bytearray, dateline_place: str | None) -> list[Entity]:
    spans: dict[str, list[tuple[int, int]]] = {}
    shown: set[str] = set()
    last: tuple[int, str] | None = None
    filed = dateline_place or ""
    for found in _PLACE.finditer(text):
        for name, start in _readings(found):
            end = start + len(name)
            if any(taken[start:end]):
                continue
            known = _known(name)
            bare = name if known else name.removesuffix("s")
            if not known and not (known := _known(bare)):
                continue
            spans.setdefault(bare, []).append((start, start + len(bare)))
            before = _BEFORE.search(text, max(0, start - 20), start)
            wide = known in _countries().values() or any(
                m.kind != "city" for m in toponym_candidates(known)[:1]
            )
            joined = last and last[1] in shown and _JOINED.fullmatch(text, last[0], start)
            if wide or joined or (before and before[1].lower() in _WITHIN) or bare in filed:
                shown.add(bare)
            last = (start + len(bare), bare)
            break
    named = {name: places for name, places in spans.items() if name in shown}
    english = tuple(
        Entity(
            name=_known(name) or name,
            label="GPE",
            mentions=_mentions(text, places),
        )
        for name, places in named.items()
    )
    placed = locate(english, text, _known(dateline_place or "") or dateline_place)
    return [_at_home(one).model_copy(update={"name": name}) for name, one in zip(named, placed, strict=True)]


def _at_home(place: Entity) -> Entity:
    """A place that the text leaves open, as the town of that name where German is spoken."""
    known = (each for each in toponym_candidates(place.name) if each.country in _HOME)
    home = None if place.country_code else next(known, None)
    if home is None:
        return place
    where = {"country_code": home.country, "latitude": home.latitude, "longitude": home.longitude}
    return place.model_copy(update=where)


def _readings(found: re.Match[str]) -> Iterator[tuple[str, int]]:
    """The whole, then each of its words: “Den Haag”, and “Werder Bremen”."""
    yield found[0], found.start()
    if " " in found[0]:
        for word in re.finditer(_WORD, found[0]):
            yield word[0], found.start() + word.start()


@cache
def _known(name: str) -> str | None:
    """What the gazetteer calls a place of German news; null for what it doesn't know."""
    if not name or name.lower() in GERMAN.text.stop_words or name in GERMAN.text.vague_words:
        return None
    if name in _countries():
        return _countries()[name]
    if fold(name) in gazetteer().landmarks:
        return None
    other = GERMAN.names.city_names.get(name, (name,))[0]
    return other if toponym_candidates(other) else None


def rank_german_places(
    entities: tuple[Entity, ...], text: str, headline: str | None, dateline_place: str | None
) -> tuple[Place, ...]:
    """The places of an article, the one that it is most about first, by their names in the text."""
    german = {_known(one.name) or one.name: one.name for one in entities if one.label != "PERSON"}
    if dateline_place in german.values():
        dateline_place = None
    if dateline_place and (known := _known(dateline_place)):
        german.setdefault(known, dateline_place)
        dateline_place = known
    english = tuple(one.model_copy(update={"name": _known(one.name) or one.name}) for one in entities)
    ranked = rank_places(english, text, headline, dateline_place)
    return tuple(place.model_copy(update={"name": german.get(place.name, place.name)}) for place in ranked)


@cache
def _countries() -> dict[str, str]:
    """Countries by their German names: what the gazetteer calls them."""
    translated = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=["de"])
    english = {
        country.alpha_2: str(getattr(country, "common_name", country.name)) for country in pycountry.countries
    }
    found = {
        translated.gettext(country.name).partition(",")[0].partition(" (")[0]: english[country.alpha_2]
        for country in pycountry.countries
    }
    return found | {name: english[code] for name, (code,) in GERMAN.names.country_names.items()}
