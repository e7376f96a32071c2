"""Where noun phrases may stand: runs of words between function words, verbs, names and punctuation.

Nobody has tagged the words. One that can be a noun or a verb is judged by its neighbours: after “the” it is a
noun, after “to” or before “the” a verb. What is judged wrongly rarely recurs, and so counts little.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from schemas import Entity
from services.enrich.gist.function_words import BEFORE_VERBS, DETERMINERS, PREPOSITIONS, PRONOUNS
from services.enrich.gist.words import (
    ADJECTIVE,
    GERUND,
    MAX_WORD_CHARS,
    NOUN,
    PAST,
    PLURAL,
    VERB,
    Word,
    look_up,
)
from services.enrich.nlp_model import NUMBERS, AnnotatedText
from services.languages import ENGLISH

_WORD = re.compile(r"[^\W_]+(?:[-–'’][^\W_]+)*(?:(?<=s)['’](?= [a-z]))?")
_NAME = Word("", "", 0)
_CONTENT = NOUN | ADJECTIVE | GERUND | PAST
_OPENERS = DETERMINERS | {"'s"}
_BEFORE_NOUNS = _OPENERS | PREPOSITIONS
_OBJECTS = DETERMINERS | PRONOUNS
_QUOTED = "“\"‘'("
_LONGEST_ACRONYM = 5
_LEADING_PLURALS = ENGLISH.text.leading_plurals
_SAME_IN_THE_PAST = ENGLISH.text.same_in_the_past


class Placed(NamedTuple):
    """A word where it stands."""

    word: Word
    start: int
    end: int


class _Capitals:
    """Tells a name's capital from others: a sentence's, a quotation's, or an acronym's like “AI”."""

    def __init__(self, reading: AnnotatedText, entities: Iterable[Entity]) -> None:
        self.opens = {sentence.start for sentence in reading.sentences}
        self._text = reading.text
        self._names = [(name.start, name.end) for name in reading.names if name.label not in NUMBERS]
        self._mentioned = {mention.start for entity in entities for mention in entity.mentions}
        self._shouted = reading.text.isupper()

    def make_name(self, surface: str, start: int) -> bool:
        """Whether the word with a capital that stands at `start` is a name or a part of one."""
        if start in self._mentioned:
            return True
        index = bisect_right(self._names, (start, len(self._text))) - 1
        if index >= 0 and start < self._names[index][1]:
            return True
        plain = self._shouted or start in self.opens or self._text[start - 1] in _QUOTED
        return not (plain or (surface.isupper() and 2 <= len(surface) <= _LONGEST_ACRONYM))


def find_runs(reading: AnnotatedText, entities: Iterable[Entity] = ()) -> Iterator[list[Placed]]:
    """The longest noun phrases without names, in the order of the text, verbs cut off where they show."""
    text = reading.text
    capitals = _Capitals(reading, entities)
    opens = capitals.opens
    run: list[Placed] = []
    before = ""
    at = 0
    for match in _WORD.finditer(text):
        surface = match[0]
        start, end = match.span()
        if start != at + 1 or start in opens or not text[at].isspace():
            if run:
                yield from _trimmed(run, before, "")
                run = []
            before = ""
        word = look_up(surface) if end - start <= MAX_WORD_CHARS else _NAME
        if word.use and not surface[0].islower() and capitals.make_name(surface, start):
            word = _NAME
        if word.use & _CONTENT and not _is_verb(word, run, before):
            if len(run) > 1 and run[-1].word.lower in _SAME_IN_THE_PAST:
                yield from _trimmed(run[:-1], before, "")
                run, before = [], ""
            run.append(Placed(word, start, end))
        else:
            if run:
                yield from _trimmed(run, before, word.lower)
                run = []
            before = word.lower
        at = end
    if run:
        yield from _trimmed(run, before, "")


def _is_verb(word: Word, run: Sequence[Placed], before: str) -> bool:
    """Whether a word that might be of a noun phrase is its verb: “prices rise”, “officials agreed”."""
    if word.use & PAST and not word.use & NOUN:
        return bool(run) or before not in _BEFORE_NOUNS
    if not run or word.use & PLURAL or not word.use & (VERB | GERUND):
        return False
    last = run[-1].word
    return bool(last.use & PLURAL) and last.lower not in _LEADING_PLURALS and not last.lower.endswith("'")


def _trimmed(run: list[Placed], before: str, after: str) -> Iterator[list[Placed]]:
    """A run that ends in a noun, without the verb at either end.

    `before` and `after` are the words around it, empty at a sentence's edge or punctuation.
    """
    first, last = 0, len(run)
    opening, closing = run[0].word.use, run[-1].word.use
    verb = opening & VERB and not opening & PLURAL and before in BEFORE_VERBS
    if verb or (opening & GERUND and before not in _OPENERS):
        first = 1
    if closing & VERB:
        takes_object = after in _OBJECTS or after[:1].isdigit()
        if takes_object or (after in ("to", "that") and last - first > 1 and closing & PLURAL):
            last -= 1
    while last > first and (run[last - 1].word.use & (NOUN | GERUND)) != NOUN:
        last -= 1
    if first < last:
        yield run[first:last]
