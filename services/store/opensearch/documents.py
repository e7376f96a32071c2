"""An article as a document: what searches find it by, and beside it, unsearched, all that is known of it."""

import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, Self

from schemas import EnrichedArticle, Outcome
from services.store.candidates import IndexEntry
from services.store.changelog import Owed, owing
from services.store.history import ArticleState, History, Moment, StoredRevision
from services.store.interface import ASKED_AS
from services.store.order import day_at, place_of
from services.store.sources import source_of
from services.store.values import (
    moment,
    number,
    opening,
    pack,
    read_outcomes,
    read_state,
    searchable,
    storable,
    unpack,
    write_state,
)

BEFORE = -2
"""Where a revision says who had brought it before; its last word is the index that its text lies in."""
LONGEST_ID, LONGEST_TERM = 200, 200
"""Characters; what is longer is drawn together: an id has 512 bytes at most, a term 32 KB."""

BESIDE = frozenset({"known", "article_id", "address_ids", "number", "candidate"})
"""What is in a document and is no part of `found_by`."""
UNSEARCHED_FIELDS = ("revisions", "first", "retraction", "shown", "card", "quotes", "named", "told", "owed")
"""What a document knows of its article besides."""
FILTERS = {"person": "people", "place": "places", "organisation": "organisations", "source": "source"}
"""The field that each filter asks."""


def id_of(*parts: str) -> str:
    """The id of a document about this."""
    text = "/".join(map(storable, parts))
    return text if 0 < len(text) <= LONGEST_ID and text.isascii() else _drawn(text)


def term_of(kind: str, value: str) -> str:
    """The term of everything of that source, or that names this name in whatever case."""
    text = storable(value) if kind == "source" else storable(value).casefold()
    return text if len(text) <= LONGEST_TERM else _drawn(text)


def _drawn(text: str) -> str:
    return f"sha256:{sha256(text.encode()).hexdigest()}"


