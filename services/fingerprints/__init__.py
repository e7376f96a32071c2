"""Fingerprints of a text: what near-duplicates share. Clean writes them, the index looks them up.

minhash.py     words, shingles, and the bands of a MinHash signature
boilerplate.py   sentences of the page and not of the article, which count for nothing here
"""

from services.fingerprints.boilerplate import without_boilerplate
from services.fingerprints.minhash import SHORT, fingerprints_of, shingles, words

__all__ = ["SHORT", "fingerprints_of", "shingles", "without_boilerplate", "words"]
