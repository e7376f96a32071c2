"""Made-up news for measuring stores: as many articles as wanted, each the same whenever it is made.

What costs a store time is made as it is in real news: words and names by Zipf's law, half of a text of the
same two hundred words; events that a few articles tell of, or hundreds; copies of one text under several
sources; quotations. No text makes sense.
"""

import random
from bisect import bisect
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from itertools import accumulate

from schemas import EnrichedArticle, Entity, KeyPhrase, Mention, Quote
from services.fingerprints import fingerprints_of
from services.index.words import STOP_WORDS

START = datetime(2026, 1, 1, tzinfo=UTC)
BETWEEN = timedelta(seconds=52)
"""From one article to the next: 100,000 are two months of news."""
OPEN_EVENTS = 150
"""Events that are told of at one time."""
COPIED = 0.2
"""Part of the articles that repeat another of their event."""


class Zipf:
    """Things drawn by their rank: the second half as often as the first, the third a third as often."""

    def __init__(self, things: list[str]) -> None:
        self.things = things
        self._sums = list(accumulate(1 / (rank + 2.7) for rank in range(len(things))))

    def draw(self, chance: random.Random) -> str:
        return self.things[bisect(self._sums, chance.random() * self._sums[-1])]

    def draws(self, chance: random.Random, count: int) -> list[str]:
        return chance.choices(self.things, cum_weights=self._sums, k=count)


def _made_words(chance: random.Random, count: int, syllables: tuple[int, int]) -> list[str]:
    made: dict[str, None] = {}
    while len(made) < count:
        length = chance.randint(*syllables)
        made["".join(chance.choice("bcdfghklmnprstvz") + chance.choice("aeiou") for _ in range(length))] = (
            None
        )
    return list(made)


_CHANCE = random.Random(6)
_FIRST = [word.title() for word in _made_words(_CHANCE, 800, (2, 3))]
_LAST = [word.title() for word in _made_words(_CHANCE, 8_000, (2, 4))]
WORDS = Zipf([*sorted(STOP_WORDS), *_made_words(_CHANCE, 60_000, (2, 5))])
PEOPLE = Zipf([f"{_CHANCE.choice(_FIRST)} {_CHANCE.choice(_LAST)}" for _ in range(20_000)])
PLACES = Zipf([word.title() for word in _made_words(_CHANCE, 4_000, (2, 4))])
ORGANISATIONS = Zipf([f"{word.title()} Group" for word in _made_words(_CHANCE, 6_000, (2, 3))])
SOURCES = Zipf([f"The {word.title()} Post" for word in _made_words(_CHANCE, 300, (2, 3))])


@dataclass(frozen=True)
class Event:
    """What the articles of one story have in common."""

    people: list[str]
    places: list[str]
    organisations: list[str]
    words: list[str]

    @classmethod
    def draw(cls, chance: random.Random) -> "Event":
        return cls(
            list(dict.fromkeys(PEOPLE.draws(chance, 4))),
            list(dict.fromkeys(PLACES.draws(chance, 3))),
            list(dict.fromkeys(ORGANISATIONS.draws(chance, 2))),
            [chance.choice(WORDS.things[300:30_000]) for _ in range(40)],
        )


