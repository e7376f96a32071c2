"""The baseline for stories: an online pass over TF-IDF vectors, each article with its nearest before it.

Its document frequencies are those of the whole set, and of all thresholds it gets the best: more than
anything that runs online can know.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence

from evals.clusters import b_cubed, pairwise
from evals.scoring import words

THRESHOLDS = [step / 50 for step in range(1, 40)]


def best_clusters(texts: Sequence[str], gold: Sequence[Hashable]) -> list[int]:
    """The cluster of each text, in order of arrival, with the threshold that is best for this gold."""
    nearest = _nearest(texts)
    tries = (_clusters(nearest, threshold) for threshold in THRESHOLDS)
    return max(tries, key=lambda found: b_cubed(gold, found).f1 + pairwise(gold, found).f1)


def _clusters(nearest: Sequence[tuple[float, int]], threshold: float) -> list[int]:
    found: list[int] = []
    for number, (alike, other) in enumerate(nearest):
        found.append(found[other] if alike >= threshold else number)
    return found


def _nearest(texts: Sequence[str]) -> list[tuple[float, int]]:
    """For each text its largest cosine to one before it, and which that is."""
    counts = [Counter(word.lower() for word in words(text)) for text in texts]
    having = Counter(word for each in counts for word in each)
    under: dict[str, list[tuple[int, float]]] = defaultdict(list)
    found = []
    for number, each in enumerate(counts):
        weights = {word: (1 + math.log(n)) * math.log(len(texts) / having[word]) for word, n in each.items()}
        length = math.hypot(*weights.values()) or 1.0
        cosines: dict[int, float] = defaultdict(float)
        for word, weight in weights.items():
            if weight:
                for other, theirs in under[word]:
                    cosines[other] += weight / length * theirs
                under[word].append((number, weight / length))
        found.append(max(((cosine, other) for other, cosine in cosines.items()), default=(0.0, 0)))
    return found
