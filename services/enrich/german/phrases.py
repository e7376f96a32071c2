"""Key phrases of a German article: its nouns that recur, early ones first; German marks them by a capital."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from schemas import Annotator, DateMention, Entity, KeyPhrase
from services.enrich.nlp_model import AnnotatedText
from services.languages import GERMAN

ANNOTATOR = Annotator(name="keyphrases", version="1", model="rules de")

MOST = 10
"""Phrases an article gets, at most."""
FADE = 3000
"""Characters from the start after which a phrase counts half, as in English."""
LONG = 12
"""Letters from which on a word counts no more for its length: compounds say more than “Tag”."""
LONGEST = 40
"""Letters of a word, at most: a longer one is an accident."""
SHORTEST_HEAD = 3
"""Letters that such a word has more than."""
_NOUN = re.compile(r"\b[^\W\d_a-zäöüß][^\W\d_]{2,}(?:-[^\W\d_]+)*\b")
_ENDING = re.compile(r"(?:innen|ern|en|es|er|n|e|s)$")
_QUOTED = '„“»«"‚‘'


def find_keyphrases(
    reading: AnnotatedText,
    entities: Sequence[Entity] = (),
    dates: Iterable[DateMention] = (),
    headline: str | None = None,
) -> tuple[KeyPhrase, ...]:
    """The best nouns, best first, none of them a name of `entities`; `score` is relative to the best.

    A noun scores by how often it occurs in all its forms, as a logarithm, and by how early it first stands;
    as a part of a longer word (“Gesetz” in “Heizungsgesetz”) an occurrence counts a third.
    """
    text = reading.text
    taken = bytearray(len(text))
    for one in (*(mention for entity in entities for mention in entity.mentions), *dates):
        taken[one.start : one.end] = b"\1" * (one.end - one.start)
    people = {m.start for one in entities if one.label == "PERSON" for m in one.mentions}
    starts = {sentence.start for sentence in reading.sentences}
    small = set(re.findall(r"\b[a-zäöü]\w+", text))
    forms: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for found in _NOUN.finditer(text):
        word, start = found[0], found.start()
        opens = start in starts or text[start - 1 : start] in _QUOTED
        called = found.end() + 1 in people  # “Wirtschaftsministerin” of “Wirtschaftsministerin Katrin …”
        if taken[start] or called or _is_no_noun(word, opens, small):
            continue
        forms[_stem(word)].append((start, word))
    if not forms:
        return ()
    titled = {_stem(word) for word in _NOUN.findall(headline or "")}
    inside = _inside(forms)
    scores = {
        stem: math.log2(1 + len(placed) + inside[stem] / 3)
        * (1.5 if stem in titled else 1.0)
        * (0.6 + min(len(stem), LONG) / LONG)
        / (1 + placed[0][0] / FADE)
        for stem, placed in forms.items()
    }
    best = sorted(scores, key=lambda stem: (-scores[stem], forms[stem][0][0]))[:MOST]
    return tuple(
        KeyPhrase(text=forms[stem][0][1], score=round(scores[stem] / scores[best[0]], 3)) for stem in best
    )


def _is_no_noun(word: str, opens: bool, small: set[str]) -> bool:
    folded = word.lower()
    if (
        len(word) > LONGEST
        or word in GERMAN.text.vague_words
        or folded in GERMAN.text.stop_words
        or word in GERMAN.people.titles
    ):
        return True
    # at the start of a sentence the capital says nothing: a verb or an adjective stands in small letters too
    return opens and (folded in small or folded.endswith(("ig", "lich", "isch", "end", "te", "ten")))


def _stem(word: str) -> str:
    folded = word.lower()
    return _ENDING.sub("", folded) if len(folded) > 5 else folded


def _inside(forms: Mapping[str, Sequence[object]]) -> Counter[str]:
    """How often each stem is the end of a longer one: “gesetz” of “heizungsgesetz”."""
    found = Counter[str]()
    for stem, placed in forms.items():
        for cut in range(1, min(len(stem), LONGEST) - SHORTEST_HEAD):
            if stem[cut:] in forms:
                found[stem[cut:]] += len(placed)
    return found
