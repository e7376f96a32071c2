"""The words that say that somebody speaks."""

import re
from collections.abc import Iterator

_IRREGULAR = """
say says said saying tell tells told telling write writes wrote written writing think thinks thought
thinking read reads sing sings sang singing admits admitted admitting quips quipped quipping slams
slammed slamming dubs dubbed dubbing refers referred referring brags bragged bragging labels labeled
labelled labeling labelling marvels marveled marvelled marveling marvelling concurs concurred concurring
"""
_REGULAR = """
accuse acknowledge add advise agree allege announce answer argue ask assert assure attack believe blast
boast call caution chant claim comment compare complain concede conclude condemn confirm contend continue
counter criticise criticize declare defend demand denounce deny describe dismiss emphasise emphasize
exclaim explain express hail inform insist interject joke lament lecture liken maintain mention mock muse
note observe opine pledge post praise predict proclaim profess promise quote recall recount reiterate
remark remind repeat reply report respond retort reveal ridicule scold scream shout state stress suggest
testify text tweet urge voice vow warn whisper yell
"""
_PLAIN = frozenset(
    {"add", "agree", "argue", "ask", "believe", "call", "insist", "reply", "suggest", "tweet", "warn"}
)
"""Plain forms that are hardly ever nouns in the news."""
_PHRASES = (
    "according to",
    "According to",
    "put it",
    "puts it",
    "went on",
    "goes on",
    "in the words of",
    "cut in",
)


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


_FORMS = {*_IRREGULAR.split(), *(form for verb in _REGULAR.split() for form in _forms(verb))}
_CUE = re.compile(rf"(?<![\w’'-])(?:{'|'.join([*_PHRASES, *sorted(_FORMS)])})(?![\w’'-])")
_NOUN = re.compile(
    r"(?:\b(?:the|an?|his|her|its|their|our|my|your|this|these|those|any|no|some|of|to)|['’]s?) $"
)

FOLLOWED_BY_SPEAKER = frozenset({"according to", "According to", "in the words of"})
"""Cues whose speaker always comes after."""


def find_cues(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The cues in `text[start:end]`; “his comments”, “to say” and “so-called” are none."""
    for cue in _CUE.finditer(text, start, end):
        if not _NOUN.search(text, max(start, cue.start() - 10), cue.start()):
            yield cue
