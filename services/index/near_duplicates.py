"""Near-duplicates: the same text again, with another headline, a changed paragraph, a cut end.

Candidates share a fingerprint (`services/fingerprints.py`); their shingles are then compared exactly.
"""

from services.fingerprints import SHORT, shingles, words

ALIKE = 0.5
"""Jaccard of the shingles from which a text repeats another."""
CONTAINED = 0.8
"""Part of the shorter text's shingles in the longer one from which it is a cut of it."""
LEAST_CUT = 60
"""Shingles that a cut has at least: fewer may be a standard paragraph."""


def repeats(headline: str | None, text: str, other_headline: str | None, other_text: str) -> bool:
    """Whether one of two texts repeats the other."""
    mine, theirs = words(text), words(other_text)
    if min(len(mine), len(theirs)) < SHORT:
        return mine == theirs and words(headline or "") == words(other_headline or "")
    a, b = shingles(mine), shingles(theirs)
    shared, shorter = len(a & b), min(len(a), len(b))
    return shared >= ALIKE * len(a | b) or (shorter >= LEAST_CUT and shared >= CONTAINED * shorter)
