"""The arithmetic of the evaluations, pure and small: what counts as found, and the shares that come of it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

WORD = re.compile(r"[^\W_]+")
SHINGLE = 4
"""Words of a shingle in paragraph and body measures; article-extraction benchmarks use 4 as well."""
KEPT = 0.5
"""Share of a paragraph's shingles that must stand in a body for it not to be lost."""


class Counts(NamedTuple):
    """How many were found rightly, found wrongly, and missed; counts of different items add up."""

    right: float = 0
    wrong: float = 0
    missed: float = 0

    def plus(self, other: "Counts") -> "Counts":
        """Both together."""
        return Counts(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """The share of what was found that is right; where nothing was, 1 if there was nothing to find."""
        found = self.right + self.wrong
        return self.right / found if found else float(not self.missed)

    @property
    def recall(self) -> float:
        """The share found of what there was; where there was nothing, 1 if nothing was found either."""
        there = self.right + self.missed
        return self.right / there if there else float(not self.wrong)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        weight = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / weight if weight else 1.0


def words(text: str) -> list[str]:
    """The words of a text, in order, without punctuation."""
    return WORD.findall(text)


def normal(text: str) -> str:
    """The text on one line with single spaces."""
    return " ".join(text.split())


def shingles(text: str, size: int = SHINGLE) -> Counter[tuple[str, ...]]:
    """Every run of `size` words and how often it occurs; of a shorter text, the whole of it."""
    said = words(text)
    if not said:
        return Counter()
    size = min(size, len(said))
    return Counter(zip(*(said[start:] for start in range(size)), strict=False))


def overlap(gold: str, found: str, size: int = 1) -> Counts:
    """How the word runs of a text found compare with the gold text's, each as often as it occurs."""
    wanted, got = shingles(gold, size), shingles(found, size)
    right = (wanted & got).total()
    return Counts(right, got.total() - right, wanted.total() - right)


def of_means(pages: Sequence[Counts]) -> tuple[float, float, float]:
    """Precision and recall, means of the pages’, and F1 of these; without text found, a page has no P."""
    found = [page.precision for page in pages if page.right + page.wrong]
    precision = sum(found) / len(found) if found else 0.0
    recall = sum(page.recall for page in pages) / len(pages) if pages else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def one_value(gold: str | None, found: str | None) -> Counts:
    """A single value against gold, white space aside: a wrong one is both wrong and a miss."""
    wanted, got = normal(gold or ""), normal(found or "")
    same = wanted == got
    return Counts(int(same and bool(got)), int(not same and bool(got)), int(not same and bool(wanted)))


def place_found(gold: str | None, found: str | None) -> str | None:
    """A dateline's place as found; as in gold where only the region or country behind it lacks."""
    short = re.split(r"\s*[,(\[]", gold or "", maxsplit=1)[0]
    return gold if found and normal(found) == normal(short) else found


def same_text(gold: str | None, found: str | None) -> bool:
    """Whether two texts are the same, white space aside; none at all is the same as none."""
    return normal(gold or "") == normal(found or "")


def same_set(gold: Iterable[str], found: Iterable[str]) -> bool:
    """Whether both name the same, in any order and number."""
    return set(map(normal, gold)) == set(map(normal, found))


def same_people(gold: Iterable[str], found: Iterable[str]) -> bool:
    """The same in any case: the gold has “ANN LEE” as printed, and who makes that “Ann Lee” is as right."""
    return same_set(map(str.casefold, gold), map(str.casefold, found))


def snippets(text: str, wanted: Iterable[str], unwanted: Iterable[str]) -> Counts:
    """How many of the wanted and of the unwanted passages stand in the text, white space aside."""
    held = normal(text)
    there = [normal(one) in held for one in wanted]
    return Counts(sum(there), sum(normal(one) in held for one in unwanted), there.count(False))


def lost_paragraphs(gold: Sequence[str], found: str) -> list[str]:
    """The gold paragraphs of whose shingles less than half stand in the text found."""
    there = {size: shingles(found, size) for size in range(1, SHINGLE + 1)}
    lost = []
    for paragraph in gold:
        wanted = shingles(paragraph)
        size = len(next(iter(wanted), ()))
        if size and (wanted & there[size]).total() < KEPT * wanted.total():
            lost.append(paragraph)
    return lost


def broken_paragraphs(gold: Sequence[str], found: str) -> list[str]:
    """The gold paragraphs that are no paragraph of the text found, word for word, white space aside."""
    there = Counter(map(normal, found.split("\n\n")))
    broken = []
    for paragraph in gold:
        if there[normal(paragraph)]:
            there[normal(paragraph)] -= 1
        else:
            broken.append(paragraph)
    return broken


def kept_boilerplate(boilerplate: Sequence[str], gold_body: str, found: str) -> list[str]:
    """The pieces of boilerplate that stand in the text found, more often than the gold body says the same.

    A menu's “News” counts as kept only where the body found has a “News” too many.
    """
    extra = {piece: _times(piece, found) - _times(piece, gold_body) for piece in set(boilerplate)}
    kept = []
    for piece in boilerplate:
        if extra[piece] > 0:
            extra[piece] -= 1
            kept.append(piece)
    return kept


def _times(piece: str, text: str) -> int:
    """How often a text has the piece's words in a row, or as a line of its own a piece without words."""
    if words(piece):
        return _marked(text).count(_marked(piece))
    return list(map(normal, text.split("\n"))).count(normal(piece))


def _marked(text: str) -> str:
    """The words, each between marks, so that a run of whole words can be looked for as a substring."""
    return "".join(f"<{word}>" for word in words(text) or text.split())


def reason_given(piece: str, removed: Sequence[tuple[str, str]]) -> str | None:
    """The reason with which a piece was removed, among (text, reason) pairs; null where it wasn't.

    The removed text may be the piece, a longer one that holds it, or a part of at least half its words.
    """
    wanted = _marked(piece)
    marked = [(_marked(text), reason) for text, reason in removed]
    for text, reason in marked:
        if text == wanted:
            return reason
    for text, reason in marked:
        if wanted in text or (text and text in wanted and 2 * text.count("<") >= wanted.count("<")):
            return reason
    return None


def accounted(content: str, kept: str, removed: Iterable[str]) -> float:
    """The share of a scrape's words that stand in the body or among what was removed: none may vanish."""
    there = Counter(words(content))
    lost = there - Counter(words(kept)) - Counter(word for text in removed for word in words(text))
    return 1 - lost.total() / there.total() if there else 1.0
