"""Real political news with every direct and mixed quotation, its source and its cue (PolNeAR).

DATA/quotes/polnear.jsonl.gz has an article a line: `id`, `title`, `date`, `text` and `quotes`, each with
`type` (direct or mixed), `content` and `source` as lists of spans, `source_text` and `source_kind`.
"""

import gzip
import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from evals.enriched import enriched
from evals.names import name_within
from evals.progress import told
from evals.quotes import SYSTEMS, speaker_forms, speaker_of
from evals.results import OURS, Miss, Result, Tally
from evals.spans import ALIKE, Span, joined, most_alike, word_starts
from schemas import EnrichedArticle

FILE = "polnear.jsonl.gz"
HALVES = ("even", "odd")
"""The articles by the last bit of their id's SHA-256: rules made on one half are tried on the other."""
LEAST = 3
"""Words of a quotation that is counted."""
UNMARKED = "''"
"""Quotations in two apostrophes, of 29 articles, stand in the text but are not in the gold."""


def evaluate(folder: Path) -> Result:
    """Score the stretches of direct quotations found, what else was taken for one, and the named speakers.

    A quotation in several stretches (“…,” he said. “…”) is that many. What was found is right where it lies
    in a direct or mixed quotation: those mix words in marks with others, so they are not asked for.
    """
    result, tallies = Result(), {half: Tally() for half in HALVES}
    with gzip.open(folder / FILE, "rt", encoding="utf-8") as lines:
        for gold in told(map(json.loads, lines), "quotes-polnear"):
            half = HALVES[sha256(gold["id"].encode()).digest()[-1] % 2]
            misses = _score(tallies[half], gold, enriched(gold["text"], gold["title"]))
            result.misses += (Miss(half, gold["id"], what) for what in misses)
    for half, tally in tallies.items():
        result.rows += tally.rows(half)
    return result


def _score(tally: Tally, gold: dict[str, Any], article: EnrichedArticle) -> Iterator[str]:
    text = gold["text"]
    direct = [
        (quote, span)
        for quote in gold["quotes"]
        if quote["type"] == "direct"
        for span in _stretches(text, quote)
    ]
    covered = {
        word for quote in gold["quotes"] for span in quote["content"] for word in word_starts(text, span)
    }
    for system, quoted in SYSTEMS.items():
        found = quoted(article)
        for span in found:
            words = word_starts(text, span)
            if len(words) < LEAST or text.startswith(UNMARKED, span[0]):
                continue
            right = len(words & covered) >= ALIKE * len(words)
            tally.mean("quotes right", right, system)
            if system == OURS and not right:
                yield f"no quote: {text[slice(*span)]!r}"
        for quote, span in direct:
            at = most_alike(text, span, found)
            tally.mean("direct found", at is not None, system)
            if system != OURS:
                continue
            if at is None:
                yield f"not found: {text[slice(*span)]!r}"
            elif quote["source_kind"] == "name":
                yield from _score_speaker(tally, quote, article, at)


def _stretches(text: str, quote: dict[str, Any]) -> Iterable[Span]:
    return (span for span in joined(text, quote["content"]) if len(word_starts(text, span)) >= LEAST)


def _score_speaker(tally: Tally, gold: dict[str, Any], article: EnrichedArticle, at: int) -> Iterator[str]:
    """Canonical: the entity that has the mention where gold has the source. Surface: one with such a name."""
    quote = article.quotes[at]
    speaker = speaker_of(article, quote)
    canonical = speaker is not None and any(
        mention.start < end and start < mention.end
        for mention in speaker.mentions
        for start, end in gold["source"]
    )
    tally.mean("speaker canonical", canonical)
    surface = any(name_within(form, gold["source_text"]) for form in speaker_forms(article, quote))
    tally.mean("speaker surface", surface)
    if not canonical:
        yield f"speaker: {quote.speaker!r}, not {gold['source_text']!r}: {quote.text!r}"
