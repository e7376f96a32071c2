"""The words that say that somebody speaks: verbs of saying, and nouns for what was said.

The verbs are those of English reporting, after the classes of VerbNet (Kipper et al. 2008): saying
(37.7), manner of speaking (37.3), complaining (37.8), advising (37.9), promising (37.13), judging (33)
and characterising (29.2).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from services.languages import ENGLISH

_PLAIN = ENGLISH.speech.plain_forms
"""Plain forms that are hardly ever nouns in the news."""
_NOUN_FORMS = ENGLISH.speech.noun_forms
"""Forms that are as often nouns: cues only right after whoever may speak."""
_PHRASES = {
    "according": ("according to",),
    "put": ("put it",),
    "puts": ("puts it",),
    "putting": ("putting it",),
    "went": ("went on", "went further"),
    "goes": ("goes on",),
    "in": ("in the words of",),
    "cut": ("cut in",),
    "chimed": ("chimed in",),
    "pointed": ("pointed out",),
    "points": ("points out",),
}
_SAYINGS = ENGLISH.speech.sayings
"""What somebody has said, by a noun; a cue where it has an owner: “Trump’s claim that”, “his answer:”."""
_BEFORE_MARKS = ENGLISH.speech.before_marks
"""Cues only right before the words quoted, or before a colon."""


class Cue(NamedTuple):
    """A cue where it stands; a `saying` is a noun, whose owner speaks."""

    start: int
    end: int
    text: str
    saying: bool = False

    @property
    def participle(self) -> bool:
        """Whether its subject is that of another verb: “he left, saying …”."""
        return self.text.lower().endswith("ing")

    @property
    def speaker_follows(self) -> bool:
        """Whether the speaker always comes after: “according to”."""
        return self.text.lower() in ("according to", "in the words of")


def _forms(verb: str) -> Iterator[str]:
    stem = verb.removesuffix("e")
    if verb in _PLAIN:
        yield verb
    if verb.endswith("y") and verb[-2] not in "aeiou":
        yield from (f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing")
    else:
        hisses = verb.endswith(("s", "sh", "ch", "x"))
        yield from (
            f"{verb}es" if hisses else f"{verb}s",
            f"{stem}ed",
            f"{verb if verb[-2:] == 'ee' else stem}ing",
        )


_FORMS = frozenset(
    {
        *ENGLISH.speech.irregular_verbs,
        *(form for verb in ENGLISH.speech.regular_verbs for form in _forms(verb)),
    }
)
_WORD = re.compile(r"(?<![\w’'-])[A-Za-z][a-z]+(?![\w’'-])")
_OWNED = re.compile(r"(?:\b(?:his|her|its|their|our|my|your)|\w['’]s?) (?:[a-z]+ )?$")
_NOUN = re.compile(
    r"(?:\b(?:the|an?|his|her|its|their|our|my|your|this|these|those|any|no|some|of|to|for|by|with|without|all|more)"
    r"|(?<!\bhe)(?<!\bit)(?<!\bwho)['’]s?) $",
    re.IGNORECASE,
)
_ACTOR = re.compile(
    r"(?:[A-Z][\w.]*[)’]?"
    r"|\b(?:he|she|it|they|who|which|also|then|and|[a-z]+(?:ly|man|men|er|or|ist|ent|tion))),? $"
)
_OTHER_SENSE = re.compile(
    r" (?:for|on|off|upon|back|into|itself)\b(?! (?:the )?[“\"‘])"
    r"|(?<=compared) (?:to|with)\b|(?<=reported) to\b|(?<=spoke) (?:to|with|at|on)\b"
    r"|(?<=speaking) (?:to|with|at|on|in)\b|(?<=thinking) about|(?<=continued) (?:to|with|until)\b"
)
_CAN_MEAN_ELSE = ENGLISH.speech.verbs_of_other_senses
_MARKS_FOLLOW = re.compile(r"(?: with)?[,:]? ?[“\"‘']|[,:]$")
_FOLLOWS_SAYING = re.compile(r"(?: [\w’'-]+){0,6}?(?: that\b|:| to\b| about\b| was\b| is\b| on\b)|,? [“\"‘]")


def find_cues(text: str, start: int, end: int) -> Iterator[Cue]:
    """The cues in `text[start:end]`; “his comments”, “to say”, “calling for” and “so-called” are none."""
    for word in _WORD.finditer(text, start, end):
        found = word[0]
        lower = found if found.islower() else found.lower()
        if lower in _PHRASES:
            phrase = next((p for p in _PHRASES[lower] if text.startswith(p[1:], word.start() + 1, end)), None)
            if phrase:
                stop = word.start() + len(phrase)
                yield Cue(word.start(), stop, text[word.start() : stop])
                continue
        leads_in = lower in _BEFORE_MARKS and _MARKS_FOLLOW.match(text, word.end())
        if leads_in or (lower in _FORMS and _is_verb(text, start, word, lower)):
            yield Cue(word.start(), word.end(), found)
        elif lower in _SAYINGS and _is_saying(text, start, word, end):
            yield Cue(word.start(), word.end(), found, saying=True)


def _is_saying(text: str, start: int, word: re.Match[str], end: int) -> bool:
    owned = _OWNED.search(text, max(start, word.start() - 40), word.start())
    return bool(owned and _FOLLOWS_SAYING.match(text, word.end(), min(end + 2, word.end() + 80)))


def _is_verb(text: str, start: int, word: re.Match[str], lower: str) -> bool:
    before = max(start, word.start() - 30)
    if _NOUN.search(text, before, word.start()):
        return False
    if lower in _CAN_MEAN_ELSE and _OTHER_SENSE.match(text, word.end()):
        return False
    if lower in _NOUN_FORMS:
        return word[0] == lower and bool(_ACTOR.search(text, before, word.start()))
    return True