class News:
    """The first `count` articles; which event each tells of and which it repeats is settled at the start."""

    def __init__(self, count: int) -> None:
        chance = random.Random(1)
        self._events: list[int] = []
        self._copies: list[int | None] = []
        latest: dict[int, list[int]] = {}
        running: list[tuple[int, int]] = []
        for number in range(count):
            while len(running) < OPEN_EVENTS:
                running.append((number * OPEN_EVENTS + len(running), int(chance.paretovariate(0.9))))
            place = chance.randrange(OPEN_EVENTS)
            event, left = running[place]
            told = latest.setdefault(event, [])
            self._copies.append(chance.choice(told) if told and chance.random() < COPIED else None)
            self._events.append(event)
            told.append(number)
            running[place] = (event, min(left, 2_000) - 1)
            if running[place][1] <= 0:
                running.pop(place)

    def __len__(self) -> int:
        return len(self._events)

    def article(self, number: int) -> EnrichedArticle:
        """One article as enrich passes it on, fingerprints and all."""
        chance = random.Random(f"article {number}")
        event, source = _event(self._events[number]), SOURCES.draw(chance)
        copied = self._copies[number]
        if copied is None:
            sentences = _sentences(random.Random(f"text {number}"), event)
        else:  # with a sentence changed and the end cut off, as papers do
            while self._copies[copied] is not None:
                copied = self._copies[copied] or 0
            sentences = _sentences(random.Random(f"text {copied}"), event)
            sentences[chance.randrange(len(sentences))] = _sentence(chance, event)
            sentences = sentences[: max(8, len(sentences) - chance.randrange(4))]
        return _article(number, " ".join(_sentence(chance, event).split()[:9]), source, sentences, event)


@lru_cache(maxsize=1000)
def _event(number: int) -> Event:
    return Event.draw(random.Random(f"event {number}"))


def _sentences(chance: random.Random, event: Event) -> list[str]:
    left, sentences = chance.randint(300, 600), []
    while left > 0:
        sentence = _sentence(chance, event)
        if chance.random() < 0.15:
            sentence = f"“{sentence[:-1]},” {chance.choice(event.people)} said."
        sentences.append(sentence)
        left -= sentence.count(" ") + 1
    return sentences


def _sentence(chance: random.Random, event: Event) -> str:
    words = [
        chance.choice(event.words) if chance.random() < 0.2 else word
        for word in WORDS.draws(chance, chance.randint(10, 24))
    ]
    for names in (event.people, event.places, event.organisations):
        if chance.random() < 0.35:
            words.insert(chance.randrange(1, len(words)), chance.choice(names))
    if chance.random() < 0.25:  # somebody of no event
        words.insert(1, PEOPLE.draw(chance))
    return f"{' '.join(words)}."


def _article(number: int, headline: str, source: str, sentences: list[str], event: Event) -> EnrichedArticle:
    paragraphs = [" ".join(sentences[start : start + 3]) for start in range(0, len(sentences), 3)]
    text = "\n\n".join(paragraphs)
    labelled = {name: label for label, names in _labelled(event) for name in names if name in text}
    identity = sha256(f"article {number}".encode()).hexdigest()
    at = START + number * BETWEEN
    return EnrichedArticle(
        article_id=identity[:32],
        revision=identity[32:48],
        delivery_id=f"articles.raw:{number % 6}:{number // 6}:{number}",
        accepted_at=at,
        source=source,
        url=f"https://news.example/{number}",
        headline=headline,
        published_at=at - timedelta(minutes=int(identity[:2], 16)),
        published_at_basis="json-ld",
        language="en",
        text=text,
        word_count=len(text.split()),
        fingerprints=fingerprints_of(headline, text),
        entities=tuple(_entity(text, name, label) for name, label in labelled.items()),
        quotes=tuple(_quotes(text)),
        keyphrases=tuple(
            KeyPhrase(text=word, score=1 / (place + 1)) for place, word in enumerate(event.words[:8])
        ),
        summary=tuple(sentences[:3]),
    )


def _labelled(event: Event) -> list[tuple[str, list[str]]]:
    return [("PERSON", event.people), ("GPE", event.places), ("ORG", event.organisations)]


def _entity(text: str, name: str, label: str) -> Entity:
    mentions, start = [], text.find(name)
    while start >= 0:
        mentions.append(Mention(text=name, start=start, end=start + len(name)))
        start = text.find(name, start + 1)
    return Entity(name=name, label=label, mentions=tuple(mentions))


def _quotes(text: str) -> list[Quote]:
    quotes, start = [], text.find("“")
    while start >= 0:
        end = text.index("”", start) + 1
        speaker = text[end + 1 : text.index(" said.", end)]
        quotes.append(Quote(text=text[start:end], start=start, end=end, speaker=speaker, cue="said"))
        start = text.find("“", end)
    return quotes