@dataclass
class Document:
    """What the store knows of one article. The batch changes it; `source` is what OpenSearch keeps.

    Times are microseconds since 1970. `number` orders articles by when they came. `found_by` is what is
    searched, empty while the article is not shown: `at` is the moment that the article is about, by which it
    is compared, `place` where it stands in lists by time (order.py); only one with a date has a `day`.
    `addresses` are where it stands, with their ids.
    """

    article_id: str
    number: int
    revisions: dict[str, list[Any]] = field(default_factory=dict)
    first: tuple[int, str] | None = None
    retraction: tuple[int, str, str, int] | None = None
    shown: str | None = None
    addresses: dict[str, str] = field(default_factory=dict)
    card: dict[str, Any] = field(default_factory=dict)
    quotes: list[list[Any]] = field(default_factory=list)
    named: dict[str, str] = field(default_factory=dict)
    told: str | None = None
    owed: Owed = field(default_factory=dict)
    found_by: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, source: Mapping[str, Any]) -> Self:
        """The article of a document."""
        known = source["known"]
        found_by = {key: value for key, value in source.items() if key not in BESIDE}
        first, retraction = known["first"], known["retraction"]
        return cls(
            article_id=source["article_id"],
            number=source["number"],
            revisions=known["revisions"],
            first=None if first is None else (first[0], first[1]),
            retraction=None if retraction is None else tuple(retraction),
            shown=known["shown"],
            addresses=dict(known["addresses"]),
            card=known["card"],
            quotes=known["quotes"],
            named=known["named"],
            told=known["told"],
            owed=known["owed"],
            found_by=found_by,
        )

    def source(self) -> dict[str, Any]:
        """The document of the article."""
        return {
            "article_id": self.article_id,
            "address_ids": sorted({key for key in self.addresses.values() if key != self.article_id}),
            "number": self.number,
            "known": {
                # as pairs: a URL has dots, which part names of fields
                "addresses": [*self.addresses.items()],
                **{name: getattr(self, name) for name in UNSEARCHED_FIELDS},
            },
            **self.found_by,
        }

    @property
    def story_id(self) -> str | None:
        """The story of a shown article."""
        return self.found_by.get("story_id")

    @property
    def duplicate_of(self) -> str | None:
        """The original that a shown article repeats."""
        return self.found_by.get("duplicate_of")

    @property
    def first_moment(self) -> Moment:
        """The earliest moment of any revision."""
        if self.first is None:
            raise ValueError(f"{self.article_id} has no revision yet")
        return Moment.of(moment(self.first[0]), self.first[1])

    def history(self) -> History:
        """All that is known of the article's revisions."""
        retraction = self.retraction
        return History(
            revisions={revision: held_of(each) for revision, each in self.revisions.items()},
            retraction=None if retraction is None else Moment.of(moment(retraction[0]), retraction[1]),
            shown=self.shown,
            story_id=self.story_id,
            duplicate_of=self.duplicate_of,
            first=None if self.first is None else self.first_moment,
            owed=owing(self.owed),
        )

    def keep(self, article: EnrichedArticle, held_at: datetime, standing: ArticleState, index: str) -> None:
        """Add a revision, whose text lies in `index`."""
        at, by = number(article.accepted_at), article.delivery_id
        told = [by, at, by, number(held_at), write_state(standing), {}, index]
        self.revisions[article.revision] = told
        self._note_first(at, by)

    def keep_before(self, revision: str, before: Mapping[str, Outcome]) -> None:
        """Note who had brought a revision before it came back."""
        self.revisions[revision][BEFORE] = dict(before)

    def note(self, article: EnrichedArticle) -> None:
        """Let a revision be accepted at this moment, too."""
        at, by = number(article.accepted_at), article.delivery_id
        if held_of(self.revisions[article.revision]).moment < Moment.of(article.accepted_at, by):
            self.revisions[article.revision][1:3] = [at, by]
        self._note_first(at, by)

    def retract(self, article: EnrichedArticle, held_at: datetime) -> None:
        """Let it be taken back, unless it was so later."""
        told = Moment.of(article.accepted_at, article.delivery_id)
        known = self.history().retraction
        if known is None or known < told:
            at = number(article.accepted_at)
            self.retraction = (at, article.delivery_id, article.revision, number(held_at))

    def show(self, placement: IndexEntry) -> None:
        """Let this revision be found."""
        article, place, source = placement.article, place_of(placement.article), source_of(placement.article)
        self.shown = article.revision
        self.card = {
            "title": article.headline or opening(article.text),
            "headline": article.headline,
            "opening": opening(article.text),
            "source": source,
            "url": article.url,
            "published_at": None if article.published_at is None else number(article.published_at),
            "accepted_at": number(article.accepted_at),
        }
        self.quotes = [[quote.speaker, quote.text, quote.cue] for quote in article.quotes if quote.speaker]
        asked, self.named = asked_of(article)
        self.found_by = {
            **asked,
            "at": number(placement.at),
            "place": place,
            "story_id": placement.story_id,
            "speakers": _terms("speakers", (quote[0] for quote in self.quotes), self.named),
            "bands": [term_of("source", each) for each in dict.fromkeys(placement.lsh_bands)],
            "keys": [term_of("source", each) for each in dict.fromkeys(placement.lookup_terms)],
            "traits": b64encode(placement.features.encode()).decode(),
        }
        day = day_at(place)
        if day is not None:
            self.found_by["day"] = day.isoformat()
        if placement.duplicate_of is not None:
            self.found_by["duplicate_of"] = placement.duplicate_of

    def hide(self) -> None:
        """Let nothing find it."""
        self.shown, self.card, self.quotes, self.named, self.found_by = None, {}, [], {}, {}

    def _note_first(self, at: int, by: str) -> None:
        if self.first is None or Moment.of(moment(at), by) < self.first_moment:
            self.first = (at, by)


def asked_of(article: EnrichedArticle) -> tuple[dict[str, Any], dict[str, str]]:
    """What searches and watches ask of an article, and how the names behind the terms are written."""
    named: dict[str, str] = {}
    source = source_of(article)
    by_kind: dict[str, list[str]] = {"people": [], "places": [], "organisations": []}
    for entity in article.entities:
        if entity.label in ASKED_AS:
            by_kind[FILTERS[ASKED_AS[entity.label]]].append(entity.name)
    return {
        "headline": _text(article.headline or ""),
        "body": _text(article.text),
        "names": _text("\n".join(entity.name for entity in article.entities)),
        **{kind: _terms(kind, names, named) for kind, names in by_kind.items()},
        "source": _terms("source", [source] if source else [], named),
    }, named


def held_of(each: list[Any]) -> StoredRevision:
    """What is known of a revision."""
    delivery_id, at, by, indexed_at, told, before, _ = each
    return StoredRevision(
        delivery_id,
        Moment.of(moment(at), by),
        moment(indexed_at),
        read_state(told),
        read_outcomes(before),
    )


def revision_source(article: EnrichedArticle) -> dict[str, str]:
    """The document of a revision."""
    return {"packed": b64encode(pack(article)).decode()}


def read_revision(source: Mapping[str, Any]) -> EnrichedArticle:
    """The revision of a document."""
    return unpack(b64decode(source["packed"]))


def _text(text: str) -> str:
    # the analyzer folds a letter with its accent, and not one whose accent stands apart
    return unicodedata.normalize("NFC", searchable(text))


def _terms(kind: str, names: Iterable[str], named: dict[str, str]) -> list[str]:
    terms: dict[str, None] = {}
    for name in names:
        term = term_of(kind, name)
        terms[term] = None
        named.setdefault(f"{kind}:{term}", name)
    return list(terms)
