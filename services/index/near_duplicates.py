"""Near-duplicates: the same text again, with another headline, a changed paragraph, a cut end.

Candidates share a band of their MinHash signatures (Broder 1997; bands as in Leskovec, Rajaraman,
Ullman, “Mining of Massive Datasets”, 3.4); their shingles are then compared exactly.
"""

from collections.abc import Sequence
from hashlib import blake2b

from rensa import RMinHash

from services.index.words import words

SHINGLE = 3
"""Words in a row that are compared as one."""
BANDS, ROWS = 32, 4
"""128 hashes in bands of 4: of pairs with Jaccard .5 87 % share one, of .6 99 %, of .2 5 %."""
SEED = 1

ALIKE = 0.5
"""Jaccard of the shingles from which a text repeats another."""
CONTAINED = 0.8
"""Part of the shorter text's shingles in the longer one from which it is a cut of it."""
LEAST_CUT = 60
"""Shingles that a cut has at least: fewer may be a standard paragraph."""
SHORT = 30
"""Words below which a text must be repeated exactly, headline and all: captions, paywalls, briefs."""


def fingerprint(headline: str | None, text: str) -> tuple[str, ...]:
    """The terms that near-duplicates share at least one of; none for a text without words."""
    found = words(text)
    if not found:
        return ()
    if len(found) < SHORT:
        return (_digest([*words(headline or ""), "/", *found]),)
    hashes = RMinHash(num_perm=BANDS * ROWS, seed=SEED)
    hashes.update(list(_shingles(found)))
    signature = hashes.digest()
    return tuple(
        _digest([str(RMinHash.ALGORITHM_VERSION), str(band), *map(str, signature[band * ROWS :][:ROWS])])
        for band in range(BANDS)
    )


def repeats(headline: str | None, text: str, other_headline: str | None, other_text: str) -> bool:
    """Whether one of two texts repeats the other."""
    mine, theirs = words(text), words(other_text)
    if min(len(mine), len(theirs)) < SHORT:
        return mine == theirs and words(headline or "") == words(other_headline or "")
    a, b = _shingles(mine), _shingles(theirs)
    shared, shorter = len(a & b), min(len(a), len(b))
    return shared >= ALIKE * len(a | b) or (shorter >= LEAST_CUT and shared >= CONTAINED * shorter)


def _shingles(found: Sequence[str]) -> set[str]:
    return {" ".join(found[start : start + SHINGLE]) for start in range(len(found) - SHINGLE + 1)}


def _digest(parts: Sequence[str]) -> str:
    return blake2b(" ".join(parts).encode(), digest_size=8).hexdigest()
