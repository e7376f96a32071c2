"""Texts with quotation marks, from the shipped gold: what is quoted by whom, and what is only in marks."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from evals.annotated_gold import GoldQuotes, read_parts
from evals.enriched import enriched
from evals.names import same_name
from evals.quotes import SYSTEMS, speaker_forms
from evals.results import OURS, Miss, Result, Tally
from evals.scoring import Counts
from evals.spans import Span, most_alike
from schemas import EnrichedArticle


def evaluate(folder: Path) -> Result:
    """Score which quotes are found, which marks are left alone, and who speaks where one was found."""
    result = Result()
    for part, texts in read_parts(folder / "quotes.jsonl", GoldQuotes):
        _part(part, texts, result)
    return result


def _part(part: str, texts: Iterable[GoldQuotes], result: Result) -> None:
    tally = Tally()
    for gold in texts:
        article = enriched(gold.text)
        for system, quoted in SYSTEMS.items():
            found = quoted(article)
            wanted = [_span(gold.text, quote.text) for quote in gold.quotes]
            at = [most_alike(gold.text, span, found) for span in wanted]
            right = len(at) - at.count(None)
            tally.counts("quotes", Counts(right, len(found) - right, len(at) - right), system)
            for other in gold.not_quotes:
                tally.mean("others left alone", not _taken(gold.text, other, at, found), system)
            if system == OURS:
                result.misses += (
                    Miss(part, gold.id, what) for what in _score_speakers(tally, gold, article, at)
                )
                result.misses += (Miss(part, gold.id, what) for what in _misses(gold, at, found))
    result.rows += tally.rows(part)


def _span(text: str, piece: str) -> Span:
    start = text.index(piece)
    return start, start + len(piece)


def _taken(text: str, other: str, at: list[int | None], found: list[Span]) -> bool:
    """Whether what is no quote was taken for one, or for a part of one."""
    start, end = _span(text, other)
    return any(one < end and start < two for place, (one, two) in enumerate(found) if place not in at)


def _score_speakers(
    tally: Tally, gold: GoldQuotes, article: EnrichedArticle, at: list[int | None]
) -> Iterator[str]:
    for wanted, place in zip(gold.quotes, at, strict=True):
        if place is None:
            continue
        quote = article.quotes[place]
        if wanted.speaker is None:
            right = quote.speaker is None
        else:
            right = any(same_name(form, wanted.speaker) for form in speaker_forms(article, quote))
        tally.mean("speaker", right)
        if not right:
            yield f"speaker: {quote.speaker!r}, not {wanted.speaker!r}: {quote.text!r}"


def _misses(gold: GoldQuotes, at: list[int | None], found: list[Span]) -> Iterator[str]:
    for wanted, place in zip(gold.quotes, at, strict=True):
        if place is None:
            yield f"not found: {wanted.text!r}"
    for place, (start, end) in enumerate(found):
        if place not in at:
            yield f"no quote: {gold.text[start:end]!r}"
