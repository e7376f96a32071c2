"""What is marked in an article: who, where and what is named, when, and who said what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from schemas import EnrichedArticle, Entity, Quote
from services.gateway.page.marking import Mark, mark_up, paragraphs
from services.gateway.page.search_links import Search

KINDS = {
    "person": ("People", frozenset({"PERSON"})),
    "place": ("Places", frozenset({"GPE", "LOC", "FAC"})),
    "organisation": ("Organisations", frozenset({"ORG"})),
}
"""What a search can be narrowed to, with the OntoNotes labels of each."""
OTHER = "other"

QUOTE, NAME, DATE = 1, 2, 3
"""Ranks: names stand in quotations, dates in names."""

LABELS = {
    "PERSON": "person",
    "GPE": "country, state or town",
    "LOC": "place",
    "FAC": "building or site",
    "ORG": "organisation",
    "NORP": "nationality or group",
    "EVENT": "event",
    "PRODUCT": "product",
    "LAW": "law",
    "WORK_OF_ART": "work",
    "LANGUAGE": "language",
}
"""OntoNotes labels in plain words; one that isn't here is shown as it is, in lower case."""


@dataclass(frozen=True)
class NamedSpan:
    """An entity as the page lists it: of what kind, how often named, and the search that finds more of it."""

    name: str
    kind: str
    what: str
    mentions: int
    href: str
    country_code: str | None


def kind_of(label: str) -> str:
    """`person`, `place`, `organisation` or `other`."""
    return next((kind for kind, (_, labels) in KINDS.items() if label in labels), OTHER)


def named(entity: Entity) -> NamedSpan:
    """An entity for the page."""
    kind = kind_of(entity.label)
    what = LABELS.get(entity.label, entity.label.replace("_", " ").lower())
    search = Search(query=f'"{entity.name}"') if kind == OTHER else Search(filters=((kind, entity.name),))
    return NamedSpan(entity.name, kind, what, len(entity.mentions), search.href, entity.country_code)


def marked_text(article: EnrichedArticle) -> Markup:
    """The article's text in paragraphs, with its names, quotations and dates marked."""
    marks = [*paragraphs(article.text), *_quotes(article.quotes), *_names(article.entities), *_dates(article)]
    return mark_up(article.text, marks)


def _quotes(quotes: Iterable[Quote]) -> Iterator[Mark]:
    for number, quote in enumerate(quotes, start=1):
        who = quote.speaker or "speaker unknown"
        yield Mark(
            quote.start,
            quote.end,
            QUOTE,
            "span",
            attributes=(("class", "said"), ("title", f"said by {quote.speaker}" if quote.speaker else who)),
            once=(("id", f"quote-{number}"),),
            after=(("class", "speaker"), ("data-speaker", who)) if quote.speaker else (),
        )


def _names(entities: Iterable[Entity]) -> Iterator[Mark]:
    for entity in entities:
        one = named(entity)
        title = f"{one.name} ({one.what}{f', {one.country_code}' if one.country_code else ''})"
        for number, mention in enumerate(entity.mentions):
            # one stop for the Tab key is enough for one name
            skipped = (("tabindex", "-1"),) if number else ()
            yield Mark(
                mention.start,
                mention.end,
                NAME,
                "a",
                attributes=(("class", f"name {one.kind}"), ("href", one.href), ("title", title), *skipped),
            )


def _dates(article: EnrichedArticle) -> Iterator[Mark]:
    for mention in article.dates:
        if mention.value is not None:
            title = ("title", spoken_date(mention.value))
            yield Mark(mention.start, mention.end, DATE, "span", attributes=(("class", "date"), title))


def spoken_date(value: str) -> str:
    """An ISO 8601 day in words, as 23 September 2018; what is not a plain day as it is."""
    try:
        day = date.fromisoformat(value) if len(value) == len("2018-09-23") else None
    except ValueError:
        day = None
    return value if day is None else f"{day.day} {day:%B %Y}"
