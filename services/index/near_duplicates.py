"""Near-duplicates: the same text again, with another headline, a changed paragraph, a cut end.

Candidates share a fingerprint (`services/fingerprints`); their shingles are then compared exactly. A page
of which only a paywall or a template is left says nothing of what its headline promises: so two texts that
are not long repeat each other only where what they share tells of both headlines.
"""

from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from services.fingerprints import SHORT, shingles, without_boilerplate, words
from services.index.words import content_words

ALIKE = 0.5
"""Jaccard of the shingles from which a text repeats another."""
CONTAINED = 0.8
"""Part of the shorter text's shingles in the longer one from which it is a cut of it."""
LEAST_CUT = 60
"""Shingles that a cut has at least: fewer may be a standard paragraph."""
MIN_SHARED_SHINGLES = 200
"""Shared shingles that are an article whatever the headlines say."""
UNTITLED = 80
"""Shared shingles that are an article where a headline says nothing; most templates are shorter."""
MIN_HEADLINE_SHARE = 0.25
"""Part of a headline's words that the shared text must have."""
STEM = 5
"""Letters by which a headline's words are looked for: it says “kills” where the text says “killed”."""
REMEMBERED = 128
"""Texts whose shingles are kept in memory: in a batch the same ones are compared again and again."""


class Read(NamedTuple):
    """A text as it is compared: the words of its headline, its own, and its shingles, without boilerplate."""

    headline: tuple[str, ...]
    words: tuple[str, ...]
    shingles: frozenset[str]


def repeats(headline: str | None, text: str, other_headline: str | None, other_text: str) -> bool:
    """Whether one of two texts repeats the other."""
    mine, theirs = _read(headline or "", text), _read(other_headline or "", other_text)
    if min(len(mine.words), len(theirs.words)) < SHORT:
        return bool(mine.headline and mine.words) and mine[:2] == theirs[:2]
    shared = mine.shingles & theirs.shingles
    shorter = min(len(mine.shingles), len(theirs.shingles))
    alike = len(shared) >= ALIKE * len(mine.shingles | theirs.shingles)
    cut = shorter >= LEAST_CUT and len(shared) >= CONTAINED * shorter
    return (alike or cut) and bool(
        len(shared) >= MIN_SHARED_SHINGLES
        or (mine.headline and mine.headline == theirs.headline)
        or (_tells(shared, mine.headline, theirs.headline) and _tells(shared, theirs.headline, mine.headline))
    )


def _tells(shared: Collection[str], headline: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the shared text, or the other headline, has enough of what a headline says."""
    wanted = {word[:STEM] for word in content_words(" ".join(headline))}
    if not wanted:
        return len(shared) >= UNTITLED
    said = {word[:STEM] for shingle in shared for word in shingle.split()} | {word[:STEM] for word in other}
    return len(wanted & said) >= MIN_HEADLINE_SHARE * len(wanted)


@lru_cache(REMEMBERED)
def _read(headline: str, text: str) -> Read:
    found = words(without_boilerplate(text))
    return Read(tuple(words(without_boilerplate(headline))), tuple(found), frozenset(shingles(found)))
