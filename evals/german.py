"""German articles, from the shipped gold: what clean and enrich can do in a language without a model."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from evals import scoring
from evals.enriched import enriched
from evals.gold import PARTS, GoldScrape, content_of, paragraphs_of, read_gold
from evals.keyphrases import FIRST, MOST
from evals.progress import told
from evals.results import Miss, Result, Tally, unlike
from evals.scoring import Counts
from evals.scrapes import missed_pieces, score_names, score_pieces, score_reasons
from evals.systems import cleaned
from schemas import CleanArticle, Dateline, EnrichedArticle


class Said(BaseModel):
    """A quotation with its marks, and who says it; null for one whom the text doesn't name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    speaker: str | None


class Dated(BaseModel):
    """A date as it stands, and its value; null for one that nobody can tell."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    value: str | None


class Located(BaseModel):
    """A place that the article names, and its country."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    country: str


class GoldGerman(GoldScrape):
    """A scrape in pieces, and what its body says: `written_at` is when it was published."""

    written_at: datetime
    quotes: tuple[Said, ...] = ()
    dates: tuple[Dated, ...] = ()
    places: tuple[Located, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()


def evaluate(folder: Path) -> Result:
    """Score clean on the scrapes, and enrich on the gold's own bodies."""
    result = Result()
    for part in PARTS:
        path = folder / f"german-{part}.jsonl"
        if path.exists():
            _part(part, told(read_gold(path, GoldGerman), f"german {part}"), result)
    return result


def _part(part: str, articles: Iterable[GoldGerman], result: Result) -> None:
    tally = Tally()
    for gold in articles:
        found = cleaned(content_of(gold))
        body = "\n\n".join(paragraphs_of(gold))
        article = enriched(body, gold.headline, gold.written_at, Dateline(place=gold.dateline_place), "de")
        _score_clean(tally, gold, found)
        _score_enriched(tally, gold, article)
        misses = (*_missed_by_clean(gold, body, found), *_missed_by_enrich(gold, article))
        result.misses += (Miss(part, gold.id, what) for what in misses)
    result.rows += tally.rows(part)


def _score_clean(tally: Tally, gold: GoldGerman, found: CleanArticle | None) -> None:
    score_pieces(tally, gold, found.text if found else "")
    score_names(tally, gold, found)
    tally.mean("dateline place", scoring.same_text(gold.dateline_place, _place(found)))
    score_reasons(tally, gold, found)


def _place(found: CleanArticle | None) -> str | None:
    return found.dateline.place if found and found.dateline else None


def _score_enriched(tally: Tally, gold: GoldGerman, article: EnrichedArticle) -> None:
    wanted, got = [each.text for each in gold.quotes], [quote.text for quote in article.quotes]
    tally.counts("quotes", _in_common(wanted, got))
    speakers = {quote.text: quote.speaker for quote in article.quotes}
    for said in gold.quotes:
        if said.text in speakers:
            tally.mean("speaker", speakers[said.text] == said.speaker)
    dates = {date.text: date.value for date in article.dates}
    tally.counts("dates", _in_common([each.text for each in gold.dates], [*dates]))
    for dated in gold.dates:
        if dated.text in dates:
            tally.mean("value", dates[dated.text] == dated.value)
    places = {place.name: place.country_code for place in article.places}
    tally.counts("places", _in_common([(one.name, one.country) for one in gold.places], [*places.items()]))
    phrases = [phrase.text for phrase in article.keyphrases]
    known = {form for forms in gold.phrases for form in forms}
    tally.mean(f"phrases: precision of {FIRST}", len(known.intersection(phrases[:FIRST])) / FIRST)
    missed = [forms for forms in gold.phrases if not set(forms).intersection(phrases[:MOST])]
    tally.mean(f"phrases: recall of {MOST}", 1 - len(missed) / len(gold.phrases))


def _in_common(wanted: Collection[Hashable], got: Collection[Hashable]) -> Counts:
    right = len(set(wanted) & set(got))
    return Counts(right, len(set(got)) - right, len(set(wanted)) - right)


def _missed_by_clean(gold: GoldGerman, body: str, found: CleanArticle | None) -> Iterator[str]:
    if found is None:
        yield "dropped"
        return
    for paragraph in scoring.broken_paragraphs(paragraphs_of(gold), found.text):
        yield f"not exact: {paragraph!r}"
    yield from missed_pieces(gold, body, found)
    facts = (("headline", gold.headline, found.headline), ("agency", gold.agency, found.agency))
    yield from unlike((*facts, ("dateline place", gold.dateline_place, _place(found))))


def _missed_by_enrich(gold: GoldGerman, article: EnrichedArticle) -> Iterator[str]:
    quotes = {quote.text: quote.speaker for quote in article.quotes}
    yield from _unlike("quote", {said.text: said.speaker for said in gold.quotes}, quotes)
    dates = {date.text: date.value for date in article.dates}
    yield from _unlike("date", {dated.text: dated.value for dated in gold.dates}, dates)
    places = {place.name: place.country_code for place in article.places}
    yield from _unlike("place", {place.name: place.country for place in gold.places}, places)
    phrases = [phrase.text for phrase in article.keyphrases]
    for forms in gold.phrases:
        if not set(forms).intersection(phrases[:MOST]):
            yield f"phrase not found: {forms[0]!r}, but {phrases}"


def _unlike(what: str, wanted: Mapping[str, str | None], got: Mapping[str, str | None]) -> Iterator[str]:
    for text in dict.fromkeys((*wanted, *got)):
        if text not in got:
            yield f"{what} not found: {text!r}"
        elif text not in wanted:
            yield f"no {what}: {text!r}"
        elif wanted[text] != got[text]:
            yield f"{what}: {got[text]}, not {wanted[text]}: {text!r}"
