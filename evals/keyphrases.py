"""Invented articles, from the shipped gold, and the phrases that a reader says they are about."""

from collections.abc import Iterable
from pathlib import Path

from evals.annotated_gold import GoldPhrases, read_parts
from evals.enriched import enriched
from evals.results import Miss, Result, Tally

FIRST, MOST = 5, 10
"""Phrases that precision looks at, and recall: the numbers usual for key phrases (SemEval 2010, task 5)."""


def evaluate(folder: Path) -> Result:
    """Score the key phrases against the gold's, in singular or plural, any of its forms being right."""
    result = Result()
    for part, texts in read_parts(folder / "keyphrases.jsonl", GoldPhrases):
        _part(part, texts, result)
    return result


def _part(part: str, texts: Iterable[GoldPhrases], result: Result) -> None:
    tally = Tally()
    for gold in texts:
        found = [singular(phrase.text) for phrase in enriched(gold.text).keyphrases]
        wanted = [set(map(singular, phrases)) for phrases in gold.phrases]
        right = [any(phrase in forms for forms in wanted) for phrase in found]
        missed = [not forms.intersection(found[:MOST]) for forms in wanted]
        tally.mean(f"precision of {FIRST}", sum(right[:FIRST]) / FIRST)
        tally.mean(f"recall of {MOST}", 1 - sum(missed) / len(missed))
        result.misses += (
            Miss(part, gold.id, f"not found: {phrases[0]!r}")
            for phrases, lost in zip(gold.phrases, missed, strict=True)
            if lost
        )
        result.misses += (
            Miss(part, gold.id, f"not in the gold: {phrase!r}")
            for phrase, good in zip(found[:FIRST], right, strict=False)
            if not good
        )
    result.rows += tally.rows(part)


def singular(phrase: str) -> str:
    """A phrase in lower case, its words without possessive and the plural's ending."""
    plain = phrase.lower().replace("’", "'").replace("'s", "").replace("'", "")
    return " ".join(map(_singular, plain.split()))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
