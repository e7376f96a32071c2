"""The bands of a MinHash signature: terms that any store can keep.

Broder 1997; bands as in Leskovec, Rajaraman, Ullman, “Mining of Massive Datasets”, 3.4.
"""

import re
from collections.abc import Sequence
from hashlib import blake2b

from rensa import RMinHash

from services.fingerprints.boilerplate import without_boilerplate

MAX_WORDS = 20_000
"""Words of a text that are read: what is longer than any article must not cost more than one."""
MAX_LETTERS = 40
"""Longer “words” are addresses, codes and accidents."""

SHINGLE = 3
"""Words in a row that are compared as one."""
BANDS, ROWS = 32, 3
"""96 hashes in bands of 3: of pairs with Jaccard .3 58 % share one, of .4 88 %, of .5 99 %, of .1 3 %."""
SEED = 1
SHORT = 30
"""Words below which a text must be repeated exactly, headline and all: captions, briefs."""

_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The words of a text, in lower case, in order, with repeats; `U.S.` is two."""
    found = [word.casefold() for word in _WORD.findall(text)[:MAX_WORDS]]
    return [word for word in found if len(word) <= MAX_LETTERS]


def shingles(found: Sequence[str]) -> set[str]:
    """Every run of three words; none of fewer words than that."""
    return {" ".join(found[start : start + SHINGLE]) for start in range(len(found) - SHINGLE + 1)}


def fingerprints_of(headline: str | None, text: str) -> tuple[str, ...]:
    """The terms, 16 hex digits each, that near-duplicates share at least one of.

    What the page says of itself does not count. 32 terms; one for a text under 30 words, which counts its
    headline too; none for a text without words.
    """
    found = words(without_boilerplate(text))
    if not found:
        return ()
    if len(found) < SHORT:
        return (_digest([*words(headline or ""), "/", *found]),)
    hashes = RMinHash(num_perm=BANDS * ROWS, seed=SEED)
    hashes.update(list(shingles(found)))
    signature = hashes.digest()
    return tuple(
        _digest(
            [f"{RMinHash.ALGORITHM_VERSION}/{ROWS}", str(band), *map(str, signature[band * ROWS :][:ROWS])]
        )
        for band in range(BANDS)
    )


def _digest(parts: Sequence[str]) -> str:
    return blake2b(" ".join(parts).encode(), digest_size=8).hexdigest()
